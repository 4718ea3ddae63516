# Labels of kinds/locate.json.

kind = Locating a person

state-located = person located

act-open = send the request
act-hit = report a hit
act-report = report

done-open = request to locate
done-hit = location
done-report = report

field-person = person
field-legal_reason = legal reason for the search
field-action = allowed action
field-to_serve = what is to be served
field-hit_at = time of the hit
field-hit_place = place of the hit
field-approached = the person was approached
field-measures = measures taken
field-left_to = left for
field-served_at = time of service

code-action-REPORT_ONLY = report only, do not approach
code-action-INVITE = invite
code-action-SERVE = serve a document
code-outcome-LOCATED = located
code-outcome-INVITED = invited
code-outcome-SERVED = served
code-outcome-NOT_FOUND = not found
code-outcome-LEFT_COUNTRY = left the country
code-outcome-DECEASED = deceased
code-outcome-WRONG_PERSON = wrong person

rule-person_named = A person needs a family name in either script, or a national identifier.
rule-serve = What is to be served is named.
rule-not_found = A person not found: the sources that were searched are named.
rule-served = The time of service is named.
rule-approached = The person was approached: what was done is told.

clock-hit_report = hit report

late-no_hit_report = no hit report in time
