"""What http does with bad requests, over FastCGI and as plain CGI."""
# budget: 90 s
import os
import socket
import struct
import time

import echoed
import fcgi
import proc
import tap
from echoed import said

echo = echoed.Echo().serve()
# Waits for nobody long: only for cases that mean to be late.
hasty = echoed.Echo().serve(env={"ECHO_BODY_MS": "700"})
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


def over_fcgi(method, uri, headers=None, body=b"", extra=()):
    return fcgi.request(echo.socket, method, uri, headers, body, extra=extra)


def over_cgi(method, uri, headers=None, body=b"", extra=()):
    params = dict(fcgi.params_for(method, uri, headers, body, extra=extra))
    return echo.run_cgi(params, body)


WIRES = {"FastCGI": over_fcgi, "CGI": over_cgi}


def each(name, wires=tuple(WIRES)):
    """One case for each wire."""
    def keep(function):
        for wire in wires:
            tap.case("%s: %s" % (wire, name))(
                lambda ask=WIRES[wire]: function(ask))
        return function
    return keep


@each("PK-01 a request comes through as it was sent")
def whole(ask):
    got = ask("GET", "/p/all/%C5%BE%20x?b=1&b=%26", {
        "Cookie": "a=1; b=%7C2", "Accept-Language": "lt",
        "User-Agent": "w", "Sec-Purpose": "prefetch"})
    tap.eq(got.status, 200)
    words = said(got)
    for name, value in (("path", "/all/\u017e x"), ("param", "\u017e x"),
                        ("query:b", ["1", "&"]), ("cookie:b", "%7C2"),
                        ("cookie:a", "1"), ("language", "lt"),
                        ("agent", "w"), ("client", "127.0.0.1"),
                        ("prefetch", "yes"), ("local", "yes")):
        tap.eq(words[name], value, name)
    tap.eq(got.header("Content-Length"), str(len(got.body)))


@each("a body comes through byte by byte")
def body(ask):
    sent = bytes(range(1, 256)) * 400
    got = ask("POST", "/p/all", {"Content-Type": "x/y"}, sent)
    tap.eq(got.body.split(b"body=", 1)[1], sent + b"\n")


@each("20 KB of address are refused with 414")
def long_address(ask):
    got = ask("GET", "/p/all/" + "x" * 20480)
    tap.eq((got.status, got.text), (414, "414 address too long\n"))


@each("1 MB of query is refused with 414", ("FastCGI",))
def long_query(ask):
    tap.eq(ask("GET", "/p/all?" + "a=1&" * (1 << 18)).status, 414)
    tap.eq(ask("GET", "/p/all").status, 200)


@each("an escaped slash is not found, whatever the case")
def escaped_slash(ask):
    tap.eq(ask("GET", "/p/all%2Fx").status, 404)
    tap.eq(ask("GET", "/p/all%2fx").status, 404)


@each("broken UTF-8, NUL and half an escape in the path are 400")
def broken_path(ask):
    for path in ("%C0%AF", "%ED%A0%80", "%FF", "%00", "%", "%4", "%zz"):
        tap.eq(ask("GET", "/p/all/" + path).status, 400, path)


@each("what lies outside of the base is not found")
def outside(ask):
    for path in ("/", "/q", "/pp/all", "/p/../all", "/P/all"):
        tap.eq(ask("GET", path).status, 404, path)


@each("a line end cannot become a header")
def injection(ask):
    for path in ("/p/header?value=a%0d%0aX-Evil:1&cookie=1",
                 "/p/header?value=a&cookie=1%0d%0aX-Evil:1",
                 "/p/header?value=a&cookie=1;%20Domain=evil.test",
                 "/p/go?to=/o%0d%0aX-Evil:1",
                 "/p/go?to=//evil.test", "/p/go?to=https://evil.test/"):
        got = ask("GET", path)
        tap.eq(got.status, 400, path)
        tap.lacks(got.raw.decode().lower(), "\nx-evil")
        tap.eq((got.header("Location"), got.header("Set-Cookie"),
                got.header("X-Echo")), (None, None, None)
               if "value=a&" not in path else (None, None, "a"))


