# Labels of kinds/commitment.json.

kind = Commitment of the roadmap

state-proposed = proposed
state-unanswered = unanswered
state-withdrawn = withdrawn
state-in_force = in force
state-declined = declined
state-ended = ended
state-closed = closed

act-open = propose the commitment
act-accept = accept
act-decline = decline
act-milestones = change the milestones
act-milestone = report a milestone
act-value = sign the value of the indicator
act-status = propose the status
act-approve_status = approve the status
act-end = end
act-close = close
act-unanswered = note that no answer came
act-withdraw = withdraw
act-leave = leave the commitment

done-open = proposal of the commitment
done-accept = acceptance
done-decline = refusal of the commitment
done-milestones = change of the milestones
done-milestone = report on a milestone
done-value = value of the indicator
done-status = proposal of the status
done-approve_status = approval of the status
done-end = end of the commitment
done-close = closing
done-unanswered = record that no answer came
done-withdraw = withdrawal of the commitment
done-leave = departure from the commitment

field-meeting = meeting
field-sector = sector
field-objective = objective
field-owner = responsible side
field-owner_function = function in charge
field-milestones = milestones
field-indicator = indicator
field-milestone_reports = state of the milestones
field-period = period
field-value = value
field-computed = computed from acts
field-progress = progress
field-status = status
field-status_hash = hash of the status

block-milestone = milestone
block-milestone-number = number
block-milestone-title = title
block-milestone-due = due
block-milestone_report = state of a milestone
block-milestone_report-number = number
block-milestone_report-status = status
block-milestone_report-text = text
block-indicator = indicator
block-indicator-definition = definition
block-indicator-unit = unit
block-indicator-source = source
block-indicator-figure = statistical figure
block-indicator-baseline = baseline
block-indicator-target = target

code-outcome-DONE = done
code-outcome-DROPPED = dropped
code-sector-TER = terrorism and violent extremism
code-sector-DRG = narcotics
code-sector-THB = trafficking in human beings
code-sector-MIG = irregular migration networks
code-sector-CYB = cybercrime
code-sector-ORG = transnational organised crime
code-sector-EVT = security of events
code-sector-OTH = other
code-owner-OPENER = the side that opened the dossier
code-owner-PARTNER = the partner side
code-owner-BOTH = both
code-status-ON_TRACK = on track
code-status-AT_RISK = at risk
code-status-LATE = late
code-status-DONE = done
code-status-DROPPED = dropped
code-milestone_status-DONE = done
code-milestone_status-LATE = late
code-milestone_status-DROPPED = dropped
code-indicator_source-COMPUTED = computed from acts
code-indicator_source-TYPED = typed
code-figure-REQUESTS_SENT = requests sent
code-figure-REQUESTS_ANSWERED = requests answered
code-figure-ANSWERED_ON_TIME = answered on time (%)
code-figure-MEDIAN_ANSWER_HOURS = median hours to answer
code-figure-ARRESTS = arrests
code-figure-SURRENDERS = surrenders
code-figure-WARNINGS = warnings
code-figure-MISSIONS = missions
code-figure-TRAININGS = trainings
code-figure-PERSONS_VETTED = persons vetted
code-figure-CEASED_REMOVED = cessations removed

rule-computed_figure = An indicator computed from acts names its figure.

clock-accept = acceptance
clock-milestone = milestone deadline

late-not_accepted = not accepted
late-milestone_late = milestone late

items-milestones = milestones

agree-status = status
