# Libellés de kinds/locate.json.

kind = Localisation d’une personne

state-located = personne localisée

act-open = envoyer la demande
act-hit = signaler la localisation
act-report = rendre compte

done-open = demande de localisation
done-hit = localisation
done-report = compte rendu

field-person = personne
field-legal_reason = motif légal de la recherche
field-action = action autorisée
field-to_serve = acte à notifier
field-hit_at = heure de la localisation
field-hit_place = lieu de la localisation
field-approached = la personne a été abordée
field-measures = mesures prises
field-left_to = parti vers
field-served_at = heure de la notification

code-action-REPORT_ONLY = signaler seulement, ne pas aborder
code-action-INVITE = inviter à se présenter
code-action-SERVE = notifier un acte
code-outcome-LOCATED = localisé
code-outcome-INVITED = invité à se présenter
code-outcome-SERVED = acte notifié
code-outcome-NOT_FOUND = non trouvé
code-outcome-LEFT_COUNTRY = a quitté le pays
code-outcome-DECEASED = décédé
code-outcome-WRONG_PERSON = autre personne

rule-person_named = Une personne doit avoir un nom de famille ou un identifiant national.
rule-serve = L’acte à notifier est nommé.
rule-not_found = Une personne non trouvée : les sources consultées sont nommées.
rule-served = L’heure de la notification est indiquée.
rule-approached = La personne a été approchée : ce qui a été fait est indiqué.

clock-hit_report = compte rendu de localisation

late-no_hit_report = pas de compte rendu dans le délai
