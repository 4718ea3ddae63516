# Libellés de kinds/later.json.

act-confirm = confirmer comme seconde personne

done-confirm = confirmation par une seconde personne

clock-second = seconde personne

late-not_confirmed = non confirmé par une seconde personne
