# Libellés de kinds/spontaneous.json.

kind = Information spontanée

state-sent = envoyée
state-acknowledged = accusé de réception donné
state-assessed = évaluée
state-withdrawn = retirée
state-closed = close

act-open = transmettre l’information
act-ack = accuser réception
act-add = compléter l’information
act-feedback = dire l’utilité
act-withdraw = retirer
act-close = clôturer

done-open = information spontanée
done-ack = accusé de réception
done-add = complément d’information
done-feedback = avis sur l’utilité
done-withdraw = retrait
done-close = clôture

field-subject = objet
field-content = information
field-persons = personnes concernées

code-outcome-NOTED = prise en compte
code-outcome-ACTED_ON = exploitée
code-outcome-ALREADY_KNOWN = déjà connue
code-outcome-UNFOUNDED = infondée

rule-basis_kind = Cette base légale ne permet pas cette démarche.
rule-no_u0 = U0 est réservé aux alertes de menace pour la vie.
rule-person_named = Une personne doit avoir un nom de famille ou un identifiant national.

clock-ack = accusé de réception

late-no_acknowledgement = accusé de réception hors délai
