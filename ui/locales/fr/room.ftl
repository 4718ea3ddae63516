open-room = Ouvrir la salle
room-sites = Sites
room-no-sites = Aucun site déclaré.
room-open-here = { $n ->
    [one] { $n } incident ouvert
   *[other] { $n } incidents ouverts
}
room-calm = RAS
room-dossiers = Dossiers rattachés
room-no-dossiers = Aucun dossier rattaché.
room-log = Main courante commune
room-log-empty = Rien n’est encore consigné.
room-all = Tout
room-ours = Nous
room-theirs = Partenaire
room-open = Ouverts
room-measures = Mesures :
room-owner = responsable :
room-update = Mettre à jour
room-hand-over = Relève effectuée
room-beside = Lignes, contacts et phases
room-lines = { $n ->
    [one] Salle à { $n } ligne
   *[other] Salle à { $n } lignes
}
room-hidden = { $n ->
    [one] { $n } ligne pour d’autres
   *[other] { $n } lignes pour d’autres
}
room-phase-ends = Fin de phase
room-phase-begins = Prochaine phase
room-open-incidents = Incidents ouverts
room-late-incidents = En retard
room-write = Consigner
room-to-line = Pour quelle ligne : seul ce partenaire le lira
room-cannot = Aucun acte n’est possible sur cette ligne pour vous.
room-no-line = Cette affaire n’est encore ouverte à aucun partenaire.
room-none = Aucun grand événement n’est ouvert.
kin-hidden = { $n ->
    [one] { $n } autre, pour d’autres lecteurs
   *[other] { $n } autres, pour d’autres lecteurs
}
road-count = { $n ->
    [one] { $n } engagement
   *[other] { $n } engagements
}
road-baseline = Départ
road-computed = Calculé ici
road-own = Signé par nous
road-partner = Signé par le partenaire
road-target = Cible
road-reached = Avancement vers la cible
road-difference = Les deux valeurs signées diffèrent de { $n } { $unit }.
road-late = jalon dépassé
road-owner = Responsable :
road-both = les deux parties
road-empty = Aucun engagement.
road-no-sector = Sans secteur
stats-figure = Indicateur
stats-parts = { $n ->
    [one] { $n } détail
   *[other] { $n } détails
}
stats-empty = Rien à compter ce mois-ci.
stats-sheets = Fiches signées du mois
stats-no-sheet = Aucune partie n’a encore signé la fiche de ce mois.
stats-agreed = Les deux parties ont signé les mêmes chiffres.
stats-sign = Signer la fiche
stats-sign-text = La fiche de { $month } pour { $peer } part après validation par une seconde personne.
stats-month = Mois
sheet-unchecked = pas encore comparée
sheet-equal = égale à nos chiffres
sheet-differs = différence
sheet-agreed = signée des deux côtés
unit-hours = h
unit-minutes = min
case-new = Nouvelle affaire
case-title = Intitulé
case-note = Une affaire reste chez vous : aucun partenaire ne sait qu’elle existe.
case-add = Référence d’un dossier
case-remove = Retirer { $reference } de l’affaire
case-empty = Aucun dossier dans cette affaire.
case-choose = Choisissez une affaire.
cases-empty = Aucune affaire.
case-count = { $n ->
    [one] { $n } dossier
   *[other] { $n } dossiers
}
room-contacts = Contacts
