# Labels of kinds/information.json.

kind = Request for information

state-partial = partly answered

act-open = send the request
act-ask_more = ask more questions
act-partial = answer in part
act-answer = answer

done-open = request for information
done-ask_more = further questions
done-partial = partial answer
done-answer = answer

field-questions = questions
field-scope_from = from
field-scope_to = to
field-persons = persons concerned
field-replies = answers by question

block-question = question
block-question-number = number
block-question-language = language
block-question-text = text
block-reply = answer
block-reply-number = question number
block-reply-result = result
block-reply-language = language
block-reply-text = text
block-reply-sources = sources searched
block-reply-ground = ground for refusal
block-reply-in_custody = contains a statement made in custody

code-outcome-ANSWERED = full reply
code-outcome-PARTLY = partial reply
code-outcome-NO_TRACE = negative reply
code-result-ANSWERED = answered
code-result-PARTLY = answered in part
code-result-NO_TRACE = no trace
code-result-REFUSED = refused

rule-scope = The scope ends before it begins.
rule-person_named = A person needs a family name in either script, or a national identifier.
rule-reply_text = An answer needs its text and language.
rule-no_trace = “No trace” names the sources that were searched.
rule-reply_ground = A refused question names its ground.
rule-reply_ground_known = The treaty profile does not know this ground of refusal.

items-questions = questions
