An order in the trash is as unknown as one that never was
rows: TY-02 TY-06

given the order fresh_guest
and these statements
	UPDATE {P}wc_orders SET status = 'trash' WHERE id = {id}
when I open /order/{number}?key={key}
then the status is 404
and the page has "This link does not open an order"
