# Libellés de kinds/extend.json.

act-ask_extension = demander une prolongation du délai
act-extend = prolonger le délai

field-until = jusqu’au
