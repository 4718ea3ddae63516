# تسميات kinds/request.json

state-sent = مُرسل
state-acknowledged = تم الإشعار بالتوصل
state-clarify = في انتظار توضيح
state-accepted = مقبول
state-answered = تم الرد
state-assessed = تم التقييم
state-refused = مرفوض
state-unanswered = بدون رد
state-withdrawn = مسحوب
state-closed = مغلق

act-ack = الإشعار بالتوصل
act-accept = قبول
act-clarify = طلب توضيح
act-answer_clarification = الجواب عن طلب التوضيح
act-awaiting_authority = الإخبار بانتظار قرار سلطة
act-refuse = رفض
act-refuse_part = رفض جزئي
act-unanswered = تسجيل عدم الرد
act-withdraw = سحب الطلب
act-assess = تقييم الرد
act-close = إغلاق

done-ack = الإشعار بالتوصل
done-accept = قبول
done-clarify = طلب توضيح
done-answer_clarification = الجواب عن طلب التوضيح
done-awaiting_authority = انتظار قرار سلطة
done-refuse = رفض
done-refuse_part = رفض جزئي
done-unanswered = تسجيل عدم الرد
done-withdraw = سحب الطلب
done-assess = تقييم الرد
done-close = إغلاق

rule-basis_kind = هذا الأساس القانوني لا يسمح بهذا النوع من الطلبات.
rule-no_u0 = الدرجة U0 مخصصة للإنذار بخطر على الأرواح.

clock-ack = الإشعار بالتوصل
clock-reply = الرد

late-no_acknowledgement = لم يتم الإشعار بالتوصل داخل الأجل
late-no_reply = لم يتم الرد داخل الأجل
