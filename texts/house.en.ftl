# What the house says of itself: columns, standings, roles, tasks, findings, problems.

# What columns are called.
column-act = act
column-author = author
column-by = by
column-changed = changed
column-clock = clock
column-codes = codes
column-due = due
column-field = field
column-fields = fields (* needed)
column-file = file
column-for = for
column-kind = kind
column-left = left
column-meaning = meaning
column-needed = needed
column-node = node
column-note = note
column-partner = partner
column-position = position
column-receipt = receipt
column-reference = reference
column-roles = roles
column-rung = rung
column-second = second person
column-sector = sector
column-since = since
column-size = size
column-sort = sort
column-standing = standing
column-state = state
column-task = task
column-time = time
column-type = type
column-urgency = urgency
column-waits-for = waits for
column-what = what

# How an act stands in the order.
standing-bound = bound
standing-unbound = not yet binding
standing-crossed = crossed
standing-void = void
standing-rejected = rejected
standing-lost = lost: it does not count
standing-waiting = waits for the line
standing-sealed = sealed: its key is not here
state-draft = (not sent)
running-overdue = OVERDUE
running-paused = paused
running-stopped = stopped
running-suspended = stands: line suspended
time-left = in {$span}
time-over = {$span} ago
time-days = {$days} d {$hours} h
time-hours = {$hours} h {$minutes} min
time-minutes = {$minutes} min

# Where a file is.
file-here = here, hash checked
file-arriving = arriving
file-there = partner has it, hash checked
file-sending = sending
file-unused = no act yet
file-lost = not here: restore DIR/blob
file-unlike = not what its name says

# What the command says.
say-yes = yes
say-no = no
say-failed = wasl: {$text}
say-failed-at = wasl: {$field}: {$text}
say-finding = {$pointer}: {$text}{$detail} [{$rule}, {$source}]
say-note = note: {$text}{$detail}
say-whole-act = the act
say-kind = {$name} ({$code})  {$hash}
say-sent = {$reference}: {$act} is sealed and on its way; it binds once the partner's receipt is here
say-draft-waits = {$reference}: {$act} waits for a second person as draft {$id}
say-open-begun = Begun as {$reference}, not opened: put it right, then "wasl act {$reference} open --file FILE".
say-no-node = wasl: no node answers in {$dir}. Start it with "wasl serve", or name its directory with --dir.
say-list-more = more: --after {$next}
say-show-head = {$reference}  {$kind}  {$state}
say-show-with = with {$peer}; opened {$at}; outcome {$outcome}
say-show-act = {$node} {$act}, {$at}
say-show-unbound = Sent, not yet binding: at least one act waits for its receipt.
say-show-crossed = Acts crossed here: the kind's table decided; see the acts marked so.
say-show-can = You could: {$acts}
say-draft-head = Draft {$id}: {$act} of {$reference} ({$kind}) to {$peer}
say-draft-by = by {$author}, {$at}; waits for: {$role}
say-draft-digest = digest {$digest}
say-approve-ask = Seal and send exactly this? Answer yes or no:
say-not-confirmed = wasl: not confirmed, nothing was done
say-nobody-asked = wasl: nobody answered; {$option} answers for scripts
say-returned = draft {$id} went back to {$author}
say-done = task {$id} is done
say-no-tasks = nothing waits

# By which side an act is, and when its second person reads it.
by-opener = opener
by-partner = partner
by-either = either
second-no = no
second-first = first
second-later = later

# Roles of officers.
role-operator = operator
role-duty = duty officer
role-validator = approving officer
role-director = director
role-unit = unit
role-liaison = liaison officer
role-judicial = judicial officer
role-dpo = data protection officer
role-auditor = auditor
role-admin = node administrator
role-custodian = key custodian

# What waits for somebody.
task-crossed = crossed act
task-rejected = rejected act
task-confirm = to be confirmed
task-prosecute = to be prosecuted here
task-apply = correction to be applied
task-remove = to be removed
task-permission = permission asked
task-clock = time limit
task-triage = triage
task-approve = to be approved
task-returned = returned for correction
task-retention = end of retention
task-refused-before = refused before
task-review = review
task-subject-request = request of a person about his data
task-budget = number of requests of the day

# Why an act does not leave, where no rule of its kind says it.
finding-missing = is missing
finding-unknown = is no field here
finding-type = has the wrong form: {$text}
finding-length = has the wrong length: {$text}
finding-range = is out of range: {$text}
finding-code = is not in the list of codes: {$text}
finding-date = is no date YYYY[-MM[-DD]]
finding-control = has a control character: {$text}
finding-repeated = has the same entry twice: {$text}
finding-name = has a name that no file may have
finding-items = names what is not in the list: {$text}
finding-file = names a file that was not uploaded: {$text}
finding-parent = names a dossier that cannot be its parent: {$text}
finding-stands = is not possible now: {$text}
finding-due = is not the due time reckoned here: {$text}
finding-open = needs a value that the treaty profile leaves open: {$text}
finding-known = is known at home: {$text}
finding-budget = is over the day's number of requests: {$text}
finding-true_ground = needs its true ground, kept at home: {$text}
finding-refused_before = is on a person whose request was refused before: {$text}
finding-checks = needs its checks first: {$text}
finding-article3 = needs the answer on article 3 known: {$text}
finding-protection = is about a protected person: {$text}
finding-figures = is not a figure of the agreed sheet: {$text}
finding-request = is refused: {$text}
finding-other = {$text}

# Statuses of problems.
problem-OK = success
problem-MALFORMED = input is not well formed
problem-TOO_BIG = input exceeds a named limit
problem-SCHEMA = input does not fit its schema
problem-BAD_SIG = signature does not verify
problem-UNKNOWN_KEY = no known key signed this
problem-BAD_SEAL = sealed bytes do not open
problem-NOT_FOUND = no such thing
problem-EXISTS = it exists already
problem-CONFLICT = the present state does not allow this
problem-FORK = two different histories claim the same place
problem-FROZEN = this log is frozen until two persons act
problem-DENIED = this role or person may not do this
problem-RULE = a rule forbids this act
problem-NOT_READY = not ready yet, try again
problem-NO_MEMORY = out of memory or over a memory limit
problem-NO_SPACE = the disk is full
problem-IO = an input or output operation failed
problem-CORRUPT = stored data contradict themselves
problem-GONE = the other process or side is gone
problem-USAGE = wrong use of the command
problem-BAD_PASSPHRASE = the passphrase does not open the keys
problem-UNSUPPORTED = not supported by this version
problem-TIMEOUT = it took too long
problem-ROLLBACK = older than what was already signed
problem-BAD_PROOF = the proof does not lead to this root
problem-BAD_METHOD = this method is not used here
problem-BAD_TYPE = this media type is not accepted here
