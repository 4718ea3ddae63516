# Ce que la maison dit d’elle-même : colonnes, valeurs, rôles, tâches, constats, erreurs.

# Titres des colonnes.
column-act = acte
column-author = auteur
column-by = par
column-changed = modifié
column-clock = délai
column-codes = codes
column-due = échéance
column-field = champ
column-fields = champs (* obligatoires)
column-file = fichier
column-for = pour
column-kind = type de dossier
column-left = temps restant
column-meaning = signification
column-needed = obligatoire
column-node = nœud
column-note = remarque
column-partner = partenaire
column-position = position
column-receipt = récépissé
column-reference = référence
column-roles = rôles
column-rung = échelon
column-second = validé par
column-sector = secteur
column-since = depuis
column-size = taille
column-sort = nature
column-standing = valeur
column-state = état
column-task = tâche
column-time = heure
column-type = format
column-urgency = urgence
column-waits-for = attend
column-what = objet

# Valeur d’un acte dans l’ordre.
standing-bound = opposable
standing-unbound = transmis, pas encore opposable
standing-crossed = croisé
standing-void = sans effet
standing-rejected = rejeté
standing-lost = perdu : ne compte pas
standing-waiting = attend la liaison
standing-sealed = scellé : sa clé n’est pas ici
state-draft = (non envoyé)
running-overdue = ÉCHÉANCE DÉPASSÉE
running-paused = en pause
running-stopped = arrêté
running-suspended = suspendu avec la ligne
time-left = dans {$span}
time-over = il y a {$span}
time-days = {$days} j {$hours} h
time-hours = {$hours} h {$minutes} min
time-minutes = {$minutes} min

# Où est un fichier.
file-here = ici, empreinte vérifiée
file-arriving = en cours d’arrivée
file-there = chez le partenaire, empreinte vérifiée
file-sending = en cours d’envoi
file-unused = cité par aucun acte
file-lost = absent : restaurer DIR/blob
file-unlike = contraire à son nom

# Ce que dit la commande.
say-yes = oui
say-no = non
say-failed = wasl : {$text}
say-failed-at = wasl : {$field} : {$text}
say-finding = {$pointer} : {$text}{$detail} [{$rule}, {$source}]
say-note = remarque : {$text}{$detail}
say-whole-act = l’acte
say-kind = {$name} ({$code})  {$hash}
say-sent = {$reference} : {$act} : scellé et transmis ; opposable dès réception du récépissé du partenaire
say-draft-waits = {$reference} : {$act} : à valider, brouillon {$id}
say-open-begun = Commencé sous {$reference}, non ouvert : corriger, puis « wasl act {$reference} open --file FILE ».
say-no-node = wasl : aucun nœud ne répond dans {$dir}. Le démarrer par « wasl serve », ou indiquer son répertoire par --dir.
say-list-more = suite : --after {$next}
say-show-head = {$reference}  {$kind}  {$state}
say-show-with = avec {$peer} ; ouvert {$at} ; issue {$outcome}
say-show-act = {$node} {$act}, {$at}
say-show-unbound = Transmis, pas encore opposable : un acte au moins attend son récépissé.
say-show-crossed = Des actes se sont croisés : la table de ce type a décidé ; voir les actes ainsi marqués.
say-show-can = Actes possibles : {$acts}
say-draft-head = Brouillon {$id} : {$act}, {$reference} ({$kind}), à {$peer}
say-draft-by = par {$author}, {$at} ; attend : {$role}
say-draft-digest = empreinte {$digest}
say-approve-ask = Signer et envoyer exactement ceci ? Répondre oui ou non :
say-not-confirmed = wasl : non confirmé, rien n’a été fait
say-nobody-asked = wasl : personne n’a répondu ; {$option} répond pour les scripts
say-returned = le brouillon {$id} est renvoyé pour correction à {$author}
say-done = tâche {$id} terminée
say-no-tasks = rien n’attend

# De quelle partie est un acte, et quand il est validé.
by-opener = la partie qui ouvre
by-partner = le partenaire
by-either = les deux parties
second-no = non
second-first = avant l’envoi
second-later = après l’envoi

