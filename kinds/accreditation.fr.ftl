# Libellés de kinds/accreditation.json.

kind = Enquête d’accréditation

state-partial = répondue en partie

act-open = envoyer le lot d’accréditations
act-verdicts = répondre par personne
act-identities = compléter les identités
act-decision = annoncer la décision de l’organisateur

done-open = demande d’enquête d’accréditation
done-verdicts = avis par personne
done-identities = complément d’identités
done-decision = décision de l’organisateur

field-batch = numéro de lot
field-persons = fichier des personnes (CSV)
field-persons_count = nombre de personnes
field-applicant_role = qualité du demandeur
field-zone = zone
field-notice_given = demandeurs informés
field-notice_text = texte de l’information et base légale
field-needed_by = attendu pour le
field-expires_at = les réponses expirent le
field-dpo_opinion = avis du délégué à la protection des données
field-verdicts = réponses
field-identities = fichier des identités complétées
field-rows = numéros de ligne
field-granted = accordées
field-refused = refusées
field-decided_by = décidé par
field-remedy = voie de recours

code-outcome-COMPLETE = complet
code-outcome-INCOMPLETE = incomplet
code-verdict-NO_OBJECTION = sans objection
code-verdict-OBJECTION = objection (avis)
code-verdict-NEED_IDENTITY = identité à compléter
code-verdict-UNKNOWN = inconnu
code-verdict-EXPIRED = expiré
code-applicant_role-ATHLETE = athlète
code-applicant_role-STAFF = personnel
code-applicant_role-VOLUNTEER = bénévole
code-applicant_role-CONTRACTOR = prestataire
code-applicant_role-SECURITY = agent de sécurité
code-applicant_role-OFFICIAL = officiel
code-applicant_role-MEDIA = presse
code-applicant_role-LAWYER = avocat
code-applicant_role-NGO = association
code-applicant_role-OTHER = autre

rule-notice = Les demandeurs sont informés avant l’enquête.
rule-media = Presse, avocats et associations : avis préalable du délégué à la protection des données.
rule-times = Les réponses expirent avant d’être attendues.
rule-parent_open = L’événement de rattachement est clos.

clock-needed = échéance du lot
clock-expiry = validité des réponses

late-batch_late = lot en retard
late-verdicts_expired = réponses expirées

items-persons = personnes
