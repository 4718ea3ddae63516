# تسميات kinds/missing.json

kind = شخص مصرح باختفائه أو في وضعية هشة

state-found = عُثر على الشخص

act-open = إرسال الطلب
act-sighting = الإخبار بمشاهدة
act-found = الإخبار بالنتيجة
act-whereabouts = الإخبار بمكان الشخص
act-no_whereabouts = عدم الإخبار بالمكان

done-open = طلب البحث
done-sighting = مشاهدة
done-found = نتيجة
done-whereabouts = الإخبار بمكان الشخص
done-no_whereabouts = عدم الإخبار بالمكان

field-person = الشخص
field-type = النوع
field-circumstances = ظروف الاختفاء
field-last_seen_at = آخر مشاهدة بتاريخ
field-last_seen_place = مكان آخر مشاهدة
field-danger = الخطر
field-protection_authority = سلطة حماية الطفولة
field-protection = الحماية أولا
field-indicators = مؤشرات الاتجار بالبشر
field-seen_at = وقت المشاهدة
field-whereabouts = مكان الشخص
field-consent = الموافقة
field-consent_reference = مرجع الموافقة
field-consent_at = تاريخ الموافقة
field-measures = التدابير المتخذة

block-protection = أسئلة الحماية
block-protection-domestic_violence = عنف أسري
block-protection-custody_dispute = نزاع حول الحضانة
block-protection-flight_from_persecution = فرار من الاضطهاد
block-protection-sources = المصادر التي تم البحث فيها
block-protection-answered_by = الجواب من طرف

code-outcome-FOUND_SAFE = عُثر عليه سالما
code-outcome-PROTECTED = تحت الحماية
code-outcome-NOT_FOUND = لم يُعثر عليه
code-outcome-DECEASED = متوفى
code-outcome-LEFT_COUNTRY = غادر البلاد
code-missing_type-MINOR = قاصر
code-missing_type-ADULT = راشد
code-missing_type-TRAFFICKING = ضحية محتملة للاتجار بالبشر
code-missing_type-PARENTAL_ABDUCTION = اختطاف من طرف أحد الوالدين
code-missing_type-DISASTER = كارثة
code-consent-PERSON = موافقة الشخص
code-consent-JUDGE = أمر قضائي
code-indicator-DEBT_BONDAGE = استعباد بسبب الدين
code-indicator-CONFISCATED_DOCUMENTS = حجز الوثائق
code-indicator-FORCED_LABOUR = عمل قسري
code-indicator-SEXUAL_EXPLOITATION = استغلال جنسي
code-indicator-FORCED_BEGGING = تسول قسري
code-indicator-RECRUITED_ONLINE = استدراج عبر الأنترنت
code-indicator-ACCOMPANIED = مرافقة مشبوهة
code-indicator-OTHER = غير ذلك

rule-person_named = يجب ذكر الاسم العائلي أو رقم التعريف الوطني للشخص.
rule-minor = بالنسبة للقاصر تُذكر سلطة حماية الطفولة.
rule-protection_first = قبل البحث عن راشد يجب الجواب بنعم أو لا عن العنف الأسري والفرار من الاضطهاد.
rule-trafficking = ضحية محتملة للاتجار بالبشر: تُذكر المؤشرات.
rule-searched = عند عدم العثور على الشخص تُذكر المصادر التي تم البحث فيها.
rule-found_safe = شخص عُثر عليه سالما: لا يُخبر بأكثر من ذلك إلا بموافقته أو بأمر قاض.
