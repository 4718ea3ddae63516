# تسميات kinds/meeting.json

kind = اجتماع

state-proposed = مقترح
state-unanswered = بدون رد
state-confirmed = مؤكد
state-held = تم عقده
state-cancelled = ملغى
state-closed = مغلق

act-open = اقتراح الاجتماع
act-confirm_date = تأكيد الموعد
act-move = تغيير الموعد
act-agenda = تعديل جدول الأعمال
act-pack = إرسال ملف الاجتماع
act-held = الإخبار بانعقاد الاجتماع
act-minutes = اقتراح المحضر
act-approve_minutes = المصادقة على المحضر
act-cancel = الإلغاء
act-close = إغلاق
act-unanswered = تسجيل عدم الرد
act-no_minutes = الإخبار بعدم الاتفاق على المحضر

done-open = اقتراح الاجتماع
done-confirm_date = تأكيد الموعد
done-move = تغيير الموعد
done-agenda = تعديل جدول الأعمال
done-pack = ملف الاجتماع
done-held = انعقاد الاجتماع
done-minutes = اقتراح المحضر
done-approve_minutes = المصادقة على المحضر
done-cancel = إلغاء
done-close = إغلاق
done-unanswered = تسجيل عدم الرد
done-no_minutes = عدم الاتفاق على المحضر

field-level = المستوى
field-held_at = تاريخ الاجتماع
field-place = المكان
field-agenda = جدول الأعمال
field-participants = المشاركون
field-pack = ملف الاجتماع
field-pack_until = الوضعية إلى غاية
field-minutes = محضر الاجتماع
field-decisions = القرارات
field-minutes_hash = بصمة المحضر

block-agenda_item = نقطة
block-agenda_item-number = الرقم
block-agenda_item-title = العنوان
block-agenda_item-sector = المجال
block-agenda_item-asked_by = بطلب من
block-participant = مشارك
block-participant-function = المهمة
block-participant-side = الطرف
block-participant-languages = اللغات
block-pack_item = عنصر
block-pack_item-type = النوع
block-pack_item-reference = المرجع
block-pack_item-text = النص
block-pack_item-own_value = قيمة هذا الطرف
block-pack_item-partner_value = قيمة الشريك
block-decision = قرار
block-decision-number = الرقم
block-decision-sector = المجال
block-decision-text = النص
block-decision-owner = المسؤول
block-decision-owner_function = المهمة المسؤولة
block-decision-due = الأجل
block-minutes = محضر
block-minutes-ar = بالعربية
block-minutes-fr = بالفرنسية
block-minutes-en = بالإنجليزية

code-outcome-HELD = تم عقده
code-outcome-CANCELLED = ملغى
code-meeting_level-MINISTERS = الوزراء
code-meeting_level-DIRECTORS = المديرون
code-meeting_level-EXPERTS = الخبراء
code-meeting_level-LIAISON = ضباط الاتصال
code-pack_item-LATE_COMMITMENT = التزام متأخر
code-pack_item-UNANSWERED = طلب بدون جواب
code-pack_item-DISPUTED_FIGURE = رقم مختلف فيه
code-pack_item-CUSTODY = حراسة نظرية
code-pack_item-OTHER = غير ذلك
code-sector-TER = الإرهاب والتطرف العنيف
code-sector-DRG = المخدرات
code-sector-THB = الاتجار بالبشر
code-sector-MIG = شبكات الهجرة غير النظامية
code-sector-CYB = الجريمة المعلوماتية
code-sector-ORG = الجريمة المنظمة العابرة للحدود
code-sector-EVT = أمن التظاهرات
code-sector-OTH = مجال آخر

rule-minutes_languages = المحضر بلغتي الطرفين.

clock-confirm = تأكيد الموعد
clock-minutes = المحضر

late-date_not_confirmed = الموعد غير مؤكد
late-no_minutes = لا محضر مصادق عليه

agree-minutes = المحضر
