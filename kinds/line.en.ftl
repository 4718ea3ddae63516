# Labels of kinds/line.json.

kind = Line

state-active = active

act-profile = propose a treaty profile
act-agree = agree to a profile
act-keys = announce keys
act-duty = duty card
act-state = set the state of the line
act-reject = reject entries
act-erase = ask for erasure
act-erased = confirm erasure
act-regrant = grant keys again
act-epoch = begin an epoch
act-sheet = monthly sheet
act-drill = drill
act-offer = offer a kind file
act-officer = announce an officer’s passkey
act-hold = hold an erasure

done-profile = proposal of a treaty profile
done-agree = agreement to a profile
done-keys = announcement of keys
done-duty = duty card
done-state = state of the line
done-reject = rejection of entries
done-erase = request for erasure
done-erased = confirmation of erasure
done-regrant = new grant of keys
done-epoch = beginning of an epoch
done-sheet = monthly sheet
done-drill = drill
done-offer = kind file offered
done-officer = announcement of an officer’s passkey
done-hold = hold on an erasure

field-file = file
field-hash = hash
field-card = card
field-function = function
field-languages = languages
field-telephone = telephone
field-until = until
field-state = state
field-reason = reason
field-origin = log
field-entries = entries and codes
field-dossier = dossier
field-ground = ground
field-dossiers = dossiers
field-number = number
field-own_note = own last checkpoint
field-partner_note = partner’s last checkpoint
field-month = month
field-figures = figures
field-cut = epoch, and how many entries of each log are counted
field-version = version of the figures
field-pseudonym = pseudonym
field-key = public key

code-line_state-active = active
code-line_state-restricted = restricted: nothing is opened
code-line_state-suspended = line suspended
code-reject-T03 = T03 — cannot be opened
code-reject-T04 = T04 — not of the schema
code-reject-T05 = T05 — too big
code-reject-T08 = T08 — not allowed on the line now
code-reject-T09 = T09 — handling above the ceiling
code-reject-T11 = T11 — version
code-reject-T12 = T12 — position
code-reject-T13 = T13 — unknown kind or profile
code-reject-T14 = T14 — erased dossier
