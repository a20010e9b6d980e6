"""Pages that a browser saved with their pictures in one file (MHTML), sound and broken."""

from __future__ import annotations

import base64
import quopri

from fuzz import pages
from fuzz.chance import Chance
from fuzz.running import main
from fuzz.writing import written_as

_TOKENS = (
    *(
        "Content-Type: text/html",
        "boundary=",
        "--part",
        "--part--",
        "\r\n\r\n",
        "=3D",
        "=\r\n",
        "charset=",
    ),
    *(
        "Content-Transfer-Encoding: base64",
        "quoted-printable",
        "multipart/related;",
        "MIME-Version: 1.0",
    ),
    *("=?utf-8?B?", "?=", "; ;", ": ", "\r\n ", "message/rfc822", "utf-7", "8bit"),
)


def whole(chance: Chance) -> str:
    """A message whose first part is a page."""
    way = chance.one(("quoted-printable", "quoted-printable", "base64", "8bit", "x-none"))
    page = pages.whole(chance)
    data = page.encode("utf-8", "replace")
    if way == "quoted-printable":
        page = quopri.encodestring(data).decode("ascii")
    elif way == "base64":
        page = base64.encodebytes(data).decode("ascii")
    charset = chance.one(("utf-8", "utf-8", "euc-kr", "x-nothing"))
    rows = (
        *("From: <Saved by a browser>", "Subject: Best scenes", "MIME-Version: 1.0"),
        *('Content-Type: multipart/related; type="text/html"; boundary="part"', "", "--part"),
        *(f"Content-Type: text/html; charset={charset}", f"Content-Transfer-Encoding: {way}", ""),
        *(page, "--part", "Content-Type: image/png", "", "PNG", "--part--", ""),
    )
    return "\r\n".join(rows)


TARGET = written_as("archives", ".mhtml", whole, _TOKENS)

if __name__ == "__main__":
    main([TARGET])
