yes = Yes
no = No
back = Back
next = Next
add = Add
choose = Choose…
needed = needed
changed = changed
contact = Permanent contact
partner = Partner

received-from = Received from
sent-to = Sent to
print = Print
verify-chain = Verify the chain
verifying = Verifying…
verify-ok = All of it agrees: { $entries ->
    [one] { $entries } entry read again
   *[other] { $entries } entries read again
}, { $dossiers ->
    [one] { $dossiers } dossier played again
   *[other] { $dossiers } dossiers played again
}. Nothing is missing, nothing was changed, every signature holds.
verify-bad = Inconsistency found: { $fault }
verify-log = { $entries ->
    [one] { $entries } entry
   *[other] { $entries } entries
} · { $signatures ->
    [one] { $signatures } signature
   *[other] { $signatures } signatures
} · { $cosignatures ->
    [one] { $cosignatures } cosignature
   *[other] { $cosignatures } cosignatures
}
reply-act = Reply
stages = Stages
shared-log = shared log
unbound-acts = { $n ->
    [one] { $n } act not yet binding
   *[other] { $n } acts not yet binding
}
act-crossed = crossed
act-waiting = queued, not sent yet
act-rejected = rejected by the partner ({ $code })
act-void = without effect
act-lost = lost at the change of epoch
act-sealed = sealed: its key is not here
act-alone = one person only, to be confirmed
approved-by = approved:
all-fields = { $n ->
    [one] { $n } more field
   *[other] { $n } more fields
}
true-ground = The real ground, kept at home:
receipt = receipt
no-receipt = no receipt
not-binding = not yet binding
not-binding-why = An act of the other side may still come before this one.
seal-entry = Entry { $index } of the log; its author had seen { $seen } entries of the other side
seal-receipt = Receipt signed by the partner for { $size } entries, { $at }
courtesy = Courtesy translation, not authentic ({ $language })
courtesy-add = add a courtesy translation
courtesy-there = translated
courtesy-into = translate into
words-language = language of this text
words-language-all = language of your texts
latin-script = Latin script
own-script = own script
born = born { $date }
identity-is = identity { $how }
identity-open = identity to be confirmed
more-about-person = Parents, documents, description
sealed-field = personal, sealed

about-dossier = About the dossier
clocks = Clocks
no-clock = No clock is running.
clock-paused = paused
persons-concerned = { $n ->
    [one] Person concerned
   *[other] Persons concerned
}
checks = Checks
checks-done = Checks { $n }/{ $n }, triage done
checks-open = Checks { $done }/{ $all }, triage to do
check-done = done
check-open = to do
check-article3 = Article 3
check-protection = Protection of the person
refused-before = Similar request refused before:
handling-and-retention = Handling and retention
purge-on = Purge
files = Attachments
file-unused = not attached
file-sending = being sent
file-arriving = arriving
file-lost = lost
desk-lane = At the desk only
desk-lane-note = None of this travels to the partner.
desk-state = Internal state
desk-triage = triage
desk-assigned = assigned
desk-executing = executing
desk-awaiting-authority = awaiting an authority
desk-reply-draft = reply in draft
draft-waits = Draft waiting: { $act }
readers = { $n ->
    [one] { $n } reader
   *[other] { $n } readers
}
why-opened = opened it
why-assigned = assigned
why-glass = access with a reason

next-act = Next act
acts-earlier = Earlier acts
acts-not-all = Earlier acts are not on this page: print with the button of the screen.
acts-answer = Answer
acts-ask = Ask
acts-status = Inform
acts-close = Assess and close
needs-two = two persons needed
needs-two-later = a second person confirms afterwards
optional-fields = Optional fields
by-roles = Signed by: { $roles }
submit-to-second = Submit for approval
sign-send = Sign and send
confirm-submit = Submit to the second person
confirm-send = Sign and send to the partner
act-without-fields = This act carries no fields.
waits-for-second = Waits for the second person. Nothing has left.
sent-waiting = Sealed; leaves as soon as the line is back.
sent = Sent.
glass = Access with a reason
glass-note = This dossier is assigned to others. Access with a reason lasts an hour; it is recorded before anything is shown.
glass-reason = Reason for access

remove-value = Remove { $value }
remove-row = Remove row { $n }
row-number = Row { $n }
files-later = Files are attached once the dossier is begun.
sending-file = Sending the file
rule-missing = To be filled in.
rule-too_long = Too long.
rule-range = This number is not allowed.
rule-date = A date: YYYY, YYYY-MM or YYYY-MM-DD.
family = Linked dossiers
belongs-to = Belongs to
belonging = { $n ->
    [one] { $n } dossier belongs to it
   *[other] { $n } dossiers belong to it
}
fetching = Fetching…
file-hash = SHA-256
batch-title = { $n ->
    [one] { $n } person to vet
   *[other] { $n } persons to vet
}
batch-open = no verdict
batch-verdict = Partner’s verdict
batch-known = Known here
batch-show = Show the persons
batch-note = A verdict is not a decision: a named person of the organiser decides by the act “decision”, for reasons of their own, and tells the applicant of the remedy.
batch-expired = These verdicts have expired: they found nothing any more.
batch-page = { $page } of { $pages }
known-refused = refused before
known-list = list
known-dossier = open dossier
known-none = nothing
known-wait = being compared
reply-begun-by = { $officer } has begun this reply: you go on with it.
reply-begun = reply begun
reply-kept = Reply begun: { $act } ({ $officer })
born-M = born { $date }
born-F = born { $date }
rule-many = Too many of them.
