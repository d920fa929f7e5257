Whatever does not fit gets one and the same answer
rows: TR-03 H-25

given the order older_guest
when I open /find
and I fill in and send
	number = {number}
	email = wrong@example.com
then the status is 422
and the page lacks "Wool blanket"
when I open /find
and I fill in and send
	number = 999999
	email = {email}
then the status is 422
and the page lacks "Wool blanket"
