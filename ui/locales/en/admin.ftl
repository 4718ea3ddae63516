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
no-partner-yet = No partner: the ceremony is held at the node, by two custodians.
line-state-active = line operational
line-state-restricted = line restricted
line-state-suspended = line suspended
peer-endpoint = Address
peer-card = Card no.
peer-profile = Treaty profile
no-profile = not agreed yet
peer-keys = Keys of the logs
users-count = { $n ->
    [one] { $n } officer in service
   *[other] { $n } officers in service
}
roles = Roles
user-add = Enrol an officer
user-roles-of = Roles of { $name }
user-link = Access link
user-link-of = Access link of { $name }
user-link-text = To be handed over in person; it works once and sets the password.
user-waits = Waits for a second person, who says the same within a day.
user-done = Saved.
user-out = out of service
user-enable = Back in service
user-enable-text = { $name } will be able to work again, once a second person agrees.
user-disable = Out of service
user-disable-text = { $name } can do nothing any more, from now on. Others take over the drafts.
duty-days = { $n ->
    [one] The coming day
   *[other] The coming { $n } days
}
duty-add = Put on duty
duty-remove = Take off
duty-gap = Nobody on duty from { $from } to { $until }.
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
passkey-needed = This node wants a passkey to approve: add one in “My sign-in”.
passkey-checked = approved by passkey
passkey-unknown = passkey not published yet
passkey-bad = passkey signature does not hold
