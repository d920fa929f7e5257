A guest finds the order by its number and e-mail
rows: TR-03

given the order older_guest
when I open /find
then the status is 200
when I fill in and send
	number = {number}
	email = {email}
then the status is 303
when I follow
then the page has "Hauptstraße"
