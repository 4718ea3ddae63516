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
list-source = المصدر
list-basis = الأساس القانوني
list-retention = الحفظ إلى غاية
list-imports = آخر عمليات الاستيراد
list-approve = المصادقة على الاستيراد
list-approve-text = ستصبح اللائحة { $list } هي لائحة هذا الاستيراد دفعة واحدة.
list-return = إرجاع
list-approved = تمت المصادقة: اللائحة سارية.
list-returned = أُرجع الاستيراد: لم تتغير اللائحة.
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
format-detect = التعرف تلقائيا
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
