# تسميات kinds/later.json

act-confirm = تأكيد الشخص الثاني

done-confirm = تأكيد من شخص ثان

clock-second = الشخص الثاني

late-not_confirmed = لم يؤكده شخص ثان
