admin-health = Santé
admin-partners = Partenaires
admin-users = Officiers
admin-duty = Permanence
admin-sessions = Sessions
save = Enregistrer
unit = Service
node = Nœud
index-of-persons = Index des personnes
index-holds = { $persons ->
    [one] { $persons } personne
   *[other] { $persons } personnes
}, { $names ->
    [one] { $names } nom
   *[other] { $names } noms
}
index-complete = complet
index-building = en reconstruction
drafts-waiting = Projets en attente
config-fault = La configuration n’est pas lisible :
no-alarm = Aucune alerte.
logs = Journaux, par partenaire
log-sent = émis
log-receipted = avec récépissé
log-binding = opposables
log-received = reçus
log-queued = en file
last-receipt = dernier récépissé
seconds-waiting = Attendent une seconde personne
line-state-active = liaison opérationnelle
line-state-restricted = liaison restreinte
line-state-suspended = liaison suspendue
peer-endpoint = Adresse
no-profile = pas encore convenu
users-count = { $n ->
    [one] { $n } officier
   *[other] { $n } officiers
}
roles = Fonctions
user-add = Inscrire un officier
user-roles-of = Fonctions de { $name }
user-link = Lien d’accès
user-link-of = Lien d’accès de { $name }
user-link-text = À remettre en main propre ; il sert une seule fois et pose le mot de passe.
user-waits = Attend une seconde personne, qui dit la même chose dans la journée.
user-done = Enregistré.
user-out = compte fermé
user-enable = Rouvrir le compte
user-enable-text = { $name } pourra de nouveau travailler, une fois une seconde personne d’accord.
user-disable = Fermer le compte
user-disable-text = { $name } ne pourra plus rien faire, dès maintenant. Ses projets retournent à d’autres.
duty-days = { $n ->
    [one] Le jour à venir
   *[other] Les { $n } jours à venir
}
duty-add = Mettre de permanence
duty-remove = Retirer
duty-gap = Personne de permanence : { $from } – { $until }.
duty-nobody = Personne n’est inscrit.
duty-officer = Officier
duty-function = Fonction
duty-languages = Langues
duty-telephone = Téléphone
duty-from = De
duty-until = À
how-password = mot de passe
how-code = mot de passe et code
how-passkey = clé d’accès
how-link = lien
session-this = celle-ci
session-times = ouverte { $began }, utilisée { $used }
session-end = Fermer
admin-security = Ma connexion
passkeys = Clés d’accès
passkeys-text = Une clé d’accès connecte sans mot de passe, et signe ce que vous validez : le partenaire et le juge voient que deux personnes l’ont validé.
passkey-name = Nom de la clé
passkey-add = Ajouter une clé
passkey-times = créée { $made }, utilisée { $used }
passkey-unable = Ce navigateur ne peut pas utiliser de clé d’accès à cette adresse.
one-time-code = Code à usage unique
code-on = demandé
code-off = non demandé
code-set-up = Mettre en place
code-remove = Ne plus demander
code-text = Saisissez ce secret dans votre application, puis le code qu’elle montre.
fault-NO_PASSKEY = La clé d’accès n’a pas répondu.
fault-BAD_SIG = La signature n’est pas valable.
sign-passkey = Se connecter avec une clé d’accès
approve-passkey = Votre clé d’accès signera exactement cela.
passkey-needed = Cette validation demande une clé d’accès : ajoutez-en une dans « Ma connexion ».
passkey-checked = validé par clé d’accès
passkey-unknown = clé d’accès pas encore publiée
passkey-bad = signature de clé d’accès invalide
admin-profile = Profil du traité
admin-kinds = Types de dossiers
admin-keys = Clés
no-partner-yet = Pas encore de partenaire : la ligne commence par la cérémonie des six mots.
partners-text = Les partenaires avec qui nous avons une ligne.
peer-profile = Profil du traité
peer-card-n = carte n° { $n }
ceremony = Cérémonie avec un partenaire
ceremony-text = Deux dépositaires des clés, chacun pour soi : la carte du partenaire et le secret porté en main propre donnent six mots, lus au téléphone.
ceremony-card-file = Fichier de la carte du partenaire
ceremony-card = Ou collez la carte
ceremony-secret = Secret porté en main propre (24 mots)
ceremony-secret-hint = Effacé quand cette fenêtre se ferme ; le navigateur n’en garde rien.
ceremony-show = Afficher les six mots
ceremony-words = Les six mots
ceremony-read = Appelez le partenaire à un numéro que vous connaissez. Lisez-lui les six mots, et qu’il vous lise les siens.
ceremony-same = Le partenaire a lu les six mêmes mots, dans le même ordre
ceremony-differ = Un mot diffère
ceremony-differ-text = Rien n’est enregistré. Le secret est mal tapé, ou la carte a été échangée : retapez le secret ; si la différence demeure, faites-vous remettre la carte en main propre.
ceremony-confirm = Confirmer les mots
ceremony-waits = Attend un second dépositaire, qui compare lui-même les mots avec { $name } dans la journée.
ceremony-done = { $name } est inscrit : la ligne démarre.
ceremony-one-said = Un dépositaire a confirmé les mots, le second est attendu dans la journée :
kinds-text = Un type de dossier est un fichier ; le profil le nomme par son empreinte, et les deux côtés travaillent avec le même.
kind-name = Type
kind-hash = Empreinte
kind-from = Origine
kind-shipped = fourni
kind-own = kinds.d ou offre
kind-version = version { $v }
kind-size = { $states ->
    [one] { $states } état
   *[other] { $states } états
}, { $acts ->
    [one] { $acts } acte
   *[other] { $acts } actes
}
kind-no-label = sans libellé
kind-fixed = fixé par la spécification
kind-not-enabled = non activé
kind-agreed = convenu
kind-other-version = le profil nomme une autre version
kind-missing = la version du profil manque ici : demandez une offre
keys-text = Les clés publiques de chaque ligne, à comparer avec l’annexe du traité.
keys-how = Les clés se renouvellent une fois l’an, et aussitôt en cas de doute, au nœud, avec le support de la clé racine : wasl card --renew (guide de l’exploitant).
keys-of-ceremony = depuis la cérémonie
keys-old = plus d’un an
keys-ours-since = Nos clés
keys-theirs-since = Clés du partenaire
key-own_log = Notre journal
key-partner_log = Journal du partenaire
key-partner_mirror = Miroir du partenaire
rotation-settled = aucun renouvellement en cours
rotation-sent = nouvelle carte envoyée
rotation-in-force = nouvelle carte en vigueur, l’ancienne s’efface après le partenaire
copy = Copier
copied = Copié.
admin-retention = Conservation
retention-text = La durée court de la clôture du dossier, selon le profil sous lequel il fut ouvert. L’effacement se décide à deux côtés.
retention-days = Jours
retention-open = Ouverts
retention-closed = Clos
retention-due = Durée dépassée
retention-first = Première échéance
retention-none = Aucun dossier encore.
retention-silent = le profil n’en dit rien
erasures = Effacements et gels
erasures-text = Ce qu’un côté a demandé d’effacer, ou retient, dans le dossier de la ligne : wasl act LNK-… erase ou hold (délégué à la protection des données).
erasures-none = Aucun effacement demandé.
erase-asked = effacement demandé
erase-asked-own = par nous
erase-asked-partner = par le partenaire
erase-hold = retenu jusqu’au
erase-done = effacé
erase-done-own = chez nous
erase-done-partner = chez le partenaire
erase-unnamed = un dossier (sa référence est pour qui voit les listes)
health-lines = Liaisons
health-waiting = Acte le plus ancien sans récépissé
health-disk = Disque
health-clock = Horloge
health-keyd = Processus des clés
health-backlog = Travaux en file
health-good = en ordre
health-look = à vérifier
health-nothing = aucun
health-free = { $gib } Gio libres ({ $percent } %)
health-minutes = { $n ->
    [one] { $n } minute
   *[other] { $n } minutes
}
health-set = { $n ->
    [one] déplacée de { $n } seconde
   *[other] déplacée de { $n } secondes
}
