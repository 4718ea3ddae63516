# Libellés de kinds/drill.json.

kind = EXERCICE de la chaîne d’alerte

state-sent = EXERCICE envoyé
state-acknowledged = EXERCICE acquitté
state-closed = EXERCICE terminé

act-open = commencer un EXERCICE
act-ack = acquitter l’EXERCICE
act-rung = échelon de l’EXERCICE
act-drill_result = résultat de l’EXERCICE

done-open = début de l’EXERCICE
done-ack = accusé de réception de l’EXERCICE
done-rung = échelon de l’EXERCICE
done-drill_result = résultat de l’EXERCICE

field-drill = exercice
field-urgency = urgence
field-note = note
field-language = langue du texte libre
field-words = traductions, textes d’une autre langue
block-words = texte libre
block-words-at = sa place dans l’acte
block-words-language = sa langue
block-words-courtesy_language = langue de la traduction de courtoisie
block-words-courtesy_text = traduction de courtoisie, ne fait pas foi
field-rung = échelon
field-reached = qui a été joint
field-telephone = téléphone
field-outcome = résultat
field-seconds = secondes jusqu’à l’acquittement par une personne

code-outcome-ON_TIME = acquitté à temps
code-outcome-LATE = acquitté en retard
code-outcome-MISSED = non acquitté
code-urgency-U0 = comme une menace pour la vie
code-rung-DUTY = officier de permanence
code-rung-SUPERVISOR = supérieur
code-rung-LIAISON = officier de liaison
code-rung-DIRECTOR = directeur
code-rung-TELEPHONE = téléphone

rule-drill = Un exercice se dit tel.
rule-measured = Un acquittement a été mesuré.

clock-ack = acquittement de l’EXERCICE

late-not_awake = EXERCICE : personne d’éveillé
