box-count = { $n ->
    [one] { $shown } request
   *[other] { $shown } requests
} · { $due ->
    [0] no deadline runs
    [one] { $dues } with a deadline
   *[other] { $dues } with a deadline
}
inbox-empty = No open request.
outbox-empty = No open request of ours.
filter-empty = Nothing passes this filter.
filters = Filters
filter-all = All
filter-mine = Mine
filter-free = Unassigned
filter-crossed = Crossed acts
filter-closed = Closed
sort-deadline = By nearest deadline
new-request = New request
group-late = Overdue
group-day = Within 24 hours
group-week = This week
group-later = Later
group-none = No deadline
mark-row = Mark { $reference }
not-acknowledged = not acknowledged yet
state-home = at home, not sent
state = State
asked-by = Asked by
our-side = our side
sector = Sector
opened = Opened
due = Due
preview = Preview
preview-none = Choose a request.
preview-veil = Names and facts show only when the dossier is opened, which is recorded. The preview acknowledges nothing.
crossed-acts = { $n ->
    [one] { $n } act crossed an act of the partner
   *[other] { $n } acts crossed an act of the partner
}
to-do-here = To do
open-dossier = Open
assign = Assign
assign-marked = { $n ->
    [one] Assign { $n } dossier
   *[other] Assign { $n } dossiers
}
assign-title = { $n ->
    [one] Assign this dossier
   *[other] Assign { $n } dossiers
}
assign-to = To whom: officer or unit
assign-hint = Stays at home: the partner sees nothing of it.
assign-hand-over = Those who had it before have it no more
assigned = { $n ->
    [one] { $n } dossier assigned to { $to }
   *[other] { $n } dossiers assigned to { $to }
}
tasks-count = { $n ->
    [one] { $n } task
   *[other] { $n } tasks
}
tasks-mine = Mine
tasks-all = All
tasks-empty = Nothing waits.
task-done = Done
task-done-title = Close this task
task-note = What was done
rung = { $n ->
    [one] { $n } reminder
   *[other] { $n } reminders
}
task-clock = Deadline: { $what }
task-triage = Triage and assign
task-approve = To approve: { $what }
task-returned = Returned for correction: { $what }
task-crossed = Crossed act: { $what }
task-rejected = Act rejected by the partner: { $what }
task-confirm = To be confirmed by a second person: { $what }
task-prosecute = Hand over to the judiciary
task-apply = Apply the correction
task-remove = Erase on our side
task-permission = Request for permission of use
task-retention = Retention to review
task-refused-before = A request on this person was refused before
task-review = Search to be looked at
task-subject-request = Request of a person about own data
task-budget = Budget nearly used up
at-least = { $n ->
    [0] ?
   *[other] at least { $n }
}
more-rows = Show more
filter-approve = To approve
filter-aside = Put aside
row-unit = Requesting unit
in-hand = In hand
unread = new act of the partner, not read yet
not-receipted = no receipt yet for all our acts
aside = Put aside
aside-bring-back = Bring back
aside-title = { $n ->
    [one] Put this dossier aside
   *[other] Put { $n } dossiers aside
}
aside-when = Bring it back on
aside-hint = For you alone. It comes back by itself then, and at once when the partner acts or a deadline passes.
aside-tomorrow = Tomorrow morning
aside-days = In 3 days
aside-week = In a week
aside-month = In 30 days
aside-until = Put aside until { $at }
aside-back = { $n ->
    [one] { $n } dossier brought back
   *[other] { $n } dossiers brought back
}
