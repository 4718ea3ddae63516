# تسميات kinds/identity.json

kind = التحقق من الهوية

state-partial = رد جزئي

act-open = إرسال الطلب
act-partial = رد جزئي
act-answer = الرد
act-fate = الإخبار بمآل الشخص المحتفظ به
act-custody_extended = تمديد الحراسة النظرية

done-open = طلب التحقق من الهوية
done-partial = رد جزئي
done-answer = رد
done-fate = مآل الشخص المحتفظ به
done-custody_extended = تمديد الحراسة النظرية

field-person = الشخص
field-questions = الأسئلة
field-held = الشخص محتفظ به
field-custody_until = نهاية الحراسة النظرية
field-replies = الأجوبة حسب كل سؤال
field-other_identities = هويات أخرى معروفة
field-fate = مآل الشخص المحتفظ به
field-fate_at = وقت ذلك

block-identity_question = سؤال حول الهوية
block-identity_question-number = الرقم
block-identity_question-code = الرمز
block-identity_question-text = النص
block-identity_reply = جواب
block-identity_reply-number = الرقم
block-identity_reply-result = النتيجة
block-identity_reply-text = النص
block-identity_reply-sources = المصادر التي تم البحث فيها
block-identity_reply-ground = السبب

code-outcome-MATCH = تطابق
code-outcome-NO_MATCH = عدم التطابق
code-outcome-PARTIAL = تطابق جزئي
code-outcome-DOC_GENUINE = وثيقة صحيحة
code-outcome-DOC_FALSE = وثيقة مزورة
code-outcome-DOC_ALTERED = وثيقة محرفة
code-outcome-DOC_STOLEN = وثيقة مسروقة
code-outcome-DOC_EXPIRED = وثيقة منتهية الصلاحية
code-identity_question-DOCUMENT_GENUINE = هل الوثيقة صحيحة؟
code-identity_question-DOCUMENT_VALID = هل الوثيقة سارية المفعول؟
code-identity_question-DOCUMENT_REPORTED = هل الوثيقة مصرح بضياعها أو سرقتها؟
code-identity_question-PERSON_MATCHES_DOCUMENT = هل الوثيقة تخص هذا الشخص؟
code-identity_question-PERSON_MATCHES_BIOMETRICS = هل البصمات أو الصورة تخص هذا الشخص؟
code-identity_question-CIVIL_STATUS = ما هي الحالة المدنية؟
code-identity_question-OTHER_IDENTITIES = هل للشخص هويات أخرى؟
code-identity_question-OTHER = سؤال آخر
code-identity_result-CONFIRMED = مؤكد
code-identity_result-NOT_CONFIRMED = غير مؤكد
code-identity_result-UNKNOWN = غير معروف
code-identity_result-REFUSED = مرفوض
code-custody_fate-NEVER_HELD = لم يحتفظ به قط
code-custody_fate-FREED = أُفرج عنه
code-custody_fate-HELD_OTHER_TITLE = محتفظ به لسبب آخر

rule-held = شخص محتفظ به: يجب ذكر نهاية الحراسة النظرية ودرجة الاستعجال U1.
rule-fate_known = الشخص كان محتفظا به.
rule-two_of = يلزم عنصران على الأقل: الاسم مع تاريخ الازدياد، رقم وثيقة، رقم التعريف الوطني، صورة أو بصمات.
rule-reply_ground = السؤال المرفوض يذكر سبب رفضه.
rule-reply_ground_known = سبب الرفض غير وارد في المعاهدة.
rule-reply_sources = ما لم يتأكد تُذكر المصادر التي تم البحث فيها.

items-questions = الأسئلة

late-custody_over = انتهت مدة الحراسة النظرية

clock-custody = الحراسة النظرية
