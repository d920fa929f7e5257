A link with one letter changed opens nothing
rows: CP-09 TY-02

given the order fresh_guest
when I open /order/{number}?key={key}
and I follow
then the status is 200
when I open /o/{token}x
then the status is 404
and the page has "This link does not open an order"
