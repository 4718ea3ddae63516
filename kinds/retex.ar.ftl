# تسميات kinds/retex.json

act-retex = اقتراح حصيلة الدروس
act-approve_retex = المصادقة على حصيلة الدروس

done-retex = اقتراح حصيلة الدروس
done-approve_retex = المصادقة على حصيلة الدروس

field-retex = حصيلة الدروس المستخلصة
field-retex_hash = بصمة حصيلة الدروس

block-retex = حصيلة الدروس المستخلصة
block-retex-worked = ما نجح
block-retex-failed = ما لم ينجح
block-retex-redo = ما يجب تغييره
block-retex-figures = الأرقام

agree-retex = حصيلة الدروس
