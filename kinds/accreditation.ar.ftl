# تسميات kinds/accreditation.json

kind = بحث في طلبات الاعتماد

state-partial = رد جزئي

act-open = إرسال دفعة طلبات الاعتماد
act-verdicts = الجواب عن الأشخاص
act-identities = إتمام الهويات
act-decision = الإخبار بقرار المنظم

done-open = طلب بحث من أجل الاعتماد
done-verdicts = الجواب عن الأشخاص
done-identities = إتمام الهويات
done-decision = قرار المنظم

field-batch = رقم الدفعة
field-persons = ملف الأشخاص (CSV)
field-persons_count = عدد الأشخاص
field-applicant_role = صفة المترشح
field-zone = المنطقة
field-notice_given = تم إخبار المترشحين
field-notice_text = نص الإخبار وأساسه القانوني
field-needed_by = مطلوب قبل
field-expires_at = تنتهي صلاحية الأجوبة في
field-dpo_opinion = رأي المسؤول عن حماية المعطيات
field-verdicts = الأجوبة
field-identities = ملف الهويات المتممة
field-rows = أرقام الأسطر
field-granted = عدد المقبولين
field-refused = عدد المرفوضين
field-decided_by = القرار من طرف
field-remedy = طريقة الطعن

code-outcome-COMPLETE = كاملة
code-outcome-INCOMPLETE = غير كاملة
code-verdict-NO_OBJECTION = لا اعتراض
code-verdict-OBJECTION = اعتراض (رأي)
code-verdict-NEED_IDENTITY = الهوية غير كافية
code-verdict-UNKNOWN = غير معروف
code-verdict-EXPIRED = منتهي الصلاحية
code-applicant_role-ATHLETE = رياضي
code-applicant_role-STAFF = مستخدم
code-applicant_role-VOLUNTEER = متطوع
code-applicant_role-CONTRACTOR = متعاقد
code-applicant_role-SECURITY = حارس أمن
code-applicant_role-OFFICIAL = مسؤول
code-applicant_role-MEDIA = صحافي
code-applicant_role-LAWYER = محام
code-applicant_role-NGO = جمعية
code-applicant_role-OTHER = غير ذلك

rule-notice = يُخبر المترشحون قبل البحث في ملفاتهم.
rule-media = الصحافيون والمحامون والجمعيات: رأي المسؤول عن حماية المعطيات أولا.
rule-times = الأجوبة تنتهي صلاحيتها قبل الحاجة إليها.
rule-parent_open = التظاهرة التي ينتمي إليها الملف مغلقة.

clock-needed = أجل الدفعة
clock-expiry = صلاحية الأجوبة

late-batch_late = الدفعة متأخرة
late-verdicts_expired = انتهت صلاحية الأجوبة

items-persons = الأشخاص
