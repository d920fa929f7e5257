A guest opens the order right after paying and sees all of it
rows: TY-01 TY-03 TY-23
through: fastcgi nginx lighttpd proxy_fcgi fcgid cgi

given the order fresh_guest
when I open /order/{number}?key={key}
then the status is 303
and the header Location has "/o/"
when I follow
then the status is 200
and the page has "Thank you, Tomas"
and the page has "Stoneware mug “Morning”"
and the page has "Lime blossom tea"
and the page has "49,40 €"
and the page has "Laisvės al. 60"
and the page lacks "wc_order_"
