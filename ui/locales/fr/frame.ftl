brand = wasl
brand-line = La liaison policière avec récépissé
restricted-distribution = DIFFUSION RESTREINTE
skip = Aller au contenu
language = Langue
theme-dark = Thème sombre
loading = Chargement…
close = Fermer
cancel = Annuler
try-again = Réessayer
list-comma = { ", " }
no-such-screen = Cet écran n’existe pas.

nav-main = Navigation principale
nav-inbox = Réception
nav-outbox = Envoyées
nav-approve = À valider
nav-tasks = Mes tâches
nav-persons = Personnes
nav-lists = Listes
nav-night = Permanence
nav-admin = Administration
nav-dossier = Dossier
nav-new = Nouvelle demande
nav-count = en attente

signed-in-as = Session ouverte par
on-duty = De permanence :
until-hour = jusqu’à { $hour }
sign-out = Se déconnecter

line-up = Liaison opérationnelle
line-down = Liaison interrompue : messages en file
line-restricted = Liaison restreinte
line-suspended = Liaison suspendue
line-frozen = Incohérence détectée : liaison gelée
line-detail = { $peer } : { $sent } actes émis, { $receipted } avec récépissé, { $waiting } en file
offline = Nœud injoignable

find-or-command = Référence ou commande…
find-none = Rien de tel.
command-ar = العربية
command-fr = Français
command-en = English
command-theme = Changer de thème clair ou sombre

help-title = Raccourcis clavier
help-everywhere = Partout
help-lists = Listes
help-dossier = Dossier
help-approve = À valider
help-note = Les touches valent par leur place, quelle que soit la disposition du clavier. Rien de ce qui part vers le partenaire ne part d’une seule touche.
key-find = chercher
key-help = raccourcis
key-new = nouvelle demande
key-close = fermer
key-next = suivant
key-previous = précédent
key-open = ouvrir
key-mark = cocher
key-assign = attribuer
key-take = prendre
key-act = répondre
key-verify = vérifier la chaîne
key-print = imprimer
key-back = revenir
key-move = parcourir
key-all = tous les raccourcis

sign-title = Se connecter
sign-in = Se connecter
sign-name = Nom d’utilisateur
sign-password = Mot de passe
sign-have-code = J’ai un code à usage unique
sign-code = Code à usage unique
sign-code-hint = Les six chiffres de votre application
sign-note = Chaque accès à un dossier est enregistré avec votre nom. N’utilisez que le poste de votre service.
enrol-title = Choisir votre mot de passe
enrol-password = Nouveau mot de passe
enrol-again = Encore une fois
enrol-hint = Au moins { $n } caractères ; une phrase convient.
enrol-set = Enregistrer
session-over = Session verrouillée
session-over-text = Votre session a expiré. Rien de ce que vous avez saisi n’est perdu : reconnectez-vous pour continuer.

fault-other = L’opération n’a pas abouti.
fault-NO_ANSWER = Le nœud ne répond pas. Ce qui est affiché peut être ancien.
fault-DENIED = Vos fonctions ne permettent pas cela.
fault-SIGN_IN = Nom, mot de passe ou code incorrect.
fault-PASSWORDS_DIFFER = Les deux saisies diffèrent.
fault-PASSWORD_SHORT = Ce mot de passe est trop court.
fault-NOT_FOUND = Introuvable.
fault-CONFLICT = L’état a changé entre-temps. Relisez avant de continuer.
fault-SCHEMA = La saisie n’est pas complète ou pas correcte.
fault-RULE = Une règle s’y oppose.
fault-NO_SPACE = Le disque du nœud est plein : rien n’a été enregistré.

role-admin = administrateur du nœud
role-custodian = dépositaire des clés
role-director = directeur
role-operator = opérateur
role-duty = officier de permanence
role-validator = officier validant
role-unit = service enquêteur
role-liaison = officier de liaison
role-judicial = autorité judiciaire
role-dpo = délégué à la protection des données
role-auditor = auditeur

urgency-U0 = Vital
urgency-U1 = Flash
urgency-U2 = Urgent
urgency-U3 = Normal
handling-code = Code { $code }
nobody-assigned = non attribué

time-today = aujourd’hui { $hour }
time-tomorrow = demain { $hour }
time-yesterday = hier { $hour }
time-in-minutes = dans { $m } min
time-in-hours = dans { $h } h { $m }
time-in-days = dans { $d ->
    [one] { $d } jour
   *[other] { $d } jours
}
time-late-minutes = { $m } min de retard
time-late-hours = { $h } h { $m } de retard
time-late-days = { $d ->
    [one] { $d } jour
   *[other] { $d } jours
} de retard
fault-CODE_NEEDED = Le mot de passe est bon. Saisissez le code à usage unique.
fault-TOO_MANY = Trop de tentatives : attendez un peu.
fault-NOT_READY = Le nœud est occupé : réessayez dans un instant.
nav-room = Salle d’opérations
nav-cases = Affaires
nav-roadmap = Feuille de route
nav-stats = Statistiques
nav-sheet = Fiche parquet
key-aside = mettre de côté
nav-wall = Écran mural
vital = { $n ->
    [one] Menace vitale sans réponse
   *[other] { $n } menaces vitales sans réponse
}
vital-drill = EXERCICE sans réponse
vital-go = Répondre
duty-card = Permanence du partenaire
card-none = Le partenaire n’a publié aucune fiche de permanence.
card-over = échue { $at }
wall-on = Afficher sur l’écran mural
wall-on-note = Toute la salle le lira : type, état, secteur, référence et échéance. Aucun nom, aucun texte.
wall-done = Affiché sur l’écran mural.
time-in-long = dans { $h } h
time-late-long = { $h } h de retard
toward = →
