What one browser opened stays closed in another that has the link
rows: TY-03 TY-04

given the order older_guest
when I open /order/{number}?key={key}
and I follow
and I fill in and send
	email = {email}
and I follow
then the page has "Hauptstraße"
given another browser
when I open /o/{token}
then the status is 200
and the page lacks "Hauptstraße"
