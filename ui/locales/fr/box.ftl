box-count = { $n ->
    [one] { $shown } demande
   *[other] { $shown } demandes
} · { $due ->
    [0] aucune échéance
    [one] { $dues } avec échéance
   *[other] { $dues } avec échéance
}
inbox-empty = Aucune demande en cours.
outbox-empty = Aucune demande envoyée en cours.
filter-empty = Rien ne correspond à ce filtre.
filters = Filtres
filter-all = Toutes
filter-mine = À moi
filter-free = Non attribuées
filter-crossed = Actes croisés
filter-closed = Closes
sort-deadline = Tri : échéance la plus proche
new-request = Nouvelle demande
group-late = Échéance dépassée
group-day = Dans les 24 heures
group-week = Cette semaine
group-later = Plus tard
group-none = Sans échéance
mark-row = Cocher { $reference }
not-acknowledged = pas encore d’accusé de réception
state-home = interne, non transmise
state = État
asked-by = Demandeur
our-side = notre côté
sector = Domaine
opened = Ouverte
due = Échéance
preview = Aperçu
preview-none = Choisissez une demande.
preview-veil = Les noms et les faits n’apparaissent qu’à l’ouverture du dossier, qui est enregistrée. L’aperçu ne vaut pas accusé de réception.
crossed-acts = { $n ->
    [one] { $n } acte s’est croisé avec un acte du partenaire
   *[other] { $n } actes se sont croisés avec un acte du partenaire
}
to-do-here = À faire
open-dossier = Ouvrir
assign = Attribuer
assign-marked = { $n ->
    [one] Attribuer { $n } dossier
   *[other] Attribuer { $n } dossiers
}
assign-title = { $n ->
    [one] Attribuer ce dossier
   *[other] Attribuer { $n } dossiers
}
assign-to = À qui : officier ou service
assign-hint = Reste chez vous : le partenaire ne voit rien de cela.
assign-hand-over = Ceux qui l’avaient avant ne l’ont plus
assigned = { $n ->
    [one] { $n } dossier attribué à { $to }
   *[other] { $n } dossiers attribués à { $to }
}
tasks-count = { $n ->
    [one] { $n } tâche
   *[other] { $n } tâches
}
tasks-mine = Les miennes
tasks-all = Toutes
tasks-empty = Rien n’attend.
task-done = C’est fait
task-done-title = Clore cette tâche
task-note = Ce qui a été fait
rung = { $n ->
    [one] { $n } rappel
   *[other] { $n } rappels
}
task-clock = Échéance : { $what }
task-triage = Trier et attribuer
task-approve = À valider : { $what }
task-returned = Renvoyé pour correction : { $what }
task-crossed = Acte croisé : { $what }
task-rejected = Acte rejeté par le partenaire : { $what }
task-confirm = À confirmer par une seconde personne : { $what }
task-prosecute = Transmettre à la justice
task-apply = Appliquer la rectification
task-remove = Effacer chez nous
task-permission = Demande d’autorisation d’usage
task-retention = Conservation à revoir
task-refused-before = Une demande sur cette personne a déjà été refusée
task-review = Consultation à contrôler
task-subject-request = Demande d’une personne sur ses données
task-budget = Quota presque épuisé
at-least = { $n ->
    [0] ?
   *[other] au moins { $n }
}
more-rows = Afficher la suite
filter-approve = À valider
filter-aside = Mises de côté
row-unit = Service demandeur
in-hand = En charge
unread = nouvel acte du partenaire, pas encore lu
not-receipted = pas encore de récépissé pour tous nos actes
aside = Mettre de côté
aside-bring-back = Ramener
aside-title = { $n ->
    [one] Mettre ce dossier de côté
   *[other] Mettre { $n } dossiers de côté
}
aside-when = Le ramener le
aside-hint = Pour vous seul. Il revient de lui-même ce jour-là, et aussitôt si le partenaire agit ou si une échéance passe.
aside-tomorrow = Demain matin
aside-days = Dans 3 jours
aside-week = Dans une semaine
aside-month = Dans 30 jours
aside-until = Mis de côté jusqu’à { $at }
aside-back = { $n ->
    [one] { $n } dossier ramené
   *[other] { $n } dossiers ramenés
}
