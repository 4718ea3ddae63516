# Labels of kinds/identity.json.

kind = Identity check

state-partial = answered in part

act-open = send the request
act-partial = answer in part
act-answer = answer
act-fate = report the end of custody
act-custody_extended = custody extended

done-open = request for an identity check
done-partial = partial answer
done-answer = answer
done-fate = end of custody
done-custody_extended = extension of custody

field-person = person
field-questions = questions
field-held = somebody is held
field-custody_until = end of custody
field-replies = answers by question
field-other_identities = other known identities
field-fate = custody fate
field-fate_at = time of it

block-identity_question = identity question
block-identity_question-number = number
block-identity_question-code = code
block-identity_question-text = text
block-identity_reply = answer
block-identity_reply-number = number
block-identity_reply-result = result
block-identity_reply-text = text
block-identity_reply-sources = sources searched
block-identity_reply-ground = ground

code-outcome-MATCH = match
code-outcome-NO_MATCH = no match
code-outcome-PARTIAL = partial match
code-outcome-DOC_GENUINE = document genuine
code-outcome-DOC_FALSE = document false
code-outcome-DOC_ALTERED = document altered
code-outcome-DOC_STOLEN = document stolen
code-outcome-DOC_EXPIRED = document expired
code-identity_question-DOCUMENT_GENUINE = is the document genuine?
code-identity_question-DOCUMENT_VALID = is the document valid?
code-identity_question-DOCUMENT_REPORTED = is the document reported lost or stolen?
code-identity_question-PERSON_MATCHES_DOCUMENT = does the document belong to the person?
code-identity_question-PERSON_MATCHES_BIOMETRICS = do prints or photograph match the person?
code-identity_question-CIVIL_STATUS = what is the civil status?
code-identity_question-OTHER_IDENTITIES = are other identities known?
code-identity_question-OTHER = other question
code-identity_result-CONFIRMED = confirmed
code-identity_result-NOT_CONFIRMED = not confirmed
code-identity_result-UNKNOWN = unknown
code-identity_result-REFUSED = refused
code-custody_fate-NEVER_HELD = never held
code-custody_fate-FREED = freed
code-custody_fate-HELD_OTHER_TITLE = held on another title

rule-held = Somebody is held: the end of custody is named and the urgency is U1.
rule-fate_known = The person was held.
rule-two_of = Two of these: name with birth date, document number, national identifier, photograph or prints.
rule-reply_ground = A refused question names its ground.
rule-reply_ground_known = The treaty profile does not know this ground of refusal.
rule-reply_sources = What is not confirmed names the sources that were searched.

items-questions = questions

late-custody_over = custody is over

clock-custody = police custody
