While the bank has not answered there is nothing to do but wait
rows: TY-06

given the order pending
when I open /order/{number}?key={key}
and I follow
then the status is 200
and the page has "bank"
and there is a header Refresh
