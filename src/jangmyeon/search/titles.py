"""Drama titles within a query: *Goblin kiss in the snow*, *CLOY border scene*, 사랑의 불시착 국경.

A title is met in any spelling: its words with or without spaces, its initials, its beginning, with
a letter or two wrong. How sure that is depends on what else the words may mean: *Itaewon Class*
is nothing but a title, while *signal* is an ordinary word until capitals, quotation marks, an
episode after it or *in* before it tell otherwise. Two ordinary words, like *true beauty*, are a
title too where a query begins with them, or a comma sets them apart.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations
from typing import Literal, NamedTuple

from rapidfuzz import fuzz

from jangmyeon.model import Drama
from jangmyeon.names.hangul import has_hangul, is_hangul
from jangmyeon.words import commonness, is_known_word, is_stop_word

SURE = 0.9
"""From this score on a query is about this drama and no other."""

LEAST = 0.3
"""Mentions less sure than this are none."""

_SHORTEST_INITIALS = 3
_ALIKE = {False: 88.0, True: 84.0}  # of 100, for Latin letters and for jamo
_SHORTEST_MISSPELT = 7  # letters, or jamo
_ENDS = 3  # letters at either end of a title, one end of which a slip leaves alone
_SHORTENED = 0.55
_ABBREVIATED = {2: 0.2, 3: 0.75, 4: 0.75}  # by syllables: two may be anything
_LONG_WORD = 4  # syllables from which on a Korean word is likely made of two
_PART = 0.7  # what half of a title is sure, of what it were as a whole one
_MISSPELT = -0.05
_TIED = 0.8  # the most that one of several dramas of a title gets

_WORD = re.compile(r"[^\W_]+(?:['’][^\W\d_]+)*")
_PARTS = re.compile(r"\s*[:()\[\]|~–—]\s*|\s+-+\s+")
_FOLLOWED = re.compile(
    r"\W*(?:\(?(?:19|20)\d\d\)?\W*)?"
    r"(?:(?:ep|eps|episode|season|s\d+|s\d+e\d+|e\d+|ep\d+|finale)\b|시즌|제?\d+\s*[화회]|[첫막마지]+\s*[화회])",
    re.IGNORECASE,
)
_SET_APART = re.compile(r"[,;:(\[|/–—]\s*$|\s-+\s*$")
_IN_A_STORY = re.compile(r"(?:\b(?:in|from|drama|watching|kdrama))\s*$", re.I)
_LED_BY = re.compile(r"(?:\b(?:in|from|of|on|drama|watching|kdrama)|드라마|영화)\s*[\"“'‘]?$", re.I)
_ENDING = re.compile(
    r"['’]s$|(?<=[가-힣])(?:에서(?:의|는|도)?|에선|의|에|은|는|이|가|을|를|도|이?랑|와|과)$",
    re.IGNORECASE,
)
_REMEMBERED = 10_000  # titles, and words of queries, whose keys are kept at hand
_QUOTES = "\"“”„«»「」『』'‘’<>《》〈〉"

Place = tuple[int, int]
"""Start and end within a query."""

Kind = Literal["whole", "part", "shortened", "initials", "abbreviated"]

_CUT_SHORT: frozenset[Kind] = frozenset(("shortened", "abbreviated"))  # never sure


def without(text: str, places: Iterable[Place]) -> str:
    """A text with blanks where some of its places are.

    >>> without("Goblin kiss", [(0, 6)])
    '       kiss'
    """
    for start, end in places:
        text = text[:start] + " " * (end - start) + text[end:]
    return text


@lru_cache(_REMEMBERED)
def title_key(title: str) -> str:
    """A title without spaces, signs, accents' forms and capitals, for comparison.

    >>> title_key("It's Okay, King-dom"), title_key("막배는 다섯 시")
    ('itsokaykingdom', '막배는다섯시')
    """
    plain = unicodedata.normalize("NFKC", title).casefold()
    return "".join([letter for letter in plain if letter.isalnum()])


def initials(title: str) -> str:
    """CLOY of Crash Landing on You, in small letters; nothing for titles of one or two words."""
    words = title.split()
    return title_key("".join(w[0] for w in words)) if len(words) >= _SHORTEST_INITIALS else ""


@dataclass(frozen=True, slots=True)
class TitleMention:
    """A title within a query: ``query[start:end]`` means the drama of this id.

    ``score`` tells how surely, from 0 to 1; ``title`` is the title in full.
    """

    drama: str
    start: int
    end: int
    score: float
    title: str = ""

    @property
    def is_sure(self) -> bool:
        """Whether the query can mean no other drama.

        >>> TitleMention("signal-2016", 0, 6, 0.5).is_sure
        False
        """
        return self.score >= SURE


class _Form(NamedTuple):
    """One way to write a title."""

    drama: int
    kind: Kind
    words: tuple[str, ...]


class _Window(NamedTuple):
    """Some words of a query that stand together."""

    key: str
    start: int
    end: int
    ending: str = ""


def find_titles(query: str, dramas: Sequence[Drama]) -> tuple[TitleMention, ...]:
    """The dramas that a query names, in order. To ask more than once, keep a ``Titles``.

    >>> shelf = [Drama("last-ferry-2024", "Last Ferry from Sorado", "막배는 다섯 시", 2024)]
    >>> [(found.start, found.end, found.is_sure) for found in find_titles("LFFS pier kiss", shelf)]
    [(0, 4, True)]
    """
    return Titles(dramas).mentions(query)


class Titles:
    """The titles of a shelf, made ready to be recognized in queries."""

    def __init__(self, dramas: Sequence[Drama]) -> None:
        self._dramas = tuple(dramas)
        self._forms: dict[str, list[_Form]] = defaultdict(list)
        self._by_end: dict[tuple[str, int], list[tuple[str, _Form]]] = defaultdict(list)
        self._ends: set[str] = set()
        self._longest = 1
        for place, drama in enumerate(self._dramas):
            for title in dict.fromkeys((drama.title, drama.original_title)):
                for form in _forms(place, title):
                    self._file(form)

    def _file(self, form: _Form) -> None:
        key = title_key("".join(form.words))
        if not key or any(each.drama == form.drama for each in self._forms[key]):
            return
        self._forms[key].append(form)
        self._longest = max(self._longest, len(form.words))
        letters = unicodedata.normalize("NFD", key)
        if form.kind == "whole" and len(letters) >= _SHORTEST_MISSPELT:
            for end in (letters[:_ENDS], "-" + letters[-_ENDS:]):
                self._by_end[end, len(letters)].append((letters, form))
                self._ends.add(end)

    def mentions(self, query: str) -> tuple[TitleMention, ...]:
        """The dramas that a query names, in order; several for one span where titles are shared."""
        windows = [w for w in self._windows(query) if w.key in self._forms or self._ends_of(w.key)]
        found: dict[Place, dict[int, float]] = {}
        for spelt in (self._exact, self._misspelt, self._shortened):
            fresh: dict[Place, dict[int, float]] = {}
            for window in windows:
                for form, slip in spelt(window):
                    score = round(min(1.0, _score(form, window, query) + slip), 3)
                    if score >= LEAST:
                        span = fresh.setdefault((window.start, window.end), {})
                        span[form.drama] = max(score, span.get(form.drama, 0.0))
            found.update({span: fresh[span] for span in _apart(fresh, found)})
        return tuple(
            TitleMention(self._dramas[place].id, *span, score, self._dramas[place].title)
            for span in sorted(found)
            for place, score in self._of_the_year(found[span], query[span[1] :]).items()
        )

    def _windows(self, query: str) -> Iterator[_Window]:
        """All runs of words that may be a title, with and without grammar after Hangul."""
        words = list(_WORD.finditer(query))
        keys = [title_key(word.group()) for word in words]
        for first, word in enumerate(words):
            key = ""
            for last in range(first, min(first + self._longest + 2, len(words))):
                yield _Window(key + keys[last], word.start(), words[last].end())
                ending = _ENDING.search(words[last].group())
                if ending and ending.start():
                    stem = title_key(words[last].group()[: ending.start()])
                    cut = words[last].start() + ending.start()
                    yield _Window(key + stem, word.start(), cut, ending.group())
                key += keys[last]

    def _exact(self, window: _Window) -> Iterator[tuple[_Form, float]]:
        """The titles that a window spells."""
        for form in self._forms.get(window.key, ()):
            if form.kind not in _CUT_SHORT:
                yield form, 0.0

    def _shortened(self, window: _Window) -> Iterator[tuple[_Form, float]]:
        """The titles that a window is the beginning of, or cuts short."""
        for form in self._forms.get(window.key, ()):
            if form.kind in _CUT_SHORT:
                yield form, 0.0

    def _misspelt(self, window: _Window) -> Iterator[tuple[_Form, float]]:
        """The titles that a window spells with a slip of the pen, and what that takes from them."""
        korean, letters = _spelt(window.key)
        for end in self._ends_of(window.key):
            for size in range(len(letters) - 2, len(letters) + 3):
                for title, form in self._by_end.get((end, size), ()):
                    alike = fuzz.ratio(letters, title, score_cutoff=_ALIKE[korean])
                    if alike and (korean or not is_known_word(letters)):
                        yield form, _MISSPELT

    def _ends_of(self, key: str) -> set[str]:
        """The ends of a key, long enough for a slip, that are those of a title."""
        _, letters = _spelt(key)
        if len(letters) < _SHORTEST_MISSPELT:
            return set()
        return {letters[:_ENDS], "-" + letters[-_ENDS:]} & self._ends

    def _of_the_year(self, places: dict[int, float], rest: str) -> dict[int, float]:
        """Of dramas with one title, the one whose year follows; unsure while none does."""
        if len(places) < 2:
            return places
        year = re.match(r"\W{0,2}((?:19|20)\d\d)\b", rest)
        dated = [p for p in places if year and self._dramas[p].year == int(year[1])]
        if len(dated) == 1:
            return {dated[0]: places[dated[0]]}
        return {place: min(score, _TIED) for place, score in places.items()}


def _spelt(key: str) -> tuple[bool, str]:
    """Whether a key is Korean, and its letters: jamo where it is."""
    if key.isascii() or not has_hangul(key):
        return False, key
    return True, unicodedata.normalize("NFD", key)


def _forms(place: int, title: str) -> Iterator[_Form]:
    """The ways to write a title, the surest first."""
    words = tuple(_WORD.findall(title))
    yield _Form(place, "whole", words)
    for part in _PARTS.split(title):
        if part and part != title:
            yield _Form(place, "part", tuple(_WORD.findall(part)))
    short = initials(title)
    if len(short) >= _SHORTEST_INITIALS and short.isascii():
        yield _Form(place, "initials", (short,))
    for short in _abbreviations(words):
        yield _Form(place, "abbreviated", (short,))
    for size in range(2, len(words)):
        if sum(_is_content(word) for word in words[:size]) >= 2:
            yield _Form(place, "shortened", words[:size])
    if len(words) > 2 and not has_hangul(title) and all(map(_is_content, words[-2:])):
        yield _Form(place, "shortened", words[-2:])


def _abbreviations(words: Sequence[str]) -> Iterator[str]:
    """How Koreans cut a title short, where that is no word: the start of its words, or of halves.

    >>> {"눈숲", "눈속숲", "눈숲정원"} <= set(_abbreviations(("눈보라", "속의", "숲정원")))
    True
    """
    if len(words) < 2 or not all(map(is_hangul, words)):
        return
    starts = [word[at:] for word in words for at in ((0, 2) if len(word) >= _LONG_WORD else (0,))]
    later = starts[1:]
    for size in range(1, 4):
        for chosen in combinations(later, size):
            head = starts[0][0] + "".join(each[0] for each in chosen[:-1])
            for end in range(1, len(chosen[-1]) + 1):
                short = head + chosen[-1][:end]
                if len(short) in _ABBREVIATED and not commonness(short):
                    yield short


def _is_content(word: str) -> bool:
    return not is_stop_word(word.lower())


def _score(form: _Form, window: _Window, query: str) -> float:
    """How surely a window means a title: by what it is, and by what stands around it."""
    written = query[window.start : window.end]
    if form.kind == "initials":
        return _as_initials(written, query)
    before, after = query[: window.start], query[window.end :]
    quoted = before.rstrip()[-1:] in _QUOTES and after.lstrip()[:1] in _QUOTES
    quoted = quoted and bool(before.strip()) and bool(after.strip())
    is_owner = window.ending.endswith("s")  # somebody's
    led = (bool(_LED_BY.search(before)) and not is_owner) or window.ending.startswith("에서")
    score = _alone(form.words) * (_PART if form.kind == "part" else 1.0)
    if form.kind == "abbreviated":
        score = _ABBREVIATED[len(window.key)]
    score = _SHORTENED if form.kind == "shortened" else score
    score += (0.6 if quoted else 0.0) - (0.3 if is_owner else 0.0)
    score += 0.6 if _FOLLOWED.match(after[len(window.ending) :]) else 0.0
    if has_hangul(written):
        score += 0.3 if led else 0.0
    elif _in_capitals(written, query):
        # One word in capitals may be a person's name, or just begin the query.
        score += 0.6 if led else 0.15 if len(form.words) == 1 else 0.3
    elif form.kind == "whole" and query[1:].islower():
        score += _standing(before, after, is_one=len(form.words) == 1)
    return min(score, SURE - 0.05) if form.kind in _CUT_SHORT else score


def _as_initials(written: str, query: str) -> float:
    if written.isupper() and (not query.isupper() or query == written):
        return 0.95
    told = len(written) > _SHORTEST_INITIALS and not is_known_word(written.lower())
    return SURE if told else 0.0


def _standing(before: str, after: str, *, is_one: bool) -> float:
    """What it adds where a title stands, in a query without capitals to tell it for one."""
    if not before.strip() or _SET_APART.search(before) or _IN_A_STORY.search(before):
        return 0.15 if is_one else 0.3
    last = not after.strip() and not is_stop_word(before.rsplit(maxsplit=1)[-1])
    return 0.15 if last and not is_one else 0.0


def _in_capitals(written: str, query: str) -> bool:
    """Whether words are written as a title where the rest of the query is not."""
    words = [word for word in _WORD.findall(written) if _is_content(word)] or [written]
    telling = not query.isupper() and not query.istitle()
    return telling and all(not word[0].islower() for word in words)


def _alone(words: Sequence[str]) -> float:
    """How surely these words are a title wherever they stand."""
    if has_hangul("".join(words)):
        size = len("".join(words))
        return 0.95 if size > 4 else 0.9 if size == 4 else 0.5
    content = [word.lower() for word in words if _is_content(word)]
    rare = sum(not is_known_word(word.replace("’", "'").removesuffix("'s")) for word in content)
    if len(content) > 2 or (rare and len(content) == 2) or (len(content) == 2 and len(words) > 3):
        return 0.95
    if len(words) == 1:
        return 0.6 if rare else 0.3
    return 0.6 if len(words) == 2 else 0.7


def _apart(spans: Iterable[Place], taken: Iterable[Place]) -> list[Place]:
    """Spans that overlap neither each other nor those taken; longer ones are preferred."""
    free = list(taken)
    known = len(free)
    for start, end in sorted(spans, key=lambda span: (span[0] - span[1], span[0])):
        if all(end <= a or b <= start for a, b in free):
            free.append((start, end))
    return free[known:]