# Rôles des officiers.
role-operator = opérateur
role-duty = officier de permanence
role-validator = officier validant
role-director = directeur
role-unit = service
role-liaison = officier de liaison
role-judicial = officier judiciaire
role-dpo = délégué à la protection des données
role-auditor = auditeur
role-admin = administrateur du nœud
role-custodian = dépositaire des clés

# Ce qui attend quelqu’un.
task-crossed = acte croisé
task-rejected = acte rejeté
task-confirm = à confirmer
task-prosecute = poursuites à engager ici
task-apply = rectification à appliquer
task-remove = à supprimer
task-permission = autorisation demandée
task-clock = échéance
task-triage = triage à faire
task-approve = à valider
task-returned = renvoyé pour correction
task-retention = fin de la durée de conservation
task-refused-before = déjà refusé
task-review = réexamen
task-subject-request = demande d’accès d’une personne
task-budget = nombre de demandes du jour

# Pourquoi un acte ne part pas, hors des règles de son type.
finding-missing = champ obligatoire absent
finding-unknown = champ inconnu ici
finding-type = forme incorrecte : {$text}
finding-length = longueur hors limites : {$text}
finding-range = valeur hors limites : {$text}
finding-code = code hors de la liste : {$text}
finding-date = n’est pas une date AAAA[-MM[-JJ]]
finding-control = contient un caractère de contrôle : {$text}
finding-repeated = même élément deux fois : {$text}
finding-name = nom de fichier interdit
finding-items = numéro absent de la liste : {$text}
finding-file = fichier non déposé : {$text}
finding-parent = dossier qui ne peut être le parent : {$text}
finding-stands = n’est pas possible maintenant : {$text}
finding-due = échéance différente de celle calculée ici : {$text}
finding-open = exige une valeur que le profil conventionnel ne fixe pas : {$text}
finding-known = connu ici : {$text}
finding-budget = dépasse le nombre de demandes du jour : {$text}
finding-true_ground = exige le motif réel, conservé ici : {$text}
finding-refused_before = personne dont la demande a déjà été refusée : {$text}
finding-checks = exige d’abord les vérifications : {$text}
finding-article3 = exige une réponse « article 3 » connue : {$text}
finding-protection = personne protégée : {$text}
finding-figures = chiffre absent du relevé signé : {$text}
finding-request = refusé : {$text}
finding-other = {$text}

# États d’erreur.
problem-OK = succès
problem-MALFORMED = saisie mal formée
problem-TOO_BIG = dépasse une limite
problem-SCHEMA = saisie non conforme à son schéma
problem-BAD_SIG = signature invalide
problem-UNKNOWN_KEY = signé par aucune clé connue
problem-BAD_SEAL = le scellé ne s’ouvre pas
problem-NOT_FOUND = introuvable
problem-EXISTS = existe déjà
problem-CONFLICT = l’état actuel ne le permet pas
problem-FORK = deux histoires différentes pour une même place
problem-FROZEN = journal gelé jusqu’à décision de deux personnes
problem-DENIED = ce rôle ou cette personne n’y est pas autorisé
problem-RULE = une règle interdit cet acte
problem-NOT_READY = pas encore prêt, réessayer
problem-NO_MEMORY = mémoire épuisée ou limite atteinte
problem-NO_SPACE = disque plein
problem-IO = échec de lecture ou d’écriture
problem-CORRUPT = les données enregistrées se contredisent
problem-GONE = l’autre processus ou l’autre partie ne répond plus
problem-USAGE = commande mal employée
problem-BAD_PASSPHRASE = la phrase secrète n’ouvre pas les clés
problem-UNSUPPORTED = non pris en charge par cette version
problem-TIMEOUT = délai dépassé
problem-ROLLBACK = plus ancien que ce qui est déjà signé
problem-BAD_PROOF = la preuve ne mène pas à cette racine
problem-BAD_METHOD = méthode non employée ici
problem-BAD_TYPE = type de contenu non accepté ici
