# Labels of kinds/extend.json.

act-ask_extension = ask for an extension
act-extend = extend the time limit

field-until = until
