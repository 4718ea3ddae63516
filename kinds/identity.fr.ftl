# Libellés de kinds/identity.json.

kind = Vérification d’identité

state-partial = répondue en partie

act-open = envoyer la demande
act-partial = répondre en partie
act-answer = répondre
act-fate = signaler le sort de la personne retenue
act-custody_extended = garde à vue prolongée

done-open = demande de vérification d’identité
done-partial = réponse partielle
done-answer = réponse
done-fate = sort de la personne retenue
done-custody_extended = prolongation de la garde à vue

field-person = personne
field-questions = questions
field-held = personne retenue
field-custody_until = fin de garde à vue
field-replies = réponses par question
field-other_identities = autres identités connues
field-fate = sort de la personne retenue
field-fate_at = heure

block-identity_question = question d’identité
block-identity_question-number = numéro
block-identity_question-code = code
block-identity_question-text = texte
block-identity_reply = réponse
block-identity_reply-number = numéro
block-identity_reply-result = résultat
block-identity_reply-text = texte
block-identity_reply-sources = sources consultées
block-identity_reply-ground = motif

code-outcome-MATCH = concordance
code-outcome-NO_MATCH = absence de concordance
code-outcome-PARTIAL = concordance partielle
code-outcome-DOC_GENUINE = document authentique
code-outcome-DOC_FALSE = document faux
code-outcome-DOC_ALTERED = document falsifié
code-outcome-DOC_STOLEN = document volé
code-outcome-DOC_EXPIRED = document périmé
code-identity_question-DOCUMENT_GENUINE = le document est-il authentique ?
code-identity_question-DOCUMENT_VALID = le document est-il valide ?
code-identity_question-DOCUMENT_REPORTED = le document est-il signalé perdu ou volé ?
code-identity_question-PERSON_MATCHES_DOCUMENT = le document est-il celui de la personne ?
code-identity_question-PERSON_MATCHES_BIOMETRICS = les empreintes ou la photo sont-elles celles de la personne ?
code-identity_question-CIVIL_STATUS = quel est l’état civil ?
code-identity_question-OTHER_IDENTITIES = d’autres identités sont-elles connues ?
code-identity_question-OTHER = autre question
code-identity_result-CONFIRMED = confirmé
code-identity_result-NOT_CONFIRMED = non confirmé
code-identity_result-UNKNOWN = inconnu
code-identity_result-REFUSED = refusé
code-custody_fate-NEVER_HELD = jamais retenu
code-custody_fate-FREED = libéré
code-custody_fate-HELD_OTHER_TITLE = retenu à un autre titre

rule-held = Une personne est retenue : la fin de garde à vue est indiquée et l’urgence est U1.
rule-fate_known = La personne a été retenue.
rule-two_of = Deux éléments au moins : nom et date de naissance, numéro de document, identifiant national, photographie ou empreintes.
rule-reply_ground = Une question refusée indique son motif.
rule-reply_ground_known = Le profil conventionnel ne connaît pas ce motif de refus.
rule-reply_sources = Ce qui n’est pas confirmé cite les sources consultées.

items-questions = questions

late-custody_over = fin de la garde à vue

clock-custody = garde à vue
