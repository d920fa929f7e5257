"""story.py - reads a .story file.

The first line is the title. Lines that start with "rows:" and "through:"
follow if there are any. Then each line is a step that begins with given,
when, then or and; lines indented below a step belong to it. A # at the
start of a line is a remark.

    A guest opens the order right after paying
    rows: TY-01 TY-02

    given the order fresh_guest
    when I open /order/{number}?key={key}
    then the status is 303
    when I follow
    then the page has "Thank you, Tomas"
"""

import re

WORDS = ("given", "when", "then", "and")


class Step:
    """kind is given, when or then; text is the rest; body the lines below."""

    def __init__(self, line, kind, text):
        self.line = line
        self.kind = kind
        self.text = text
        self.body = []


class Story:
    def __init__(self, name, title):
        self.name = name
        self.title = title
        self.rows = ""
        self.through = ["fastcgi"]
        self.steps = []


def parse(name, text):
    """A Story; ValueError names the line that makes no sense."""
    lines = text.splitlines()
    story = Story(name, lines[0].strip() if lines else "")
    if not story.title:
        raise ValueError("%s:1: a story starts with its title" % name)
    for number, line in enumerate(lines[1:], 2):
        if not line.strip() or line.startswith("#"):
            continue
        if line[0] in " \t":
            if not story.steps:
                raise ValueError("%s:%d: belongs to no step" % (name, number))
            story.steps[-1].body.append(line.strip())
        else:
            add_line(story, name, number, line.strip())
    if not any(step.kind == "then" for step in story.steps):
        raise ValueError("%s: nothing is checked" % name)
    return story


def add_line(story, name, number, line):
    head = re.match(r"(rows|through):\s*(.*)", line)
    if head:
        if head[1] == "rows":
            story.rows = head[2]
        else:
            story.through = head[2].split()
        return
    word, _, rest = line.partition(" ")
    if word not in WORDS:
        raise ValueError("%s:%d: a step starts with %s"
                         % (name, number, ", ".join(WORDS)))
    if word == "and":
        if not story.steps:
            raise ValueError("%s:%d: and what?" % (name, number))
        word = story.steps[-1].kind
    story.steps.append(Step(number, word, rest.strip()))
