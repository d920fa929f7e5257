A wrong key and an unknown order get the very same page
rows: TY-02 H-02 H-25

given the order fresh_guest
when I open /order/{number}?key=wc_order_wrong00000000
then the status is 404
and the page has "This link does not open an order"
when I remember the page
and I open /order/999999?key={key}
then the status is 404
and the page is the one I remember
