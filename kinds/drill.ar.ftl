# تسميات kinds/drill.json.

kind = تمرين لسلسلة الإنذار

state-sent = تمرين أُرسل
state-acknowledged = تمرين تم تأكيد استلامه
state-closed = تمرين انتهى

act-open = بدء تمرين
act-ack = تأكيد استلام التمرين
act-rung = درجة في التمرين
act-drill_result = نتيجة التمرين

done-open = بدء تمرين
done-ack = تأكيد استلام التمرين
done-rung = درجة في التمرين
done-drill_result = نتيجة التمرين

field-drill = تمرين
field-urgency = الاستعجال
field-note = ملاحظة
field-language = لغة النص الحر
field-words = ترجمات ونصوص بلغة أخرى
block-words = نص حر
block-words-at = مكانه في الإجراء
block-words-language = لغته
block-words-courtesy_language = لغة الترجمة الاستئناسية
block-words-courtesy_text = ترجمة استئناسية لا يُعتد بها
field-rung = الدرجة
field-reached = من تم الوصول إليه
field-telephone = الهاتف
field-outcome = النتيجة
field-seconds = الثواني إلى أن أكد شخص الاستلام

code-outcome-ON_TIME = تم التأكيد في الأجل
code-outcome-LATE = تم التأكيد متأخرا
code-outcome-MISSED = لم يتم التأكيد
code-urgency-U0 = كتهديد للحياة
code-rung-DUTY = ضابط المداومة
code-rung-SUPERVISOR = المشرف
code-rung-LIAISON = ضابط الاتصال
code-rung-DIRECTOR = المدير
code-rung-TELEPHONE = الهاتف

rule-drill = التمرين يقول إنه تمرين.
rule-measured = تم قياس التأكيد.

clock-ack = تأكيد استلام التمرين

late-not_awake = تمرين: لا أحد مستيقظ
