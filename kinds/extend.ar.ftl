# تسميات kinds/extend.json

act-ask_extension = طلب تمديد الأجل
act-extend = تمديد الأجل

done-ask_extension = طلب تمديد الأجل
done-extend = تمديد الأجل

field-until = إلى غاية
