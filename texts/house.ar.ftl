# ما يقوله البيت عن نفسه: الأعمدة والأوضاع والصفات والمهام والملاحظات والأخطاء.

# أسماء الأعمدة.
column-act = الإجراء
column-author = المحرِّر
column-by = من طرف
column-changed = آخر تغيير
column-clock = الأجل
column-codes = الرموز
column-due = تاريخ الأجل
column-field = الخانة
column-fields = الخانات (* إلزامية)
column-file = الملف
column-for = إلى
column-kind = نوع الملف
column-left = الوقت المتبقي
column-meaning = المعنى
column-needed = إلزامي
column-node = العقدة
column-note = ملاحظة
column-partner = الشريك
column-position = الموضع
column-receipt = الوصل
column-reference = رقم المرجع
column-roles = الصفات
column-rung = درجة التصعيد
column-second = المصادِق
column-sector = القطاع
column-since = منذ
column-size = الحجم
column-sort = الصنف
column-standing = الوضع
column-state = الحالة
column-task = المهمة
column-time = الوقت
column-type = الصيغة
column-urgency = الاستعجال
column-waits-for = بانتظار
column-what = الموضوع

# وضع الإجراء في الترتيب.
standing-bound = ملزم
standing-unbound = أُرسل ولم يصبح ملزما بعد
standing-crossed = إجراء متقاطع
standing-void = دون أثر
standing-rejected = مردود
standing-lost = مفقود: لا يُعتد به
standing-waiting = بانتظار الرابط
standing-sealed = مختوم: مفتاحه غير متوفر هنا
state-draft = (لم يُرسل)
running-overdue = تجاوز الأجل
running-paused = متوقف مؤقتا
running-stopped = موقوف
running-suspended = متوقف مع تعليق الخط
time-left = خلال {$span}
time-over = منذ {$span}
time-days = {$days} ي {$hours} س
time-hours = {$hours} س {$minutes} د
time-minutes = {$minutes} د

# أين يوجد الملف.
file-here = متوفر هنا، تم التحقق من بصمته
file-arriving = قيد الوصول
file-there = لدى الشريك، تم التحقق من بصمته
file-sending = قيد الإرسال
file-unused = غير مرفق بأي إجراء بعد
file-lost = غير متوفر: استعادة DIR/blob
file-unlike = لا يطابق اسمه

# ما يقوله الأمر.
say-yes = نعم
say-no = لا
say-failed = خطأ: {$text}
say-failed-at = خطأ: {$field}: {$text}
say-finding = {$pointer}: {$text}{$detail} [{$rule}, {$source}]
say-note = ملاحظة: {$text}{$detail}
say-whole-act = الإجراء
say-kind = {$name} ({$code})  {$hash}
say-sent = {$reference}: {$act}: خُتم وأُرسل، ويصبح ملزما عند التوصل بوصل الشريك
say-draft-waits = {$reference}: {$act}: في انتظار المصادقة، مسودة {$id}
say-open-begun = بدأ تحت {$reference} ولم يُفتح: صحّح ثم «wasl act {$reference} open --file FILE».
say-no-node = لا تجيب أي عقدة في {$dir}. شغّلها بالأمر «wasl serve» أو حدد مجلدها بالخيار --dir.
say-list-more = البقية: --after {$next}
say-show-head = {$reference}  {$kind}  {$state}
say-show-with = مع {$peer}، فُتح {$at}، النتيجة {$outcome}
say-show-act = {$node} {$act}، {$at}
say-show-unbound = أُرسل ولم يصبح ملزما بعد: إجراء واحد على الأقل ينتظر وصله.
say-show-crossed = إجراءات متقاطعة: حسمها جدول هذا النوع، أنظر الإجراءات المؤشر عليها.
say-show-can = الإجراءات الممكنة: {$acts}
say-draft-head = مسودة {$id}: {$act}، {$reference} ({$kind})، إلى {$peer}
say-draft-by = من طرف {$author}، {$at}، بانتظار: {$role}
say-draft-digest = البصمة {$digest}
say-approve-ask = توقيع وإرسال هذا بالضبط؟ أجب نعم أو لا:
say-not-confirmed = لم يُؤكَّد، لم يُنجز شيء
say-nobody-asked = لم يُجب أحد، {$option} يجيب عن البرامج
say-returned = أُرجعت المسودة {$id} للتصحيح إلى {$author}
say-done = أُنجزت المهمة {$id}
say-no-tasks = لا شيء في الانتظار

# من أي طرف الإجراء، ومتى يُصادق عليه.
by-opener = الطرف الطالب
by-partner = الطرف الشريك
by-either = الطرفان
second-no = لا
second-first = قبل الإرسال
second-later = بعد الإرسال

