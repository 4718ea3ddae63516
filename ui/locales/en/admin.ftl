admin-health = Health
admin-partners = Partners
admin-users = Officers
admin-duty = Duty
admin-sessions = Sessions
save = Save
unit = Unit
node = Node
index-of-persons = Index of persons
index-holds = { $persons ->
    [one] { $persons } person
   *[other] { $persons } persons
}, { $names ->
    [one] { $names } name
   *[other] { $names } names
}
index-complete = complete
index-building = being rebuilt
drafts-waiting = Drafts waiting
config-fault = The configuration cannot be read:
no-alarm = No alarm.
logs = Logs, by partner
log-sent = sent
log-receipted = receipted
log-binding = binding
log-received = received
log-queued = queued
last-receipt = last receipt
seconds-waiting = Wait for a second person
line-state-active = line operational
line-state-restricted = line restricted
line-state-suspended = line suspended
peer-endpoint = Address
no-profile = not agreed yet
users-count = { $n ->
    [one] { $n } officer
   *[other] { $n } officers
}
roles = Roles
user-add = Enrol an officer
user-roles-of = Roles of { $name }
user-link = Access link
user-link-of = Access link of { $name }
user-link-text = To be handed over in person; it works once and sets the password.
user-waits = Waits for a second person, who says the same within a day.
user-done = Saved.
user-out = account closed
user-enable = Open the account again
user-enable-text = { $name } will be able to work again, once a second person agrees.
user-disable = Close the account
user-disable-text = { $name } can do nothing any more, from now on. Others take over the drafts.
duty-days = { $n ->
    [one] The coming day
   *[other] The coming { $n } days
}
duty-add = Put on duty
duty-remove = Take off
duty-gap = Nobody on duty: { $from } – { $until }.
duty-nobody = Nobody is entered.
duty-officer = Officer
duty-function = Function
duty-languages = Languages
duty-telephone = Telephone
duty-from = From
duty-until = Until
how-password = password
how-code = password and code
how-passkey = passkey
how-link = link
session-this = this one
session-times = begun { $began }, used { $used }
session-end = End
admin-security = My sign-in
passkeys = Passkeys
passkeys-text = A passkey signs in without a password, and signs what you approve: partner and judge see that two persons released it.
passkey-name = Name of the key
passkey-add = Add a key
passkey-times = made { $made }, used { $used }
passkey-unable = This browser cannot use a passkey at this address.
one-time-code = One-time code
code-on = asked for
code-off = not asked for
code-set-up = Set up
code-remove = Ask no more
code-text = Enter this secret in your app, then the code that it shows.
fault-NO_PASSKEY = The passkey has not answered.
fault-BAD_SIG = The signature does not hold.
sign-passkey = Sign in with a passkey
approve-passkey = Your passkey will sign exactly this.
passkey-needed = This approval takes a passkey: add one in “My sign-in”.
passkey-checked = approved by passkey
passkey-unknown = passkey not published yet
passkey-bad = passkey signature does not hold
admin-profile = Treaty profile
admin-kinds = Kinds
admin-keys = Keys
no-partner-yet = No partner yet: a line begins with the ceremony of six words.
partners-text = The partners with whom we have a line.
peer-profile = Treaty profile
peer-card-n = card no. { $n }
ceremony = Ceremony with a partner
ceremony-text = Two key custodians, each for himself: the partner’s card and the secret carried by hand give six words, read by telephone.
ceremony-card-file = File of the partner’s card
ceremony-card = Or paste the card
ceremony-secret = Secret carried by hand (24 words)
ceremony-secret-hint = Gone when this window closes; the browser keeps nothing of it.
ceremony-show = Show the six words
ceremony-words = The six words
ceremony-read = Call the partner on a number that you know. Read him the six words, and let him read his to you.
ceremony-same = The partner has read the same six words, in the same order
ceremony-differ = A word differs
ceremony-differ-text = Nothing is stored. Either the secret was mistyped or the card was swapped: type the secret again; if it still differs, have the card handed over in person.
ceremony-confirm = Confirm the words
ceremony-waits = Waits for a second custodian, who compares the words with { $name } himself within a day.
ceremony-done = { $name } is enrolled: the line starts.
ceremony-one-said = One custodian has confirmed the words, the second is awaited within a day:
kinds-text = A kind is a file; the profile names it by its hash, and both sides work with the same one.
kind-name = Kind
kind-hash = Hash
kind-from = From
kind-shipped = shipped
kind-own = kinds.d or an offer
kind-version = version { $v }
kind-size = { $states ->
    [one] { $states } state
   *[other] { $states } states
}, { $acts ->
    [one] { $acts } act
   *[other] { $acts } acts
}
kind-no-label = no label
kind-fixed = fixed by the specification
kind-not-enabled = not enabled
kind-agreed = agreed
kind-other-version = the profile names another version
kind-missing = the profile’s version is not here: ask for an offer
keys-text = The public keys of each line, to be compared with the treaty’s annex.
keys-how = Keys are renewed once a year, and at once when in doubt, at the node and with the root key’s medium: wasl card --renew (operator’s guide).
keys-of-ceremony = since the ceremony
keys-old = over a year
keys-ours-since = Our keys
keys-theirs-since = The partner’s keys
key-own_log = Our log
key-partner_log = The partner’s log
key-partner_mirror = The partner’s mirror
rotation-settled = no renewal under way
rotation-sent = new card sent
rotation-in-force = new card in force, the old one goes after the partner
copy = Copy
copied = Copied.
admin-retention = Retention
retention-text = Days run from a dossier’s closing, as the profile says under which it was opened. Both sides decide on erasure.
retention-days = Days
retention-open = Open
retention-closed = Closed
retention-due = Past its days
retention-first = First due
retention-none = No dossier yet.
retention-silent = the profile says nothing
erasures = Erasures and holds
erasures-text = What a side has asked to erase, or holds, in the dossier of the line: wasl act LNK-… erase or hold (data protection officer).
erasures-none = No erasure was asked for.
erase-asked = erasure asked for
erase-asked-own = by us
erase-asked-partner = by the partner
erase-hold = held until
erase-done = erased
erase-done-own = here
erase-done-partner = at the partner
erase-unnamed = a dossier (its reference is for those who see lists)
health-lines = Lines
health-waiting = Oldest act without receipt
health-disk = Disk
health-clock = Clock
health-keyd = Key process
health-backlog = Jobs waiting
health-good = in order
health-look = look into it
health-nothing = none
health-free = { $gib } GiB free ({ $percent }%)
health-minutes = { $n ->
    [one] { $n } minute
   *[other] { $n } minutes
}
health-set = { $n ->
    [one] set by { $n } second
   *[other] set by { $n } seconds
}
