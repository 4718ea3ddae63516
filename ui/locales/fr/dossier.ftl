yes = Oui
no = Non
back = Retour
next = Suivant
add = Ajouter
choose = Choisir…
needed = obligatoire
changed = modifié
contact = Contact permanent
partner = Partenaire

received-from = Reçue de
sent-to = Envoyée à
print = Imprimer
verify-chain = Vérifier la chaîne
verifying = Vérification en cours…
verify-ok = Tout concorde : { $entries ->
    [one] { $entries } entrée relue
   *[other] { $entries } entrées relues
}, { $dossiers ->
    [one] { $dossiers } dossier rejoué
   *[other] { $dossiers } dossiers rejoués
}. Rien ne manque, rien n’a été changé, chaque signature est valable.
verify-bad = Incohérence détectée : { $fault }
verify-log = { $entries ->
    [one] { $entries } entrée
   *[other] { $entries } entrées
} · { $signatures ->
    [one] { $signatures } signature
   *[other] { $signatures } signatures
} · { $cosignatures ->
    [one] { $cosignatures } contreseing
   *[other] { $cosignatures } contreseings
}
reply-act = Répondre
stages = Étapes
shared-log = journal commun
unbound-acts = { $n ->
    [one] { $n } acte pas encore opposable
   *[other] { $n } actes pas encore opposables
}
act-crossed = croisé
act-waiting = en file, pas encore transmis
act-rejected = rejeté par le partenaire ({ $code })
act-void = sans effet
act-lost = perdu au changement d’époque
act-sealed = scellé : la clé n’est pas ici
act-alone = une seule personne, à confirmer
approved-by = validé :
all-fields = { $n ->
    [one] { $n } autre champ
   *[other] { $n } autres champs
}
true-ground = Motif réel, resté chez nous :
receipt = récépissé
no-receipt = sans récépissé
not-binding = pas encore opposable
not-binding-why = Un acte de l’autre côté peut encore se placer avant celui-ci.
seal-entry = Entrée { $index } du journal ; son auteur avait vu { $seen } entrées de l’autre côté
seal-receipt = Récépissé signé par le partenaire pour { $size } entrées, { $at }
courtesy = Traduction de courtoisie, ne fait pas foi ({ $language })
courtesy-add = ajouter une traduction de courtoisie
courtesy-there = traduite
courtesy-into = traduire en
words-language = langue de ce texte
words-language-all = langue de vos textes
latin-script = graphie latine
own-script = graphie d’origine
born = né(e) { $n ->
    [3] le
   *[other] en
} { $date }
identity-is = identité { $how }
identity-open = identité à confirmer
more-about-person = Filiation, documents, signalement
sealed-field = donnée personnelle, scellée

about-dossier = À propos du dossier
clocks = Échéances
no-clock = Aucune échéance en cours.
clock-paused = suspendue
persons-concerned = { $n ->
    [one] Personne concernée
   *[other] Personnes concernées
}
checks = Contrôles
checks-done = Contrôles { $n }/{ $n }, triage fait
checks-open = Contrôles { $done }/{ $all }, triage à faire
check-done = fait
check-open = à faire
check-article3 = Article 3
check-protection = Protection de la personne
refused-before = Demande semblable déjà refusée :
handling-and-retention = Diffusion et conservation
purge-on = Purge
files = Pièces jointes
file-unused = non jointe
file-sending = en cours d’envoi
file-arriving = en cours de réception
file-lost = perdue
desk-lane = Au bureau seulement
desk-lane-note = Rien de ceci ne part vers le partenaire.
desk-state = État interne
desk-triage = triage
desk-assigned = attribué
desk-executing = en exécution
desk-awaiting-authority = en attente d’une autorité
desk-reply-draft = réponse en rédaction
draft-waits = Projet en attente : { $act }
readers = { $n ->
    [one] { $n } lecteur
   *[other] { $n } lecteurs
}
why-opened = a ouvert
why-assigned = attribué
why-glass = accès motivé

next-act = Acte suivant
acts-earlier = Actes antérieurs
acts-not-all = Les actes antérieurs ne sont pas sur cette page : imprimez avec le bouton de l’écran.
acts-answer = Répondre
acts-ask = Demander
acts-status = Informer
acts-close = Évaluer et clore
needs-two = double validation requise
needs-two-later = à confirmer ensuite par une seconde personne
optional-fields = Champs facultatifs
by-roles = Signé par : { $roles }
submit-to-second = Soumettre à validation
sign-send = Signer et envoyer
confirm-submit = Soumettre à la seconde personne
confirm-send = Signer et envoyer au partenaire
act-without-fields = Cet acte ne porte aucun champ.
waits-for-second = En attente de la seconde personne. Rien n’est parti.
sent-waiting = Scellé ; partira dès que la liaison sera rétablie.
sent = Envoyé.
glass = Accès motivé
glass-note = Ce dossier est attribué à d’autres. Un accès motivé vaut une heure ; il est enregistré avant tout affichage.
glass-reason = Motif de consultation

remove-value = Retirer { $value }
remove-row = Retirer la ligne { $n }
row-number = Ligne { $n }
files-later = Les pièces se joignent une fois le dossier commencé.
sending-file = Envoi de la pièce
rule-missing = À remplir.
rule-too_long = Trop long.
rule-range = Ce nombre n’est pas admis.
rule-date = Une date : AAAA, AAAA-MM ou AAAA-MM-JJ.
family = Dossiers liés
belongs-to = Rattaché à
belonging = { $n ->
    [one] { $n } dossier rattaché
   *[other] { $n } dossiers rattachés
}
fetching = Téléchargement…
file-hash = Empreinte SHA-256
batch-title = { $n ->
    [one] { $n } personne à vérifier
   *[other] { $n } personnes à vérifier
}
batch-open = sans avis
batch-verdict = Avis du partenaire
batch-known = Connu chez nous
batch-show = Voir les personnes
batch-note = Un avis n’est pas une décision : une personne nommée de l’organisateur décide par l’acte « décision », pour ses propres raisons, et informe l’intéressé de son recours.
batch-expired = Ces avis ont expiré : ils ne fondent plus rien.
batch-page = { $page } sur { $pages }
known-refused = refus antérieur
known-list = liste
known-dossier = dossier ouvert
known-none = rien
known-wait = comparaison en cours
reply-begun-by = { $officer } a commencé cette réponse : vous la continuez.
reply-begun = réponse commencée
reply-kept = Réponse commencée : { $act } ({ $officer })
born-M = né { $n ->
    [3] le
   *[other] en
} { $date }
born-F = née { $n ->
    [3] le
   *[other] en
} { $date }
rule-many = Trop d’éléments.
