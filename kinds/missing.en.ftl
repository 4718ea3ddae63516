# Labels of kinds/missing.json.

kind = Missing or vulnerable person

state-found = person found

act-open = send the request
act-sighting = report a sighting
act-found = report the result
act-whereabouts = give the whereabouts
act-no_whereabouts = give no whereabouts

done-open = request to search
done-sighting = sighting
done-found = result
done-whereabouts = whereabouts
done-no_whereabouts = whereabouts not given

field-person = person
field-type = type
field-circumstances = circumstances
field-last_seen_at = last seen at
field-last_seen_place = place last seen
field-danger = danger
field-protection_authority = child protection authority
field-protection = protection first
field-indicators = indicators of trafficking
field-seen_at = time of the sighting
field-whereabouts = whereabouts
field-consent = consent
field-consent_reference = reference of the consent
field-consent_at = time of the consent
field-measures = measures taken

block-protection = protection questions
block-protection-domestic_violence = domestic violence
block-protection-custody_dispute = custody dispute
block-protection-flight_from_persecution = flight from persecution
block-protection-sources = sources searched
block-protection-answered_by = answered by

code-outcome-FOUND_SAFE = found safe
code-outcome-PROTECTED = protected
code-outcome-NOT_FOUND = not found
code-outcome-DECEASED = deceased
code-outcome-LEFT_COUNTRY = left the country
code-missing_type-MINOR = minor
code-missing_type-ADULT = adult
code-missing_type-TRAFFICKING = possible victim of trafficking
code-missing_type-PARENTAL_ABDUCTION = parental abduction
code-missing_type-DISASTER = disaster
code-consent-PERSON = consent of the person
code-consent-JUDGE = order of a judge
code-indicator-DEBT_BONDAGE = debt bondage
code-indicator-CONFISCATED_DOCUMENTS = documents taken away
code-indicator-FORCED_LABOUR = forced labour
code-indicator-SEXUAL_EXPLOITATION = sexual exploitation
code-indicator-FORCED_BEGGING = forced begging
code-indicator-RECRUITED_ONLINE = recruited online
code-indicator-ACCOMPANIED = suspicious company
code-indicator-OTHER = other

rule-person_named = A person needs a family name in either script, or a national identifier.
rule-minor = For a minor the child protection authority is named.
rule-protection_first = Before an adult is searched for, domestic violence and flight from persecution are answered yes or no.
rule-trafficking = A possible victim of trafficking: the indicators are named.
rule-searched = A person not found: the sources that were searched are named.
rule-found_safe = A person found safe: nothing more is told but by consent or a judge’s order.
