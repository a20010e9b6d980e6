"""Bytes of a caption file -> text: which characters were meant, and what could not be read."""

from __future__ import annotations

import html
import re
import sys
import unicodedata
from dataclasses import dataclass

from jangmyeon.captions.reading import counted
from jangmyeon.errors import CaptionError

LARGEST = 64 * 1024 * 1024
"""Bytes. An episode's captions are some 100 KB; anything near this is not captions."""

_MARKS = (  # the longer first: UTF-32's mark begins with UTF-16's
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_OTHER_FILES = (
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"\x89PNG\r\n", "a PNG picture"),
    (b"GIF8", "a GIF picture"),
    (b"PK\x03\x04", "a ZIP archive"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"Rar!\x1a", "a RAR archive"),
    (b"7z\xbc\xaf", "a 7-Zip archive"),
    (b"%PDF-", "a PDF document"),
    (b"\x1aE\xdf\xa3", "a Matroska video"),
    (b"ID3", "an MP3 sound file"),
    (b"RIFF", "a RIFF sound or video file"),
    (b"\x00\x00\x01\xba", "a VobSub or MPEG file (pictures of text)"),
    (b"PG\x00", "a PGS file (pictures of text)"),
)
_HIGH = bytes(range(0x80, 0x100))
_WESTERN = ("àáâãäåæçèéêëìíîïñòóôõöøùúûüßœÀÁÂÄÅÆÇÈÉÊËÍÎÑÓÔÖØÙÚÛÜŒ¿¡«»‘’“”…–—´°·ªº¶\xa0").encode(
    "cp1252"
)
_KOREAN = re.compile(rb"[\xa1\xa2\xb0-\xc8][\xa1-\xfe]")
_CHARSET = re.compile(r"(?:iso|latin|windows|cp|euc|shift|ms|big5|gb|koi8|ks|tis)[\w.:-]*")
_DECLARED = re.compile(rb"<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([\w.:-]{2,30})[\"']")
# C0 and C1 controls but tab and newline, soft hyphen, zero-width and direction marks, and what
# is no character at all: surrogates, the byte order mark, U+FFFE and U+FFFF.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f"
    "\ud800-\udfff\ufeff\ufffe\uffff]"
)
_REFERENCE = re.compile(r"&#(?:(\d{1,8})|[xX]([0-9a-fA-F]{1,7}));")
_ENDLESS = re.compile(r"&#\d{40,};?")  # more digits than Python cares to read
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f]")
_ELSEWHERE = [  # what charset-normalizer may choose from: encodings captions were ever saved in
    "big5", "cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "cp1258",
    "cp874", "cp932", "euc_jp", "gb18030", "iso2022_kr", "koi8_r", "latin_1", "shift_jis",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text with plain newlines and no unseen signs, and the encoding it was read with."""

    text: str
    encoding: str
    notices: tuple[str, ...] = ()


def decode(data: bytes) -> Decoded:
    """Read bytes as text, whatever encoding they were saved in.

    Looks, in this order, at the byte order mark, UTF-8, the pattern of zero bytes that UTF-16
    leaves, the XML declaration, Korean (CP949, which includes EUC-KR), Western (CP1252), and only
    then asks charset-normalizer.

    Raises:
        CaptionError: nothing in it, too large, or not text at all.

    Example:
        >>> decode("뛰지 마시오".encode("cp949"))
        Decoded(text='뛰지 마시오', encoding='cp949', notices=())

    """
    _refuse(data)
    encoding = _encoding_of(data)
    text = data.decode(encoding, errors="replace")
    notices: tuple[str, ...] = ()
    lost = text.count("\ufffd")
    if lost:
        line = text.count("\n", 0, text.index("\ufffd")) + 1
        what = f"not valid {encoding}, the first in line {line}: shown as \ufffd"
        notices = (counted(lost, "place", what),)
    whole = text.replace("\r\n", "\n").replace("\r", "\n")
    text = visible(whole)
    # A picture or a program can be valid in many encodings, but is full of controls.
    if len(text) < len(whole) and len(_CONTROL.findall(whole)) > max(2, len(whole) // 50):
        raise CaptionError("not text", remedy="it holds binary data; give it its right extension")
    text = composed(text)
    if not text.strip():
        raise CaptionError("nothing but blanks in", remedy="delete the file, or save it again")
    return Decoded(text, encoding.removesuffix("-sig"), notices)


def visible(text: str) -> str:
    r"""Remove what nobody sees: controls, direction marks, zero-width signs, lone surrogates.

    >>> visible("리\u202e정\x00혁")
    '리정혁'
    """
    return _UNSEEN.sub("", text)


def without_unseen_references(text: str) -> str:
    """Remove character references to what nobody sees, or to no character at all.

    >>> without_unseen_references("리&#8238;정&#x0;혁&#44032;")
    '리정혁&#44032;'
    """
    return _REFERENCE.sub(_seen_reference, text) if "&#" in text else text


def unescaped(text: str) -> str:
    """Character references as the characters they mean, as HTML has it.

    >>> unescaped("&lt;배&#44;&gt;"), unescaped("&#" + "9" * 9_999 + ";")
    ('<배,>', '')
    """
    return html.unescape(_ENDLESS.sub("", text))


def composed(text: str) -> str:
    """Text whose letters are one sign each where there is one (NFC)."""
    return text if unicodedata.is_normalized("NFC", text) else unicodedata.normalize("NFC", text)


def _seen_reference(match: re.Match[str]) -> str:
    code = int(match.group(1)) if match.group(1) else int(match.group(2), 16)
    return match.group() if code <= sys.maxunicode and visible(chr(code)) else ""


def _refuse(data: bytes) -> None:
    if not data:
        raise CaptionError("nothing in", remedy="the file is empty; delete it or download it again")
    if len(data) > LARGEST:
        raise CaptionError(
            "too large to be captions",
            remedy=f"{len(data) // 2**20} MiB, the limit is {LARGEST // 2**20} MiB",
        )
    for magic, what in _OTHER_FILES:
        if data.startswith(magic):
            raise CaptionError(f"{what}, not captions", remedy="give it the right extension")
    if data[4:8] == b"ftyp":
        raise CaptionError("an MP4 video, not captions", remedy="give it the right extension")


def _encoding_of(data: bytes) -> str:
    """The name of the codec to read ``data`` with."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return encoding
    if b"\x00" in data:
        return _wide(data)
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return _declared(data) or _undeclared(data)
    return "utf-8"


def _wide(data: bytes) -> str:
    """UTF-16 without its mark: the zero halves of ASCII signs stand on one side.

    The other side has a few, for 가 is U+AC00.
    """
    sample = data[: 2**16]
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if even + odd >= max(2, len(sample) // 20):
        if odd >= 3 * even:
            return "utf-16-le"
        if even >= 3 * odd:
            return "utf-16-be"
    if even + odd <= max(1, len(sample) // 100):  # stray zeros, as old players left at the end
        rest = data.replace(b"\x00", b"")
        return _encoding_of(rest) if rest else "utf-8"
    raise CaptionError("not text", remedy="the file holds binary data; give it its right extension")


def _declared(data: bytes) -> str | None:
    """What the XML declaration says, if the bytes bear it out."""
    match = _DECLARED.match(data)
    if not match:
        return None
    name = match.group(1).decode("ascii").lower()
    name = "cp949" if name in {"euc-kr", "euckr", "ks_c_5601-1987"} else name
    # Python knows stranger codecs; and what reads as ASCII this far is not UTF-16.
    if not _CHARSET.fullmatch(name):
        return None
    try:
        data.decode(name)
    except (LookupError, UnicodeError):
        return None
    return name


def _undeclared(data: bytes) -> str:
    """The likeliest encoding of bytes that are not quite UTF-8 and say nothing themselves."""
    high = len(data) - len(data.translate(None, _HIGH))
    if _broken(data, "utf-8") * 50 <= high:  # sound, but for a few damaged letters
        return "utf-8"
    # CP949 reads almost any pair of high bytes as something: what it reads must be Hangul that
    # is in use (KS X 1001) or signs, for an apostrophe of CP1252 makes rare Hangul too.
    if len(_KOREAN.findall(data)) * 8 >= high * 3 and _broken(data, "cp949") * 50 <= high:
        return "cp949"
    if _western(data, high):
        return "cp1252"
    return _asked(data)


def _broken(data: bytes, encoding: str) -> int:
    return data.decode(encoding, errors="replace").count("\ufffd")


def _western(data: bytes, high: int) -> bool:
    """Bytes of a Western European language: many letters of ASCII, and the usual accents."""
    letters = len(re.findall(rb"[A-Za-z]", data))
    usual = len(data) - len(data.translate(None, _WESTERN))
    return high * 2 <= letters and usual * 10 >= high * 9


def _asked(data: bytes) -> str:
    """Ask charset-normalizer, which is slow to load and to answer, about undecided bytes."""
    from charset_normalizer import from_bytes

    best = from_bytes(data[: 2**16], cp_isolation=_ELSEWHERE).best()
    if best is None and _is_damaged_utf8(data):
        return "utf-8"
    if best is None:
        raise CaptionError(
            "not text in any known encoding", remedy="save the file as UTF-8, or delete it"
        )
    return str(best.encoding)


def _is_damaged_utf8(data: bytes) -> bool:
    """Whether most can be read as UTF-8: of its letters beyond ASCII, or for there are few."""
    high = len(data) - len(data.translate(None, _HIGH))
    return high * 10 <= len(data) or _broken(data, "utf-8") * 4 <= high
