search = Search
person-name = Name as written (any alphabet)
person-born = Date of birth
person-sex = Sex
person-place = Place of birth
person-document = Document number
person-reference = Dossier cited
person-reason = Reason for access
person-note = Without a reason only the person of the dossier cited may be searched.
person-start = Enter a name, and the reason or the dossier.
reason-needed = Say the reason in a few words, or cite this person’s dossier.
candidates = { $n ->
    [0] No candidate
    [one] { $n } candidate match
   *[other] { $n } candidate matches
}
born-unknown = birth unknown
strength-very-strong = very strong
strength-strong = strong
strength-middling = middling
strength-weak = weak
verdict-probable = probable
verdict-maybe = possible
verdict-no = another name
same-document = same document
from-list = list { $list }
hidden-hits = { $n ->
    [one] { $n } weak candidate stays hidden without a reason.
   *[other] { $n } weak candidates stay hidden without a reason.
}
hit-elsewhere = Unit { $unit } holds something: ask them.
search-incomplete = The index is being rebuilt: the search is not complete.
search-reviewed = This search is on the supervisor’s list.
search-logged = Only what your roles allow is shown. Every search is recorded.
no-hit = No trace.
why-proposed = Why is this name proposed?
asked-as = searched:
word-typed = Typed
word-recorded = Recorded
word-reason = Reason
part-same = the same
part-listed = known spelling
part-other = known as different names
part-word = close spelling
part-core = article or particle set aside
part-pair = compound name
part-initial = initial
part-alone = met nothing
score-made-of = What the score is made of
share-BASE = starting point
share-WORDS = number of words to agree
share-LONE = a single word on one side
share-LETTERS = how well the letters agree
share-DOUBT = words that may be other words
share-RARITY = how rare is what agrees
share-EQUAL = every word the same or listed
share-SHORT = words of the shorter name that met nothing
share-LONG = words of the longer name that met nothing
share-ORDER = another order
share-BIRTH = date of birth
share-SEX = sex
share-PLACE = place of birth
share-DOCUMENT = document number
what-would-change = What would change the result
nothing-would = No word would change it.
if-agreed = “{ $word }” the same: { $value }
if-born = A date of birth on both sides
if-fingerprints = Fingerprints: decisive, a request of their own
officers-decide = Two officers decide
officers-decide-text = A proposal is no identification. One gives the reason in the dossier, the other approves; nothing is preselected.
fault-BORN = A date: YYYY, YYYY-MM or YYYY-MM-DD.
