"""Reading the .nfo files of Kodi and Jellyfin: what they say of a drama, a film or an episode.

Everything here is a pure function of the file's bytes. The files are XML, often not quite: a byte
order mark, text before or after, the URL that Kodi allows behind the XML, bare ampersands, HTML
entities, several ``<episodedetails>`` in a row. All that is read. Declared entities are refused,
for nothing good ever needed one in an .nfo.
"""

from __future__ import annotations

import codecs
import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from html.entities import html5
from typing import TYPE_CHECKING

from jangmyeon.captions.encoding import visible, without_unseen_references
from jangmyeon.errors import ShelfError
from jangmyeon.model import Role

if TYPE_CHECKING:
    from lxml.etree import _Element

LARGEST = 4 * 1024 * 1024
"""Bytes. An .nfo that is larger is not read."""

_ROOT = re.compile(r"<(tvshow|movie|episodedetails)(?=[\s>/])")
_DECLARED = re.compile(rb"""<\?xml[^>]*encoding=["']([\w.-]+)["']""")
_ENTITY = re.compile(
    r"<!\[CDATA\[.*?\]\]>|<!--.*?-->|&(?!#\d+;|#x[\da-fA-F]+;)(?P<name>\w*)(?P<closed>;?)",
    re.DOTALL,
)
_DECLARATION = re.compile(r"<\?xml[^>]*\?>")
_XML_ENTITIES = ("amp", "lt", "gt", "quot", "apos")
_NOT_XML = re.compile(r"[^\t\n\r\x20-\uD7FF\uE000-\uFFFD\U00010000-\U0010FFFF]")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_DATES = ("year", "premiered", "releasedate", "aired", "firstaired")


@dataclass(frozen=True, slots=True)
class About:
    """What ``tvshow.nfo`` or a film's .nfo says. ``ids`` are (provider, id), such as tvdb's."""

    title: str = ""
    original_title: str = ""
    year: int | None = None
    plot: str = ""
    network: str = ""
    genres: tuple[str, ...] = ()
    cast: tuple[Role, ...] = ()
    ids: tuple[tuple[str, str], ...] = ()
    film: bool = False


@dataclass(frozen=True, slots=True)
class AboutEpisode:
    """What an episode's .nfo says. ``aired`` is a date as it stands there, mostly 2019-12-14."""

    season: int | None = None
    number: int | None = None
    title: str = ""
    plot: str = ""
    aired: str = ""
    cast: tuple[Role, ...] = ()


@dataclass(frozen=True, slots=True)
class Nfo:
    """An .nfo file: about a drama or film, about episodes, or (a bare URL, a greeting) neither."""

    about: About | None = None
    episodes: tuple[AboutEpisode, ...] = ()


def read_nfo(data: bytes) -> Nfo:
    """Read the bytes of an .nfo file.

    Raises:
        ShelfError: it is XML that cannot be read, declares entities or is too large; ``what`` says
            which and names the line.

    >>> read_nfo(b"<tvshow><title>Some Drama</title><year>2020</year></tvshow>").about.title
    'Some Drama'
    >>> read_nfo(b"https://www.thetvdb.com/series/some-drama")
    Nfo(about=None, episodes=())

    """
    if len(data) > LARGEST:
        raise ShelfError("larger than any .nfo should be", remedy=f"keep it under {LARGEST} bytes")
    text = without_unseen_references(visible(_decode(data)))
    if "<!ENTITY" in text:
        line = text.count("\n", 0, text.index("<!ENTITY")) + 1
        raise ShelfError(f"declares XML entities (line {line}), which is not safe to read")
    found = _ROOT.search(text)
    if found is None:
        return Nfo()
    about, episodes = None, []
    for root in _roots(text, found):
        if root.tag == "episodedetails":
            episodes.append(_episode(root))
        elif about is None:
            about = _about(root)
    return Nfo(about, tuple(episodes))


