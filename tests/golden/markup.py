"""markup.py - reads a page as a browser and a screen reader would, and says
what is wrong with it. It knows no template and no program."""

import html.parser

VOID = frozenset("area base br col embed hr img input link meta param source "
                 "track wbr".split())
FOREIGN = frozenset(["svg", "math"])
NAMELESS = frozenset(["hidden", "submit", "reset", "button", "image"])
REFERENCES = ("for", "aria-labelledby", "aria-describedby", "aria-controls",
              "list", "headers", "form")


class Element:
    """An element with its attributes, its text and what stands in it."""

    def __init__(self, tag, attrs, line, parent):
        self.tag = tag
        self.attrs = dict(attrs)
        self.line = line
        self.parent = parent
        self.children = []
        self.texts = []

    def get(self, name):
        return self.attrs.get(name) or ""

    def around(self):
        """The elements it stands in, the innermost first."""
        at = self.parent
        while at:
            yield at
            at = at.parent

    def below(self):
        for child in self.children:
            yield child
            yield from child.below()

    def text(self):
        """What is read aloud: text, and alternatives of pictures."""
        if self.get("aria-hidden") == "true":
            return ""
        if self.get("aria-label"):
            return self.get("aria-label")
        if self.tag == "img":
            return self.get("alt")
        parts = [part if isinstance(part, str) else part.text()
                 for part in self.texts]
        return " ".join(" ".join(parts).split())


class Page(html.parser.HTMLParser):
    """The tree of a page, and in `faults` what breaks it."""

    def __init__(self, source):
        super().__init__(convert_charrefs=True)
        self.faults = []
        self.root = Element("", [], 0, None)
        self.at = self.root
        self.feed(source)
        self.close()
        while self.at is not self.root:
            self.fault("<%s> of line %d is not closed"
                       % (self.at.tag, self.at.line))
            self.at = self.at.parent
        self.all = list(self.root.below())

    def fault(self, what, line=None):
        self.faults.append("line %d: %s" % (line or self.getpos()[0], what))

    def add(self, tag, attrs):
        names = [name for name, _ in attrs]
        for name in sorted(set(names)):
            if names.count(name) > 1:
                self.fault("<%s> has %s twice" % (tag, name))
        element = Element(tag, attrs, self.getpos()[0], self.at)
        self.at.children.append(element)
        self.at.texts.append(element)
        return element

    def is_foreign(self, tag):
        return tag in FOREIGN or any(
            element.tag in FOREIGN for element in [self.at, *self.at.around()])

    def handle_starttag(self, tag, attrs):
        element = self.add(tag, attrs)
        if tag not in VOID:
            self.at = element

    def handle_startendtag(self, tag, attrs):
        self.add(tag, attrs)
        if tag not in VOID and not self.is_foreign(tag):
            self.fault("<%s/> closes nothing" % tag)

    def handle_endtag(self, tag):
        if self.at.tag == tag:
            self.at = self.at.parent
        else:
            self.fault("</%s> stands where </%s> is due" % (tag, self.at.tag))

    def handle_data(self, data):
        self.at.texts.append(data)

    def find(self, *tags):
        return [element for element in self.all if element.tag in tags]

    def ids(self):
        return [element.get("id") for element in self.all
                if "id" in element.attrs]


def is_document(page):
    return bool(page.find("html"))


def check_document(page):
    """One h1, a language, a title."""
    if not is_document(page):
        return
    if not page.find("html")[0].get("lang"):
        yield 1, "<html> has no lang"
    titles = [title for title in page.find("title")
              if title.parent.tag == "head"]
    if len(titles) != 1 or not titles[0].text():
        yield 1, "the page has no title"
    headings = page.find("h1")
    if len(headings) != 1:
        yield 1, "%d h1 instead of one" % len(headings)
    for heading in page.find("h1", "h2", "h3", "h4", "h5", "h6"):
        if not heading.text():
            yield heading.line, "an empty <%s>" % heading.tag


def check_headings(page):
    """No level is left out; an error summary may stand before the h1."""
    level = 1
    for heading in page.find("h1", "h2", "h3", "h4", "h5", "h6"):
        new = int(heading.tag[1])
        if is_document(page) and new > level + 1:
            yield heading.line, "<h%d> follows <h%d>" % (new, level)
        level = new


def check_ids(page):
    """Each id once; what is referred to is there."""
    ids = page.ids()
    for one in sorted(set(ids)):
        if not one or " " in one:
            yield 1, "the id %r is none" % one
        if ids.count(one) > 1:
            yield 1, "the id %s stands %d times" % (one, ids.count(one))
    if not is_document(page):
        return
    for element in page.all:
        for name in REFERENCES:
            for one in element.get(name).split():
                if one not in ids:
                    yield element.line, "%s=%s leads nowhere" % (name, one)
        href = element.get("href")
        if element.tag == "a" and href.startswith("#") and \
                href[1:] not in ids:
            yield element.line, "the link %s leads nowhere" % href


def has_label(page, field):
    if field.get("aria-label") or field.get("aria-labelledby"):
        return True
    if any(one.tag == "label" and one.text() for one in field.around()):
        return True
    return any(label.get("for") == field.get("id") and label.text()
               for label in page.find("label") if label.get("for"))


def check_fields(page):
    """Every field has a label; a hint as a placeholder is none."""
    for field in page.find("input", "select", "textarea"):
        if field.get("type").lower() in NAMELESS:
            continue
        if not has_label(page, field):
            yield field.line, "<%s name=%s> has no label" % (
                field.tag, field.get("name"))


def check_names(page):
    """Links and buttons say what they do, and lead somewhere."""
    for element in page.find("a", "button", "summary", "legend", "label"):
        if not element.text():
            yield element.line, "an empty <%s>" % element.tag
    for element in page.find("a"):
        if element.get("href") in ("", "#"):
            yield element.line, "the link %r leads nowhere" % element.text()
    for element in page.find("form"):
        if element.get("action") == "#":
            yield element.line, "a form that is sent nowhere"


def check_pictures(page):
    """A text instead, and a size, so that nothing jumps."""
    for picture in page.find("img"):
        for name in ("alt", "width", "height"):
            if name not in picture.attrs or \
                    (name != "alt" and not picture.get(name).isdigit()):
                yield picture.line, "a picture without %s: %s" % (
                    name, picture.get("src"))
        if picture.get("src") in ("", "#"):
            yield picture.line, "a picture without an address"


def check_policy(page):
    """Nothing our content security policy would block."""
    for element in page.all:
        for name in element.attrs:
            if name.startswith("on") or name == "style":
                yield element.line, "<%s> has %s" % (element.tag, name)
    for element in page.find("script"):
        if not element.get("src") and \
                element.get("type") != "application/ld+json":
            yield element.line, "a script in the page"
    for element in page.find("style"):
        yield element.line, "a style sheet in the page"


def check_tables(page):
    """A table has heads."""
    for table in page.find("table"):
        if table.get("role") != "presentation" and \
                not any(cell.tag == "th" for cell in table.below()):
            yield table.line, "a table without heads"


CHECKS = (check_document, check_headings, check_ids, check_fields,
          check_names, check_pictures, check_policy, check_tables)


def complaints(source):
    """All that is wrong with a page, one line each."""
    page = Page(source)
    found = list(page.faults)
    for check in CHECKS:
        found += ["line %d: %s" % fault for fault in check(page)]
    if "{{" in source or "}}" in source:
        found.append("braces of a template are left")
    return found
