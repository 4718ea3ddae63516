lists-empty = Aucune liste n’a été importée.
lists-choose = Choisissez une liste.
list-holds = en vigueur
list-expired = conservation échue
list-waits = à valider
list-waits-text = Un import attend une seconde personne ; d’ici là, la liste reste celle d’avant.
list-generation = version { $n }
list-records = Fiches
list-records-n = { $n ->
    [one] { $n } fiche
   *[other] { $n } fiches
}
list-records-purpose = Pourquoi vous les ouvrez (consigné avec votre nom)
list-records-open = Afficher les fiches
list-records-empty = Aucune fiche en vigueur.
list-source = Source
list-basis = Base légale
list-retention = Conserver jusqu’au
list-imports = Derniers imports
list-approve = Valider l’import
list-approve-text = La liste { $list } deviendra celle de cet import, d’un seul coup.
list-return = Renvoyer
import = Importer
import-title = Importer une liste
import-list = Nom de la liste
import-format = Format
import-file = Fichier
import-skip = Laisser de côté les lignes fautives, au lieu de tout refuser
import-reading = Lecture du fichier…
import-in-force = En vigueur.
import-waiting = Attend une seconde personne.
import-dropped = Refusé : la liste n’a pas changé.
import-clean = Chaque ligne a été prise.
import-refused = { $n ->
    [one] { $n } ligne refusée
   *[other] { $n } lignes refusées
}
import-line = Ligne
import-field = Champ
import-rule = Raison
format-detect = format reconnu
format-un = Nations unies (XML)
format-interpol = INTERPOL (JSON)
format-ftm = FollowTheMoney (JSON)
format-csv = CSV
count-added = { $n ->
    [one] ajoutée
   *[other] ajoutées
}
count-changed = { $n ->
    [one] modifiée
   *[other] modifiées
}
count-unchanged = { $n ->
    [one] inchangée
   *[other] inchangées
}
count-removed = { $n ->
    [one] retirée
   *[other] retirées
}
count-skipped = { $n ->
    [one] laissée de côté
   *[other] laissées de côté
}
import-running = en cours
list-done-approve = Import validé : la liste est en vigueur.
list-done-return = Import renvoyé : la liste n’a pas changé.
list-done-destroy = La liste et sa clé sont détruites.
list-destroy = Détruire la liste
list-destroy-text = La clé de la liste { $list } est détruite aussitôt : plus personne ne pourra lire ses fiches, pas même dans les sauvegardes.
list-terms-stay = inchangé
import-stop = Arrêter l’import
import-on-error = Lignes fautives
import-refuse = Refuser tout le fichier à la première ligne fautive
import-replaces = Remplace la version { $n } de la liste
import-two-persons = Nouvelle liste, qu’une seconde personne validera :
import-difference = Ce qui changera dans la liste
and-more = et { $n } de plus
save-table = Enregistrer en tableau
map-columns = Ce que disent les colonnes
map-column = Sens de la colonne { $name }
map-nothing = — non lue —
map-date = Ordre des dates
map-date-iso = année-mois-jour (1971-04-12)
map-date-dmy = jour/mois/année (12/04/1971)
map-several = Plusieurs valeurs dans une case, séparées par
map-one-value = une seule valeur
map-needs-ref = Choisissez la colonne du numéro de fiche.
map-needs-name = Choisissez la colonne du nom.
column-ref = numéro de fiche
column-name = nom complet
column-family = nom de famille
column-given = prénoms
column-alias = autre nom
column-weak = autre nom, peu sûr
column-former = ancien nom
column-original = nom en écriture d’origine
column-mrz = zone de lecture optique
column-birth = date de naissance
column-born = date de naissance
column-sex = sexe
column-place = lieu de naissance
column-nationality = nationalité
column-passport = passeport
column-id = carte d’identité
column-document = document
column-remarks = remarques
column-expires = à conserver jusqu’au
column-reference = dossier cité
nav-screening = Criblage d’un fichier
screening = Cribler un fichier
screening-text = Chaque ligne est une personne, cherchée dans les listes et les dossiers. Une proposition n’est pas une identification : deux officiers décident.
screening-file-hint = CSV en UTF-8, la première ligne porte les titres.
screening-no-rows = Ce fichier est vide.
screening-effort = Profondeur de la recherche
screening-thorough = approfondie : trouve aussi les formes lointaines, cinq fois plus lente
screening-usual = habituelle
screening-start = Lancer le criblage
screening-going = Criblage en cours
screening-paused = En pause
screening-over = Terminé
screening-pause = Pause
screening-resume = Reprendre
screening-drop = Effacer les résultats
screening-kept = Ce qui est trouvé reste ici : reprenez quand le nœud répond.
screening-memory = Les résultats ne sont que dans la mémoire de cette page : fermée, ils ont disparu. Téléchargez-les au besoin.
screened-hits = Trouvés
screened-errors = Erreurs
screened-all = Tous
screened-no-hits = Personne n’est connu.
screened-no-errors = Aucune ligne fautive.
screened-no-all = Aucune ligne.
screened-verdict = Proposition
screened-why = Pourquoi ?
screened-none = aucune trace
screened-error = ligne fautive
screened-elsewhere = dans une autre unité
row-fault-row = Ce n’est pas une ligne de tableau.
row-fault-name = Pas de nom.
row-fault-born = Date de naissance illisible.
fault-TOO_MANY_ROWS = Le fichier dépasse ce qu’une page peut tenir : utilisez wasl screen --file.
screening-rows = { $rows } { $rows ->
    [one] ligne
   *[other] lignes
}, { $n ->
    [one] { $n } personne trouvée
   *[other] { $n } personnes trouvées
}
choose-file = Choisir un fichier
no-file = aucun fichier
