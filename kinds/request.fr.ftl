# Libellés de kinds/request.json.

state-sent = envoyée
state-acknowledged = accusé de réception donné
state-clarify = précision demandée
state-accepted = acceptée
state-answered = répondue
state-assessed = évaluée
state-refused = refusée
state-unanswered = sans réponse
state-withdrawn = retirée
state-closed = close

act-ack = accuser réception
act-accept = accepter
act-clarify = demander une précision
act-answer_clarification = répondre à la demande de précision
act-awaiting_authority = annoncer l’attente d’une autorité
act-refuse = refuser
act-refuse_part = refuser en partie
act-unanswered = constater l’absence de réponse
act-withdraw = retirer la demande
act-assess = évaluer la réponse
act-close = clôturer

done-ack = accusé de réception
done-accept = acceptation
done-clarify = demande de précision
done-answer_clarification = réponse à la demande de précision
done-awaiting_authority = attente d’une autorité
done-refuse = refus
done-refuse_part = refus partiel
done-unanswered = constat d’absence de réponse
done-withdraw = retrait de la demande
done-assess = évaluation de la réponse
done-close = clôture

rule-basis_kind = Cette base légale ne permet pas ce type de demande.
rule-no_u0 = U0 est réservé aux alertes de menace pour la vie.

clock-ack = accusé de réception
clock-reply = réponse

late-no_acknowledgement = accusé de réception hors délai
late-no_reply = sans réponse dans le délai
