# تسميات kinds/later.json

act-confirm = تأكيد الشخص الثاني

clock-second = الشخص الثاني

late-not_confirmed = لم يؤكده شخص ثان
