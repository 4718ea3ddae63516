open-room = فتح القاعة
room-sites = المواقع
room-no-sites = لم يُعلن عن أي موقع.
room-open-here = { $n ->
    [zero] لا حادث مفتوح
    [one] حادث واحد مفتوح
    [two] حادثان مفتوحان
    [few] { $n } حوادث مفتوحة
    [many] { $n } حادثا مفتوحا
   *[other] { $n } حادث مفتوح
}
room-calm = لا جديد
room-dossiers = الملفات المرتبطة
room-no-dossiers = لا ملف مرتبط.
room-log = سجل الأحداث المشترك
room-log-empty = لم يُدوَّن شيء بعد.
room-all = الكل
room-ours = جانبنا
room-theirs = الشريك
room-open = المفتوحة
room-measures = التدابير:
room-owner = المسؤول:
room-update = تحيين
room-hand-over = تم تسليم المداومة
room-beside = الخطوط ونقط الاتصال والمراحل
room-lines = { $n ->
    [zero] قاعة بلا خط
    [one] قاعة بخط واحد
    [two] قاعة بخطين
    [few] قاعة بـ{ $n } خطوط
    [many] قاعة بـ{ $n } خطا
   *[other] قاعة بـ{ $n } خط
}
room-hidden = { $n ->
    [zero] لا خط لغيرك
    [one] خط واحد لغيرك
    [two] خطان لغيرك
    [few] { $n } خطوط لغيرك
    [many] { $n } خطا لغيرك
   *[other] { $n } خط لغيرك
}
room-phase-ends = نهاية المرحلة
room-phase-begins = المرحلة المقبلة
room-open-incidents = الحوادث المفتوحة
room-late-incidents = متأخرة
room-write = تدوين
room-to-line = على أي خط: لن يقرأه إلا هذا الشريك
room-cannot = لا يمكنك القيام بأي إجراء على هذا الخط.
room-no-line = لم تُفتح هذه القضية لأي شريك بعد.
room-none = لا توجد تظاهرة كبرى مفتوحة.
kin-hidden = { $n ->
    [zero] لا ملف آخر
    [one] ملف آخر لقراء آخرين
    [two] ملفان آخران لقراء آخرين
    [few] { $n } ملفات أخرى لقراء آخرين
    [many] { $n } ملفا آخر لقراء آخرين
   *[other] { $n } ملف آخر لقراء آخرين
}
road-count = { $n ->
    [zero] لا التزام
    [one] التزام واحد
    [two] التزامان
    [few] { $n } التزامات
    [many] { $n } التزاما
   *[other] { $n } التزام
}
road-baseline = نقطة الانطلاق
road-computed = محسوب هنا
road-own = موقَّع من جانبنا
road-partner = موقَّع من الشريك
road-target = الهدف
road-reached = التقدم نحو الهدف
road-difference = تختلف القيمتان الموقعتان بـ{ $n } { $unit }.
road-late = محطة متجاوزة
road-owner = الطرف المسؤول:
road-both = الطرفان
road-empty = لا التزام.
road-no-sector = بلا مجال
stats-figure = المؤشر
stats-parts = { $n ->
    [zero] لا تفصيل
    [one] تفصيل واحد
    [two] تفصيلان
    [few] { $n } تفاصيل
    [many] { $n } تفصيلا
   *[other] { $n } تفصيل
}
stats-empty = لا شيء يُحصى هذا الشهر.
stats-sheets = الجداول الموقَّعة لهذا الشهر
stats-no-sheet = لم يوقّع أي طرف جدول هذا الشهر بعد.
stats-agreed = وقّع الطرفان الأرقام نفسها.
stats-sign = توقيع الجدول
stats-sign-text = يُرسل جدول { $month } إلى { $peer } بعد مصادقة شخص ثان.
stats-month = الشهر
sheet-unchecked = لم يُقارن بعد
sheet-equal = مطابق لأرقامنا
sheet-differs = اختلاف
sheet-agreed = موقَّع من الطرفين
unit-hours = س
unit-minutes = د
case-new = قضية جديدة
case-title = العنوان
case-note = تبقى القضية عندكم: لا يعلم أي شريك بوجودها.
case-add = مرجع ملف
case-remove = إخراج { $reference } من القضية
case-empty = لا ملف في هذه القضية.
case-choose = اختر قضية.
cases-empty = لا قضية.
case-count = { $n ->
    [zero] لا ملف
    [one] ملف واحد
    [two] ملفان
    [few] { $n } ملفات
    [many] { $n } ملفا
   *[other] { $n } ملف
}
room-contacts = نقط الاتصال
