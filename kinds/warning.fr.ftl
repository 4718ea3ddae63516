# Libellés de kinds/warning.json.

kind = Alerte : menace pour la vie

state-sent = envoyée
state-acknowledged = accusé de réception donné
state-measures = mesures prises
state-cleared = alerte levée
state-withdrawn = retirée
state-closed = close

act-open = lancer l’alerte
act-ack = accuser réception
act-rung = signaler l’échelon alerté
act-measures = signaler les mesures prises
act-update = mettre à jour
act-all_clear = lever l’alerte
act-feedback = dire l’utilité
act-withdraw = retirer
act-close = clôturer

done-open = alerte
done-ack = accusé de réception
done-rung = échelon alerté
done-measures = mesures prises
done-update = mise à jour
done-all_clear = levée d’alerte
done-feedback = avis sur l’utilité
done-withdraw = retrait
done-close = clôture

field-threat = menace
field-warning = texte de l’alerte
field-where = lieu menacé
field-from = du
field-valid_until = valable jusqu’au
field-persons = personnes concernées
field-targets = cibles possibles
field-rung = échelon alerté
field-reached = qui a été alerté
field-telephone = téléphone
field-measures = mesures prises
field-measures_text = détail des mesures
field-cleared_at = heure de la levée d’alerte

code-outcome-AVERTED = danger écarté
code-outcome-UNFOUNDED = infondée
code-outcome-OCCURRED = danger réalisé
code-outcome-EXPIRED = validité échue
code-threat-ATTACK = attentat
code-threat-EXPLOSIVES = explosifs
code-threat-KIDNAPPING = enlèvement
code-threat-ASSASSINATION = assassinat
code-threat-MASS_CASUALTY = victimes en masse
code-threat-DANGEROUS_SUBSTANCE = substance dangereuse
code-threat-CYBER = cyberattaque
code-threat-OTHER = autre
code-measure-PERSON_PROTECTED = personne protégée
code-measure-PLACE_SECURED = lieu sécurisé
code-measure-EVACUATED = évacuation
code-measure-ARREST_SOUGHT = interpellation recherchée
code-measure-SURVEILLANCE = surveillance
code-measure-INFORMED = intéressés informés
code-measure-NONE_POSSIBLE = aucune mesure possible
code-rung-DUTY = officier de permanence
code-rung-SUPERVISOR = superviseur
code-rung-LIAISON = officier de liaison
code-rung-DIRECTOR = directeur
code-rung-TELEPHONE = téléphone

rule-basis_kind = Cette base légale ne permet pas cette démarche.
rule-urgent = Une alerte est U0 ou U1 ; le reste se transmet comme information spontanée.
rule-valid_from = L’alerte se termine avant de commencer.
rule-person_named = Une personne doit avoir un nom de famille ou un identifiant national.

clock-ack = accusé de réception
clock-validity = validité de l’alerte

late-not_awake = personne n’a répondu
late-warning_over = l’alerte n’est plus valable
