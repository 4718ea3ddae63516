# Labels of kinds/retex.json.

act-retex = propose the lessons learned
act-approve_retex = approve the lessons learned

done-retex = proposal of the lessons learned
done-approve_retex = approval of the lessons learned

field-retex = lessons learned (RETEX)
field-retex_hash = hash of the lessons learned

block-retex = lessons learned
block-retex-worked = what worked
block-retex-failed = what failed
block-retex-redo = what to do differently
block-retex-figures = figures

agree-retex = lessons learned
