# Labels of kinds/meeting.json.

kind = Meeting

state-proposed = proposed
state-unanswered = unanswered
state-confirmed = confirmed
state-held = held
state-cancelled = cancelled
state-closed = closed

act-open = propose the meeting
act-confirm_date = confirm the date
act-move = move
act-agenda = change the agenda
act-pack = send the pack
act-held = report that it was held
act-minutes = propose the minutes
act-approve_minutes = approve the minutes
act-cancel = cancel
act-close = close
act-unanswered = note that no answer came
act-no_minutes = say that no minutes were agreed

done-open = proposal of the meeting
done-confirm_date = confirmation of the date
done-move = move of the meeting
done-agenda = change of the agenda
done-pack = meeting pack
done-held = holding of the meeting
done-minutes = proposal of the minutes
done-approve_minutes = approval of the minutes
done-cancel = cancellation
done-close = closing
done-unanswered = record that no answer came
done-no_minutes = finding of no agreed minutes

field-level = level
field-held_at = date of the meeting
field-place = place
field-agenda = agenda
field-participants = participants
field-pack = pack
field-pack_until = as it stood at
field-minutes = minutes
field-decisions = decisions
field-minutes_hash = hash of the minutes

block-agenda_item = item
block-agenda_item-number = number
block-agenda_item-title = title
block-agenda_item-sector = sector
block-agenda_item-asked_by = asked for by
block-participant = participant
block-participant-function = function
block-participant-side = side
block-participant-languages = languages
block-pack_item = item
block-pack_item-type = type
block-pack_item-reference = reference
block-pack_item-text = text
block-pack_item-own_value = own value
block-pack_item-partner_value = partner’s value
block-decision = decision
block-decision-number = number
block-decision-sector = sector
block-decision-text = text
block-decision-owner = owner
block-decision-owner_function = function in charge
block-decision-due = due
block-minutes = minutes
block-minutes-ar = in Arabic
block-minutes-fr = in French
block-minutes-en = in English

code-outcome-HELD = held
code-outcome-CANCELLED = cancelled
code-meeting_level-MINISTERS = ministers
code-meeting_level-DIRECTORS = directors
code-meeting_level-EXPERTS = experts
code-meeting_level-LIAISON = liaison officers
code-pack_item-LATE_COMMITMENT = late commitment
code-pack_item-UNANSWERED = unanswered request
code-pack_item-DISPUTED_FIGURE = disputed figure
code-pack_item-CUSTODY = custody
code-pack_item-OTHER = other
code-sector-TER = terrorism and violent extremism
code-sector-DRG = narcotics
code-sector-THB = trafficking in human beings
code-sector-MIG = irregular migration networks
code-sector-CYB = cybercrime
code-sector-ORG = transnational organised crime
code-sector-EVT = security of events
code-sector-OTH = other

rule-minutes_languages = Minutes are in the languages of both sides.

clock-confirm = confirmation of the date
clock-minutes = minutes

late-date_not_confirmed = date not confirmed
late-no_minutes = no approved minutes

agree-minutes = minutes
