# Labels of kinds/accreditation.json.

kind = Accreditation vetting

state-partial = answered in part

act-open = send the batch
act-verdicts = answer for each person
act-identities = complete identities
act-decision = report the organiser’s decision

done-open = request for accreditation vetting
done-verdicts = verdicts for each person
done-identities = completion of identities
done-decision = decision of the organiser

field-batch = batch number
field-persons = file of persons (CSV)
field-persons_count = number of persons
field-applicant_role = role of the applicants
field-zone = zone
field-notice_given = applicants were told
field-notice_text = text of the notice and its legal basis
field-needed_by = needed by
field-expires_at = answers expire at
field-dpo_opinion = opinion of the data protection officer
field-verdicts = answers
field-identities = file of completed identities
field-rows = row numbers
field-granted = granted
field-refused = refused
field-decided_by = decided by
field-remedy = remedy

code-outcome-COMPLETE = complete
code-outcome-INCOMPLETE = incomplete
code-verdict-NO_OBJECTION = no objection
code-verdict-OBJECTION = objection (advice)
code-verdict-NEED_IDENTITY = identity needed
code-verdict-UNKNOWN = unknown
code-verdict-EXPIRED = expired
code-applicant_role-ATHLETE = athlete
code-applicant_role-STAFF = staff
code-applicant_role-VOLUNTEER = volunteer
code-applicant_role-CONTRACTOR = contractor
code-applicant_role-SECURITY = security staff
code-applicant_role-OFFICIAL = official
code-applicant_role-MEDIA = media
code-applicant_role-LAWYER = lawyer
code-applicant_role-NGO = association
code-applicant_role-OTHER = other

rule-notice = Applicants are told before they are vetted.
rule-media = Media, lawyers and associations go to the data protection officer first.
rule-times = The answers expire before they are needed.
rule-parent_open = The event that the batch belongs to is closed.

clock-needed = batch deadline
clock-expiry = validity of the answers

late-batch_late = batch late
late-verdicts_expired = answers expired

items-persons = persons
