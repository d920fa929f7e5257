With the database dead a link still says that the order is kept
rows: N11

given the order fresh_guest
when I open /order/{number}?key={key}
and I follow
then the status is 200
given the database is dead
when I open /o/{token}
then the page has "{number}"
and the page lacks "Tomas"
when I open /order/{number}?key={key}
then the status is 503
and there is a header Retry-After
