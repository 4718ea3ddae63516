# تسميات kinds/mission.json

kind = مهمة ضباط ووسائل

state-on_mission = في مهمة
state-ended = منته

act-open = إرسال الطلب
act-posts = الجواب عن كل منصب
act-replace = تعويض ضباط
act-accept_armed = قبول مهمة مسلحة
act-arrive = الإخبار بالوصول
act-log = قيد في السجل
act-recall = استدعاء البعثة
act-end = الإنهاء
act-end_report = تقرير نهاية المهمة

done-open = طلب مهمة
done-posts = الجواب عن كل منصب
done-replace = تعويض ضباط
done-accept_armed = قبول مهمة مسلحة
done-arrive = وصول
done-log = قيد في السجل
done-recall = استدعاء البعثة
done-end = إنهاء المهمة
done-end_report = تقرير نهاية المهمة

field-direction = طلب أو عرض
field-subject = الموضوع
field-posts = المناصب والضباط
field-means = الوسائل
field-place = المكان
field-from = من
field-to = إلى
field-terms = شروط المهمة
field-report_due = أجل تقرير نهاية المهمة
field-post_replies = الجواب حسب كل منصب
field-arrived_at = وقت الوصول
field-entry = قيد في السجل
field-ended_at = وقت الانتهاء
field-arms = حمل السلاح
field-authorisation = ترخيص السلطة القضائية

block-post = منصب
block-post-number = الرقم
block-post-function = المهمة
block-post-rank = الرتبة
block-post-skills = الكفاءات
block-post-languages = اللغات
block-post-name = الاسم
block-post_reply = جواب عن منصب
block-post_reply-number = الرقم
block-post_reply-code = الرمز
block-post_reply-accreditation = رقم الاعتماد
block-post_reply-text = النص
block-means = وسيلة
block-means-type = النوع
block-means-count = العدد
block-means-text = النص
block-terms = شروط
block-terms-powers = الصلاحيات
block-terms-command = القيادة
block-terms-dress = الزي
block-terms-liability = المسؤولية والتأمين
block-terms-data_access = الولوج إلى المعطيات
block-terms-costs = التكاليف

code-outcome-COMPLETED = أُنجزت
code-outcome-RECALLED = استُدعيت
code-outcome-CANCELLED = ملغى
code-direction-REQUESTED = طلب
code-direction-OFFERED = عرض
code-powers-NONE = لا شيء
code-powers-OBSERVER = ملاحظ
code-powers-ASSIST = مساعدة
code-powers-JOINT = عمل مشترك
code-skill-LIAISON = الاتصال
code-skill-SPOTTER = تتبع المشجعين
code-skill-EXPLOSIVES = المتفجرات
code-skill-DOG = كلاب مدربة
code-skill-FORENSIC = الشرطة العلمية
code-skill-CYBER = الجريمة المعلوماتية
code-skill-DOCUMENTS = الوثائق المزورة
code-skill-LANGUAGE = اللغات
code-skill-PUBLIC_ORDER = حفظ النظام
code-skill-DRONE = الطائرات المسيرة
code-skill-INVESTIGATION = البحث
code-skill-OTHER = غير ذلك
code-means-DOG = كلاب
code-means-VEHICLE = عربات
code-means-DRONE = طائرات مسيرة
code-means-RADIO = أجهزة لاسلكية
code-means-DETECTOR = أجهزة كشف
code-means-LABORATORY = مختبر متنقل
code-means-OTHER = غير ذلك
code-post_answer-ACCEPTED = مقبول
code-post_answer-DECLINED = غير مقبول
code-post_answer-REPLACE = يُرجى التعويض
code-data_access-NONE = لا شيء
code-data_access-SUPERVISED = تحت الإشراف
code-data_access-OWN_FILES = ملفاته فقط

rule-dates = تاريخ الانتهاء سابق لتاريخ البداية.
rule-authorised = ضباط مسلحون أو لهم صلاحيات: يُذكر ترخيص السلطة القضائية.
rule-parent_open = التظاهرة التي ينتمي إليها الملف مغلقة.
rule-armed_director = الأعوان الحاملون للسلاح لا يرسلهم أو يطلبهم إلا المدير.

clock-report = تقرير نهاية المهمة

late-no_end_report = لا تقرير داخل الأجل

items-posts = المناصب
