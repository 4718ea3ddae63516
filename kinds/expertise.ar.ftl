# تسميات kinds/expertise.json

kind = تكوين وتبادل الخبرات

act-open = إرسال الطلب
act-programme = اقتراح البرنامج
act-approve_programme = المصادقة على البرنامج
act-delivered = الإخبار بالإنجاز
act-cancel = الإلغاء
act-evaluate = التقييم

done-open = طلب تكوين أو خبرة
done-programme = اقتراح البرنامج
done-approve_programme = المصادقة على البرنامج
done-delivered = إنجاز
done-cancel = إلغاء
done-evaluate = تقييم

field-direction = طلب أو عرض
field-form = الصيغة
field-subject = الموضوع
field-level = المستوى
field-participants = عدد المشاركين
field-mode = الطريقة
field-place = المكان
field-from = من
field-to = إلى
field-languages = اللغات
field-cost_side = من يتحمل التكاليف
field-trainer_profile = مواصفات المكون
field-programme = البرنامج
field-programme_hash = بصمة البرنامج
field-evaluation = التقييم

block-session = حصة
block-session-number = الرقم
block-session-title = العنوان
block-session-from = من
block-session-to = إلى
block-session-trainer = المكون
block-evaluation = تقييم
block-evaluation-participants = عدد المشاركين
block-evaluation-content = المضمون (من 1 إلى 5)
block-evaluation-usefulness = الفائدة (من 1 إلى 5)
block-evaluation-organisation = التنظيم (من 1 إلى 5)
block-evaluation-text = النص

code-outcome-DELIVERED = أُنجز
code-outcome-CANCELLED = ملغى
code-direction-REQUESTED = طلب
code-direction-OFFERED = عرض
code-form-TRAINING = تكوين
code-form-STUDY_VISIT = زيارة دراسية
code-form-EVENT_EXPERIENCE = تجربة تنظيم تظاهرة
code-form-MENTORING = مواكبة
code-form-CONFERENCE = ندوة
code-level-BASIC = أساسي
code-level-ADVANCED = متقدم
code-level-SPECIALIST = متخصص
code-level-TRAINER = تكوين المكونين
code-mode-ON_SITE = حضوريا
code-mode-REMOTE = عن بعد
code-mode-BOTH = الطرفان معا
code-cost_side-OPENER = الطرف الذي فتح الملف
code-cost_side-PARTNER = الطرف الشريك
code-cost_side-EACH = كل طرف على حدة
code-cost_side-THIRD = طرف ثالث

rule-dates = تاريخ الانتهاء سابق لتاريخ البداية.
rule-on_site = ما يُعقد حضوريا يُذكر مكانه.
rule-session_times = الحصة تنتهي قبل أن تبدأ.
rule-delivered = ما أُنجز نتيجته DELIVERED.
rule-cancelled = ما أُلغي نتيجته CANCELLED.

agree-programme = البرنامج
