yes = نعم
no = لا
back = رجوع
next = التالي
add = إضافة
choose = اختر…
needed = إلزامي
changed = مُعدَّل
contact = جهة الاتصال الدائمة
partner = الطرف الشريك

received-from = وارد من
sent-to = صادر إلى
print = طباعة
verify-chain = التحقق من السلسلة
verifying = جارٍ التحقق…
verify-ok = كل شيء متسق: { $entries ->
    [zero] لا قيد
    [one] أُعيدت قراءة قيد واحد
    [two] أُعيدت قراءة قيدين
    [few] أُعيدت قراءة { $entries } قيود
    [many] أُعيدت قراءة { $entries } قيدا
   *[other] أُعيدت قراءة { $entries } قيد
}، { $dossiers ->
    [zero] لا ملف
    [one] ملف واحد
    [two] ملفان
    [few] { $dossiers } ملفات
    [many] { $dossiers } ملفا
   *[other] { $dossiers } ملف
}. لا ينقص شيء ولم يتغير شيء وكل توقيع صحيح.
verify-bad = رُصد عدم اتساق: { $fault }
verify-log = { $entries ->
    [zero] لا قيد
    [one] قيد واحد
    [two] قيدان
    [few] { $entries } قيود
    [many] { $entries } قيدا
   *[other] { $entries } قيد
} · { $signatures ->
    [zero] لا توقيع
    [one] توقيع واحد
    [two] توقيعان
    [few] { $signatures } توقيعات
    [many] { $signatures } توقيعا
   *[other] { $signatures } توقيع
} · { $cosignatures ->
    [zero] لا توقيع مقابل
    [one] توقيع مقابل واحد
    [two] توقيعان مقابلان
    [few] { $cosignatures } توقيعات مقابلة
    [many] { $cosignatures } توقيعا مقابلا
   *[other] { $cosignatures } توقيع مقابل
}
reply-act = رد
stages = المراحل
shared-log = السجل المشترك
unbound-acts = { $n ->
    [zero] كل الإجراءات ملزمة
    [one] إجراء واحد لم يصبح ملزما بعد
    [two] إجراءان لم يصبحا ملزمين بعد
    [few] { $n } إجراءات لم تصبح ملزمة بعد
    [many] { $n } إجراء لم يصبح ملزما بعد
   *[other] { $n } إجراء لم يصبح ملزما بعد
}
act-crossed = متقاطع
act-waiting = في الانتظار، لم يُرسل بعد
act-rejected = رفضه الطرف الشريك ({ $code })
act-void = بدون أثر
act-lost = ضاع عند تغيير الحقبة
act-sealed = مختوم: المفتاح غير موجود هنا
act-alone = شخص واحد فقط، ينتظر التأكيد
approved-by = صادق عليه:
all-fields = { $n ->
    [zero] لا خانة أخرى
    [one] خانة أخرى واحدة
    [two] خانتان أخريان
    [few] { $n } خانات أخرى
    [many] { $n } خانة أخرى
   *[other] { $n } خانة أخرى
}
true-ground = السبب الحقيقي، يبقى لدينا:
receipt = وصل موقَّع
no-receipt = بدون وصل
not-binding = لم يصبح ملزما بعد
not-binding-why = قد يأتي إجراء من الطرف الآخر قبل هذا الإجراء.
seal-entry = القيد { $index } من السجل؛ كان محرره قد اطلع على { $seen } من قيود الطرف الآخر
seal-receipt = وصل وقّعه الطرف الشريك عن { $size } من القيود، { $at }
courtesy = ترجمة استئناسية لا يُعتد بها ({ $language })
courtesy-add = إضافة ترجمة استئناسية
courtesy-there = مترجم
courtesy-into = الترجمة إلى
words-language = لغة هذا النص
words-language-all = لغة نصوصكم
latin-script = كتابة لاتينية
own-script = الكتابة الأصلية
born = تاريخ الازدياد: { $date }
identity-is = هوية { $how }
identity-open = هوية للتأكيد
more-about-person = النسب والوثائق والأوصاف
sealed-field = معطى شخصي مختوم

