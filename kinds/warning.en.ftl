# Labels of kinds/warning.json.

kind = Warning of a threat to life

state-sent = sent
state-acknowledged = acknowledged
state-measures = measures taken
state-cleared = all clear given
state-withdrawn = withdrawn
state-closed = closed

act-open = send the warning
act-ack = acknowledge
act-rung = report the rung reached
act-measures = report measures taken
act-update = update
act-all_clear = give the all clear
act-feedback = say how useful it was
act-withdraw = withdraw
act-close = close

done-open = warning
done-ack = acknowledgement of receipt
done-rung = rung reached
done-measures = measures taken
done-update = update
done-all_clear = all clear
done-feedback = feedback on its use
done-withdraw = withdrawal
done-close = closing

field-threat = threat
field-warning = text of the warning
field-where = threatened place
field-from = from
field-valid_until = valid until
field-persons = persons concerned
field-targets = possible targets
field-rung = rung reached
field-reached = who was reached
field-telephone = telephone
field-measures = measures taken
field-measures_text = details of the measures
field-cleared_at = time of the all clear

code-outcome-AVERTED = averted
code-outcome-UNFOUNDED = unfounded
code-outcome-OCCURRED = occurred
code-outcome-EXPIRED = expired
code-threat-ATTACK = attack
code-threat-EXPLOSIVES = explosives
code-threat-KIDNAPPING = kidnapping
code-threat-ASSASSINATION = assassination
code-threat-MASS_CASUALTY = mass casualties
code-threat-DANGEROUS_SUBSTANCE = dangerous substance
code-threat-CYBER = cyber attack
code-threat-OTHER = other
code-measure-PERSON_PROTECTED = person protected
code-measure-PLACE_SECURED = place secured
code-measure-EVACUATED = evacuated
code-measure-ARREST_SOUGHT = arrest sought
code-measure-SURVEILLANCE = surveillance
code-measure-INFORMED = those concerned informed
code-measure-NONE_POSSIBLE = none possible
code-rung-DUTY = duty officer
code-rung-SUPERVISOR = supervisor
code-rung-LIAISON = liaison officer
code-rung-DIRECTOR = director
code-rung-TELEPHONE = telephone

rule-basis_kind = This legal basis does not allow warnings.
rule-urgent = A warning is U0 or U1; other information is given by the kind spontaneous.
rule-valid_from = The warning ends before it begins.
rule-person_named = A person needs a family name in either script, or a national identifier.

clock-ack = acknowledgement
clock-validity = validity of the warning

late-not_awake = nobody has answered
late-warning_over = the warning is no longer valid
