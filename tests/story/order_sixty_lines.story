Sixty lines are all there
rows: TY-01

given the order sixty
when I open /order/{number}?key={key}
and I follow
then the status is 200
and the page has "1 743,90 €"
