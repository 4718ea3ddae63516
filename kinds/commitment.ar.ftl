# تسميات kinds/commitment.json

kind = التزام من خارطة الطريق

state-proposed = مقترح
state-unanswered = بدون رد
state-withdrawn = مسحوب
state-in_force = ساري المفعول
state-declined = غير مقبول
state-ended = منته
state-closed = مغلق

act-open = اقتراح الالتزام
act-accept = القبول
act-decline = عدم القبول
act-milestones = تعديل المحطات
act-milestone = الإخبار بمحطة
act-value = توقيع قيمة المؤشر
act-status = اقتراح الوضعية
act-approve_status = المصادقة على الوضعية
act-end = الإنهاء
act-close = إغلاق
act-unanswered = تسجيل عدم الرد
act-withdraw = سحب الالتزام
act-leave = الخروج من الالتزام

done-open = اقتراح الالتزام
done-accept = قبول
done-decline = عدم قبول الالتزام
done-milestones = تعديل المحطات
done-milestone = تقرير عن محطة
done-value = قيمة المؤشر
done-status = اقتراح الوضعية
done-approve_status = المصادقة على الوضعية
done-end = إنهاء الالتزام
done-close = إغلاق
done-unanswered = تسجيل عدم الرد
done-withdraw = سحب الالتزام
done-leave = الخروج من الالتزام

field-meeting = الاجتماع
field-sector = المجال
field-objective = الهدف
field-owner = الطرف المسؤول
field-owner_function = المهمة المسؤولة
field-milestones = المحطات
field-indicator = المؤشر
field-milestone_reports = وضعية المحطات
field-period = الفترة
field-value = القيمة
field-computed = محسوبة من الإجراءات
field-progress = التقدم
field-status = الوضعية
field-status_hash = بصمة الوضعية

block-milestone = محطة
block-milestone-number = الرقم
block-milestone-title = العنوان
block-milestone-due = الأجل
block-milestone_report = وضعية محطة
block-milestone_report-number = الرقم
block-milestone_report-status = الوضعية
block-milestone_report-text = النص
block-indicator = مؤشر
block-indicator-definition = التعريف
block-indicator-unit = الوحدة
block-indicator-source = المصدر
block-indicator-figure = الرقم الإحصائي
block-indicator-baseline = نقطة الانطلاق
block-indicator-target = الهدف

code-outcome-DONE = منجز
code-outcome-DROPPED = متخلى عنه
code-sector-TER = الإرهاب والتطرف العنيف
code-sector-DRG = المخدرات
code-sector-THB = الاتجار بالبشر
code-sector-MIG = شبكات الهجرة غير النظامية
code-sector-CYB = الجريمة المعلوماتية
code-sector-ORG = الجريمة المنظمة العابرة للحدود
code-sector-EVT = أمن التظاهرات
code-sector-OTH = مجال آخر
code-owner-OPENER = الطرف الذي فتح الملف
code-owner-PARTNER = الطرف الشريك
code-owner-BOTH = الطرفان معا
code-status-ON_TRACK = في المسار
code-status-AT_RISK = مهدد
code-status-LATE = متأخر
code-status-DONE = منجز
code-status-DROPPED = متخلى عنه
code-milestone_status-DONE = منجزة
code-milestone_status-LATE = متأخرة
code-milestone_status-DROPPED = متخلى عنها
code-indicator_source-COMPUTED = محسوب من الإجراءات
code-indicator_source-TYPED = مُدخل يدويا
code-figure-REQUESTS_SENT = الطلبات المرسلة
code-figure-REQUESTS_ANSWERED = الطلبات المجاب عنها
code-figure-ANSWERED_ON_TIME = الأجوبة داخل الأجل (%)
code-figure-MEDIAN_ANSWER_HOURS = الأجل الوسيط للرد بالساعات
code-figure-ARRESTS = التوقيفات
code-figure-SURRENDERS = عمليات التسليم
code-figure-WARNINGS = الإنذارات
code-figure-MISSIONS = المهام
code-figure-TRAININGS = التكوينات
code-figure-PERSONS_VETTED = الأشخاص المبحوث في اعتمادهم
code-figure-CEASED_REMOVED = إلغاءات البحث المنفذة

rule-computed_figure = المؤشر المحسوب يذكر الرقم الإحصائي.

clock-accept = قبول الالتزام
clock-milestone = أجل المحطة

late-not_accepted = الالتزام لم يُقبل بعد
late-milestone_late = محطة متأخرة

items-milestones = المحطات

agree-status = الوضعية
