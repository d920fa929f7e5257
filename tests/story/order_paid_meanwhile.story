The page of a waiting order says so once the bank has paid
rows: TY-06 TY-17

given the order pending
when I open /order/{number}?key={key}
and I follow
then the page lacks "Thank you"
given these statements
	UPDATE {P}wc_orders SET status = 'wc-processing' WHERE id = {id}
when I open /o/{token}
then the page has "Thank you, Tomas"
and there is no header Refresh
