# تسميات kinds/information.json

kind = طلب معلومات

state-sent = مُرسل
state-acknowledged = تم الإشعار بالتوصل
state-clarify = في انتظار توضيح
state-accepted = مقبول
state-partial = رد جزئي
state-answered = تم الرد
state-assessed = تم التقييم
state-refused = مرفوض
state-unanswered = بدون رد
state-withdrawn = مسحوب
state-closed = مغلق

act-open = إرسال الطلب
act-ack = الإشعار بالتوصل
act-accept = قبول
act-clarify = طلب توضيح
act-answer_clarification = الجواب عن طلب التوضيح
act-awaiting_authority = الإخبار بانتظار قرار سلطة
act-refuse = رفض
act-partial = رد جزئي
act-answer = الرد
act-unanswered = تسجيل عدم الرد
act-withdraw = سحب الطلب
act-assess = تقييم الرد
act-close = إغلاق

field-questions = الأسئلة
field-scope_from = من
field-scope_to = إلى
field-persons = الأشخاص المعنيون بالأمر
field-offence_or_danger = الجريمة أو الخطر
field-replies = الأجوبة حسب السؤال

block-question = سؤال
block-question-number = الرقم
block-question-language = اللغة
block-question-text = النص
block-reply = جواب
block-reply-number = رقم السؤال
block-reply-result = النتيجة
block-reply-language = اللغة
block-reply-text = النص
block-reply-sources = المصادر التي تم البحث فيها
block-reply-ground = سبب الرفض
block-reply-in_custody = يتضمن تصريحا أثناء الحراسة النظرية

code-outcome-ANSWERED = رد كامل
code-outcome-PARTLY = رد جزئي
code-outcome-NO_TRACE = نتيجة سلبية (لا أثر)
code-result-ANSWERED = تم الرد
code-result-PARTLY = رد جزئي
code-result-NO_TRACE = لا أثر
code-result-REFUSED = مرفوض

rule-basis_kind = هذا الأساس القانوني لا يسمح بطلبات المعلومات.
rule-no_u0 = U0 مخصص للإنذار بتهديد الحياة.
rule-scope = نهاية الفترة سابقة لبدايتها.
rule-person_named = يجب أن يكون للشخص اسم عائلي أو رقم تعريف وطني.
rule-reply_text = الجواب يتطلب نصه ولغته.
rule-no_trace = «لا أثر» يتطلب ذكر المصادر التي تم البحث فيها.
rule-reply_ground = السؤال المرفوض يتطلب سببا.
rule-reply_ground_known = ملف الاتفاقية لا يتضمن سبب الرفض هذا.

clock-ack = الإشعار بالتوصل
clock-reply = الرد

late-no_acknowledgement = لم يتم الإشعار بالتوصل داخل الأجل
late-no_reply = لم يتم الرد داخل الأجل
