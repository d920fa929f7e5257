An order on hold shows where to pay
rows: TY-06

given the order on_hold
when I open /order/{number}?key={key}
and I follow
and I fill in and send
	email = {email}
and I follow
then the page has "LT12 1000 0111 0100 1000"
and the page has "64,70 €"
