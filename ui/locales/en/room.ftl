open-room = Open the room
room-sites = Sites
room-no-sites = No site was named.
room-open-here = { $n ->
    [one] { $n } open incident
   *[other] { $n } open incidents
}
room-calm = nothing to report
room-dossiers = Dossiers of the event
room-no-dossiers = No dossier belongs to it.
room-log = Shared log
room-log-empty = Nothing has been entered yet.
room-all = All
room-ours = Ours
room-theirs = Partner
room-open = Open
room-measures = Measures:
room-owner = owner:
room-update = Update
room-hand-over = Watch handed over
room-beside = Lines, contacts and phases
room-lines = { $n ->
    [one] Room of { $n } line
   *[other] Room of { $n } lines
}
room-hidden = { $n ->
    [one] { $n } line for others
   *[other] { $n } lines for others
}
room-phase-ends = Phase ends
room-phase-begins = Next phase
room-open-incidents = Open incidents
room-late-incidents = Late
room-write = Enter
room-to-line = On which line: only this partner will read it
room-cannot = You can do no act on this line.
room-no-line = This case is not open to any partner yet.
room-none = No major event is open.
kin-hidden = { $n ->
    [one] { $n } more, for other readers
   *[other] { $n } more, for other readers
}
road-count = { $n ->
    [one] { $n } commitment
   *[other] { $n } commitments
}
road-baseline = Baseline
road-computed = Counted here
road-own = Signed by us
road-partner = Signed by the partner
road-target = Target
road-reached = Progress to the target
road-difference = The two signed values differ by { $n } { $unit }.
road-late = milestone overdue
road-owner = Owner:
road-both = both sides
road-empty = No commitment.
road-no-sector = No sector
stats-figure = Figure
stats-parts = { $n ->
    [one] { $n } part
   *[other] { $n } parts
}
stats-empty = Nothing to count this month.
stats-sheets = Signed sheets of the month
stats-no-sheet = Neither side has signed the sheet of this month yet.
stats-agreed = Both sides signed the same figures.
stats-sign = Sign the sheet
stats-sign-text = The sheet of { $month } for { $peer } leaves after a second person’s approval.
stats-month = Month
sheet-unchecked = not compared yet
sheet-equal = equal to our figures
sheet-differs = difference
sheet-agreed = signed by both
unit-hours = h
unit-minutes = min
case-new = New case
case-title = Title
case-note = A case stays at home: no partner learns that there is one.
case-add = Reference of a dossier
case-remove = Take { $reference } out of the case
case-empty = No dossier in this case.
case-choose = Choose a case.
cases-empty = No case.
case-count = { $n ->
    [one] { $n } dossier
   *[other] { $n } dossiers
}
room-contacts = Contacts
