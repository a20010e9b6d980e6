"""What can happen to a file: text that is cut, doubled and mixed, bytes that are flipped."""

from __future__ import annotations

from collections.abc import Sequence

from fuzz.chance import Chance

MOST = 1 << 17
"""Characters: repeating stops here, where what takes time to the square is slow enough to show."""

NASTY = (
    *("\0", "\x1b[2J", "\x1b]0;title\x07", "\x9b31m", "\x07", "\x08", "\r", "\x0b", "\x0c", "\x85"),
    *("\u2028", "\u2029", "\ud800", "\udfff", "\ufeff", "\ufffe", "\uffff", "\ufffd", "\u00a0"),
    *("\u202e", "\u2066", "\u200f", "\u061c", "\u200b", "\u200d", "\u00ad", "\u3000", "\U0010ffff"),
    *("\u0301" * 40, "\u1100\u1161\u11a8", "ｶﾞ", "👩‍👩‍👧‍👦", "İ", "ß", "ﬁ", "١٢", "２", "²", "⅐"),
    *("&#0;", "&#x1b;", "&#xd800;", "&#8238;", "&#99999999;", "&lt;", "&amp;amp;", "&nosuch;", "&"),
    *("<", ">", "<!--", "-->", "<![CDATA[", "]]>", "{", "}", "[", "]", "(", ")", "<b", "</", "\\"),
    *("-->", "--", "♪", "#", ":", ",", ".", "%", "%s", "{0}", "../", "..\\", "'", '"', "`", "$(x)"),
)
_ENCODINGS = (
    "cp949",
    "utf-16",
    "utf-16-le",
    "utf-16-be",
    "utf-32",
    "cp1252",
    "utf-8-sig",
    "euc_kr",
)
_WAYS = 7


def broken(text: str, others: Sequence[str], tokens: Sequence[str], chance: Chance) -> str:
    """A text after up to six accidents.

    Args:
        others: texts of the same kind, pieces of which may get in.
        tokens: what has a meaning in this kind of text.
    """
    for _ in range(chance.few(6)):
        text = _accident(text, others, tokens, chance)
    return text[:MOST]


def _accident(text: str, others: Sequence[str], tokens: Sequence[str], chance: Chance) -> str:
    start, end = _piece(text, chance)
    way = int(chance.random() * _WAYS)
    if way == 0:
        return text[:start] + text[end:]
    if way == 1 and chance.likely(0.3):
        return text[:end]
    if way == 2:
        piece = text[start:end] or chance.one(tokens)
        times = min(2 ** chance.few(17), MOST // len(piece) + 1)
        return text[:start] + piece * times + text[end:]
    if way == 3:
        other = chance.one(others)
        first, last = _piece(other, chance)
        return text[:start] + other[first:last] + text[end:]
    if way == 4:
        return text[end:] + text[start:end] + text[:start]
    token = chance.one(tokens if way == 5 else NASTY)
    return text[:start] + token + text[start:]


def _piece(text: str, chance: Chance) -> tuple[int, int]:
    """Where a piece starts and ends: of some letters, a line, or up to all of it."""
    start = int(chance.random() * (len(text) + 1))
    if chance.likely(0.4):
        return start, min(start + 1 + chance.few(12), len(text))
    if chance.likely(0.5):
        line = text.rfind("\n", 0, start) + 1
        end = text.find("\n", start) + 1
        return line, end or len(text)
    return start, start + int(chance.random() * (len(text) - start + 1))


def written(text: str, chance: Chance) -> bytes:
    """A text as bytes: mostly UTF-8, else in another encoding, or half in one and half in two."""
    if chance.likely(0.75):
        return text.encode("utf-8", "surrogatepass")
    if chance.likely(0.7):
        return _encoded(text, chance)
    half = len(text) // 2
    return _encoded(text[:half], chance) + _encoded(text[half:], chance)


def _encoded(text: str, chance: Chance) -> bytes:
    encoding = chance.one(_ENCODINGS)
    errors = "surrogatepass" if encoding.startswith("utf") else "replace"
    return text.encode(encoding, errors)


def damaged(data: bytes, chance: Chance) -> bytes:
    """Bytes of which, in one case of four, a few are flipped, lost, zeroed or cut off."""
    if not data or not chance.likely(0.25):
        return data
    spoilt = bytearray(data)
    for _ in range(1 + chance.few(8)):
        at = int(chance.random() * len(spoilt))
        way = int(chance.random() * 5)
        if way == 0:
            spoilt[at] ^= 1 << int(chance.random() * 8)
        elif way == 1:
            spoilt[at] = 0
        elif way == 2:
            spoilt[at : at + 1 + chance.few(16)] = b""
        elif way == 3:
            spoilt[at:at] = chance.randbytes(1 + chance.few(8))
        else:
            del spoilt[at:]
        if not spoilt:
            break
    return bytes(spoilt)
