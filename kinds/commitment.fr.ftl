# Libellés de kinds/commitment.json.

kind = Engagement de la feuille de route

state-proposed = proposé
state-unanswered = sans réponse
state-withdrawn = retiré
state-in_force = en vigueur
state-declined = décliné
state-ended = terminée
state-closed = close

act-open = proposer l’engagement
act-accept = accepter
act-decline = décliner
act-milestones = modifier les jalons
act-milestone = rendre compte d’un jalon
act-value = signer la valeur de l’indicateur
act-status = proposer le statut
act-approve_status = approuver le statut
act-end = terminer
act-close = clôturer
act-unanswered = constater l’absence de réponse
act-withdraw = retirer
act-leave = se retirer de l’engagement

done-open = proposition d’engagement
done-accept = acceptation
done-decline = refus de l’engagement
done-milestones = modification des jalons
done-milestone = compte rendu d’un jalon
done-value = valeur de l’indicateur
done-status = proposition de statut
done-approve_status = approbation du statut
done-end = fin de l’engagement
done-close = clôture
done-unanswered = constat d’absence de réponse
done-withdraw = retrait de l’engagement
done-leave = sortie de l’engagement

field-meeting = réunion
field-sector = secteur
field-objective = objectif
field-owner = partie responsable
field-owner_function = fonction responsable
field-milestones = jalons
field-indicator = indicateur
field-milestone_reports = état des jalons
field-period = période
field-value = valeur
field-computed = calculée à partir des actes
field-progress = avancement
field-status = statut
field-status_hash = empreinte du statut

block-milestone = jalon
block-milestone-number = numéro
block-milestone-title = titre
block-milestone-due = échéance
block-milestone_report = état d’un jalon
block-milestone_report-number = numéro
block-milestone_report-status = statut
block-milestone_report-text = texte
block-indicator = indicateur
block-indicator-definition = définition
block-indicator-unit = unité
block-indicator-source = source
block-indicator-figure = chiffre de la statistique
block-indicator-baseline = valeur de départ
block-indicator-target = cible

code-outcome-DONE = fait
code-outcome-DROPPED = abandonné
code-sector-TER = terrorisme et extrémisme violent
code-sector-DRG = trafic de stupéfiants
code-sector-THB = traite des êtres humains
code-sector-MIG = réseaux d’immigration irrégulière
code-sector-CYB = cybercriminalité
code-sector-ORG = criminalité transnationale organisée
code-sector-EVT = sécurité des événements
code-sector-OTH = autre
code-owner-OPENER = la partie qui a ouvert le dossier
code-owner-PARTNER = la partie partenaire
code-owner-BOTH = les deux
code-status-ON_TRACK = en bonne voie
code-status-AT_RISK = à risque
code-status-LATE = en retard
code-status-DONE = fait
code-status-DROPPED = abandonné
code-milestone_status-DONE = fait
code-milestone_status-LATE = en retard
code-milestone_status-DROPPED = abandonné
code-indicator_source-COMPUTED = calculé à partir des actes
code-indicator_source-TYPED = saisi à la main
code-figure-REQUESTS_SENT = demandes envoyées
code-figure-REQUESTS_ANSWERED = demandes répondues
code-figure-ANSWERED_ON_TIME = réponses dans le délai (%)
code-figure-MEDIAN_ANSWER_HOURS = délai médian de réponse en heures
code-figure-ARRESTS = interpellations
code-figure-SURRENDERS = remises
code-figure-WARNINGS = alertes
code-figure-MISSIONS = missions
code-figure-TRAININGS = formations
code-figure-PERSONS_VETTED = personnes criblées
code-figure-CEASED_REMOVED = cessations exécutées

rule-computed_figure = Un indicateur calculé nomme son chiffre.

clock-accept = acceptation
clock-milestone = échéance du jalon

late-not_accepted = engagement non accepté
late-milestone_late = jalon en retard

items-milestones = jalons

agree-status = statut
