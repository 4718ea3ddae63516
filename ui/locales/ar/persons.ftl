search = بحث
person-name = الاسم كما هو مكتوب (بأي أبجدية)
person-born = تاريخ الازدياد
person-sex = الجنس
person-place = مكان الازدياد
person-document = رقم الوثيقة
person-reference = الملف المشار إليه
person-reason = سبب الاطلاع
person-note = بدون سبب لا يمكن البحث إلا عن الشخص المعني بالملف المشار إليه.
person-start = أدخل اسما، مع السبب أو الملف.
reason-needed = اذكر السبب في كلمات قليلة، أو أشر إلى ملف هذا الشخص.
candidates = { $n ->
    [zero] لا تشابه
    [one] تشابه محتمل واحد
    [two] تشابهان محتملان
    [few] { $n } تشابهات محتملة
    [many] { $n } تشابها محتملا
   *[other] { $n } تشابه محتمل
}
born-unknown = تاريخ الازدياد غير معروف
strength-very-strong = قوي جدا
strength-strong = قوي
strength-middling = متوسط
strength-weak = ضعيف
verdict-probable = مرجَّح
verdict-maybe = ممكن
verdict-no = اسم آخر
same-document = نفس الوثيقة
from-list = لائحة { $list }
hidden-hits = { $n ->
    [zero] لا تشابه ضعيف محجوب.
    [one] تشابه ضعيف واحد يبقى محجوبا بدون سبب.
    [two] تشابهان ضعيفان يبقيان محجوبين بدون سبب.
    [few] { $n } تشابهات ضعيفة تبقى محجوبة بدون سبب.
    [many] { $n } تشابها ضعيفا يبقى محجوبا بدون سبب.
   *[other] { $n } تشابه ضعيف يبقى محجوبا بدون سبب.
}
hit-elsewhere = لدى المصلحة { $unit } شيء: اتصل بها.
search-incomplete = الفهرس قيد إعادة البناء: البحث غير مكتمل.
name-note-cut = أُهملت كلمات أو حروف في الاسم تتجاوز الحد.
name-note-digits = أُهملت الأرقام الواردة في الاسم.
name-note-foreign = أُهملت حروف من كتابة أخرى في الاسم.
name-note-look-alike = قُرئت حروف متشابهة الشكل في الاسم لاتينية.
name-note-bytes = أُهملت بايتات في الاسم ليست UTF-8.
name-note-markup = أُهملت وسوم ترميز في الاسم.
name-note-mixed = كلمة في الاسم فيها كتابتان، ففُصل بينهما.
search-reviewed = هذا البحث مدرج في لائحة المشرف.
search-logged = لا يُعرض إلا ما تسمح به مهامك. يُسجَّل كل بحث.
no-hit = لا أثر.
why-proposed = لماذا اقتُرح هذا الاسم؟
asked-as = المبحوث عنه:
word-typed = المُدخل
word-recorded = المسجَّل
word-reason = السبب
part-same = مطابق
part-listed = صيغة كتابة معروفة
part-other = اسمان معروفان بأنهما مختلفان
part-word = كتابة قريبة
part-core = أداة أو لفظ أُهمل
part-pair = اسم مركب
part-initial = حرف أول
part-alone = بدون مقابل
score-made-of = مكونات النتيجة
share-BASE = نقطة البداية
share-WORDS = عدد الكلمات المطلوب اتفاقها
share-LONE = كلمة واحدة في أحد الاسمين
share-LETTERS = مدى اتفاق الحروف
share-DOUBT = كلمات قد تكون غيرها
share-RARITY = ندرة ما اتفق
share-EQUAL = كل الكلمات مطابقة أو مدرجة
share-SHORT = كلمات من الاسم الأقصر بدون مقابل
share-LONG = كلمات من الاسم الأطول بدون مقابل
share-ORDER = ترتيب مختلف
share-BIRTH = تاريخ الازدياد
share-SEX = الجنس
share-PLACE = مكان الازدياد
share-DOCUMENT = رقم الوثيقة
what-would-change = ما الذي يغيّر النتيجة
nothing-would = لا كلمة تغيّرها.
if-agreed = لو طابقت «{ $word }»: { $value }
if-born = تاريخ ازدياد لدى الطرفين
if-fingerprints = البصمات: حاسمة، بطلب مستقل
officers-decide = القرار لضابطين
fault-BORN = تاريخ: YYYY أو YYYY-MM أو YYYY-MM-DD.
decision-second = رأي أول، ينتظر ضابطا ثانيا
decision-differs = رأيان مختلفان، للمشرف
decision-decided = قرره شخصان
decision-changed = تغيرت البطاقة منذ ذلك
decision-ask = هل هو شخص الملف { $reference }؟
decision-why = لماذا؟ (يقرؤه الضابط الثاني)
decision-say = إبداء الرأي
decision-kept = سُجل رأيك: لا يُعدَّل.
decision-itself = هذا هو الملف المستشهد به نفسه:
decision-again = إعادة النظر
decision-other = أبديتَ رأيك؛ الثاني لضابط آخر.
decision-supervisor = الرأيان مختلفان: القرار للمشرف.
answer-same = الشخص نفسه
answer-not-same = ليس هو
answer-cannot-tell = لا يمكن الجزم
officers-decide-text = الاقتراح ليس تحديدا للهوية. اذكر الملف في البحث، ثم يقول ضابط رأيه وسببه، ويقول آخر رأيه بنفسه؛ لا شيء محدد مسبقا.
