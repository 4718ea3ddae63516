# تسميات kinds/cease.json

state-ceased = بحث ملغى
state-removed = محذوف من الأنظمة

act-cease = إلغاء البحث
act-removed = تأكيد الحذف من الأنظمة

done-cease = إلغاء البحث
done-removed = الحذف من الأنظمة

field-cease_reason = سبب إلغاء البحث
field-effective_at = ابتداء من
field-systems = الأنظمة التي تم الحذف منها
field-residual_copies = النسخ المتبقية

code-cease_reason-EXECUTED = منفَّذ
code-cease_reason-WARRANT_LIFTED = رُفع الأمر بإلقاء القبض
code-cease_reason-EXPIRED = انتهت صلاحيته
code-cease_reason-ERROR = خطأ
code-cease_reason-OTHER = سبب آخر

clock-removal = الحذف من الأنظمة

late-not_removed = لم يتم الحذف داخل الأجل
