begun-forms = Requests begun
kept-at = kept { $at } by { $officer }
kept-node = Kept at home
kept-saving = Keeping…
kept-failed = Not kept yet
first-title = Before you ask
search-done = Searched for this person
sent-elsewhere = Sent by another channel as well?
sent-elsewhere-hint = I-24/7, liaison officer…
paste-offer = Is there an I-24/7 message already?
paste-title = Paste a message
paste-label = The message, as it is
paste-hint = Lines “label: value” in French, English or Arabic. Nothing is taken without you.
paste-cut = Too long: the end was not read.
paste-found = { $n ->
    [one] { $n } field recognised
   *[other] { $n } fields recognised
}
paste-take = { $n ->
    [one] Take { $n } field
   *[other] Take { $n } fields
}
paste-taken = { $n ->
    [one] { $n } field taken from the message
   *[other] { $n } fields taken from the message
}
paste-line = line { $n }:
paste-no-field = This kind has no such field.
paste-unread = Not understood: to be typed.
paste-unsure = Day and month may be the other way round: check.
paste-replaces = Would replace:
paste-family_name = Family name
paste-given_names = Given names
paste-birth_date = Date of birth
paste-birth_place = Place of birth
paste-sex = Sex
paste-nationality = Nationality
paste-passport = Passport
paste-national_id = National id
paste-father_name = Father’s name
paste-mother_name = Mother’s name
paste-reference = Reference
paste-offence = Offence
paste-facts = Facts
conflict-title = Two persons write the same text
conflict-text = { $officer } changed it ({ $at }) while you were writing. Nothing of either is lost.
conflict-theirs = Changed by { $officer }, taken over:
conflict-mine = Mine
conflict-open = { $n ->
    [one] { $n } field to choose
   *[other] { $n } fields to choose
}
conflict-settle = Go on with this
to-fill = To fill in
