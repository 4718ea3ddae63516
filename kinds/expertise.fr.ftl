# Libellés de kinds/expertise.json.

kind = Formation et partage d’expertise

act-open = envoyer la demande
act-programme = proposer le programme
act-approve_programme = approuver le programme
act-delivered = signaler la tenue
act-cancel = annuler
act-evaluate = évaluer

done-open = demande de formation ou d’expertise
done-programme = proposition de programme
done-approve_programme = approbation du programme
done-delivered = tenue
done-cancel = annulation
done-evaluate = évaluation

field-direction = demande ou offre
field-form = forme
field-subject = objet
field-level = niveau
field-participants = nombre de participants
field-mode = modalité
field-place = lieu
field-from = du
field-to = au
field-languages = langues
field-cost_side = prise en charge des frais
field-trainer_profile = profil du formateur
field-programme = programme
field-programme_hash = empreinte du programme
field-evaluation = évaluation

block-session = séance
block-session-number = numéro
block-session-title = titre
block-session-from = de
block-session-to = à
block-session-trainer = formateur
block-evaluation = évaluation
block-evaluation-participants = nombre de participants
block-evaluation-content = contenu (1 à 5)
block-evaluation-usefulness = utilité (1 à 5)
block-evaluation-organisation = organisation (1 à 5)
block-evaluation-text = texte

code-outcome-DELIVERED = tenu
code-outcome-CANCELLED = annulé
code-direction-REQUESTED = demande
code-direction-OFFERED = offre
code-form-TRAINING = formation
code-form-STUDY_VISIT = visite d’étude
code-form-EVENT_EXPERIENCE = expérience d’un événement organisé
code-form-MENTORING = accompagnement
code-form-CONFERENCE = conférence
code-level-BASIC = initial
code-level-ADVANCED = avancé
code-level-SPECIALIST = spécialiste
code-level-TRAINER = formateur
code-mode-ON_SITE = sur place
code-mode-REMOTE = à distance
code-mode-BOTH = les deux
code-cost_side-OPENER = la partie qui a ouvert le dossier
code-cost_side-PARTNER = la partie partenaire
code-cost_side-EACH = chacun pour soi
code-cost_side-THIRD = un tiers

rule-dates = La fin précède le début.
rule-on_site = Ce qui se tient sur place indique son lieu.
rule-session_times = Une séance se termine avant de commencer.
rule-delivered = Ce qui s’est tenu a pour issue DELIVERED.
rule-cancelled = Ce qui est annulé a pour issue CANCELLED.

agree-programme = programme
