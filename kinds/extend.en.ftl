# Labels of kinds/extend.json.

act-ask_extension = ask for an extension
act-extend = extend the time limit

done-ask_extension = request for an extension
done-extend = extension of the time limit

field-until = until
