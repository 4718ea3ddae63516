begun-forms = طلبات قيد التحرير
kept-at = حُفظ { $at } من طرف { $officer }
kept-node = محفوظ عندكم
kept-saving = جارٍ الحفظ…
kept-failed = لم يُحفظ بعد
first-title = قبل الطلب
search-done = تم البحث عن هذا الشخص
sent-elsewhere = هل أُرسل أيضا عبر قناة أخرى؟
sent-elsewhere-hint = ضابط الاتصال، I-24/7…
paste-offer = هل توجد رسالة I-24/7 سابقة؟
paste-title = لصق رسالة
paste-label = الرسالة كما هي
paste-hint = أسطر «تسمية: قيمة» بالفرنسية أو الإنجليزية أو العربية. لا يؤخذ شيء دونك.
paste-cut = الرسالة طويلة جدا: لم تُقرأ نهايتها.
paste-found = { $n ->
    [zero] لم يُتعرف على شيء
    [one] عنصر واحد
    [two] عنصران
    [few] { $n } عناصر
    [many] { $n } عنصرا
   *[other] { $n } عنصر
}
paste-take = { $n ->
    [zero] لا شيء
    [one] أخذ عنصر واحد
    [two] أخذ عنصرين
    [few] أخذ { $n } عناصر
    [many] أخذ { $n } عنصرا
   *[other] أخذ { $n } عنصر
}
paste-taken = { $n ->
    [zero] لم يؤخذ شيء
    [one] أُخذ عنصر واحد من الرسالة
    [two] أُخذ عنصران من الرسالة
    [few] أُخذت { $n } عناصر من الرسالة
    [many] أُخذ { $n } عنصرا من الرسالة
   *[other] أُخذ { $n } عنصر من الرسالة
}
paste-line = السطر { $n }:
paste-no-field = لا يتضمن هذا النوع من الطلبات هذه الخانة.
paste-unread = غير مفهوم: يُكتب يدويا.
paste-unsure = قد يكون اليوم والشهر معكوسين: تحقق.
paste-replaces = سيحل محل:
paste-family_name = الاسم العائلي
paste-given_names = الاسم الشخصي
paste-birth_date = تاريخ الازدياد
paste-birth_place = مكان الازدياد
paste-sex = الجنس
paste-nationality = الجنسية
paste-passport = جواز السفر
paste-national_id = البطاقة الوطنية
paste-father_name = اسم الأب
paste-mother_name = اسم الأم
paste-reference = المرجع
paste-offence = الجريمة
paste-facts = الوقائع
conflict-title = شخصان يحرران النص نفسه
conflict-text = عدّله { $officer } ({ $at }) أثناء كتابتك. لم يضع شيء من أي منكما.
conflict-theirs = عدّله { $officer }، وأُخذ به:
conflict-mine = نصي
conflict-open = { $n ->
    [zero] لا خانة للاختيار
    [one] بقيت خانة واحدة للاختيار
    [two] بقيت خانتان للاختيار
    [few] بقيت { $n } خانات للاختيار
    [many] بقيت { $n } خانة للاختيار
   *[other] بقيت { $n } خانة للاختيار
}
conflict-settle = المتابعة هكذا
to-fill = خانات يجب ملؤها
