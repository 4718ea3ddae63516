# Labels of kinds/expertise.json.

kind = Training and sharing of expertise

act-open = send the request
act-programme = propose the programme
act-approve_programme = approve the programme
act-delivered = report that it was held
act-cancel = cancel
act-evaluate = evaluate

done-open = request for training or expertise
done-programme = proposal of the programme
done-approve_programme = approval of the programme
done-delivered = delivery
done-cancel = cancellation
done-evaluate = evaluation

field-direction = asked for or offered
field-form = form
field-subject = subject
field-level = level
field-participants = number of participants
field-mode = mode
field-place = place
field-from = from
field-to = to
field-languages = languages
field-cost_side = who bears the costs
field-trainer_profile = profile of the trainer
field-programme = programme
field-programme_hash = hash of the programme
field-evaluation = evaluation

block-session = session
block-session-number = number
block-session-title = title
block-session-from = from
block-session-to = to
block-session-trainer = trainer
block-evaluation = evaluation
block-evaluation-participants = number of participants
block-evaluation-content = content (1 to 5)
block-evaluation-usefulness = usefulness (1 to 5)
block-evaluation-organisation = organisation (1 to 5)
block-evaluation-text = text

code-outcome-DELIVERED = delivered
code-outcome-CANCELLED = cancelled
code-direction-REQUESTED = asked for
code-direction-OFFERED = offered
code-form-TRAINING = training
code-form-STUDY_VISIT = study visit
code-form-EVENT_EXPERIENCE = experience of an organised event
code-form-MENTORING = mentoring
code-form-CONFERENCE = conference
code-level-BASIC = basic
code-level-ADVANCED = advanced
code-level-SPECIALIST = specialist
code-level-TRAINER = trainer
code-mode-ON_SITE = on site
code-mode-REMOTE = remote
code-mode-BOTH = both
code-cost_side-OPENER = the side that opened the dossier
code-cost_side-PARTNER = the partner side
code-cost_side-EACH = each side its own
code-cost_side-THIRD = a third party

rule-dates = It ends before it begins.
rule-on_site = What is held on site names its place.
rule-session_times = A session ends before it begins.
rule-delivered = What was held has the outcome DELIVERED.
rule-cancelled = What is cancelled has the outcome CANCELLED.

agree-programme = programme
