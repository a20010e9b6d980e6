"""Pieces of SVG and HTML as text: whatever goes in is escaped and valid, whatever it is."""

from __future__ import annotations

import re
from math import isfinite

from markupsafe import Markup, escape

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SPELT = {"viewbox": "viewBox", "preserveaspectratio": "preserveAspectRatio"}


def number(value: float, places: int = 1) -> str:
    """A number as SVG writes it, as short as it can be; one that is none is 0.

    >>> number(12.0), number(3.14159, 2), number(-0.01), number(float("nan"))
    ('12', '3.14', '0', '0')
    """
    if not isfinite(value):
        return "0"
    text = f"{value:.{places}f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def percent(share: float) -> str:
    """A share of the width, 0 to 1, as SVG writes it.

    >>> percent(0.12345), percent(1)
    ('12.35%', '100%')
    """
    return f"{number(100 * share, 2)}%"


def element(name: str, *inside: str, **attributes: str | float | None) -> Markup:
    """An element with what is inside: ``Markup`` as it is, any other text escaped.

    Attributes that are None are left out; ``class_`` is ``class``, ``aria_label`` ``aria-label``.

    >>> element("text", "1 < 2", x=1.0, class_="soft", id=None)
    Markup('<text x="1" class="soft">1 &lt; 2</text>')
    """
    told = "".join(
        f' {_attribute(each)}="{_safe(number(value) if isinstance(value, float) else value)}"'
        for each, value in attributes.items()
        if value is not None
    )
    body = "".join(each if isinstance(each, Markup) else _safe(each) for each in inside)
    return Markup(f"<{name}{told}>{body}</{name}>")  # its parts are escaped


def _attribute(name: str) -> str:
    plain = name.rstrip("_").replace("_", "-")
    return _SPELT.get(plain, plain)


def _safe(text: object) -> str:
    return str(escape(_NOT_XML.sub("\ufffd", str(text))))
