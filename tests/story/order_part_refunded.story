Money that went back is shown beside what was paid
rows: TY-06

given the order part_refunded
when I open /order/{number}?key={key}
and I follow
then the page has "18,00 €"
and the page has "54,80 €"
