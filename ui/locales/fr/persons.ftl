search = Rechercher
person-name = Nom tel qu’écrit (tout alphabet)
person-born = Date de naissance
person-sex = Sexe
person-place = Lieu de naissance
person-document = Numéro de document
person-reference = Dossier cité
person-reason = Motif de consultation
person-note = Sans motif, seule la personne du dossier cité peut être cherchée.
person-start = Saisissez un nom, et le motif ou le dossier.
reason-needed = Dites le motif en quelques mots, ou citez le dossier de cette personne.
candidates = { $n ->
    [0] Aucun rapprochement
    [one] { $n } rapprochement proposé
   *[other] { $n } rapprochements proposés
}
born-unknown = naissance inconnue
strength-very-strong = très fort
strength-strong = fort
strength-middling = moyen
strength-weak = faible
verdict-probable = probable
verdict-maybe = possible
verdict-no = nom différent
same-document = même document
from-list = liste { $list }
hidden-hits = { $n ->
    [one] { $n } rapprochement faible reste masqué sans motif.
   *[other] { $n } rapprochements faibles restent masqués sans motif.
}
hit-elsewhere = Le service { $unit } détient quelque chose : adressez-vous à lui.
search-incomplete = L’index se reconstruit : la recherche est incomplète.
search-reviewed = Cette recherche figure sur la liste du superviseur.
search-logged = Seul ce que vos fonctions autorisent est montré. Chaque recherche est journalisée.
no-hit = Aucune trace.
why-proposed = Pourquoi ce nom est-il proposé ?
asked-as = cherché :
word-typed = Saisi
word-recorded = Enregistré
word-reason = Raison
part-same = identique
part-listed = variante connue
part-other = noms connus comme différents
part-word = graphie voisine
part-core = article ou particule ignoré
part-pair = nom composé
part-initial = initiale
part-alone = sans correspondant
score-made-of = Composition du score
share-BASE = point de départ
share-WORDS = nombre de mots à concorder
share-LONE = un seul mot d’un côté
share-LETTERS = concordance des lettres
share-DOUBT = mots qui peuvent en être d’autres
share-RARITY = rareté de ce qui concorde
share-EQUAL = tous les mots identiques ou listés
share-SHORT = mots du nom court sans correspondant
share-LONG = mots du nom long sans correspondant
share-ORDER = ordre différent
share-BIRTH = date de naissance
share-SEX = sexe
share-PLACE = lieu de naissance
share-DOCUMENT = numéro de document
what-would-change = Ce qui changerait le résultat
nothing-would = Aucun mot ne le changerait.
if-agreed = « { $word } » identique : { $value }
if-born = Une date de naissance des deux côtés
if-fingerprints = Empreintes : décisives, demande distincte
officers-decide = La décision est celle de deux officiers
officers-decide-text = La proposition ne vaut pas identification. L’un la motive dans le dossier, l’autre la valide ; rien n’est présélectionné.
fault-BORN = Une date : AAAA, AAAA-MM ou AAAA-MM-JJ.
