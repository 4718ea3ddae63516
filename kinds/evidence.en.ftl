# Labels of kinds/evidence.json.

kind = Preservation of evidence

state-preserved = preserved

act-open = send the request
act-preserved = report preservation
act-ask_renewal = ask for renewal
act-renew = renew
act-judicial_request = give the reference of the judicial request
act-handed_over = report handing over
act-lapse = say that the hold has lapsed

done-open = request for preservation
done-preserved = preservation
done-ask_renewal = request for renewal
done-renew = renewal
done-judicial_request = reference of the judicial request
done-handed_over = handing over
done-lapse = lapse of the hold

field-objects = objects and data to preserve
field-hold_days = days to hold
field-no_notice = no notice to the subject
field-judicial_expected = judicial request expected on
field-judicial_reference = reference of the judicial request
field-judicial_date = date of the judicial request
field-preserved = answer by object
field-renew_until = renew until
field-handed_at = time of handing over
field-handed_reference = reference of handing over

block-evidence_object = object
block-evidence_object-number = number
block-evidence_object-type = type
block-evidence_object-what = what to preserve
block-evidence_object-holder = holder
block-evidence_object-identifiers = identifiers
block-evidence_object-from = from
block-evidence_object-to = to
block-preservation = preservation
block-preservation-number = number
block-preservation-code = code
block-preservation-until = until
block-preservation-holder_reference = holder’s reference
block-preservation-text = text

code-outcome-PRESERVED = preserved
code-outcome-PARTLY = in part
code-outcome-NOT_HELD = not held
code-outcome-DELETED_BEFORE = deleted before
code-outcome-HANDED_OVER = handed over
code-outcome-LAPSED = lapsed
code-preservation-PRESERVED = preserved
code-preservation-PARTLY = in part
code-preservation-NOT_HELD = not held
code-preservation-DELETED_BEFORE = deleted before
code-evidence_type-SUBSCRIBER = subscriber
code-evidence_type-TRAFFIC = traffic data
code-evidence_type-CONTENT = content
code-evidence_type-ACCOUNT = account
code-evidence_type-VIDEO = video
code-evidence_type-FINANCIAL = financial data
code-evidence_type-OBJECT = physical object
code-evidence_type-OTHER = other

rule-hold_least = The hold is shorter than the treaty profile allows.
rule-window = The time window ends before it begins.
rule-handed_outcome = Handing over ends with HANDED_OVER.
rule-lapse_outcome = A hold that ends unused has lapsed.

clock-preservation = preservation

late-preservation_ends = preservation ends

items-objects = objects
