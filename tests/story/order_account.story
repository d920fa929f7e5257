An account's order opens whole for its owner, and by e-mail for others
rows: TY-03 TY-05

given the order account
and ona is signed in
when I open /order/{number}?key={key}
and I follow
then the page has "Gedimino pr. 12-4"
given another browser
when I open /o/{token}
then the status is 200
and the page lacks "Gedimino pr. 12-4"
when I fill in and send
	email = {email}
and I follow
then the page has "Gedimino pr. 12-4"
