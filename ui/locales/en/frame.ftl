brand = wasl
brand-line = The police line with receipts
restricted-distribution = RESTRICTED DISTRIBUTION
skip = Go to the content
language = Language
theme-dark = Dark theme
loading = Loading…
close = Close
cancel = Cancel
try-again = Try again
list-comma = { ", " }
no-such-screen = There is no such screen.

nav-main = Main navigation
nav-inbox = Inbox
nav-outbox = Sent
nav-approve = To approve
nav-tasks = My tasks
nav-persons = Persons
nav-lists = Lists
nav-night = Watch
nav-admin = Administration
nav-dossier = Dossier
nav-new = New request
nav-count = waiting

signed-in-as = Signed in as
on-duty = On duty:
until-hour = until { $hour }
sign-out = Sign out

line-up = Line operational
line-down = Line down: messages queued
line-restricted = Line restricted
line-suspended = Line suspended
line-frozen = Inconsistency found: line frozen
line-detail = { $peer }: { $sent } acts sent, { $receipted } receipted, { $waiting } queued
offline = Node out of reach

find-or-command = Reference or command…
find-none = Nothing like that.
command-ar = العربية
command-fr = Français
command-en = English
command-theme = Switch between light and dark

help-title = Keyboard shortcuts
help-everywhere = Everywhere
help-lists = Lists
help-dossier = Dossier
help-approve = To approve
help-note = Keys count by their place, whatever the keyboard’s layout. Nothing that travels to the partner leaves by a single key.
key-find = search
key-help = shortcuts
key-new = new request
key-close = close
key-next = next
key-previous = previous
key-open = open
key-mark = mark
key-assign = assign
key-take = take
key-act = reply
key-verify = verify the chain
key-print = print
key-back = back
key-move = move
key-all = all shortcuts

sign-title = Sign in
sign-in = Sign in
sign-name = User name
sign-password = Password
sign-have-code = I have a one-time code
sign-code = One-time code
sign-code-hint = The six digits of your app
sign-note = Every access to a dossier is recorded with your name. Use only your service’s workstation.
enrol-title = Choose your password
enrol-password = New password
enrol-again = Once more
enrol-hint = At least { $n } characters; a sentence is fine.
enrol-set = Save
session-over = Session locked
session-over-text = Your session has ended. Nothing that you typed is lost: sign in again to go on.

fault-other = That did not work.
fault-NO_ANSWER = The node does not answer. What you see may be old.
fault-DENIED = Your roles do not allow this.
fault-SIGN_IN = Wrong name, password or code.
fault-PASSWORDS_DIFFER = The two entries differ.
fault-PASSWORD_SHORT = This password is too short.
fault-NOT_FOUND = Not found.
fault-CONFLICT = Things have changed meanwhile. Read again before you go on.
fault-SCHEMA = What was entered is not complete or not correct.
fault-RULE = A rule forbids it.
fault-NO_SPACE = The node’s disk is full: nothing was stored.

role-admin = administrator
role-custodian = key custodian
role-director = director
role-operator = operator
role-duty = duty officer
role-validator = approving officer
role-unit = investigating unit
role-liaison = liaison officer
role-judicial = judicial authority
role-dpo = data protection officer
role-auditor = auditor

urgency-U0 = Life
urgency-U1 = Flash
urgency-U2 = Urgent
urgency-U3 = Normal
handling-code = Code { $code }
nobody-assigned = not assigned

time-today = today { $hour }
time-tomorrow = tomorrow { $hour }
time-yesterday = yesterday { $hour }
time-in-minutes = in { $m } min
time-in-hours = in { $h } h { $m }
time-in-days = in { $d ->
    [one] { $d } day
   *[other] { $d } days
}
time-late-minutes = { $m } min late
time-late-hours = { $h } h { $m } late
time-late-days = { $d ->
    [one] { $d } day
   *[other] { $d } days
} late
fault-CODE_NEEDED = The password is right. Enter the one-time code.
fault-TOO_MANY = Too many attempts: wait a little.
fault-NOT_READY = The node is busy: try again in a moment.
nav-room = Operations room
nav-cases = Cases
nav-roadmap = Roadmap
nav-stats = Statistics
nav-sheet = Prosecutor’s sheet
key-aside = put aside
nav-wall = Wall screen
vital = { $n ->
    [one] Threat to life, not answered
   *[other] { $n } threats to life, not answered
}
vital-drill = DRILL, not answered
vital-go = Answer
duty-card = The partner’s duty officer
card-none = The partner has published no duty card.
card-over = over since { $at }
wall-on = Show on the wall screen
wall-on-note = Everybody in the room will read it: kind, state, sector, reference and due time. No name, no text.
wall-done = It is on the wall.
time-in-long = in { $h } h
time-late-long = { $h } h late
toward = →
