# Libellés de kinds/meeting.json.

kind = Réunion

state-proposed = proposé
state-unanswered = sans réponse
state-confirmed = confirmée
state-held = tenue
state-cancelled = annulée
state-closed = close

act-open = proposer la réunion
act-confirm_date = confirmer la date
act-move = déplacer
act-agenda = modifier l’ordre du jour
act-pack = envoyer le dossier de séance
act-held = signaler la tenue
act-minutes = proposer le relevé de décisions
act-approve_minutes = approuver le relevé de décisions
act-cancel = annuler
act-close = clôturer
act-unanswered = constater l’absence de réponse
act-no_minutes = constater le désaccord sur le relevé

done-open = proposition de réunion
done-confirm_date = confirmation de la date
done-move = déplacement de la réunion
done-agenda = modification de l’ordre du jour
done-pack = dossier de séance
done-held = tenue de la réunion
done-minutes = proposition de relevé de décisions
done-approve_minutes = approbation du relevé de décisions
done-cancel = annulation
done-close = clôture
done-unanswered = constat d’absence de réponse
done-no_minutes = constat de désaccord sur le relevé

field-level = niveau
field-held_at = date de la réunion
field-place = lieu
field-agenda = ordre du jour
field-participants = participants
field-pack = dossier de séance
field-pack_until = situation arrêtée au
field-minutes = relevé de décisions
field-decisions = décisions
field-minutes_hash = empreinte du relevé

block-agenda_item = point
block-agenda_item-number = numéro
block-agenda_item-title = titre
block-agenda_item-sector = secteur
block-agenda_item-asked_by = demandé par
block-participant = participant
block-participant-function = fonction
block-participant-side = partie
block-participant-languages = langues
block-pack_item = élément
block-pack_item-type = type
block-pack_item-reference = référence
block-pack_item-text = texte
block-pack_item-own_value = valeur de cette partie
block-pack_item-partner_value = valeur du partenaire
block-decision = décision
block-decision-number = numéro
block-decision-sector = secteur
block-decision-text = texte
block-decision-owner = responsable
block-decision-owner_function = fonction responsable
block-decision-due = échéance
block-minutes = relevé
block-minutes-ar = en arabe
block-minutes-fr = en français
block-minutes-en = en anglais

code-outcome-HELD = tenu
code-outcome-CANCELLED = annulé
code-meeting_level-MINISTERS = ministres
code-meeting_level-DIRECTORS = directeurs
code-meeting_level-EXPERTS = experts
code-meeting_level-LIAISON = officiers de liaison
code-pack_item-LATE_COMMITMENT = engagement en retard
code-pack_item-UNANSWERED = demande sans réponse
code-pack_item-DISPUTED_FIGURE = chiffre contesté
code-pack_item-CUSTODY = garde à vue
code-pack_item-OTHER = autre
code-sector-TER = terrorisme et extrémisme violent
code-sector-DRG = trafic de stupéfiants
code-sector-THB = traite des êtres humains
code-sector-MIG = réseaux d’immigration irrégulière
code-sector-CYB = cybercriminalité
code-sector-ORG = criminalité transnationale organisée
code-sector-EVT = sécurité des événements
code-sector-OTH = autre

rule-minutes_languages = Le relevé est dans les langues des deux parties.

clock-confirm = confirmation de la date
clock-minutes = relevé de décisions

late-date_not_confirmed = date non confirmée
late-no_minutes = pas de relevé approuvé

agree-minutes = relevé de décisions
