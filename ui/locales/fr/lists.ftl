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
list-source = Source
list-basis = Base légale
list-retention = Conserver jusqu’au
list-imports = Derniers imports
list-approve = Valider l’import
list-approve-text = La liste { $list } deviendra celle de cet import, d’un seul coup.
list-return = Renvoyer
list-approved = Import validé : la liste est en vigueur.
list-returned = Import renvoyé : la liste n’a pas changé.
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
format-detect = reconnaître
format-un = Nations unies (XML)
format-interpol = INTERPOL (JSON)
format-ftm = FollowTheMoney (JSON)
format-csv = CSV
count-added = ajoutées
count-changed = modifiées
count-unchanged = inchangées
count-removed = retirées
count-skipped = laissées de côté
import-running = en cours
