"""The title and year of a drama, from the name of a folder or a file; keys and slugs of titles."""

from __future__ import annotations

import functools
import re
import unicodedata
from dataclasses import dataclass

from jangmyeon.captions.encoding import visible
from jangmyeon.shelf.vocabulary import release_words

# Jellyfin's [tvdbid-123], Plex's {tmdb-123} and {edition-...}.
_PROVIDER = re.compile(
    r"[\[{](?:(?:tvdb|tmdb|imdb|tvmaze|anidb|trakt)(?:id)?|edition)[-=][^\]}]*[\]}]", re.IGNORECASE
)
_PAREN_YEAR = re.compile(r"[(\[（]\s*((?:19|20)\d\d)(?:\s*[-–~]\s*(?:(?:19|20)\d\d)?)?\s*[)\]）]")
# A bare year before 2000 belongs to the title: dramas that are named for a year look back
# (1987), while hardly any that old is shared under a release name.
_BARE_YEAR = re.compile(r"^(.*\w.*?)[\s._-]+(20\d\d)[\s._-]*$")
_YEAR_OF_TITLE = re.compile(r"(?:of|in|since|until|from)[\s._-]*$", re.IGNORECASE)
# Who made or showed it, before the title: [Fans] or (SBS).
_GROUP = re.compile(
    r"^\s*(?:\[[^\]]*\]\s*|【[^】]*】\s*|\((?:[A-Z\d]{2,6}|tvN|[^)]*[가-힣][^)]*)\)\s+)(?=[^\s._-])"
)
_ALL_IN_BRACKETS = re.compile(r"^\[([^\]]+)\]$")
_TRAILING_BRACKETS = re.compile(
    r"\s*(?:\[[^\]]*\]|\{[^}]*\}|\((?:kr|korea|한국)\))\s*$", re.IGNORECASE
)
# A dot that parts words, not one of an acronym: not right after a letter that stands alone.
_WORD_DOT = re.compile(r"(?<![\s.](?=\w)\w)\.|_")
_ACRONYM = re.compile(r"^(?:\w\.)+\w$")
_EDGES = " \t._-–—~,:;+"


@dataclass(frozen=True, slots=True)
class NamedTitle:
    """A title and year. ``dated`` says that the name marks itself as a drama's or film's own.

    That is so when it bears a year in brackets or a metadata provider's id.
    """

    title: str
    year: int | None = None
    dated: bool = False


@functools.cache
def release_word() -> re.Pattern[str]:
    """A word at which the title of a release name has ended, such as ``1080p``."""
    words = "|".join(release_words())
    return re.compile(rf"(?<![^\W_])(?:{words})(?![^\W_])", re.IGNORECASE)


def read_title(name: str) -> NamedTitle:
    """The title and year in a folder's name, or in the part of a file's name before the episode.

    >>> read_title("Signal (2016) [tvdbid-123]")
    NamedTitle(title='Signal', year=2016, dated=True)
    >>> read_title("Some.Drama.2019.1080p.NF.WEB-DL-GRP")
    NamedTitle(title='Some Drama', year=2019, dated=False)
    >>> read_title("Reply 1988").year
    """
    text, ids = _PROVIDER.subn(" ", unicodedata.normalize("NFC", name))
    text = _GROUP.sub("", text)
    dated = ids > 0
    year = None
    if found := _last_with_text_before(_PAREN_YEAR, text):
        year, text, dated = int(found[1]), text[: found.start()], True
    elif found := _last_with_text_before(release_word(), text, first=True):
        text = text[: found.start()]
    bare = _BARE_YEAR.match(text) if year is None else None
    if bare and not _YEAR_OF_TITLE.search(bare[1]):
        year, text = int(bare[2]), bare[1]
    return NamedTitle(tidy_title(text), year, dated)


def tidy_title(text: str) -> str:
    """A title as people write it: words parted by spaces, nothing hanging at its ends.

    >>> tidy_title("Crash.Landing.on.You."), tidy_title("D.P."), tidy_title("Mr. Queen -")
    ('Crash Landing on You', 'D.P.', 'Mr. Queen')
    """
    text = visible(text)
    while (shorter := _TRAILING_BRACKETS.sub("", text)) != text and shorter.strip(_EDGES):
        text = shorter
    text = _ALL_IN_BRACKETS.sub(r"\1", text.strip(_EDGES)).strip(_EDGES)
    if _ACRONYM.match(text):
        return text + "."
    if " " not in text:
        text = _WORD_DOT.sub(" ", text)
    return " ".join(text.replace("_", " ").split())


def _last_with_text_before(
    pattern: re.Pattern[str], text: str, *, first: bool = False
) -> re.Match[str] | None:
    """The last match (or the first) that leaves something before it to be the title."""
    found = [m for m in pattern.finditer(text) if text[: m.start()].strip(_EDGES + "[(")]
    return (found[0] if first else found[-1]) if found else None


@functools.lru_cache(maxsize=4096)
def title_key(title: str) -> str:
    """What two spellings of one title have in common: its letters and digits, nothing else.

    >>> title_key("Rookie: Love & War"), title_key("D.P.") == title_key("DP")
    ('rookieloveandwar', True)
    """
    return "".join(c for c in _plain(title) if c.isalnum())


def slug(title: str, year: int | None) -> str:
    """A readable id: lower-case words and the year, joined by hyphens. Hangul stays Hangul.

    >>> slug("It's Okay, That's Love", 2014), slug("사랑의 불시착", None)
    ('its-okay-thats-love-2014', '사랑의-불시착')
    """
    words = re.sub(r"[^\w]+|_+", "-", re.sub(r"['’`]", "", _plain(title))).strip("-")
    return "-".join(part for part in (words or "drama", str(year or "")) if part)


def after_title(text: str, title: str) -> int:
    """Where in ``text`` the words of ``title`` end, if it starts with them; otherwise 0.

    >>> "18.Again - 03"[after_title("18.Again - 03", "18 Again"):]
    ' - 03'
    >>> after_title("Signals 03", "Signal")
    0
    """
    wanted, seen = title_key(title), ""
    for place, letter in enumerate(text):
        if seen == wanted:
            after_word = text[place - 1].isalpha() and text[place - 1].isascii()
            clash = letter.isalpha() if after_word else letter.isdigit() and seen[-1:].isdigit()
            return 0 if clash else place
        seen += title_key(letter)
        if not wanted.startswith(seen):
            return 0
    return len(text) if wanted and seen == wanted else 0


def _plain(title: str) -> str:
    """Lower case, without accents, ``&`` spelt out. Hangul syllables come out whole."""
    parts = unicodedata.normalize("NFKD", title.casefold().replace("&", " and "))
    bare = "".join(c for c in parts if unicodedata.category(c) != "Mn")
    return unicodedata.normalize("NFC", bare)
