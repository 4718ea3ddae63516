sound-on = الصوت مشغَّل
sound-off = الصوت مطفأ
sound-blocked = المتصفح يحجب الصوت
sound-ask = تشغيل الصوت
vital-ack = إشعار بالتوصل
vital-ack-title = إشعار بالتوصل بالإنذار
vital-ack-note = سيقرأ الشريك أن ضابطا يقظ ويتولى الأمر. يتوقف الصوت والنداءات.
vital-is-drill = تمرين
vital-open = فتح الملف
vital-sent = إنذار مرسل بدون إشعار بالتوصل
vital-missed = انقضى أجل الإشعار بالتوصل: أشعروا بالتوصل واتصلوا بالشريك.
vital-missed-sent = لم يُشعر الشريك بالتوصل في الأجل: اتصلوا به.
lost-title = انقطع الاتصال: الشاشة غير محيَّنة
lost-text = آخر رد من العقدة في { $at }. اعملوا بالهاتف وببطاقة الاستمرارية.
quiet-since = لا جديد منذ { $at }
quiet = لا جديد
quiet-until = لا أجل قبل { $at }.
coming = { $n ->
    [zero] لا أجل قبل { $at }
    [one] أجل واحد قبل { $at }
    [two] أجلان قبل { $at }
    [few] { $n } آجال قبل { $at }
    [many] { $n } أجلا قبل { $at }
   *[other] { $n } أجل قبل { $at }
}
rows-left-out = { $n ->
    [zero] لا سطر آخر
    [one] سطر آخر
    [two] سطران آخران
    [few] { $n } أسطر أخرى
    [many] { $n } سطرا آخر
   *[other] { $n } سطر آخر
}
night-beside = التسليم والهواتف والروابط
night-lines = الروابط
line-receipt = آخر وصل { $at }
watch-of = المداومة عند
watch-of-nobody = لا أحد مسجَّل في المداومة.
relief = تسليم وتسلّم المداومة
relief-give = تسليم المداومة
relief-composed = تضيف العقدة اللائحة: الملفات المستعجلة { $open }، الآجال { $clocks }، النقط المعلّقة { $tasks }. أضف ما تعرفه وحدك.
relief-text = التعليمات
relief-until = نهاية المناوبة المقبلة
relief-sign = التوقيع وعرض المداومة
relief-offered-by = { $officer } يعرض تسليم المداومة ({ $at }).
relief-read-take = القراءة والتسلّم
relief-take = التوقيع والتسلّم
relief-take-title = التسلّم من { $officer }
relief-take-note = توقّع على هذه البطاقة كما هي معروضة. لا أحد يتسلّم من نفسه.
relief-waits = المداومة معروضة: يوقّع ضابط آخر.
relief-withdraw = سحب العرض
relief-key = التوقيع بمفتاح المرور
cont-by-key = موقَّع بمفتاح مرور
cont-open = بطاقة الاستمرارية
cont-title = بطاقة الاستمرارية
cont-number = التسليم { $id }
cont-leaves = يغادر المداومة
cont-takes = يتسلّم المداومة
cont-not-taken = لم يتسلّم أحد المداومة بعد.
cont-late = إدخال متأخر { $at }
cont-digest = البصمة الموقَّعة من الطرفين
cont-nothing = لا جديد
cont-notes = التعليمات حسب الملف
cont-open-title = الملفات المفتوحة، خطر وفوري
cont-clocks = الآجال الجارية
cont-tasks = نقط معلّقة
cont-cards = هواتف الشريك
cont-duty = في المداومة
cont-reference = المرجع
cont-note = التعليمات
cont-urgency = الاستعجال
cont-kind = النوع
cont-handling = رمز التداول
cont-state = الحالة
cont-waits = بانتظار
cont-waits-ours = نحن
cont-waits-theirs = الشريك
cont-due = الأجل
cont-clock = نوع الأجل
cont-rung = درجة التصعيد
cont-task = النقطة
cont-partner = الشريك
cont-function = الوظيفة
cont-telephone = الهاتف
cont-languages = اللغات
cont-until = إلى غاية
cont-line = الرابط
cont-queued = في الانتظار
cont-receipt = آخر وصل
cont-heard = آخر اتصال
cont-officer = الضابط
forms-title = استمارات فارغة
forms-note = عند العطب: اتصلوا هاتفيا واكتبوا هنا، ثم أدخلوا كل استمارة برقمها وساعة الوقائع.
form-number = استمارة
form-date = التاريخ
form-hour = الساعة
form-who = المتحدَّث معه
form-telephone = الهاتف
form-reference = المرجع
form-what = ما قيل وما تم
form-officer = الضابط، التوقيع
late-title = إدخال استمارة
late-note = بعد العطب: ما كُتب على استمارة. يبقى الإدخال موسوما بالمتأخر.
late-form = رقم الاستمارة
late-at = ساعة الوقائع
late-reference = مرجع الملف إن وُجد
late-text = ما تقوله الاستمارة
late-enter = إدخال
late-done = إدخال متأخر من الاستمارة { $form }.
wall-title = الوضعية
wall-fresh = معطيات وردت في { $at }
wall-stale = قديم: معطيات وردت في { $at }
wall-empty = لا شيء معروض.
wall-off = السحب من شاشة القاعة
wall-link = رابط لشاشة
wall-note = تقرأ القاعة هذا عبر رابط لا يسمح بغيره. لا يظهر إلا ما هو H0 وعُرض سطرا سطرا.
wall-made = يصلح هذا الرابط { $n } يوما ولا يظهر إلا مرة واحدة.
fault-WALL_OVER = انتهت صلاحية رابط هذه الشاشة.
named = { $name }: { $what }
line-unknown = الوضع غير معروف
night-rung = درجة التصعيد { $n }