# صفات الضباط.
role-operator = ضابط العمليات
role-duty = ضابط المداومة
role-validator = ضابط مصادِق
role-director = المدير
role-unit = مصلحة
role-liaison = ضابط الاتصال
role-judicial = ضابط الشرطة القضائية
role-dpo = مسؤول حماية المعطيات ذات الطابع الشخصي
role-auditor = مفتحص
role-admin = مدير العقدة
role-custodian = أمين المفاتيح

# ما ينتظر أحدا.
task-crossed = إجراء متقاطع
task-rejected = إجراء مردود
task-confirm = في انتظار التأكيد
task-prosecute = متابعة واجبة محليا
task-apply = تصحيح واجب التطبيق
task-remove = واجب الحذف
task-permission = إذن مطلوب
task-clock = أجل
task-triage = فرز
task-approve = في انتظار المصادقة
task-returned = أُرجع للتصحيح
task-retention = انتهاء مدة الحفظ
task-refused-before = سبق رفضه
task-review = إعادة النظر
task-subject-request = طلب ولوج من الشخص المعني
task-budget = عدد طلبات اليوم

# لماذا لا يُرسل الإجراء، خارج قواعد نوعه.
finding-missing = خانة إلزامية فارغة
finding-unknown = خانة غير معروفة هنا
finding-type = صيغة غير صحيحة: {$text}
finding-length = طول خارج الحدود: {$text}
finding-range = قيمة خارج الحدود: {$text}
finding-code = رمز غير وارد في اللائحة: {$text}
finding-date = ليس تاريخا YYYY[-MM[-DD]]
finding-control = يحتوي على محرف تحكم: {$text}
finding-repeated = عنصر مكرر: {$text}
finding-name = اسم ملف غير مسموح به
finding-items = رقم غير وارد في اللائحة: {$text}
finding-file = ملف لم يُحمَّل: {$text}
finding-parent = ملف لا يمكن أن يكون أصلا له: {$text}
finding-stands = غير ممكن الآن: {$text}
finding-due = أجل مخالف للمحسوب هنا: {$text}
finding-open = يتطلب قيمة لم يحددها النموذج الاتفاقي: {$text}
finding-known = معروف لدينا: {$text}
finding-budget = تجاوز عدد طلبات اليوم: {$text}
finding-true_ground = يتطلب السبب الحقيقي، ويُحفظ لدينا: {$text}
finding-refused_before = شخص سبق رفض طلب بشأنه: {$text}
finding-checks = يتطلب إجراء التحققات أولا: {$text}
finding-article3 = يتطلب جوابا معروفا بشأن «المادة 3»: {$text}
finding-protection = شخص مشمول بالحماية: {$text}
finding-figures = رقم مخالف للبيان الموقَّع: {$text}
finding-request = مرفوض: {$text}
finding-other = {$text}

# أوضاع الخطأ.
problem-OK = تم
problem-MALFORMED = إدخال غير سليم
problem-TOO_BIG = تجاوز حدا مقررا
problem-SCHEMA = إدخال غير مطابق للصيغة
problem-BAD_SIG = توقيع غير صحيح
problem-UNKNOWN_KEY = لم يوقعه أي مفتاح معروف
problem-BAD_SEAL = الختم لا يُفتح
problem-NOT_FOUND = غير موجود
problem-EXISTS = موجود من قبل
problem-CONFLICT = الحالة الراهنة لا تسمح بذلك
problem-FORK = سجلان مختلفان للموضع نفسه
problem-FROZEN = السجل مجمد إلى أن يقرر شخصان
problem-DENIED = هذه الصفة أو هذا الشخص غير مأذون له
problem-RULE = قاعدة تمنع هذا الإجراء
problem-NOT_READY = غير جاهز بعد، أعد المحاولة
problem-NO_MEMORY = الذاكرة غير كافية أو بلغت حدها
problem-NO_SPACE = القرص ممتلئ
problem-IO = تعذرت القراءة أو الكتابة
problem-CORRUPT = المعطيات المحفوظة متناقضة
problem-GONE = العملية الأخرى أو الطرف الآخر لا يجيب
problem-USAGE = استعمال غير صحيح للأمر
problem-BAD_PASSPHRASE = عبارة السر لا تفتح المفاتيح
problem-UNSUPPORTED = غير مدعوم في هذا الإصدار
problem-TIMEOUT = تجاوز الوقت
problem-ROLLBACK = أقدم مما سبق توقيعه
problem-BAD_PROOF = الإثبات لا يؤدي إلى هذا الجذر
problem-BAD_METHOD = طريقة غير مستعملة هنا
problem-BAD_TYPE = نوع محتوى غير مقبول هنا
