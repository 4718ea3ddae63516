# تسميات kinds/spontaneous.json

kind = معلومة تلقائية

state-sent = مرسل
state-acknowledged = تم الإشعار بالتوصل
state-assessed = تم التقييم
state-withdrawn = مسحوب
state-closed = مغلق

act-open = إرسال المعلومة
act-ack = الإشعار بالتوصل
act-add = إضافة معلومة
act-feedback = تقييم الفائدة
act-withdraw = السحب
act-close = إغلاق

done-open = معلومة تلقائية
done-ack = الإشعار بالتوصل
done-add = معلومة إضافية
done-feedback = تقييم الفائدة
done-withdraw = سحب
done-close = إغلاق

field-subject = الموضوع
field-content = المعلومة
field-persons = الأشخاص المعنيون

code-outcome-NOTED = أُخذ بها علما
code-outcome-ACTED_ON = تم العمل بها
code-outcome-ALREADY_KNOWN = معروفة من قبل
code-outcome-UNFOUNDED = لا أساس لها

rule-basis_kind = هذا الأساس القانوني لا يسمح بهذا الإجراء.
rule-no_u0 = الدرجة U0 مخصصة للإنذار بخطر على الأرواح.
rule-person_named = يجب ذكر الاسم العائلي أو رقم التعريف الوطني للشخص.

clock-ack = الإشعار بالتوصل

late-no_acknowledgement = لا إشعار بالتوصل داخل الأجل
