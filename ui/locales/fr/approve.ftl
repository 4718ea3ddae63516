approve-count = { $n ->
    [0] rien pour vous
    [one] { $n } projet pour vous
   *[other] { $n } projets pour vous
}
approve-empty = Aucun projet n’attend.
approve-choose = Choisissez un projet à relire.
yours-to-decide = à vous de décider
waits-for-other = attend un autre
written-by = Rédigé par
dossier-now = Le dossier est :
what-is-sealed = Exactement ce qui sera scellé
no-difference = rien ne contredit la version actuelle
differences = { $n ->
    [one] { $n } champ diffère de la version actuelle
   *[other] { $n } champs diffèrent de la version actuelle
}
own-draft = Vous l’avez rédigé : un autre doit le valider.
not-yours = Vos fonctions ne permettent pas de le valider.
take-back = Reprendre
return-for-correction = Renvoyer pour correction
return-reason = Ce qui est à corriger
returned = Renvoyé à son auteur.
approve-and-seal = Valider et sceller
approve-sure = Valider cet acte ?
approve-text = « { $act } » ({ $reference }) partira vers { $peer } tel que vous venez de le lire. Cela ne se reprend pas.
sealed-and-sent = { $reference } : scellé et envoyé.

no-partner = Aucun partenaire n’a encore de profil conventionnel.
choose-kind = Quelle demande, pour
kept-years = conservée { $n ->
    [one] { $n } an
   *[other] { $n } ans
}
kept-days = conservée { $n ->
    [one] { $n } jour
   *[other] { $n } jours
}
throw-away = Abandonner
throw-away-text = Tout ce que vous avez saisi sera perdu.
kept-here = gardé dans cette page jusqu’à l’envoi
step-what = Nature
step-whom = Personne ou objet
step-ask = Faits et demande
step-law = Cadre légal
step-review = Relire et soumettre
step-complete = complet
step-open = { $n ->
    [one] { $n } à compléter
   *[other] { $n } à compléter
}
begin-for-files = Commencer le dossier pour joindre des pièces
live-checks = Contrôles
checks-pass = Tout est rempli, aucune règle ne s’y oppose.
checks-block = { $n ->
    [one] { $n } point empêche encore de soumettre.
   *[other] { $n } points empêchent encore de soumettre.
}
second-person-note = La demande ne part qu’après la validation d’une seconde personne.
confirm-request = « { $kind } » sera soumis à une seconde personne, qui l’enverra à { $peer }.
search-first = Cherchez d’abord : déjà connue, déjà demandée ? La demande vous attend ici.
