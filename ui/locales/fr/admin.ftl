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
no-partner-yet = Aucun partenaire : la cérémonie se tient au nœud, à deux dépositaires.
line-state-active = liaison opérationnelle
line-state-restricted = liaison restreinte
line-state-suspended = liaison suspendue
peer-endpoint = Adresse
peer-card = Carte n°
peer-profile = Profil conventionnel
no-profile = pas encore convenu
peer-keys = Clés des journaux
users-count = { $n ->
    [one] { $n } officier en service
   *[other] { $n } officiers en service
}
roles = Fonctions
user-add = Enrôler un officier
user-roles-of = Fonctions de { $name }
user-link = Lien d’accès
user-link-of = Lien d’accès de { $name }
user-link-text = À remettre en main propre ; il sert une seule fois et pose le mot de passe.
user-waits = Attend une seconde personne, qui dit la même chose dans la journée.
user-done = Enregistré.
user-out = hors service
user-enable = Remettre en service
user-enable-text = { $name } pourra de nouveau travailler, une fois une seconde personne d’accord.
user-disable = Mettre hors service
user-disable-text = { $name } ne pourra plus rien faire, dès maintenant. Ses projets retournent à d’autres.
duty-days = { $n ->
    [one] Le jour à venir
   *[other] Les { $n } jours à venir
}
duty-add = Mettre de permanence
duty-remove = Retirer
duty-gap = Personne de permanence de { $from } à { $until }.
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
passkeys-text = Une clé d’accès connecte sans mot de passe, et signe ce que vous validez : le partenaire et le juge voient que deux personnes l’ont libéré.
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
passkey-needed = Ce nœud demande une clé d’accès pour valider : ajoutez-en une dans « Ma connexion ».
passkey-checked = validé par clé d’accès
passkey-unknown = clé d’accès pas encore publiée
passkey-bad = signature de clé d’accès invalide
