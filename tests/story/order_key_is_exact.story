A key in other letters opens nothing
rows: TY-02

given the order fresh_guest
and these statements
	UPDATE {P}wc_order_operational_data SET order_key = 'wc_order_AbCdEfGhIjKlM'
	WHERE order_id = {id}
when I open /order/{number}?key=wc_order_abcdefghijklm
then the status is 404
when I open /order/{number}?key=wc_order_AbCdEfGhIjKlM
then the status is 303
