The console is for people who may manage orders
rows: PK-04

given the order account
when I open /admin
then the page lacks "1003"
given ona is signed in
when I open /admin
then the page lacks "1003"
given another browser
and staff is signed in
when I open /admin/orders
then the status is 200
and the page has "1003"
