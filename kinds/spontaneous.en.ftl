# Labels of kinds/spontaneous.json.

kind = Spontaneous information

state-sent = sent
state-acknowledged = acknowledged
state-assessed = assessed
state-withdrawn = withdrawn
state-closed = closed

act-open = send the information
act-ack = acknowledge
act-add = add information
act-feedback = say how useful it was
act-withdraw = withdraw
act-close = close

done-open = spontaneous information
done-ack = acknowledgement of receipt
done-add = further information
done-feedback = feedback on its use
done-withdraw = withdrawal
done-close = closing

field-subject = subject
field-content = information
field-persons = persons concerned

code-outcome-NOTED = noted
code-outcome-ACTED_ON = acted on
code-outcome-ALREADY_KNOWN = already known
code-outcome-UNFOUNDED = unfounded

rule-basis_kind = This legal basis does not allow information given of one's own accord.
rule-no_u0 = U0 is for warnings of a threat to life.
rule-person_named = A person needs a family name in either script, or a national identifier.

clock-ack = acknowledgement

late-no_acknowledgement = not acknowledged in time
