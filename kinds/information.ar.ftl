# تسميات kinds/information.json

kind = طلب معلومات

state-partial = رد جزئي

act-open = إرسال الطلب
act-ask_more = توجيه أسئلة إضافية
act-partial = رد جزئي
act-answer = الرد

done-open = طلب معلومات
done-ask_more = أسئلة إضافية
done-partial = رد جزئي
done-answer = رد

field-questions = الأسئلة
field-scope_from = من
field-scope_to = إلى
field-persons = الأشخاص المعنيون بالأمر
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

rule-scope = نهاية الفترة سابقة لبدايتها.
rule-person_named = يجب أن يكون للشخص اسم عائلي أو رقم تعريف وطني.
rule-reply_text = الجواب يتطلب نصه ولغته.
rule-no_trace = «لا أثر» يتطلب ذكر المصادر التي تم البحث فيها.
rule-reply_ground = السؤال المرفوض يتطلب سببا.
rule-reply_ground_known = ملف الاتفاقية لا يتضمن سبب الرفض هذا.

items-questions = الأسئلة
