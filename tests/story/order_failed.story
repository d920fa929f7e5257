A failed payment is said plainly
rows: TY-06

given the order failed
when I open /order/{number}?key={key}
and I follow
then the status is 200
and the page has "did not go through"
