admin-health = سلامة العقدة
admin-partners = الأطراف الشريكة
admin-users = الضباط
admin-duty = المداومة
admin-sessions = الجلسات
save = حفظ
unit = المصلحة
node = العقدة
index-of-persons = فهرس الأشخاص
index-holds = { $persons ->
    [zero] لا شخص
    [one] شخص واحد
    [two] شخصان
    [few] { $persons } أشخاص
    [many] { $persons } شخصا
   *[other] { $persons } شخص
}، { $names ->
    [zero] لا اسم
    [one] اسم واحد
    [two] اسمان
    [few] { $names } أسماء
    [many] { $names } اسما
   *[other] { $names } اسم
}
index-complete = مكتمل
index-building = قيد إعادة البناء
drafts-waiting = مسودات في الانتظار
config-fault = تعذرت قراءة الإعدادات:
no-alarm = لا إنذار.
logs = السجلات حسب الطرف الشريك
log-sent = مرسلة
log-receipted = بوصل
log-binding = ملزمة
log-received = واردة
log-queued = في الانتظار
last-receipt = آخر وصل
seconds-waiting = تنتظر شخصا ثانيا
line-state-active = الرابط يعمل
line-state-restricted = الرابط مقيَّد
line-state-suspended = الرابط معلَّق
peer-endpoint = العنوان
no-profile = لم يُتفق عليه بعد
users-count = { $n ->
    [zero] لا ضابط
    [one] ضابط واحد
    [two] ضابطان
    [few] { $n } ضباط
    [many] { $n } ضابطا
   *[other] { $n } ضابط
}
roles = المهام
user-add = تسجيل ضابط
user-roles-of = مهام { $name }
user-link = رابط الولوج
user-link-of = رابط الولوج الخاص بـ { $name }
user-link-text = يُسلَّم باليد؛ يصلح مرة واحدة ويضع كلمة السر.
user-waits = ينتظر شخصا ثانيا يقول الشيء نفسه خلال يوم.
user-done = تم الحفظ.
user-out = حساب مغلق
user-enable = إعادة فتح الحساب
user-enable-text = سيستطيع { $name } العمل من جديد بعد موافقة شخص ثان.
user-disable = إغلاق الحساب
user-disable-text = لن يستطيع { $name } فعل شيء ابتداء من الآن. تنتقل مسوداته إلى غيره.
duty-days = { $n ->
    [zero] اليوم
    [one] اليوم المقبل
    [two] اليومان المقبلان
    [few] الأيام { $n } المقبلة
    [many] { $n } يوما مقبلا
   *[other] { $n } يوم مقبل
}
duty-add = تعيين في المداومة
duty-remove = سحب
duty-gap = لا أحد في المداومة: { $from } – { $until }.
duty-nobody = لا أحد مسجل.
duty-officer = الضابط
duty-function = الوظيفة
duty-languages = اللغات
duty-telephone = الهاتف
duty-from = من
duty-until = إلى
how-password = كلمة السر
how-code = كلمة السر ورمز
how-passkey = مفتاح المرور
how-link = رابط
session-this = هذه
session-times = بدأت { $began }، استُعملت { $used }
session-end = إنهاء
admin-security = تسجيل دخولي
passkeys = مفاتيح المرور
passkeys-text = مفتاح المرور يسجل الدخول بدون كلمة سر، ويوقع ما تصادق عليه: يرى الطرف الشريك والقاضي أن شخصين صادقا عليه.
passkey-name = اسم المفتاح
passkey-add = إضافة مفتاح
passkey-times = أُنشئ { $made }، استُعمل { $used }
passkey-unable = لا يستطيع هذا المتصفح استعمال مفتاح مرور على هذا العنوان.
one-time-code = رمز صالح لمرة واحدة
code-on = مطلوب
code-off = غير مطلوب
code-set-up = إعداد
code-remove = إلغاء الطلب
code-text = أدخل هذا السر في تطبيقك ثم الرمز الذي يعرضه.
fault-NO_PASSKEY = لم يستجب مفتاح المرور.
fault-BAD_SIG = التوقيع غير صحيح.
sign-passkey = تسجيل الدخول بمفتاح مرور
approve-passkey = سيوقع مفتاح مرورك هذا بالضبط.
passkey-needed = هذه المصادقة تحتاج مفتاح مرور: أضفه في «تسجيل دخولي».
passkey-checked = صودق عليه بمفتاح مرور
passkey-unknown = مفتاح المرور لم يُنشر بعد
passkey-bad = توقيع مفتاح المرور غير صحيح
admin-profile = ملف الاتفاقية
admin-kinds = أنواع الملفات
admin-keys = المفاتيح
no-partner-yet = لا شريك بعد: يبدأ الخط بمراسم الكلمات الست.
partners-text = الشركاء الذين لنا معهم خط.
peer-profile = ملف الاتفاقية
peer-card-n = البطاقة رقم { $n }
ceremony = مراسم مع شريك
ceremony-text = أمينا مفاتيح، كل بنفسه: بطاقة الشريك والسر المحمول باليد يعطيان ست كلمات تُقرأ بالهاتف.
ceremony-card-file = ملف بطاقة الشريك
ceremony-card = أو ألصق البطاقة
ceremony-secret = السر المحمول باليد (24 كلمة)
ceremony-secret-hint = يُمسح مع إغلاق هذه النافذة، ولا يُحفظ في المتصفح.
ceremony-show = إظهار الكلمات الست
ceremony-words = الكلمات الست
ceremony-read = اتصل بالشريك على رقم تعرفه. اقرأ عليه الكلمات الست، وليقرأها عليك من شاشته.
ceremony-same = قرأ الشريك الكلمات الست نفسها وبالترتيب نفسه
ceremony-differ = كلمة مختلفة
ceremony-differ-text = لم يُحفظ شيء. إما أن السر كُتب خطأ، أو أن البطاقة استُبدلت: أعد كتابة السر، وإن بقي الاختلاف فاطلب البطاقة من جديد باليد.
ceremony-confirm = تأكيد الكلمات
ceremony-waits = ينتظر أمين مفاتيح ثانيا يقارن الكلمات بنفسه مع { $name } خلال يوم.
ceremony-done = سُجل { $name }: الخط يبدأ.
ceremony-one-said = أمين مفاتيح أكد الكلمات، والثاني مطلوب خلال يوم:
kinds-text = كل نوع ملف له بصمة؛ ملف الاتفاقية يسميها، فيعمل الطرفان بالملف نفسه.
kind-name = النوع
kind-hash = البصمة
kind-from = المصدر
kind-shipped = مع البرنامج
kind-own = kinds.d أو عرض
kind-version = النسخة { $v }
kind-size = { $states ->
    [zero] لا حالة
    [one] حالة واحدة
    [two] حالتان
    [few] { $states } حالات
    [many] { $states } حالة
   *[other] { $states } حالة
}، { $acts ->
    [zero] لا إجراء
    [one] إجراء واحد
    [two] إجراءان
    [few] { $acts } إجراءات
    [many] { $acts } إجراء
   *[other] { $acts } إجراء
}
kind-no-label = بلا تسمية
kind-fixed = ثابت في المواصفة
kind-not-enabled = غير مفعل
kind-agreed = متفق عليه
kind-other-version = ملف الاتفاقية يسمي نسخة أخرى
kind-missing = النسخة المتفق عليها ليست هنا: اطلب عرضا
keys-text = المفاتيح العامة لكل خط، تُقارن بملحق المعاهدة.
keys-how = تُجدد المفاتيح مرة في السنة، وفورا عند الشك، قرب العقدة وبوسيط المفتاح الجذر: wasl card --renew (دليل المشغل).
keys-of-ceremony = منذ المراسم
keys-old = أكثر من سنة
keys-ours-since = مفاتيحنا
keys-theirs-since = مفاتيح الشريك
key-own_log = سجلنا
key-partner_log = سجل الشريك
key-partner_mirror = مرآة الشريك
rotation-settled = لا تجديد جارٍ
rotation-sent = بطاقة جديدة أُرسلت
rotation-in-force = بطاقة جديدة سارية، والقديمة تُسحب بعد الشريك
copy = نسخ
copied = نُسخ.
admin-retention = الحفظ
retention-text = تُحسب المدة من إغلاق الملف، كما يقول ملف الاتفاقية الذي فُتح في ظله. المحو يقرره الطرفان.
retention-days = أيام
retention-open = مفتوحة
retention-closed = مغلقة
retention-due = تجاوزت مدتها
retention-first = أول أجل
retention-none = لا ملف بعد.
retention-silent = لا يقول شيئا
erasures = المحو والتحفظ
erasures-text = ما طلب أحد الطرفين محوه أو تحفظ عليه في ملف الخط: wasl act LNK-… erase أو hold (مندوب حماية المعطيات).
erasures-none = لم يطلب أحد محوا.
erase-asked = طُلب المحو
erase-asked-own = من جهتنا
erase-asked-partner = من الشريك
erase-hold = تحفظ إلى غاية
erase-done = تم المحو
erase-done-own = عندنا
erase-done-partner = عند الشريك
erase-unnamed = ملف (مرجعه لمن له حق الاطلاع على اللوائح)
health-lines = الروابط
health-waiting = أقدم إجراء بدون وصل
health-disk = القرص
health-clock = الساعة
health-keyd = معالج المفاتيح
health-backlog = أشغال في الانتظار
health-good = سليم
health-look = يجب التحقق
health-nothing = لا شيء
health-free = { $gib } جيبيبايت متاحة ({ $percent } %)
health-minutes = { $n ->
    [zero] أقل من دقيقة
    [one] دقيقة واحدة
    [two] دقيقتان
    [few] { $n } دقائق
    [many] { $n } دقيقة
   *[other] { $n } دقيقة
}
health-set = { $n ->
    [zero] لم تُغيَّر
    [one] غُيِّرت بثانية واحدة
    [two] غُيِّرت بثانيتين
    [few] غُيِّرت بـ{ $n } ثوان
    [many] غُيِّرت بـ{ $n } ثانية
   *[other] غُيِّرت بـ{ $n } ثانية
}
