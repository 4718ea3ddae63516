# Labels of kinds/mission.json.

kind = Mission of officers and means

state-on_mission = on mission
state-ended = ended

act-open = send the request
act-posts = answer for each post
act-replace = replace officers
act-accept_armed = accept an armed mission
act-arrive = report arrival
act-log = log
act-recall = recall the mission
act-end = end
act-end_report = end report

done-open = request for a mission
done-posts = answer for each post
done-replace = replacement of officers
done-accept_armed = acceptance of an armed mission
done-arrive = arrival
done-log = log entry
done-recall = recall of the mission
done-end = end of the mission
done-end_report = end report

field-direction = asked for or offered
field-subject = subject
field-posts = posts and officers
field-means = means
field-place = place
field-from = from
field-to = to
field-terms = terms of the mission
field-report_due = end report due
field-post_replies = answer by post
field-arrived_at = time of arrival
field-entry = log entry
field-ended_at = time of the end
field-arms = arms
field-authorisation = judicial authorisation

block-post = post
block-post-number = number
block-post-function = function
block-post-rank = rank
block-post-skills = skills
block-post-languages = languages
block-post-name = name
block-post_reply = answer to a post
block-post_reply-number = number
block-post_reply-code = code
block-post_reply-accreditation = accreditation number
block-post_reply-text = text
block-means = means
block-means-type = type
block-means-count = number
block-means-text = text
block-terms = terms
block-terms-powers = powers
block-terms-command = command
block-terms-dress = dress
block-terms-liability = liability and insurance
block-terms-data_access = access to data
block-terms-costs = costs

code-outcome-COMPLETED = completed
code-outcome-RECALLED = recalled
code-outcome-CANCELLED = cancelled
code-direction-REQUESTED = asked for
code-direction-OFFERED = offered
code-powers-NONE = none
code-powers-OBSERVER = observer
code-powers-ASSIST = assisting
code-powers-JOINT = joint action
code-skill-LIAISON = liaison
code-skill-SPOTTER = spotter
code-skill-EXPLOSIVES = explosives
code-skill-DOG = dog handling
code-skill-FORENSIC = forensics
code-skill-CYBER = cyber
code-skill-DOCUMENTS = document fraud
code-skill-LANGUAGE = languages
code-skill-PUBLIC_ORDER = public order
code-skill-DRONE = drones
code-skill-INVESTIGATION = investigation
code-skill-OTHER = other
code-means-DOG = dogs
code-means-VEHICLE = vehicles
code-means-DRONE = drones
code-means-RADIO = radios
code-means-DETECTOR = detectors
code-means-LABORATORY = mobile laboratory
code-means-OTHER = other
code-post_answer-ACCEPTED = accepted
code-post_answer-DECLINED = declined
code-post_answer-REPLACE = to be replaced
code-data_access-NONE = none
code-data_access-SUPERVISED = supervised
code-data_access-OWN_FILES = own files only

rule-dates = The mission ends before it begins.
rule-authorised = Officers with arms or powers: the authorisation of the judicial authority is named.
rule-parent_open = The event that the mission belongs to is closed.
rule-armed_director = Officers who carry arms are sent or asked for by the director.

clock-report = end report

late-no_end_report = no end report in time

items-posts = posts
