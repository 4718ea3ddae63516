# تسميات kinds/evidence.json

kind = حفظ وسائل الإثبات

state-preserved = محفوظ

act-open = إرسال الطلب
act-preserved = الإخبار بالحفظ
act-ask_renewal = طلب تجديد الحفظ
act-renew = تجديد الحفظ
act-judicial_request = الإخبار بمرجع الطلب القضائي
act-handed_over = الإخبار بالتسليم
act-lapse = معاينة انتهاء الحفظ

done-open = طلب الحفظ
done-preserved = حفظ
done-ask_renewal = طلب تجديد الحفظ
done-renew = تجديد الحفظ
done-judicial_request = مرجع الطلب القضائي
done-handed_over = تسليم وسائل الإثبات
done-lapse = معاينة انتهاء الحفظ

field-objects = الأشياء والمعطيات المطلوب حفظها
field-hold_days = مدة الحفظ بالأيام
field-no_notice = عدم إشعار المعني بالأمر
field-judicial_expected = تاريخ الطلب القضائي المرتقب
field-judicial_reference = مرجع الطلب القضائي
field-judicial_date = تاريخ الطلب القضائي
field-preserved = الجواب حسب كل شيء
field-renew_until = تجديد إلى غاية
field-handed_at = وقت التسليم
field-handed_reference = مرجع التسليم

block-evidence_object = شيء أو معطى
block-evidence_object-number = الرقم
block-evidence_object-type = النوع
block-evidence_object-what = ما يجب حفظه
block-evidence_object-holder = الحائز
block-evidence_object-identifiers = المعرفات
block-evidence_object-from = من
block-evidence_object-to = إلى
block-preservation = نتيجة الحفظ
block-preservation-number = الرقم
block-preservation-code = الرمز
block-preservation-until = إلى غاية
block-preservation-holder_reference = مرجع الحائز
block-preservation-text = النص

code-outcome-PRESERVED = محفوظ
code-outcome-PARTLY = جزئيا
code-outcome-NOT_HELD = غير موجود
code-outcome-DELETED_BEFORE = محذوف من قبل
code-outcome-HANDED_OVER = تم تسليمه
code-outcome-LAPSED = انتهى الحفظ
code-preservation-PRESERVED = محفوظ
code-preservation-PARTLY = جزئيا
code-preservation-NOT_HELD = غير موجود
code-preservation-DELETED_BEFORE = محذوف من قبل
code-evidence_type-SUBSCRIBER = هوية المشترك
code-evidence_type-TRAFFIC = معطيات الاتصال
code-evidence_type-CONTENT = المضمون
code-evidence_type-ACCOUNT = حساب
code-evidence_type-VIDEO = تسجيل مرئي
code-evidence_type-FINANCIAL = معطيات مالية
code-evidence_type-OBJECT = شيء مادي
code-evidence_type-OTHER = غير ذلك

rule-hold_least = مدة الحفظ أقل مما تسمح به المعاهدة.
rule-window = الفترة الزمنية تنتهي قبل أن تبدأ.
rule-handed_outcome = نتيجة التسليم هي HANDED_OVER.
rule-lapse_outcome = نتيجة الحفظ المنتهي هي LAPSED.

clock-preservation = مدة الحفظ

late-preservation_ends = ينتهي الحفظ

items-objects = الأشياء
