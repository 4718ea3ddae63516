# Libellés de kinds/line.json.

kind = Liaison

state-active = active

act-profile = proposer un profil conventionnel
act-agree = accepter un profil
act-keys = annoncer des clés
act-duty = fiche de permanence
act-state = fixer l’état de la liaison
act-reject = rejeter des entrées
act-erase = demander l’effacement
act-erased = confirmer l’effacement
act-regrant = accorder de nouveau les clés
act-epoch = ouvrir une époque
act-sheet = feuille mensuelle
act-drill = exercice
act-offer = proposer un fichier de type
act-officer = annoncer la clé d’accès d’un agent
act-hold = geler un effacement

done-profile = proposition de profil conventionnel
done-agree = acceptation d’un profil
done-keys = annonce de clés
done-duty = fiche de permanence
done-state = état de la liaison
done-reject = rejet d’entrées
done-erase = demande d’effacement
done-erased = confirmation de l’effacement
done-regrant = nouvel octroi des clés
done-epoch = ouverture d’une époque
done-sheet = feuille mensuelle
done-drill = exercice
done-offer = fichier de type proposé
done-officer = annonce de la clé d’accès d’un agent
done-hold = gel d’un effacement

field-file = fichier
field-hash = empreinte
field-card = carte
field-function = fonction
field-languages = langues
field-telephone = téléphone
field-until = jusqu’au
field-state = état
field-reason = motif
field-origin = journal
field-entries = entrées et codes
field-dossier = dossier
field-ground = motif
field-dossiers = dossiers
field-number = numéro
field-own_note = dernier sceau propre
field-partner_note = dernier sceau du partenaire
field-month = mois
field-figures = chiffres
field-cut = époque, et nombre d’entrées comptées de chaque journal
field-version = version des chiffres
field-pseudonym = pseudonyme
field-key = clé publique

code-line_state-active = active
code-line_state-restricted = restreinte : aucune ouverture
code-line_state-suspended = liaison suspendue
code-reject-T03 = T03 — ne peut être ouvert
code-reject-T04 = T04 — hors schéma
code-reject-T05 = T05 — trop volumineux
code-reject-T08 = T08 — non admis sur la liaison à présent
code-reject-T09 = T09 — traitement au-dessus du plafond
code-reject-T11 = T11 — version
code-reject-T12 = T12 — position
code-reject-T13 = T13 — type ou profil inconnu
code-reject-T14 = T14 — dossier effacé
