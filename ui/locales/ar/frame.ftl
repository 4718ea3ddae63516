brand = وصل
brand-line = الرابط الأمني بوصل موقَّع
restricted-distribution = تداول محدود
skip = انتقل إلى المحتوى
language = اللغة
theme-dark = المظهر الداكن
loading = جارٍ التحميل…
close = إغلاق
cancel = إلغاء
try-again = إعادة المحاولة
list-comma = { "، " }
no-such-screen = هذه الشاشة غير موجودة.

nav-main = التنقل الرئيسي
nav-inbox = الوارد
nav-outbox = الصادر
nav-approve = للمصادقة
nav-tasks = مهامي
nav-persons = الأشخاص
nav-lists = اللوائح
nav-night = المداومة
nav-admin = الإدارة
nav-dossier = الملف
nav-new = طلب جديد
nav-count = في الانتظار

signed-in-as = جلسة باسم
on-duty = في المداومة:
until-hour = إلى غاية { $hour }
sign-out = تسجيل الخروج

line-up = الرابط يعمل
line-down = الرابط منقطع: الرسائل في الانتظار
line-restricted = الرابط مقيَّد
line-suspended = الرابط معلَّق
line-frozen = رُصد عدم اتساق: الرابط مجمَّد
line-detail = { $peer }: { $sent } من الإجراءات المرسلة، { $receipted } بوصل، { $waiting } في الانتظار
offline = تعذّر الوصول إلى العقدة

find-or-command = ابحث عن مرجع أو أمر…
find-none = لا شيء من هذا القبيل.
command-ar = العربية
command-fr = Français
command-en = English
command-theme = التبديل بين المظهر الفاتح والداكن

help-title = اختصارات لوحة المفاتيح
help-everywhere = في كل مكان
help-lists = اللوائح
help-dossier = الملف
help-approve = للمصادقة
help-note = تُحتسب المفاتيح بموضعها مهما كان ترتيب لوحة المفاتيح. لا يُرسل شيء إلى الطرف الشريك بمفتاح واحد.
key-find = بحث
key-help = الاختصارات
key-new = طلب جديد
key-close = إغلاق
key-next = التالي
key-previous = السابق
key-open = فتح
key-mark = تحديد
key-assign = إسناد
key-take = تكفل
key-act = رد
key-verify = التحقق من السلسلة
key-print = طباعة
key-back = رجوع
key-move = تنقّل
key-all = كل الاختصارات

sign-title = تسجيل الدخول
sign-in = تسجيل الدخول
sign-name = اسم المستعمل
sign-password = كلمة السر
sign-have-code = لدي رمز صالح لمرة واحدة
sign-code = رمز صالح لمرة واحدة
sign-code-hint = الأرقام الستة في تطبيقك
sign-note = يُسجَّل كل ولوج إلى ملف باسمك. لا تستعمل إلا جهاز مصلحتك.
enrol-title = اختر كلمة السر
enrol-password = كلمة السر الجديدة
enrol-again = مرة أخرى
enrol-hint = { $n } حرفا على الأقل؛ يمكن أن تكون جملة.
enrol-set = حفظ
session-over = الجلسة مقفلة
session-over-text = انتهت جلستك. لم يضع شيء مما كتبته: سجّل الدخول من جديد للمتابعة.

fault-other = لم تتم العملية.
fault-NO_ANSWER = العقدة لا تجيب. ما تراه قد يكون قديما.
fault-DENIED = مهامك لا تسمح بذلك.
fault-SIGN_IN = الاسم أو كلمة السر أو الرمز غير صحيح.
fault-PASSWORDS_DIFFER = الإدخالان مختلفان.
fault-PASSWORD_SHORT = كلمة السر قصيرة جدا.
fault-NOT_FOUND = غير موجود.
fault-CONFLICT = تغيّر الوضع في هذه الأثناء. أعد القراءة قبل المتابعة.
fault-SCHEMA = المعطيات غير كاملة أو غير صحيحة.
fault-RULE = تمنع ذلك قاعدة.
fault-NO_SPACE = قرص العقدة ممتلئ: لم يُحفظ شيء.

role-admin = مدير العقدة
role-custodian = أمين المفاتيح
role-director = مدير
role-operator = مشغّل
role-duty = ضابط المداومة
role-validator = ضابط مصادِق
role-unit = مصلحة البحث
role-liaison = ضابط الاتصال
role-judicial = السلطة القضائية
role-dpo = مندوب حماية المعطيات
role-auditor = مفتحص

urgency-U0 = خطر على الحياة
urgency-U1 = فوري
urgency-U2 = مستعجل
urgency-U3 = عادي
handling-code = رمز التداول { $code }
nobody-assigned = غير مسند

time-today = اليوم { $hour }
time-tomorrow = غدا { $hour }
time-yesterday = أمس { $hour }
time-in-minutes = بعد { $m } د
time-in-hours = بعد { $h } س { $m } د
time-in-days = بعد { $d ->
    [zero] { $d } يوم
    [one] يوم واحد
    [two] يومين
    [few] { $d } أيام
    [many] { $d } يوما
   *[other] { $d } يوم
}
time-late-minutes = متأخر بـ { $m } د
time-late-hours = متأخر بـ { $h } س { $m } د
time-late-days = متأخر بـ { $d ->
    [zero] { $d } يوم
    [one] يوم واحد
    [two] يومين
    [few] { $d } أيام
    [many] { $d } يوما
   *[other] { $d } يوم
}
fault-CODE_NEEDED = كلمة السر صحيحة. أدخل الرمز الصالح لمرة واحدة.
fault-TOO_MANY = محاولات كثيرة: انتظر قليلا.
fault-NOT_READY = العقدة مشغولة: أعد المحاولة بعد لحظات.
nav-room = قاعة القيادة والتنسيق
nav-cases = القضايا
nav-roadmap = خارطة الطريق
nav-stats = الإحصائيات
nav-sheet = بطاقة النيابة العامة
key-aside = تأجيل
nav-wall = شاشة القاعة
vital = { $n ->
    [zero] لا خطر على الحياة
    [one] خطر على الحياة بدون رد
    [two] خطران على الحياة بدون رد
    [few] { $n } أخطار على الحياة بدون رد
    [many] { $n } خطرا على الحياة بدون رد
   *[other] { $n } خطر على الحياة بدون رد
}
vital-drill = تمرين بدون رد
vital-go = الرد
duty-card = مداومة الشريك
card-none = لم ينشر الشريك أي بطاقة مداومة.
card-over = انتهت { $at }
wall-on = العرض على شاشة القاعة
wall-on-note = سيقرؤه كل من في القاعة: النوع والحالة والقطاع والمرجع والأجل. لا أسماء ولا نصوص.
wall-done = عُرض على شاشة القاعة.
time-in-long = بعد { $h } س
time-late-long = متأخر بـ { $h } س
toward = ←
