# Libellés de kinds/retex.json.

act-retex = proposer le retour d’expérience
act-approve_retex = approuver le retour d’expérience

done-retex = proposition de retour d’expérience
done-approve_retex = approbation du retour d’expérience

field-retex = retour d’expérience (RETEX)
field-retex_hash = empreinte du retour d’expérience

block-retex = retour d’expérience
block-retex-worked = ce qui a marché
block-retex-failed = ce qui n’a pas marché
block-retex-redo = ce qu’il faut refaire autrement
block-retex-figures = chiffres

agree-retex = retour d’expérience
