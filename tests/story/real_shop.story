An order of a real shop opens as well
rows: PK-02

given the shop posts
and the order regular
when I open /order/{number}?key={key}
and I follow
then the status is 200
and the page has "Coffee Beans"
