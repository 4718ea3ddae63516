# Libellés de kinds/missing.json.

kind = Personne disparue ou vulnérable

state-found = personne retrouvée

act-open = envoyer la demande
act-sighting = signaler une observation
act-found = signaler le résultat
act-whereabouts = communiquer le lieu
act-no_whereabouts = ne pas communiquer le lieu

done-open = demande de recherche
done-sighting = observation
done-found = résultat
done-whereabouts = communication du lieu
done-no_whereabouts = lieu non communiqué

field-person = personne
field-type = type
field-circumstances = circonstances
field-last_seen_at = vu pour la dernière fois le
field-last_seen_place = lieu de la dernière observation
field-danger = danger
field-protection_authority = autorité de protection de l’enfance
field-protection = protection d’abord
field-indicators = indices de traite
field-seen_at = heure de l’observation
field-whereabouts = lieu où se trouve la personne
field-consent = consentement
field-consent_reference = référence du consentement
field-consent_at = date du consentement
field-measures = mesures prises

block-protection = questions de protection
block-protection-domestic_violence = violences familiales
block-protection-custody_dispute = conflit de garde
block-protection-flight_from_persecution = fuite devant la persécution
block-protection-sources = sources consultées
block-protection-answered_by = répondu par

code-outcome-FOUND_SAFE = retrouvé sain et sauf
code-outcome-PROTECTED = protégé
code-outcome-NOT_FOUND = non trouvé
code-outcome-DECEASED = décédé
code-outcome-LEFT_COUNTRY = a quitté le pays
code-missing_type-MINOR = mineur
code-missing_type-ADULT = majeur
code-missing_type-TRAFFICKING = victime possible de traite
code-missing_type-PARENTAL_ABDUCTION = enlèvement parental
code-missing_type-DISASTER = catastrophe
code-consent-PERSON = accord de la personne
code-consent-JUDGE = ordonnance d’un juge
code-indicator-DEBT_BONDAGE = servitude pour dettes
code-indicator-CONFISCATED_DOCUMENTS = documents confisqués
code-indicator-FORCED_LABOUR = travail forcé
code-indicator-SEXUAL_EXPLOITATION = exploitation sexuelle
code-indicator-FORCED_BEGGING = mendicité forcée
code-indicator-RECRUITED_ONLINE = recrutement en ligne
code-indicator-ACCOMPANIED = accompagnement suspect
code-indicator-OTHER = autre

rule-person_named = Une personne doit avoir un nom de famille ou un identifiant national.
rule-minor = Pour un mineur, l’autorité de protection de l’enfance est nommée.
rule-protection_first = Avant de rechercher un majeur, violences familiales et fuite devant la persécution sont répondues par oui ou non.
rule-trafficking = Une victime possible de traite : les indices sont nommés.
rule-searched = Une personne non trouvée : les sources consultées sont nommées.
rule-found_safe = Personne retrouvée saine et sauve : rien de plus n’est communiqué, sauf accord de sa part ou ordre d’un juge.
