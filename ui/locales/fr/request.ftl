begun-forms = Demandes commencées
kept-at = enregistrée { $at } par { $officer }
kept-node = Enregistrée chez vous
kept-saving = Enregistrement…
kept-failed = Pas encore enregistrée
first-title = Avant de demander
search-done = Recherche faite pour cette personne
sent-elsewhere = Envoyée aussi par un autre canal ?
sent-elsewhere-hint = I-24/7, officier de liaison…
paste-offer = Un message I-24/7 existe déjà ?
paste-title = Coller un message
paste-label = Le message, tel qu’il est
paste-hint = Lignes « libellé : valeur », en français, anglais ou arabe. Rien n’est pris sans vous.
paste-cut = Message trop long : la fin n’a pas été lue.
paste-found = { $n ->
    [one] { $n } élément reconnu
   *[other] { $n } éléments reconnus
}
paste-take = { $n ->
    [one] Prendre { $n } élément
   *[other] Prendre { $n } éléments
}
paste-taken = { $n ->
    [one] { $n } élément repris du message
   *[other] { $n } éléments repris du message
}
paste-line = ligne { $n } :
paste-no-field = Ce type de demande n’a pas ce champ.
paste-unread = Non compris : à saisir à la main.
paste-unsure = Jour et mois peuvent être inversés : vérifiez.
paste-replaces = Remplacerait :
paste-family_name = Nom
paste-given_names = Prénoms
paste-birth_date = Date de naissance
paste-birth_place = Lieu de naissance
paste-sex = Sexe
paste-nationality = Nationalité
paste-passport = Passeport
paste-national_id = Carte d’identité
paste-father_name = Nom du père
paste-mother_name = Nom de la mère
paste-reference = Référence
paste-offence = Infraction
paste-facts = Faits
conflict-title = Deux personnes écrivent le même texte
conflict-text = { $officer } l’a modifié ({ $at }) pendant que vous écriviez. Rien n’est perdu, ni de l’un ni de l’autre.
conflict-theirs = Modifié par { $officer }, repris :
conflict-mine = Le mien
conflict-open = { $n ->
    [one] Reste { $n } champ à choisir
   *[other] Restent { $n } champs à choisir
}
conflict-settle = Continuer ainsi
to-fill = À remplir
