# Labels of kinds/communique.json.

kind = Joint communiqué

state-draft = draft
state-vetoed = vetoed
state-published = published
state-correcting = being corrected
state-closed = closed

act-open = propose the communiqué
act-changes = ask for changes
act-revise = propose a new version
act-approve = approve
act-veto = veto
act-publish = publish
act-report_error = ask for a correction
act-correction = propose the correction
act-approve_correction = approve the correction
act-publish_correction = publish the correction
act-close = close
act-no_error = say that there is no error

done-open = proposal of the communiqué
done-changes = request for changes
done-revise = new version
done-approve = approval
done-veto = veto
done-publish = publication
done-report_error = request for a correction
done-correction = proposal of the correction
done-approve_correction = approval of the correction
done-publish_correction = publication of the correction
done-close = closing
done-no_error = finding of no error

field-texts = text of the communiqué
field-figures = figures cited
field-checks = checks
field-embargo = embargo until
field-photos = photographs
field-text_hash = hash of the text
field-veto_ground = ground of the veto
field-wishes = changes asked for
field-published_at = time of publication
field-channel = channel
field-correction_ground = ground of the correction
field-decision_reference = reference of the decision
field-corrects = corrects the communiqué

block-texts = text in three languages
block-texts-title_ar = title in Arabic
block-texts-ar = text in Arabic
block-texts-title_fr = title in French
block-texts-fr = text in French
block-texts-title_en = title in English
block-texts-en = text in English
block-cited = figure cited
block-cited-number = number
block-cited-value = value
block-cited-figure = statistical figure
block-cited-month = month
block-cited-sheet = hash of the statistics sheet
block-checks = checks
block-checks-presumption = presumption of innocence respected
block-checks-operation_finished = operation finished
block-checks-figures_complete = every figure cites its source
block-checks-personal_data = personal data in the text
block-checks-ground = ground
block-checks-answered_by = answered by

code-outcome-PUBLISHED = published
code-outcome-ABANDONED = abandoned
code-veto_ground-PRESUMPTION = presumption of innocence
code-veto_ground-OPERATION = running operation
code-veto_ground-VICTIM = protection of the victim
code-veto_ground-FIGURE = wrong figure
code-veto_ground-WORDING = wording
code-veto_ground-TIMING = timing
code-veto_ground-OTHER = other
code-personal_data-NONE = none
code-personal_data-NAME = name
code-personal_data-IMAGE = image
code-personal_data-NATIONALITY = nationality
code-personal_data-VICTIM_DETAIL = detail of a victim
code-correction_ground-ACQUITTAL = acquittal
code-correction_ground-CASE_DISMISSED = case dismissed
code-correction_ground-FIGURE = wrong figure
code-correction_ground-FACT = wrong fact

rule-acquittal = an acquittal, or a case that was dismissed, names its decision
rule-presumption = The presumption of innocence is respected: yes, by a person who says so.
rule-operation_finished = The operation is finished: yes, by a person who says so.
rule-figures_cited = Every figure of the text cites the statistics sheet.
rule-personal_ground = A name, image, nationality or detail of a victim needs its ground.

clock-approval = partner’s approval
clock-correction = correction

late-not_approved = the partner has not answered
late-not_corrected = not corrected

agree-text = text
agree-correction = correction
