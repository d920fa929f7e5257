What a buyer typed is text, whatever it looks like
rows: TY-01

given the order fresh_guest
and these statements
	UPDATE {P}wc_order_addresses SET first_name = '<script>alert(1)</script>',
	last_name = '"><img src=x onerror=alert(2)>' WHERE order_id = {id};
	UPDATE {P}woocommerce_order_items SET order_item_name = '<b onclick=x>Mug</b>'
	WHERE order_id = {id} AND order_item_type = 'line_item'
when I open /order/{number}?key={key}
and I follow
then the status is 200
and the source lacks "<script>alert"
and the source lacks "<img src=x"
and the source lacks "<b onclick"
