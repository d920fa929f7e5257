Days later the link shows status and items, and the e-mail opens the rest
rows: TY-03 TY-04 H-03

given the order older_guest
when I open /order/{number}?key={key}
and I follow
then the status is 200
and the page has "Wool blanket"
and the page lacks "Hauptstraße"
and the page lacks "Lindqvist"
when I fill in and send
	email = someone.else@example.com
then the status is 422
and the page lacks "Hauptstraße"
when I fill in and send
	email = ANNA@example.com
then the status is 303
when I follow
then the page has "Hauptstraße"
