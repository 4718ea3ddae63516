# تسميات kinds/locate.json

kind = تحديد مكان شخص

state-located = تم تحديد مكان الشخص

act-open = إرسال الطلب
act-hit = الإخبار بتحديد المكان
act-report = الإخبار بالنتيجة

done-open = طلب تحديد المكان
done-hit = تحديد المكان
done-report = تقرير عن النتيجة

field-person = الشخص
field-legal_reason = السبب القانوني للبحث
field-action = الإجراء المسموح به
field-to_serve = الوثيقة المراد تبليغها
field-hit_at = وقت تحديد المكان
field-hit_place = مكان تحديد الشخص
field-approached = تم الاتصال بالشخص
field-measures = التدابير المتخذة
field-left_to = البلد الذي غادر إليه
field-served_at = وقت التبليغ

code-action-REPORT_ONLY = الإخبار فقط دون الاتصال بالشخص
code-action-INVITE = الاستدعاء
code-action-SERVE = التبليغ
code-outcome-LOCATED = تم تحديد المكان
code-outcome-INVITED = تم الاستدعاء
code-outcome-SERVED = تم التبليغ
code-outcome-NOT_FOUND = لم يُعثر عليه
code-outcome-LEFT_COUNTRY = غادر البلاد
code-outcome-DECEASED = متوفى
code-outcome-WRONG_PERSON = شخص آخر

rule-person_named = يجب ذكر الاسم العائلي أو رقم التعريف الوطني للشخص.
rule-serve = يجب ذكر الوثيقة المراد تبليغها.
rule-not_found = عند عدم العثور على الشخص تُذكر المصادر التي تم البحث فيها.
rule-served = يجب ذكر وقت التبليغ.
rule-approached = تم الاتصال بالشخص: يُذكر ما تم القيام به.

clock-hit_report = تقرير بعد تحديد المكان

late-no_hit_report = لا تقرير داخل الأجل
