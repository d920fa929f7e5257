"""php.py - text as PHP's serialize() writes it. Only what a shop stores."""


def serialize(value):
    if value is None:
        return "N;"
    if isinstance(value, bool):
        return "b:%d;" % value
    if isinstance(value, int):
        return "i:%d;" % value
    if isinstance(value, str):
        return 's:%d:"%s";' % (len(value.encode()), value)
    if isinstance(value, (list, tuple)):
        value = dict(enumerate(value))
    inside = "".join(serialize(k) + serialize(v) for k, v in value.items())
    return "a:%d:{%s}" % (len(value), inside)