@each("HEAD answers what GET answers, without a body")
def head(ask):
    for path in ("/p/all", "/p/none", "/p/nothing", "/p/all%2F",
                 "/p/go?to=/x"):
        got, want = ask("HEAD", path), ask("GET", path)
        tap.eq(got.status, want.status, path)
        tap.eq(got.body, b"", path)
        names = [name for name, _ in want.headers]
        tap.eq([name for name, _ in got.headers], names, path)
        if path != "/p/all":
            tap.eq(got.header("Content-Length"), str(len(want.body)), path)


@each("a method no route has is 405 and says which are")
def other_method(ask):
    for method in ("PUT", "DELETE", "OPTIONS", "TRACE", "PATCH"):
        got = ask(method, "/p/all")
        tap.eq((got.status, got.header("Allow")), (405, "GET, HEAD, POST"))
    tap.eq(ask("POST", "/p/go").header("Allow"), "GET, HEAD")
    tap.eq(ask("GET", "/p/form").header("Allow"), "POST")
    tap.eq(ask("PUT", "/p/nothing").status, 404)


@each("a method nobody knows is 501")
def unknown_method(ask):
    for method in ("FOO", "get", "G\x01T"):
        tap.eq(ask(method, "/p/all").status, 501, method)


@each("a body shorter than its length is 400")
def short_body(ask):
    got = ask("POST", "/p/all", dict(FORM, **{"Content-Length": "10"}),
              b"a=1")
    tap.eq((got.status, got.text), (400, "400 body shorter than its length\n"))


@tap.case("FastCGI: a body longer than its length is 400")
def long_body_fcgi():
    got = over_fcgi("POST", "/p/all", dict(FORM, **{"Content-Length": "3"}),
                    b"a=1&b=2")
    tap.eq((got.status, got.text), (400, "400 body longer than its length\n"))


@tap.case("CGI: nothing is read behind the length")
def long_body_cgi():
    got = over_cgi("POST", "/p/all", dict(FORM, **{"Content-Length": "3"}),
                   b"a=1&b=2")
    tap.eq((got.status, said(got)["body"]), (200, "a=1"))


@each("a length that is no number is 400")
def broken_length(ask):
    for length in ("-1", "1x", "0x3", " 3", "9" * 30):
        got = ask("POST", "/p/all", dict(FORM, **{"Content-Length": length}),
                  b"a=1")
        tap.eq((got.status, got.text), (400, "400 broken CONTENT_LENGTH\n"),
               length)


@each("an empty length and none are the same")
def no_length(ask):
    got = ask("POST", "/p/all", dict(FORM, **{"Content-Length": ""}))
    tap.eq((got.status, said(got)["body"]), (200, ""))


@each("a chunked body without a length is 411")
def chunked(ask):
    got = ask("POST", "/p/all", dict(FORM, **{
        "Content-Length": "", "Transfer-Encoding": "chunked"}))
    tap.eq(got.status, 411)


@each("a body over its limit is 413, and the answer arrives")
def too_long(ask):
    got = ask("POST", "/p/all", FORM, b"a=" + b"x" * (3 << 20))
    tap.eq((got.status, got.text), (413, "413 body too long\n"))


@each("a doubled parameter in a form is 400")
def doubled(ask):
    got = ask("POST", "/p/form", FORM, b"name=a&mail=a@b.lt&name=b")
    tap.eq((got.status, got.text),
           (400, "400 a field stands twice in the form\n"))


@each("a form that is wrong is 422 with what was typed")
def wrong_form(ask):
    got = ask("POST", "/p/form", FORM,
              b"name=&mail=nobody&line.2.qty=3&line.10.qty=77")
    tap.eq(got.status, 422)
    tap.eq(got.text.splitlines(), [
        "name=", "name-error=Fill this in.", "mail=nobody",
        "mail-error=Write an e-mail address in full, like"
        " name@example.com.", "line.2=3,",
        "line.10=0,Choose a number from 1 to 9."])


@each("a form in parts is read too")
def multipart(ask):
    part = '--B\r\nContent-Disposition: form-data; name="%s"\r\n\r\n%s\r\n'
    sent = (part % ("name", "Ona") + part % ("line.1.qty", "2")
            + "--B--\r\n").encode()
    got = ask("POST", "/p/form",
              {"Content-Type": "multipart/form-data; boundary=B"}, sent)
    tap.eq((got.status, said(got)["name"], said(got)["line.1"]),
           (200, "Ona", "2,"))


