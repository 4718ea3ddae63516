# Labels of kinds/cease.json.

state-ceased = search ceased
state-removed = removed from the systems

act-cease = cease the search
act-removed = confirm removal

done-cease = end of the search
done-removed = removal from the systems

field-cease_reason = reason of cessation
field-effective_at = effective from
field-systems = systems cleared
field-residual_copies = residual copies

code-cease_reason-EXECUTED = executed
code-cease_reason-WARRANT_LIFTED = warrant lifted
code-cease_reason-EXPIRED = expired
code-cease_reason-ERROR = error
code-cease_reason-OTHER = other

clock-removal = removal from the systems

late-not_removed = not removed in time
