A failed payment is said plainly, and the way to pay again is in sight
rows: TY-06 TY-03

given the order failed
when I open /order/{number}?key={key}
and I follow
then the status is 200
and the page has "did not go through"
and the page has "Open the whole order to pay for it"
and the page lacks "Pay for the order"
when I fill in and send
	email = anna@example.com
then the status is 303
when I follow
then the page has "Pay for the order"
and the page lacks "Open the whole order to pay for it"
