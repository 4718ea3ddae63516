approve-count = { $n ->
    [0] nothing for you
    [one] { $n } draft for you
   *[other] { $n } drafts for you
}
approve-empty = No draft waits.
approve-choose = Choose a draft to read.
yours-to-decide = yours to decide
waits-for-other = waits for another
written-by = Written by
dossier-now = The dossier is:
what-is-sealed = Exactly what will be sealed
no-difference = nothing differs from the present version
differences = { $n ->
    [one] { $n } field differs from the present version
   *[other] { $n } fields differ from the present version
}
own-draft = You wrote it: another one has to approve it.
not-yours = Your roles do not allow approving it.
take-back = Take back
return-for-correction = Return for correction
return-reason = What is to be corrected
returned = Returned to its author.
approve-and-seal = Approve and seal
approve-sure = Approve this act?
approve-text = “{ $act }” ({ $reference }) will leave for { $peer } just as you have read it. It cannot be taken back.
sealed-and-sent = { $reference }: sealed and sent.

no-partner = No partner has a treaty profile yet.
choose-kind = Which request, for
kept-years = kept { $n ->
    [one] { $n } year
   *[other] { $n } years
}
kept-days = kept { $n ->
    [one] { $n } day
   *[other] { $n } days
}
throw-away = Throw away
throw-away-text = All that you typed will be lost.
kept-here = kept in this page until it is sent
step-what = Sort
step-whom = Person or object
step-ask = Facts and request
step-law = Legal frame
step-review = Review and submit
step-complete = complete
step-open = { $n ->
    [one] { $n } to complete
   *[other] { $n } to complete
}
begin-for-files = Begin the dossier to attach files
live-checks = Checks
checks-pass = All filled in, no rule forbids it.
checks-block = { $n ->
    [one] { $n } point still keeps this from being submitted.
   *[other] { $n } points still keep this from being submitted.
}
second-person-note = The request leaves only after a second person has approved it.
confirm-request = “{ $kind }” will be submitted to a second person, who sends it to { $peer }.
search-first = Search first: known already, asked already? The request waits here.
