"""forms.py - the forms of a page, as a browser without script sends them."""

from html.parser import HTMLParser


class Form:
    def __init__(self, attributes):
        self.action = attributes.get("action") or ""
        self.method = (attributes.get("method") or "get").upper()
        self.fields = {}
        self.names = set()


class Reader(HTMLParser):
    """Collects forms with the values their fields start with."""

    def __init__(self):
        super().__init__()
        self.forms = []
        self.area = None
        self.choice = None

    def handle_starttag(self, tag, pairs):
        attributes = dict(pairs)
        if tag == "form":
            self.forms.append(Form(attributes))
            return
        if not self.forms:
            return
        form, name = self.forms[-1], attributes.get("name")
        if tag == "option" and self.choice:
            value = attributes.get("value", "")
            if "selected" in attributes or self.choice not in form.fields:
                form.fields[self.choice] = value
        if not name:
            return
        form.names.add(name)
        if tag == "input":
            self.take_input(form, name, attributes)
        elif tag == "textarea":
            self.area = name
            form.fields[name] = ""
        elif tag == "select":
            self.choice = name

    def take_input(self, form, name, attributes):
        kind = attributes.get("type", "text")
        if kind in ("checkbox", "radio"):
            if "checked" in attributes:
                form.fields[name] = attributes.get("value", "on")
        elif kind not in ("submit", "button", "image", "file"):
            form.fields[name] = attributes.get("value") or ""

    def handle_data(self, data):
        if self.area:
            self.forms[-1].fields[self.area] += data

    def handle_endtag(self, tag):
        if tag == "textarea":
            self.area = None
        elif tag == "select":
            self.choice = None


def forms_of(page):
    reader = Reader()
    reader.feed(page)
    return reader.forms


def form_with(page, names):
    """The first form that has all of these fields, or None."""
    for form in forms_of(page):
        if set(names) <= form.names:
            return form
    return None


class Text(HTMLParser):
    """What a reader sees, white space collapsed."""

    hidden = ("script", "style", "template", "head")

    def __init__(self):
        super().__init__()
        self.depth = 0
        self.parts = []

    def handle_starttag(self, tag, pairs):
        self.depth += tag in self.hidden
        self.parts.append(" ")

    def handle_endtag(self, tag):
        self.depth -= tag in self.hidden
        self.parts.append(" ")

    def handle_data(self, data):
        if not self.depth:
            self.parts.append(data)


def text_of(page):
    reader = Text()
    reader.feed(page)
    return " ".join("".join(reader.parts).split())
