lists-empty = No list was imported.
lists-choose = Choose a list.
list-holds = in force
list-expired = retention over
list-waits = to approve
list-waits-text = An import waits for a second person; until then the list is as it was.
list-generation = version { $n }
list-records = Records
list-records-n = { $n ->
    [one] { $n } record
   *[other] { $n } records
}
list-source = Source
list-basis = Legal basis
list-retention = Keep until
list-imports = Last imports
list-approve = Approve the import
list-approve-text = List { $list } becomes that of this import, in one step.
list-return = Return
list-approved = Import approved: the list is in force.
list-returned = Import returned: the list has not changed.
import = Import
import-title = Import a list
import-list = Name of the list
import-format = Format
import-file = File
import-skip = Leave out faulty lines instead of refusing all
import-reading = Reading the file…
import-in-force = In force.
import-waiting = Waits for a second person.
import-dropped = Refused: the list has not changed.
import-clean = Every line was taken.
import-refused = { $n ->
    [one] { $n } line refused
   *[other] { $n } lines refused
}
import-line = Line
import-field = Field
import-rule = Reason
format-detect = find out
format-un = United Nations (XML)
format-interpol = INTERPOL (JSON)
format-ftm = FollowTheMoney (JSON)
format-csv = CSV
count-added = added
count-changed = changed
count-unchanged = unchanged
count-removed = removed
count-skipped = left out
import-running = running