@each("8 KB of cookies are read, more are as none")
def cookies(ask):
    for size, want in ((8190, True), (8191, False)):
        got = ask("GET", "/p/all", {"Cookie": "a=" + "x" * size})
        tap.eq("cookie:a" in said(got), want)


@each("TY-07 L-43 every answer forbids caches, robots and referrers")
def private(ask):
    for path in ("/p/all", "/p/none", "/p/nothing", "/p/all%2Fx",
                 "/p/go?to=/x", "/p/refresh"):
        got = ask("GET", path)
        tap.eq(got.all("Cache-Control"), ["private, no-store, max-age=0"])
        tap.eq(got.all("X-Robots-Tag"), ["noindex, nofollow, noarchive"])
        tap.eq(got.all("Referrer-Policy"), ["no-referrer"])
        tap.eq(len(got.all("Content-Security-Policy")), 1)
        tap.eq(len(got.header("X-Request-Id")), 16)


@each("TY-06 a page may ask to be read again by a header")
def refresh(ask):
    tap.eq(ask("GET", "/p/refresh").header("Refresh"), "15")
    tap.eq(ask("GET", "/p/all").header("Refresh"), None)


@each("a handler that answers nothing leaves one line of plain text")
def nothing(ask):
    got = ask("GET", "/p/none")
    tap.eq((got.status, got.header("Content-Type"), got.text),
           (500, "text/plain; charset=utf-8", "500 Internal Server Error\n"))


@each("what is to be done after the answer is done")
def after(ask):
    got = ask("GET", "/p/after")
    if ask is over_cgi:
        tap.eq(got.stderr, b"after /after\n")
        return
    echo.get("/all")
    tap.has(echo.log_text(), "after /after\n")


@each("an answer of 3 MB arrives whole")
def large(ask):
    got = ask("GET", "/p/big/3000000")
    letters = bytes(range(ord("a"), ord("z") + 1))
    tap.ok(got.body == (letters * 115385)[:3000000], "each byte is there")


@tap.case("CGI: a client that sends too slowly gets 408")
def slow_cgi():
    read, write = os.pipe()
    os.write(write, b"a=")
    start = time.monotonic()
    got = echo.run_cgi(dict(fcgi.params_for(
        "POST", "/p/all", dict(FORM, **{"Content-Length": "5"}))),
        stdin=read)
    os.close(read)
    os.close(write)
    tap.eq(got.status, 408)
    tap.ok(time.monotonic() - start < proc.promised(8), "in time")


# ---- what only FastCGI can do ---------------------------------------------

def head_of(length, method="POST", keep=False):
    return fcgi.begin(keep) + fcgi.stream(fcgi.PARAMS, fcgi.pairs(
        fcgi.params_for(method, "/p/all",
                        dict(FORM, **{"Content-Length": str(length)}))))


@tap.case("FastCGI: a client that sends nothing more gets 408")
def stalled_body():
    with fcgi.connect(hasty.socket) as link:
        link.sendall(head_of(10) + fcgi.record(fcgi.STDIN, b"a=1"))
        start = time.monotonic()
        tap.eq(fcgi.read_response(link).status, 408)
        tap.ok(time.monotonic() - start < proc.promised(3), "in time")
    tap.eq(hasty.get("/all").status, 200)


@tap.case("FastCGI: a client that drips gets 408 too, not a process")
def dripping_body():
    with fcgi.connect(hasty.socket) as link:
        link.sendall(head_of(1000))
        sent = 0
        try:
            while sent < 900:
                link.sendall(fcgi.record(fcgi.STDIN, b"x"))
                time.sleep(0.05)
                sent += 1
        except OSError:
            pass
        tap.ok(sent < 100, "it was not heard for ever")
    tap.eq(hasty.get("/all").status, 200)


