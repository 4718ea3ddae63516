# تسميات kinds/controlled_delivery.json

kind = التسليم المراقب

state-running = جار
state-stopped = متوقفة

act-open = إرسال الطلب
act-replan = تغيير المراحل
act-leg = الجواب عن كل مرحلة
act-start = انطلاق العملية
act-log = قيد في السجل
act-stop = إيقاف العملية
act-result = الإخبار بنتيجة العملية

done-open = طلب التسليم المراقب
done-replan = تغيير المراحل
done-leg = الجواب عن كل مرحلة
done-start = انطلاق العملية
done-log = قيد في السجل
done-stop = إيقاف العملية
done-result = تقرير عن نتيجة العملية

field-goods = البضاعة
field-concealment = طريقة الإخفاء
field-legs = مراحل المسار
field-stop_criteria = شروط الإيقاف
field-interception = خطة التدخل
field-permission = إذن النيابة العامة
field-substitution = الاستبدال
field-dangers = المخاطر
field-costs = التكاليف
field-persons = الأشخاص المعنيون
field-leg_replies = الجواب حسب كل مرحلة
field-logged_at = الوقت
field-position = الموقع
field-entry = قيد في السجل
field-stopped_at = وقت الإيقاف
field-seized = المحجوزات
field-arrests = عدد الموقوفين

block-leg = مرحلة
block-leg-number = الرقم
block-leg-from = من
block-leg-to = إلى
block-leg-starts_at = وقت الانطلاق
block-leg-answer_by = الجواب قبل
block-leg-controller = من يراقب المرحلة
block-leg-means = الوسائل التقنية
block-leg_reply = جواب عن مرحلة
block-leg_reply-number = الرقم
block-leg_reply-code = الرمز
block-leg_reply-condition = الشرط
block-leg_reply-permission = إذن النيابة العامة
block-permission = إذن النيابة العامة
block-permission-authority = السلطة
block-permission-reference = المرجع
block-permission-at = الوقت
block-permission-limits = الحدود
block-goods = بضاعة
block-goods-type = النوع
block-goods-quantity = الكمية
block-goods-unit = الوحدة
block-goods-text = النص

code-outcome-EXECUTED_SEIZED = نُفذت مع حجز
code-outcome-EXECUTED_ARRESTS = نُفذت مع توقيفات
code-outcome-LOST = ضاع الأثر
code-outcome-ABORTED = أُوقفت
code-outcome-NOT_AUTHORISED = غير مأذون بها
code-leg_answer-GO = موافقة
code-leg_answer-GO_IF = موافقة مشروطة
code-leg_answer-NO_GO = عدم الموافقة
code-controller-OPENER = الطرف الذي فتح الملف
code-controller-PARTNER = الطرف الشريك
code-controller-BOTH = الطرفان معا
code-substitution-INTACT = البضاعة كما هي
code-substitution-PARTLY = جزئيا
code-substitution-SUBSTITUTED = بضاعة مستبدلة
code-goods-CANNABIS = القنب
code-goods-COCAINE = الكوكايين
code-goods-HEROIN = الهيروين
code-goods-SYNTHETIC = مؤثرات صناعية
code-goods-PRECURSOR = سلائف
code-goods-FIREARM = أسلحة نارية
code-goods-CASH = نقود
code-goods-OTHER = غير ذلك
code-unit_of_measure-KG = كيلوغرام
code-unit_of_measure-G = غرام
code-unit_of_measure-L = لتر
code-unit_of_measure-PIECE = وحدة
code-unit_of_measure-EUR = أورو
code-unit_of_measure-MAD = درهم

rule-leg_times = أجل الجواب عن مرحلة يسبق انطلاقها.
rule-condition = الموافقة المشروطة تذكر شرطها.
rule-leg_permission = الموافقة تذكر إذن النيابة العامة لهذا الطرف.
rule-seized = الحجز يذكر الكميات.
rule-arrests = يجب ذكر عدد الموقوفين.

clock-leg = الجواب عن المرحلة

late-leg_is_no_go = السكوت يعني عدم الموافقة

items-legs = المراحل
