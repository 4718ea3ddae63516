# تسميات kinds/line.json

kind = الرابط

state-active = مفعّل

act-profile = اقتراح ملف الاتفاقية
act-agree = الموافقة على ملف
act-keys = الإعلان عن المفاتيح
act-duty = بطاقة المداومة
act-state = تحديد حالة الرابط
act-reject = رفض مدخلات
act-erase = طلب المحو
act-erased = تأكيد المحو
act-regrant = إعادة منح المفاتيح
act-epoch = بدء حقبة
act-sheet = البيان الشهري
act-drill = تمرين
act-offer = عرض ملف نوع
act-officer = الإعلان عن مفتاح المرور لضابط
act-hold = تعليق المحو

done-profile = اقتراح ملف الاتفاقية
done-agree = الموافقة على ملف
done-keys = الإعلان عن المفاتيح
done-duty = بطاقة المداومة
done-state = حالة الرابط
done-reject = رفض مدخلات
done-erase = طلب المحو
done-erased = تأكيد المحو
done-regrant = إعادة منح المفاتيح
done-epoch = بدء حقبة
done-sheet = البيان الشهري
done-drill = تمرين
done-offer = عرض ملف نوع
done-officer = الإعلان عن مفتاح المرور لضابط
done-hold = تعليق المحو

field-file = الملف
field-hash = البصمة
field-card = البطاقة
field-function = الوظيفة
field-languages = اللغات
field-telephone = الهاتف
field-until = إلى غاية
field-state = الحالة
field-reason = السبب
field-origin = السجل
field-entries = المدخلات والرموز
field-dossier = الملف
field-ground = السبب
field-dossiers = الملفات
field-number = الرقم
field-own_note = آخر ختم ذاتي
field-partner_note = آخر ختم للشريك
field-month = الشهر
field-figures = الأرقام
field-cut = المرحلة وعدد القيود المحتسبة من كل سجل
field-version = نسخة الأرقام
field-pseudonym = الاسم الوظيفي
field-key = المفتاح العمومي

code-line_state-active = مفعّل
code-line_state-restricted = مقيّد: لا تُفتح ملفات
code-line_state-suspended = الرابط معلَّق
code-reject-T03 = T03 — تعذر الفتح
code-reject-T04 = T04 — لا يوافق الصيغة
code-reject-T05 = T05 — حجم مفرط
code-reject-T08 = T08 — غير مسموح به على الرابط حاليا
code-reject-T09 = T09 — التداول يتجاوز السقف
code-reject-T11 = T11 — الإصدار
code-reject-T12 = T12 — الموضع
code-reject-T13 = T13 — نوع أو ملف غير معروف
code-reject-T14 = T14 — ملف ممحو