def _decode(data: bytes) -> str:
    """The text: by its byte order mark, its declaration, as UTF-8, or in Korean Windows' code."""
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if data.startswith(mark):
            return data.decode(encoding, "replace")
    declared = _DECLARED.match(data.lstrip())
    encodings = ["utf-8", "cp949", "latin-1"]
    # A declaration that can be read in ASCII cannot stand in UTF-16, whatever it claims.
    if declared and not declared[1].lower().startswith((b"utf-16", b"utf-32", b"ucs")):
        encodings.insert(0, declared[1].decode("ascii"))
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except (UnicodeError, LookupError):
            continue
    return data.decode("latin-1")


def _roots(text: str, first: re.Match[str]) -> Iterator[_Element]:
    """The elements that Kodi reads. Around them all is cut off: declaration, DOCTYPE, URL."""
    from lxml import etree

    tag = first[1]
    before = text.count("\n", 0, first.start())
    end = text.rfind(f"</{tag}")
    close = text.find(">", end)
    inside = text[first.start() : close + 1] if end >= 0 and close >= 0 else text[first.start() :]
    inside = _NOT_XML.sub("", _ENTITY.sub(_mend_entity, _DECLARATION.sub("", inside)))
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        wrapped = etree.fromstring(f"<nfo>{inside}</nfo>".encode(), parser)
    except etree.XMLSyntaxError as error:
        line = before + (error.lineno or 1)
        reason = str(error.msg).partition(", line ")[0]
        raise ShelfError(f"is not well-formed XML (line {line}: {reason})") from None
    yield from wrapped.iterchildren("tvshow", "movie", "episodedetails")


def _mend_entity(found: re.Match[str]) -> str:
    """What stands for ``&`` and the word after it: XML's own entities stay, no other is left."""
    name, closed = found["name"], found["closed"]
    if name is None or (closed and name in _XML_ENTITIES):
        return found[0]
    letters = html5.get(f"{name};", "") if closed else ""
    return html.escape(letters, quote=False) or f"&amp;{name}{closed}"


def _about(root: _Element) -> About:
    return About(
        title=_text(root, "title"),
        original_title=_text(root, "originaltitle"),
        year=_year(root),
        plot=_text(root, "plot") or _text(root, "outline"),
        network=next(iter(_texts(root, "studio")), ""),
        genres=tuple(dict.fromkeys(_genres(root))),
        cast=_cast(root),
        ids=tuple(dict.fromkeys(_ids(root))),
        film=root.tag == "movie",
    )


def _episode(root: _Element) -> AboutEpisode:
    return AboutEpisode(
        season=_number(root, "season"),
        number=_number(root, "episode"),
        title=_text(root, "title"),
        plot=_text(root, "plot") or _text(root, "outline"),
        aired=_text(root, "aired") or _text(root, "premiered"),
        cast=_cast(root),
    )


def _texts(root: _Element, tag: str) -> list[str]:
    """The texts of all children of that name, white space folded, empty ones left out."""
    texts = (" ".join("".join(map(str, child.itertext())).split()) for child in root.findall(tag))
    return [text for text in texts if text]


def _text(root: _Element, tag: str) -> str:
    return next(iter(_texts(root, tag)), "")


def _number(root: _Element, tag: str) -> int | None:
    text = _text(root, tag)
    return int(text) if text.isdecimal() and text.isascii() and len(text) <= 4 else None


def _year(root: _Element) -> int | None:
    for tag in _DATES:
        if found := _YEAR.search(_text(root, tag)):
            return int(found[0])
    return None


def _genres(root: _Element) -> Iterator[str]:
    """One element a genre, or all in one, parted by slashes as older Kodi wrote them."""
    for text in _texts(root, "genre"):
        yield from (part.strip() for part in text.split("/") if part.strip())


def _cast(root: _Element) -> tuple[Role, ...]:
    roles = (Role(_text(actor, "name"), _text(actor, "role")) for actor in root.findall("actor"))
    return tuple(dict.fromkeys(role for role in roles if role.actor))


def _ids(root: _Element) -> Iterator[tuple[str, str]]:
    for child in root.findall("uniqueid"):
        provider, text = str(child.get("type") or "").lower(), (child.text or "").strip()
        if provider and text:
            yield provider, text
    for tag in ("tvdbid", "tmdbid", "imdbid", "imdb_id"):
        if text := _text(root, tag):
            yield tag.removesuffix("id").rstrip("_"), text
