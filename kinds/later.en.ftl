# Labels of kinds/later.json.

act-confirm = confirm as second person

done-confirm = confirmation by a second person

clock-second = second person

late-not_confirmed = not confirmed by a second person
