approve-count = { $n ->
    [zero] لا شيء لك
    [one] مسودة واحدة لك
    [two] مسودتان لك
    [few] { $n } مسودات لك
    [many] { $n } مسودة لك
   *[other] { $n } مسودة لك
}
approve-empty = لا مسودة في الانتظار.
approve-choose = اختر مسودة لقراءتها.
yours-to-decide = القرار لك
waits-for-other = تنتظر غيرك
written-by = حررها
dossier-now = حالة الملف:
what-is-sealed = ما سيُختم بالضبط
no-difference = لا شيء يخالف النسخة الحالية
differences = { $n ->
    [zero] لا خانة تخالف النسخة الحالية
    [one] خانة واحدة تخالف النسخة الحالية
    [two] خانتان تخالفان النسخة الحالية
    [few] { $n } خانات تخالف النسخة الحالية
    [many] { $n } خانة تخالف النسخة الحالية
   *[other] { $n } خانة تخالف النسخة الحالية
}
own-draft = أنت من حررها: يجب أن يصادق عليها غيرك.
not-yours = مهامك لا تسمح بالمصادقة عليها.
take-back = استرجاع
return-for-correction = إرجاع للتصحيح
return-reason = ما يجب تصحيحه
returned = أُرجعت إلى محررها.
approve-and-seal = مصادقة وختم
approve-sure = المصادقة على هذا الإجراء؟
approve-text = سيُرسل «{ $act }» ({ $reference }) إلى { $peer } كما قرأته الآن. لا يمكن التراجع عن ذلك.
sealed-and-sent = { $reference }: خُتم وأُرسل.

no-partner = لا طرف شريك له ملف اتفاقية بعد.
choose-kind = أي طلب، إلى
kept-years = مدة الحفظ { $n ->
    [zero] { $n } سنة
    [one] سنة واحدة
    [two] سنتان
    [few] { $n } سنوات
    [many] { $n } سنة
   *[other] { $n } سنة
}
kept-days = مدة الحفظ { $n ->
    [zero] { $n } يوم
    [one] يوم واحد
    [two] يومان
    [few] { $n } أيام
    [many] { $n } يوما
   *[other] { $n } يوم
}
throw-away = التخلي عنه
throw-away-text = سيضيع كل ما كتبته.
kept-here = محفوظ في هذه الصفحة إلى حين الإرسال
step-what = النوع
step-whom = الشخص أو الشيء
step-ask = الوقائع والمطلوب
step-law = الإطار القانوني
step-review = المراجعة والعرض
step-complete = مكتمل
step-open = { $n ->
    [zero] لا شيء
    [one] نقطة للإتمام
    [two] نقطتان للإتمام
    [few] { $n } نقط للإتمام
    [many] { $n } نقطة للإتمام
   *[other] { $n } نقطة للإتمام
}
begin-for-files = بدء الملف لإرفاق الوثائق
live-checks = المراقبات
checks-pass = كل الخانات مملوءة ولا قاعدة تمنع.
checks-block = { $n ->
    [zero] لا شيء يمنع العرض.
    [one] نقطة واحدة تمنع العرض بعد.
    [two] نقطتان تمنعان العرض بعد.
    [few] { $n } نقط تمنع العرض بعد.
    [many] { $n } نقطة تمنع العرض بعد.
   *[other] { $n } نقطة تمنع العرض بعد.
}
second-person-note = لا يُرسل الطلب إلا بعد مصادقة شخص ثان.
confirm-request = سيُعرض «{ $kind }» على شخص ثان يرسله إلى { $peer }.
search-first = ابحث أولا: هل هو معروف أو سبق طلبه؟ يبقى الطلب هنا في انتظارك.
