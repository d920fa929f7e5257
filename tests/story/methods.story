HEAD is answered like GET without a page, unknown methods are refused
rows: H-01

given the order fresh_guest
when I send HEAD /find
then the status is 200
and the source lacks "<"
when I send DELETE /find
then the status is 405
and the header Allow has "GET"
when I send POST /order/{number}
then the status is 405
