A guest without a name is thanked all the same
rows: TY-01

given the order no_name
when I open /order/{number}?key={key}
and I follow
then the status is 200
and the page has "Thank you"
and the page lacks "Thank you,"
