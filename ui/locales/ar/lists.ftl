lists-empty = لم تُستورد أي لائحة.
lists-choose = اختر لائحة.
list-holds = سارية
list-expired = انتهت مدة الحفظ
list-waits = للمصادقة
list-waits-text = استيراد ينتظر شخصا ثانيا؛ وإلى ذلك الحين تبقى اللائحة كما كانت.
list-generation = النسخة { $n }
list-records = البطاقات
list-records-n = { $n ->
    [zero] لا بطاقة
    [one] بطاقة واحدة
    [two] بطاقتان
    [few] { $n } بطاقات
    [many] { $n } بطاقة
   *[other] { $n } بطاقة
}
list-records-purpose = سبب الاطلاع عليها (يُسجَّل باسمك)
list-records-open = عرض البطاقات
list-records-empty = لا توجد بطاقات سارية.
list-source = المصدر
list-basis = الأساس القانوني
list-retention = الحفظ إلى غاية
list-imports = آخر عمليات الاستيراد
list-approve = المصادقة على الاستيراد
list-approve-text = ستصبح اللائحة { $list } هي لائحة هذا الاستيراد دفعة واحدة.
list-return = إرجاع
import = استيراد
import-title = استيراد لائحة
import-list = اسم اللائحة
import-format = الصيغة
import-file = الملف
import-skip = ترك الأسطر الخاطئة بدل رفض الكل
import-reading = قراءة الملف…
import-in-force = سارية.
import-waiting = ينتظر شخصا ثانيا.
import-dropped = رُفض: لم تتغير اللائحة.
import-clean = قُبلت كل الأسطر.
import-refused = { $n ->
    [zero] لا سطر مرفوض
    [one] سطر واحد مرفوض
    [two] سطران مرفوضان
    [few] { $n } أسطر مرفوضة
    [many] { $n } سطرا مرفوضا
   *[other] { $n } سطر مرفوض
}
import-line = السطر
import-field = الخانة
import-rule = السبب
format-detect = صيغة متعرَّف عليها
format-un = الأمم المتحدة (XML)
format-interpol = أنتربول (JSON)
format-ftm = FollowTheMoney (JSON)
format-csv = CSV
count-added = مضافة
count-changed = معدَّلة
count-unchanged = دون تغيير
count-removed = محذوفة
count-skipped = متروكة
import-running = جارٍ
list-done-approve = تمت المصادقة: اللائحة سارية.
list-done-return = أُرجع الاستيراد: لم تتغير اللائحة.
list-done-destroy = أُتلفت اللائحة ومفتاحها.
list-destroy = إتلاف اللائحة
list-destroy-text = سيُتلف مفتاح اللائحة { $list } فورا: لن يستطيع أحد قراءة بطاقاتها بعد ذلك، ولا من النسخ الاحتياطية.
list-terms-stay = يبقى كما هو
import-stop = إيقاف الاستيراد
import-on-error = الأسطر الخاطئة
import-refuse = رفض الملف كله عند أول سطر خاطئ
import-replaces = تعوض النسخة { $n } من اللائحة:
import-two-persons = لائحة جديدة، يصادق عليها شخص ثان:
import-difference = ما سيتغير في اللائحة
and-more = و{ $n } أخرى
save-table = حفظ كجدول
map-columns = معنى الأعمدة
map-column = معنى العمود { $name }
map-nothing = — لا يُقرأ —
map-date = ترتيب التاريخ
map-date-iso = سنة-شهر-يوم (⁦1971-04-12⁩)
map-date-dmy = يوم/شهر/سنة (⁦12/04/1971⁩)
map-several = قيم متعددة في خانة واحدة، بينها
map-one-value = قيمة واحدة
map-needs-ref = اختر العمود الذي فيه رقم البطاقة.
map-needs-name = اختر عمود الاسم.
column-ref = رقم البطاقة
column-name = الاسم الكامل
column-family = الاسم العائلي
column-given = الاسم الشخصي
column-alias = اسم آخر
column-weak = اسم آخر غير مؤكد
column-former = اسم سابق
column-original = الاسم بالكتابة الأصلية
column-mrz = سطر القراءة الآلية
column-birth = تاريخ الازدياد
column-born = تاريخ الازدياد
column-sex = الجنس
column-place = مكان الازدياد
column-nationality = الجنسية
column-passport = جواز السفر
column-id = بطاقة التعريف
column-document = وثيقة
column-remarks = ملاحظات
column-expires = تُحفظ إلى غاية
column-reference = الملف المستشهد به
nav-screening = تنقيط ملف
screening = تنقيط ملف
screening-text = كل سطر شخص، يُبحث عنه في اللوائح والملفات. الاقتراح ليس تعرفا: ضابطان يقرران.
screening-file-hint = CSV بترميز UTF-8، وسطره الأول عناوين.
screening-no-rows = هذا الملف فارغ.
screening-effort = عمق البحث
screening-thorough = معمق: يجد الصيغ البعيدة أيضا، وأبطأ خمس مرات
screening-usual = عادي
screening-start = بدء التنقيط
screening-going = التنقيط جارٍ
screening-paused = متوقف مؤقتا
screening-over = انتهى
screening-pause = إيقاف مؤقت
screening-resume = متابعة
screening-drop = مسح النتائج
screening-kept = ما وُجد محفوظ هنا: تابع متى عادت العقدة.
screening-memory = النتائج في ذاكرة هذه الصفحة فقط: تزول بإغلاقها. نزّلها إن احتجت إليها.
screened-hits = معثور عليهم
screened-errors = أخطاء
screened-all = الكل
screened-no-hits = لا أحد معروف.
screened-no-errors = لا سطر خاطئ.
screened-no-all = لا سطر.
screened-verdict = الاقتراح
screened-why = لماذا؟
screened-none = لا أثر
screened-error = سطر خاطئ
screened-elsewhere = لدى مصلحة أخرى
row-fault-row = هذا السطر ليس سطر جدول.
row-fault-name = لا اسم.
row-fault-born = تاريخ الازدياد غير مقروء.
fault-TOO_MANY_ROWS = الملف أكبر مما تحمله صفحة: استعمل wasl screen --file.
screening-rows = { $rows ->
    [zero] لا سطر
    [one] سطر واحد
    [two] سطران
    [few] { $rows } أسطر
    [many] { $rows } سطرا
   *[other] { $rows } سطر
}، { $n ->
    [zero] لا أحد معروف
    [one] واحد معروف
    [two] اثنان معروفان
    [few] { $n } معروفون
    [many] { $n } معروفا
   *[other] { $n } معروف
}
choose-file = اختيار ملف
no-file = لا ملف بعد
