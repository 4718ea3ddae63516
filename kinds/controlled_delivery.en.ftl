# Labels of kinds/controlled_delivery.json.

kind = Controlled delivery

state-running = running
state-stopped = stopped

act-open = send the request
act-replan = change the legs
act-leg = answer for each leg
act-start = start the operation
act-log = log
act-stop = stop the operation
act-result = report the result

done-open = request for a controlled delivery
done-replan = change of the legs
done-leg = answer for each leg
done-start = start of the operation
done-log = log entry
done-stop = stop of the operation
done-result = report of the result

field-goods = goods
field-concealment = concealment
field-legs = legs of the route
field-stop_criteria = stop criteria
field-interception = interception plan
field-permission = prosecutor’s permission
field-substitution = substitution
field-dangers = dangers
field-costs = costs
field-persons = persons concerned
field-leg_replies = answer by leg
field-logged_at = time
field-position = position
field-entry = log entry
field-stopped_at = time of the stop
field-seized = quantities seized
field-arrests = number of arrests

block-leg = leg
block-leg-number = number
block-leg-from = from
block-leg-to = to
block-leg-starts_at = starts at
block-leg-answer_by = answer by
block-leg-controller = who controls the leg
block-leg-means = technical means
block-leg_reply = answer to a leg
block-leg_reply-number = number
block-leg_reply-code = code
block-leg_reply-condition = condition
block-leg_reply-permission = prosecutor’s permission
block-permission = prosecutor’s permission
block-permission-authority = authority
block-permission-reference = reference
block-permission-at = time
block-permission-limits = limits
block-goods = goods
block-goods-type = type
block-goods-quantity = quantity
block-goods-unit = unit
block-goods-text = text

code-outcome-EXECUTED_SEIZED = carried out, goods seized
code-outcome-EXECUTED_ARRESTS = carried out, persons arrested
code-outcome-LOST = lost
code-outcome-ABORTED = aborted
code-outcome-NOT_AUTHORISED = not authorised
code-leg_answer-GO = GO
code-leg_answer-GO_IF = GO IF
code-leg_answer-NO_GO = NO-GO
code-controller-OPENER = the side that opened the dossier
code-controller-PARTNER = the partner side
code-controller-BOTH = both
code-substitution-INTACT = intact
code-substitution-PARTLY = in part
code-substitution-SUBSTITUTED = substituted
code-goods-CANNABIS = cannabis
code-goods-COCAINE = cocaine
code-goods-HEROIN = heroin
code-goods-SYNTHETIC = synthetic drugs
code-goods-PRECURSOR = precursors
code-goods-FIREARM = firearms
code-goods-CASH = cash
code-goods-OTHER = other
code-unit_of_measure-KG = kg
code-unit_of_measure-G = g
code-unit_of_measure-L = l
code-unit_of_measure-PIECE = piece
code-unit_of_measure-EUR = EUR
code-unit_of_measure-MAD = MAD

rule-leg_times = The answer to a leg is due before the leg starts.
rule-condition = GO IF names its condition.
rule-leg_permission = A GO names the prosecutor's permission on this side.
rule-seized = A seizure names its quantities.
rule-arrests = The number of persons arrested is named.

clock-leg = answer to the leg

late-leg_is_no_go = silence is NO-GO

items-legs = legs
