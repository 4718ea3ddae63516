# Labels of kinds/request.json.

state-sent = sent
state-acknowledged = receipt acknowledged
state-clarify = clarification asked
state-accepted = accepted
state-answered = answered
state-assessed = assessed
state-refused = refused
state-unanswered = unanswered
state-withdrawn = withdrawn
state-closed = closed

act-ack = acknowledge receipt
act-accept = accept
act-clarify = ask for clarification
act-answer_clarification = answer the clarification
act-awaiting_authority = announce that an authority must decide
act-refuse = refuse
act-refuse_part = refuse in part
act-unanswered = note that no answer came
act-withdraw = withdraw the request
act-assess = assess the answer
act-close = close

done-ack = acknowledgement of receipt
done-accept = acceptance
done-clarify = request for clarification
done-answer_clarification = answer to the request for clarification
done-awaiting_authority = wait for an authority
done-refuse = refusal
done-refuse_part = refusal in part
done-unanswered = record that no answer came
done-withdraw = withdrawal of the request
done-assess = assessment of the answer
done-close = closing

rule-basis_kind = This legal basis does not allow requests of this kind.
rule-no_u0 = U0 is for warnings of a threat to life.

clock-ack = acknowledgement
clock-reply = reply

late-no_acknowledgement = not acknowledged in time
late-no_reply = not answered in time
