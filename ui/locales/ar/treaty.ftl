treaty-text = الملف هو الاتفاقية على شكل معطيات تُطبق على الطرفين: لا يُفتح طلب قبل أن يوافق الطرفان على البصمة نفسها. مديران هنا، ومديران هناك.
treaty-agreed = متفق عليه
treaty-propose = اقتراح ملف آخر
treaty-theirs = اقتراح الشريك
treaty-ours = اقتراحنا، بانتظار الشريك
treaty-agree = الموافقة
treaty-agree-text = بعد مصادقة مدير ثان يصير هذا ملف الخط مع { $peer }، للطلبات التي تُفتح من بعد.
treaty-to-second = أُرسل إلى مدير ثان للمصادقة.
treaty-waits = { $officer } قدّم اقتراحا ينتظر مديرا ثانيا:
treaty-file = ملف الاتفاقية (JSON)
treaty-or-text = أو ألصقه هنا
treaty-by-figures = تعديل أرقام الملف المتفق عليه
treaty-by-figures-text = الآجال ومدد الحفظ والأنواع والتقاويم، خانة خانة.
treaty-by-file = إحضار ملف
treaty-by-file-text = نص كامل متفاوض عليه، بصيغة JSON.
treaty-figures-hint = خانة فارغة: رقم تركته المعاهدة مفتوحا، فلا يُرسل الإجراء الذي يحتاجه.
treaty-compare = مقارنة
treaty-compare-text = هذا ما سيتغير في التعامل مع { $peer }. تتحقق العقدة من الملف قبل عرضه على مدير ثان.
treaty-save = حفظ الملف
treaty-same = لا فرق.
treaty-what = البند
treaty-before = المتفق عليه
treaty-after = المقترح
treaty-added = مضاف
treaty-removed = محذوف
treaty-changed = معدَّل
treaty-open = متروك مفتوحا
treaty-kind-off = غير مفعل
treaty-kind-held = (الذي هنا)
treaty-profile = الاسم
treaty-v = النسخة
treaty-sides = الطرفان
treaty-languages = لغات الخط
treaty-ceiling = أعلى رمز تداول يُرسل
treaty-approval = المصادقة
treaty-kinds = أنواع الملفات
treaty-bases = الأسس القانونية
treaty-provisional_arrest_days = أيام الاعتقال المؤقت
treaty-deadlines = الآجال
treaty-transfer = الأساس القانوني لنقل معطيات كل طرف
treaty-second_minutes = دقائق لتأكيد الشخص الثاني
treaty-clarify = طلب التوضيح
treaty-refusals = أسباب الرفض المقبولة
treaty-retention_days = أيام الحفظ
treaty-erase_silence_days = أيام السكوت المعتبر موافقة على المحو
treaty-budgets = عدد الطلبات المسموح به
treaty-drill = تمرين أسبوعي
treaty-values = أرقام أخرى
treaty-calendars = تقاويم العمل
treaty-in-passkey = مفتاح مرور لكل شخص ثان
treaty-in-name = الاسم
treaty-in-kinds = الأنواع
treaty-in-min_penalty_months = أدنى عقوبة مقررة (أشهر)
treaty-in-min_remaining_months = أدنى ما بقي من العقوبة (أشهر)
treaty-in-ack_minutes = الإشعار بالتوصل (دقائق)
treaty-in-ack_working_days = الإشعار بالتوصل (أيام عمل)
treaty-in-answer_hours = الرد (ساعات)
treaty-in-answer_days = الرد (أيام)
treaty-in-times = مرات
treaty-in-total_days = أيام في المجموع
treaty-in-per_unit_per_day = لكل مصلحة في اليوم
treaty-in-weekday = يوم الأسبوع
treaty-in-hour = الساعة
treaty-in-zone = المنطقة الزمنية
treaty-in-week = أيام العمل
treaty-in-hours = الأوقات
treaty-in-holidays = العطل
treaty-in-preservation_min_days = أدنى مدة للحفظ (أيام)
treaty-in-minutes_days = أجل المحضر (أيام)
treaty-changes = { $n ->
    [zero] لا تغيير
    [one] تغيير واحد
    [two] تغييران
    [few] { $n } تغييرات
    [many] { $n } تغييرا
   *[other] { $n } تغيير
}
treaty-entries = { $n ->
    [zero] لا شيء
    [one] واحد
    [two] اثنان
    [few] { $n } بنود
    [many] { $n } بندا
   *[other] { $n } بند
}
treaty-general = عام
treaty-figures = نسخة الإحصائيات
