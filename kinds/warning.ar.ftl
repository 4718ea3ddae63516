# تسميات kinds/warning.json

kind = إنذار بخطر على الأرواح

state-sent = مرسل
state-acknowledged = تم الإشعار بالتوصل
state-measures = اتُّخذت تدابير
state-cleared = رُفع الإنذار
state-withdrawn = مسحوب
state-closed = مغلق

act-open = إطلاق الإنذار
act-ack = الإشعار بالتوصل
act-rung = الإخبار بمن تم إيقاظه
act-measures = الإخبار بالتدابير المتخذة
act-update = تحيين
act-all_clear = رفع الإنذار
act-feedback = تقييم الفائدة
act-withdraw = السحب
act-close = إغلاق

done-open = إنذار
done-ack = الإشعار بالتوصل
done-rung = الدرجة التي تم إيقاظها
done-measures = التدابير المتخذة
done-update = تحيين
done-all_clear = رفع الإنذار
done-feedback = تقييم الفائدة
done-withdraw = سحب
done-close = إغلاق

field-threat = التهديد
field-warning = نص الإنذار
field-where = المكان المهدد
field-from = من
field-valid_until = صالح إلى غاية
field-persons = الأشخاص المعنيون
field-targets = الأهداف المحتملة
field-rung = الدرجة التي تم تنبيهها
field-reached = من تم تنبيهه
field-telephone = الهاتف
field-measures = التدابير المتخذة
field-measures_text = تفاصيل التدابير
field-cleared_at = وقت رفع الإنذار

code-outcome-AVERTED = تم تفادي الخطر
code-outcome-UNFOUNDED = لا أساس لها
code-outcome-OCCURRED = وقع الخطر
code-outcome-EXPIRED = انتهت الصلاحية
code-threat-ATTACK = اعتداء
code-threat-EXPLOSIVES = متفجرات
code-threat-KIDNAPPING = اختطاف
code-threat-ASSASSINATION = اغتيال
code-threat-MASS_CASUALTY = ضحايا كثيرون
code-threat-DANGEROUS_SUBSTANCE = مادة خطيرة
code-threat-CYBER = هجوم معلوماتي
code-threat-OTHER = غير ذلك
code-measure-PERSON_PROTECTED = حماية الشخص
code-measure-PLACE_SECURED = تأمين المكان
code-measure-EVACUATED = إخلاء المكان
code-measure-ARREST_SOUGHT = البحث قصد التوقيف
code-measure-SURVEILLANCE = المراقبة
code-measure-INFORMED = إخبار المعنيين
code-measure-NONE_POSSIBLE = لا تدبير ممكن
code-rung-DUTY = ضابط المداومة
code-rung-SUPERVISOR = المشرف
code-rung-LIAISON = ضابط الاتصال
code-rung-DIRECTOR = المدير
code-rung-TELEPHONE = الهاتف

rule-basis_kind = هذا الأساس القانوني لا يسمح بهذا الإجراء.
rule-urgent = درجة الإنذار U0 أو U1؛ ما عدا ذلك يُرسل كمعلومة تلقائية.
rule-valid_from = الإنذار ينتهي قبل أن يبدأ.
rule-person_named = يجب ذكر الاسم العائلي أو رقم التعريف الوطني للشخص.

clock-ack = الإشعار بالتوصل
clock-validity = صلاحية الإنذار

late-not_awake = لم يجب أحد
late-warning_over = انتهت صلاحية الإنذار
