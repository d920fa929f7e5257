Switched off, the program shows nothing to shoppers
rows: PK-12

given the setting mode is off
and the order fresh_guest
when I open /order/{number}?key={key}
then the page lacks "Tomas"
and the page lacks "Thank you"
