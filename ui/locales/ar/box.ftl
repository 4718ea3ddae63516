box-count = { $n ->
    [zero] لا طلب
    [one] طلب واحد
    [two] طلبان
    [few] { $shown } طلبات
    [many] { $shown } طلبا
   *[other] { $shown } طلب
} · { $due ->
    [zero] لا أجل جار
    [one] واحد له أجل
    [two] اثنان لهما أجل
    [few] { $dues } لها أجل
    [many] { $dues } لها أجل
   *[other] { $dues } له أجل
}
inbox-empty = لا طلب قيد المعالجة.
outbox-empty = لا طلب صادر قيد المعالجة.
filter-empty = لا شيء يوافق هذا الفرز.
filters = الفرز
filter-all = الكل
filter-mine = مسندة إليّ
filter-free = غير مسندة
filter-crossed = إجراءات متقاطعة
filter-closed = مغلقة
sort-deadline = ترتيب: الأجل الأقرب
new-request = طلب جديد
group-late = تجاوزت الأجل
group-day = خلال 24 ساعة
group-week = هذا الأسبوع
group-later = لاحقا
group-none = بدون أجل
mark-row = تحديد { $reference }
not-acknowledged = لم يُشعر بعد بالتوصل
state-home = داخل المصلحة
state = الحالة
asked-by = الجهة الطالبة
our-side = جانبنا
sector = المجال
opened = تاريخ الفتح
due = الأجل
preview = معاينة
preview-none = اختر طلبا.
preview-veil = لا تظهر الأسماء والوقائع إلا عند فتح الملف، ويُسجَّل ذلك. المعاينة لا تُشعر بالتوصل.
crossed-acts = { $n ->
    [zero] لا إجراء تقاطع مع إجراء للطرف الشريك
    [one] إجراء واحد تقاطع مع إجراء للطرف الشريك
    [two] إجراءان تقاطعا مع إجراء للطرف الشريك
    [few] { $n } إجراءات تقاطعت مع إجراء للطرف الشريك
    [many] { $n } إجراء تقاطع مع إجراء للطرف الشريك
   *[other] { $n } إجراء تقاطع مع إجراء للطرف الشريك
}
to-do-here = ما ينبغي عمله
open-dossier = فتح
assign = إسناد
assign-marked = { $n ->
    [zero] إسناد
    [one] إسناد ملف واحد
    [two] إسناد ملفين
    [few] إسناد { $n } ملفات
    [many] إسناد { $n } ملفا
   *[other] إسناد { $n } ملف
}
assign-title = { $n ->
    [zero] إسناد
    [one] إسناد هذا الملف
    [two] إسناد ملفين
    [few] إسناد { $n } ملفات
    [many] إسناد { $n } ملفا
   *[other] إسناد { $n } ملف
}
assign-to = إلى من: ضابط أو مصلحة
assign-hint = يبقى داخل المصلحة: لا يرى الطرف الشريك شيئا من ذلك.
assign-hand-over = من كان عنده من قبل لم يعد عنده
assigned = { $n ->
    [zero] لم يُسند شيء إلى { $to }
    [one] أُسند ملف واحد إلى { $to }
    [two] أُسند ملفان إلى { $to }
    [few] أُسندت { $n } ملفات إلى { $to }
    [many] أُسند { $n } ملفا إلى { $to }
   *[other] أُسند { $n } ملف إلى { $to }
}
tasks-count = { $n ->
    [zero] لا مهمة
    [one] مهمة واحدة
    [two] مهمتان
    [few] { $n } مهام
    [many] { $n } مهمة
   *[other] { $n } مهمة
}
tasks-mine = مهامي
tasks-all = الكل
tasks-empty = لا شيء في الانتظار.
task-done = تم
task-done-title = إنهاء هذه المهمة
task-note = ما الذي أُنجز
rung = { $n ->
    [zero] لا تذكير
    [one] تذكير واحد
    [two] تذكيران
    [few] { $n } تذكيرات
    [many] { $n } تذكيرا
   *[other] { $n } تذكير
}
task-clock = أجل: { $what }
task-triage = الفرز والإسناد
task-approve = للمصادقة: { $what }
task-returned = أُرجع للتصحيح: { $what }
task-crossed = إجراء متقاطع: { $what }
task-rejected = إجراء رفضه الطرف الشريك: { $what }
task-confirm = ينتظر تأكيد شخص ثان: { $what }
task-prosecute = الإحالة على القضاء
task-apply = تطبيق التصحيح
task-remove = المحو لدينا
task-permission = طلب إذن بالاستعمال
task-retention = مدة الحفظ للمراجعة
task-refused-before = سبق رفض طلب يهم هذا الشخص
task-review = اطلاع للمراقبة
task-subject-request = طلب شخص بخصوص معطياته
task-budget = الحصة على وشك النفاد
at-least = { $n ->
    [0] ؟
   *[other] { $n } على الأقل
}
more-rows = عرض المزيد
filter-approve = في انتظار المصادقة
filter-aside = المؤجلة
row-unit = المصلحة الطالبة
in-hand = المكلَّف
unread = إجراء جديد من الشريك لم يُقرأ بعد
not-receipted = لا وصل بعد لجميع إجراءاتنا
aside = تأجيل
aside-bring-back = استرجاع
aside-title = { $n ->
    [zero] لا ملف للتأجيل
    [one] تأجيل هذا الملف
    [two] تأجيل ملفين
    [few] تأجيل { $n } ملفات
    [many] تأجيل { $n } ملفا
   *[other] تأجيل { $n } ملف
}
aside-when = استرجاعه في
aside-hint = لك وحدك. يعود من تلقاء نفسه في ذلك اليوم، وفورا إذا تحرك الشريك أو انقضى أجل.
aside-tomorrow = صباح الغد
aside-days = بعد 3 أيام
aside-week = بعد أسبوع
aside-month = بعد 30 يوما
aside-until = مؤجل إلى { $at }
aside-back = { $n ->
    [zero] لا ملف استُرجع
    [one] استُرجع ملف واحد
    [two] استُرجع ملفان
    [few] استُرجعت { $n } ملفات
    [many] استُرجع { $n } ملفا
   *[other] استُرجع { $n } ملف
}
