# تسميات kinds/communique.json

kind = بلاغ مشترك

state-draft = مشروع
state-vetoed = معترض عليه
state-published = منشور
state-correcting = قيد التصحيح
state-closed = مغلق

act-open = اقتراح البلاغ
act-changes = طلب تعديلات
act-revise = اقتراح صيغة جديدة
act-approve = المصادقة
act-veto = الاعتراض
act-publish = النشر
act-report_error = طلب تصحيح
act-correction = اقتراح التصحيح
act-approve_correction = المصادقة على التصحيح
act-publish_correction = نشر التصحيح
act-close = إغلاق
act-no_error = الإخبار بعدم وجود خطأ

done-open = اقتراح البلاغ
done-changes = طلب تعديلات
done-revise = صيغة جديدة
done-approve = مصادقة
done-veto = اعتراض
done-publish = نشر
done-report_error = طلب تصحيح
done-correction = اقتراح التصحيح
done-approve_correction = المصادقة على التصحيح
done-publish_correction = نشر التصحيح
done-close = إغلاق
done-no_error = عدم وجود خطأ

field-texts = نص البلاغ
field-figures = الأرقام المذكورة
field-checks = التحققات
field-embargo = حظر النشر إلى غاية
field-photos = الصور
field-text_hash = بصمة النص
field-veto_ground = سبب الاعتراض
field-wishes = التعديلات المطلوبة
field-published_at = وقت النشر
field-channel = قناة النشر
field-correction_ground = سبب التصحيح
field-decision_reference = مرجع المقرر القضائي
field-corrects = يصحح البلاغ

block-texts = نص بثلاث لغات
block-texts-title_ar = العنوان بالعربية
block-texts-ar = النص بالعربية
block-texts-title_fr = العنوان بالفرنسية
block-texts-fr = النص بالفرنسية
block-texts-title_en = العنوان بالإنجليزية
block-texts-en = النص بالإنجليزية
block-cited = رقم مذكور
block-cited-number = الرقم
block-cited-value = القيمة
block-cited-figure = الرقم الإحصائي
block-cited-month = الشهر
block-cited-sheet = بصمة ورقة الإحصائيات
block-checks = تحققات
block-checks-presumption = احترام قرينة البراءة
block-checks-operation_finished = العملية منتهية
block-checks-figures_complete = كل رقم يذكر مصدره
block-checks-personal_data = معطيات شخصية في النص
block-checks-ground = السبب
block-checks-answered_by = الجواب من طرف

code-outcome-PUBLISHED = منشور
code-outcome-ABANDONED = تم التخلي عنه
code-veto_ground-PRESUMPTION = قرينة البراءة
code-veto_ground-OPERATION = عملية جارية
code-veto_ground-VICTIM = حماية الضحية
code-veto_ground-FIGURE = رقم غير صحيح
code-veto_ground-WORDING = الصياغة
code-veto_ground-TIMING = التوقيت
code-veto_ground-OTHER = غير ذلك
code-personal_data-NONE = لا شيء
code-personal_data-NAME = اسم
code-personal_data-IMAGE = صورة
code-personal_data-NATIONALITY = جنسية
code-personal_data-VICTIM_DETAIL = معطى عن ضحية
code-correction_ground-ACQUITTAL = حكم بالبراءة
code-correction_ground-CASE_DISMISSED = عدم المتابعة
code-correction_ground-FIGURE = رقم غير صحيح
code-correction_ground-FACT = واقعة غير صحيحة

rule-acquittal = البراءة أو حفظ القضية يُذكر معهما المقرر
rule-presumption = قرينة البراءة محترمة: نعم، من طرف شخص يشهد بذلك.
rule-operation_finished = العملية منتهية: نعم، من طرف شخص يشهد بذلك.
rule-figures_cited = كل رقم في النص يحيل على ورقة الإحصائيات.
rule-personal_ground = ذكر اسم أو صورة أو جنسية أو معطى عن ضحية يستلزم سببا.

clock-approval = مصادقة الشريك
clock-correction = التصحيح

late-not_approved = لا جواب من الشريك
late-not_corrected = لم يتم التصحيح

agree-text = النص
agree-correction = التصحيح