@tap.case("FastCGI: peers that say nothing or rubbish hold nobody up")
def silent_peers():
    links = []
    for rude in (b"", b"\x01", b"GET / HTTP/1.1\r\n\r\n",
                 struct.pack(">BBHHBB", 1, 9, 0, 0, 0, 0),
                 fcgi.begin(), fcgi.begin() + fcgi.record(fcgi.PARAMS, b"\x7f"),
                 head_of(5)):
        link = fcgi.connect(hasty.socket)
        link.sendall(rude)
        links.append(link)
    start = time.monotonic()
    tap.eq(hasty.get("/all").status, 200)
    tap.ok(time.monotonic() - start < proc.promised(12),
           "all of them timed out")
    for link in links:
        link.close()
    tap.eq(hasty.get("/all").status, 200)


@tap.case("FastCGI: a body whose end is never announced is 400 or 408")
def no_end():
    with fcgi.connect(echo.socket) as link:
        link.sendall(head_of(3) + fcgi.record(fcgi.STDIN, b"a=1"))
        link.shutdown(socket.SHUT_WR)
        tap.eq(fcgi.read_response(link).status, 400)


@tap.case("FastCGI: a reader who leaves is no error")
def leaving():
    for _ in range(5):
        with fcgi.connect(echo.socket) as link:
            link.sendall(fcgi.begin() + fcgi.stream(
                fcgi.PARAMS, fcgi.pairs(fcgi.params_for(
                    "GET", "/p/big/7000000"))) + fcgi.stream(fcgi.STDIN, b""))
            link.recv(1000)
    tap.eq(echo.get("/all").status, 200)
    tap.eq(echo.process.alive(), True)


@tap.case("FastCGI: a connection to be kept is answered and closed")
def kept():
    with fcgi.connect(echo.socket) as link:
        link.sendall(head_of(3, keep=True) + fcgi.stream(fcgi.STDIN, b"a=1"))
        tap.eq(fcgi.read_response(link).status, 200)
        tap.eq(link.recv(1), b"")


@tap.case("FastCGI: variables sent in pieces, a value over 127 bytes")
def pieces():
    data = fcgi.begin() + fcgi.stream(fcgi.PARAMS, fcgi.pairs(
        fcgi.params_for("GET", "/p/all", {"User-Agent": "u" * 5000})))
    with fcgi.connect(echo.socket) as link:
        link.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 4096)
        for at in range(0, len(data), 100):
            link.sendall(data[at:at + 100])
            time.sleep(0.001)
        link.sendall(fcgi.stream(fcgi.STDIN, b""))
        tap.eq(said(fcgi.read_response(link))["agent"], "u" * 5000)


@tap.case("FastCGI: HTTP_PROXY and other variables change nothing")
def proxy():
    got = over_fcgi("GET", "/p/all", {"Proxy": "http://evil.test"}, extra=[
        ("HTTPS", "off"), ("HTTP_HOST", "evil.test"),
        ("HTTP_X_FORWARDED_HOST", "evil.test"),
        ("HTTP_X_ORIGINAL_URL", "/p/none"),
        ("HTTP_X_REWRITE_URL", "/p/none"),
        ("HTTP_X_HTTP_METHOD_OVERRIDE", "DELETE")])
    tap.eq((got.status, said(got)["path"]), (200, "/all"))
    got = over_fcgi("GET", "/p/go?to=/x", {"Host": "evil.test"})
    tap.eq(got.header("Location"), "https://after.test/p/x")


@tap.case("TY-07 a public answer may be cached")
def public():
    got = echo.get("/public")
    tap.eq(got.all("Cache-Control"), ["public, max-age=86400"])
    tap.eq(got.header("X-Robots-Tag"), None)
    tap.eq(got.header("X-Content-Type-Options"), "nosniff")


@tap.case("without a page for faults there is one line of plain text")
def plain():
    other = echoed.Echo().serve(env={"ECHO_PLAIN": "1"})
    for path, status, line in (
            ("/all%2F", 404, "404 Not Found\n"),
            ("/all/" + "x" * 9000, 414, "414 URI Too Long\n")):
        got = other.get(path)
        tap.eq((got.status, got.text), (status, line))
        tap.eq(got.all("Cache-Control"), ["private, no-store, max-age=0"])
    other.stop()


@tap.case("nothing was said on stderr that nobody expected")
def quiet():
    lines = [line for line in (echo.log_text() + hasty.log_text()).splitlines()
             if not line.startswith("after ")]
    tap.eq(lines, [])


tap.main()