about-dossier = حول الملف
clocks = الآجال
no-clock = لا أجل جارٍ.
clock-paused = موقوف
persons-concerned = { $n ->
    [zero] الأشخاص المعنيون
    [one] الشخص المعني
    [two] الشخصان المعنيان
    [few] الأشخاص المعنيون
    [many] الأشخاص المعنيون
   *[other] الأشخاص المعنيون
}
checks = المراقبات
checks-done = المراقبات: { $n } من { $n }، تم الفرز
checks-open = المراقبات: { $done } من { $all }، الفرز لم يكتمل
check-done = تم
check-open = لم يتم
check-article3 = المادة 3
check-protection = حماية الشخص
refused-before = سبق رفض طلب مماثل:
handling-and-retention = التداول والحفظ
purge-on = المحو
files = الوثائق المرفقة
file-unused = غير مرفقة
file-sending = قيد الإرسال
file-arriving = قيد الوصول
file-lost = ضائعة
desk-lane = داخل المصلحة فقط
desk-lane-note = لا شيء من هذا يصل إلى الطرف الشريك.
desk-state = الحالة الداخلية
desk-triage = فرز
desk-assigned = مسند
desk-executing = قيد التنفيذ
desk-awaiting-authority = بانتظار سلطة
desk-reply-draft = الرد قيد التحرير
draft-waits = مسودة في الانتظار: { $act }
readers = { $n ->
    [zero] لا قارئ
    [one] قارئ واحد
    [two] قارئان
    [few] { $n } قراء
    [many] { $n } قارئا
   *[other] { $n } قارئ
}
why-opened = فتحه
why-assigned = مسند إليه
why-glass = ولوج بسبب

next-act = الإجراء الموالي
acts-earlier = إجراءات سابقة
acts-not-all = لا تظهر الإجراءات السابقة في هذه الصفحة: اطبع بزر الشاشة.
acts-answer = الرد
acts-ask = الطلب
acts-status = الإخبار
acts-close = التقييم والإغلاق
needs-two = تلزم مصادقة شخصين
needs-two-later = يؤكده شخص ثان فيما بعد
optional-fields = خانات اختيارية
by-roles = يوقعه: { $roles }
submit-to-second = عرض على المصادقة
sign-send = توقيع وإرسال
confirm-submit = العرض على الشخص الثاني
confirm-send = التوقيع والإرسال إلى الطرف الشريك
act-without-fields = لا خانات في هذا الإجراء.
waits-for-second = ينتظر الشخص الثاني. لم يُرسل شيء.
sent-waiting = مختوم؛ يُرسل فور عودة الرابط.
sent = تم الإرسال.
glass = ولوج بسبب
glass-note = هذا الملف مسند إلى آخرين. يدوم الولوج بسبب ساعة واحدة، ويُسجَّل قبل عرض أي شيء.
glass-reason = سبب الاطلاع

remove-value = إزالة { $value }
remove-row = إزالة السطر { $n }
row-number = السطر { $n }
files-later = تُرفق الوثائق بعد بدء الملف.
sending-file = إرسال الوثيقة
rule-missing = يجب ملؤها.
rule-too_long = طويل جدا.
rule-range = هذا العدد غير مقبول.
rule-date = تاريخ: YYYY أو YYYY-MM أو YYYY-MM-DD.
family = ملفات مرتبطة
belongs-to = تابع لـ
belonging = { $n ->
    [zero] لا ملف تابع
    [one] ملف واحد تابع
    [two] ملفان تابعان
    [few] { $n } ملفات تابعة
    [many] { $n } ملفا تابعا
   *[other] { $n } ملف تابع
}
fetching = جارٍ التحميل…
file-hash = بصمة SHA-256
batch-title = { $n ->
    [zero] لا شخص للتدقيق
    [one] شخص واحد للتدقيق
    [two] شخصان للتدقيق
    [few] { $n } أشخاص للتدقيق
    [many] { $n } شخصا للتدقيق
   *[other] { $n } شخص للتدقيق
}
batch-open = بلا رأي
batch-verdict = رأي الشريك
batch-known = معروف لدينا
batch-show = عرض الأشخاص
batch-note = الرأي ليس قرارا: يقرر شخص مسمى من الجهة المنظمة بإجراء «القرار» لأسبابه الخاصة، ويُشعر المعني بالأمر بطريق الطعن.
batch-expired = انتهت صلاحية هذه الآراء: لا يُبنى عليها شيء.
batch-page = { $page } من { $pages }
known-refused = رفض سابق
known-list = لائحة
known-dossier = ملف مفتوح
known-none = لا شيء
known-wait = المقارنة جارية
reply-begun-by = بدأ { $officer } هذا الرد: أنتم تواصلونه.
reply-begun = رد مبدوء
reply-kept = رد مبدوء: { $act } ({ $officer })
born-M = مزداد في { $date }
born-F = مزدادة في { $date }
rule-many = عناصر أكثر من المسموح.
