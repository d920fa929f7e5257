"""The catalogues of words are whole and fit the texts they translate."""
# budget: 30 s
import re
import shutil
import subprocess

import source
import tap


def catalogues():
    return source.files("po/*.po")


@tap.case("msgfmt finds nothing wrong in a catalogue")
def whole():
    if not catalogues():
        tap.skip("there is no catalogue yet")
    if not shutil.which("msgfmt"):
        tap.skip("msgfmt is missing: install gettext")
    found = []
    for path in catalogues():
        done = subprocess.run(
            ["msgfmt", "--check", "-o", "/dev/null",
             source.TOP + "/" + path], stderr=subprocess.PIPE, check=False)
        if done.returncode:
            found.append((path, 1, done.stderr.decode()[:400]))
    source.complain(found)


def entries(text):
    """(msgid, [msgstr ...]) of a catalogue; continued lines are joined."""
    text = re.sub(r'"\s*\n"', "", text)
    for block in re.split(r"\n\s*\n", text):
        if re.search(r"^#~|^#,.*\bfuzzy\b", block, re.M):
            continue
        source_text = re.search(r'^msgid "(.*)"$', block, re.M)
        if source_text:
            yield source_text[1], re.findall(
                r'^msgstr(?:\[\d\])? "(.*)"$', block, re.M)


@tap.case("a translation keeps the holes of its text")
def holes():
    if not catalogues():
        tap.skip("there is no catalogue yet")
    hole = re.compile(r"\{\{[^}]*\}\}|%(?:\d\$)?[sd]|%\w+%")
    found = []
    for path in catalogues():
        for text, translations in entries(source.read(path)):
            for one in translations if text else []:
                if len(translations) == 1 and one and sorted(
                        hole.findall(text)) != sorted(hole.findall(one)):
                    found.append((path, 1, text[:60]))
    source.complain(found)


tap.main()
