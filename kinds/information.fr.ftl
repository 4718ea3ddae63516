# Libellés de kinds/information.json.

kind = Demande d’information

state-partial = répondue en partie

act-open = envoyer la demande
act-ask_more = poser d’autres questions
act-partial = répondre en partie
act-answer = répondre

done-open = demande d’information
done-ask_more = questions complémentaires
done-partial = réponse partielle
done-answer = réponse

field-questions = questions
field-scope_from = du
field-scope_to = au
field-persons = personnes concernées
field-replies = réponses par question

block-question = question
block-question-number = numéro
block-question-language = langue
block-question-text = texte
block-reply = réponse
block-reply-number = numéro de la question
block-reply-result = résultat
block-reply-language = langue
block-reply-text = texte
block-reply-sources = sources consultées
block-reply-ground = motif de refus
block-reply-in_custody = contient une déclaration faite en garde à vue

code-outcome-ANSWERED = réponse complète
code-outcome-PARTLY = réponse partielle
code-outcome-NO_TRACE = résultat négatif (aucune trace)
code-result-ANSWERED = répondu
code-result-PARTLY = répondu en partie
code-result-NO_TRACE = aucune trace
code-result-REFUSED = refusé

rule-scope = La période se termine avant de commencer.
rule-person_named = Une personne doit avoir un nom de famille ou un identifiant national.
rule-reply_text = Une réponse exige son texte et sa langue.
rule-no_trace = « Aucune trace » cite les sources consultées.
rule-reply_ground = Une question refusée indique son motif.
rule-reply_ground_known = Le profil conventionnel ne connaît pas ce motif de refus.

items-questions = questions
