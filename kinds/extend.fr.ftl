# Libellés de kinds/extend.json.

act-ask_extension = demander une prolongation du délai
act-extend = prolonger le délai

done-ask_extension = demande de prolongation du délai
done-extend = prolongation du délai

field-until = jusqu’au
