# Labels of kinds/drill.json.

kind = DRILL of the warning chain

state-sent = DRILL sent
state-acknowledged = DRILL acknowledged
state-closed = DRILL over

act-open = begin a DRILL
act-ack = acknowledge the DRILL
act-rung = rung of the DRILL
act-drill_result = result of the DRILL

done-open = beginning of the DRILL
done-ack = acknowledgement of the DRILL
done-rung = rung of the DRILL
done-drill_result = result of the DRILL

field-drill = drill
field-urgency = urgency
field-note = note
field-language = language of the free text
field-words = translations, texts in another language
block-words = free text
block-words-at = its place in the act
block-words-language = its language
block-words-courtesy_language = language of the courtesy translation
block-words-courtesy_text = courtesy translation, not authentic
field-rung = rung
field-reached = who was reached
field-telephone = telephone
field-outcome = result
field-seconds = seconds until a person acknowledged

code-outcome-ON_TIME = acknowledged in time
code-outcome-LATE = acknowledged late
code-outcome-MISSED = not acknowledged
code-urgency-U0 = as a threat to life
code-rung-DUTY = duty officer
code-rung-SUPERVISOR = supervisor
code-rung-LIAISON = liaison officer
code-rung-DIRECTOR = director
code-rung-TELEPHONE = telephone

rule-drill = A drill says that it is one.
rule-measured = An acknowledgement was measured.

clock-ack = acknowledgement of the DRILL

late-not_awake = DRILL: nobody awake
