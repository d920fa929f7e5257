"""Plays every story beside this file; each is one case for each server it
is told through. STORY=name in the environment plays one."""
# budget: 300 s
import glob
import os

import app
import forms
import steps
import story
import tap

HERE = os.path.dirname(os.path.abspath(__file__))
KINDS = ("fastcgi", "nginx", "lighttpd", "proxy_fcgi", "fcgid", "cgi")


def play(one, server):
    player = steps.Player(one, server)
    try:
        player.play()
        if player.app:
            player.app.check_log()
    finally:
        tap.run_cleanups()


def collect():
    wanted = os.environ.get("STORY")
    for path in sorted(glob.glob(os.path.join(HERE, "*.story"))):
        name = os.path.basename(path)
        if wanted and wanted not in name:
            continue
        with open(path, encoding="utf-8") as file:
            one = story.parse(name, file.read())
        for server in one.through:
            title = "%s: %s" % (name[:-6], one.title)
            if server != "fastcgi":
                title += ", through " + server
            if one.rows:
                title += " (%s)" % one.rows
            tap.case(title)(lambda one=one, server=server: play(one, server))


@tap.case("a story that makes no sense is refused with its line")
def nonsense():
    for text in ("", "T\nperhaps x", "T\n  x = 1", "T\nand x",
                 "T\ngiven a"):
        try:
            story.parse("x.story", text)
        except ValueError as error:
            tap.has(str(error), "x.story")
        else:
            raise tap.Failed("taken: %r" % text)


@tap.case("forms are read as a browser sends them")
def form():
    page = ('<form action="/a"><input name=q value=1></form><form method='
            'post><input type=hidden name=k value="x&amp;y"><input name=m>'
            '<input type=radio name=r value=1><input type=radio name=r '
            'value=2 checked><select name=s><option value=a><option '
            'value=b selected></select><textarea name=t>hi</textarea>'
            '<button name=go>Go</button></form>')
    found = forms.form_with(page, ["m"])
    tap.eq((found.method, found.fields),
           ("POST", {"k": "x&y", "m": "", "r": "2", "s": "b", "t": "hi"}))
    tap.eq(forms.text_of("<p>a <b>b</b><script>c</script>\n d"), "a b d")


app.need()
collect()
tap.main()
