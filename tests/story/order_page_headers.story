An order page is kept by nobody and tells nobody where it was
rows: TY-07 L-43 H-02

given the order fresh_guest
when I open /order/{number}?key={key}
and I follow
then the header Cache-Control has "no-store"
and the header Referrer-Policy has "no-referrer"
and the header X-Robots-Tag has "noindex"
and the header Content-Security-Policy has "default-src 'self'"
and the source lacks "{key}"
and the log lacks "{key}"
and the log lacks "{email}"
and the log lacks "{token}"
