"""Reasons to watch a drama, or not to: what sets it apart, measured and shown by its scenes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from jangmyeon.guides.reasons_measures import Sought, meeting, needed_lemmas, tropes
from jangmyeon.guides.reasons_showing import Showing
from jangmyeon.guides.reasons_sketch import Sketch, Sketches, sketches_of
from jangmyeon.guides.reasons_standing import Shelf, Stand, reference
from jangmyeon.guides.reasons_wording import Wording
from jangmyeon.model import Reason, Why
from jangmyeon.store import Reader

_FAIR = 50.0  # percentile from which an aspect is a reason
_FAR_BELOW = 20.0  # percentile up to which its lack is told
_PARTS_TOLD = 4
_OPINIONS_TOLD = 3
_TROPES_NAMED = 4
_TELLING_TOO_MUCH = frozenset({"loss", "revelation", "breakup", "reunion", "rejection", "farewell"})


def shelf_of(reader: Reader) -> Shelf:
    """The dramas that may be seen of a library, measured; kept while nothing changes."""
    return sketches_of(reader, needed_lemmas()).keep("shelf", _shelf)


def _shelf(sketches: Sketches) -> Shelf:
    return Shelf(sketches, reference())


def reasons_to_watch(
    reader: Reader,
    drama: str,
    n: int = 10,
    *,
    against: bool = False,
    opinions: Sequence[str] = (),
    language: str = "en",
) -> list[Reason]:
    """What sets a drama apart, strongest first; empty where nothing of it may be shown.

    Args:
        drama: its id.
        against: what it has far less of than others, instead.
        opinions: sentences in which people judge the drama.
        language: of the sentences, ``en`` or ``ko``.

    Raises:
        QueryError: there are no phrases in that language.
    """
    shelf, wording = shelf_of(reader), Wording(language)
    stands = shelf.stands(drama)
    if against:
        told = [each for each in stands if each.percentile <= _FAR_BELOW and not _is_world(each)]
        told.sort(key=lambda each: (each.percentile, each.z))
        return [_against(each, wording) for each in told[:n]]
    told = [each for each in stands if each.percentile >= _FAIR and each.standings[0].value > 0]
    told.sort(key=lambda each: (-each.percentile, -each.z))
    showing = Showing(shelf.sketches, drama)
    return [_for(each, shelf, showing, opinions, wording) for each in told[:n]]


def _is_world(stand: Stand) -> bool:
    return stand.aspect.by_best


def _for(
    stand: Stand, shelf: Shelf, showing: Showing, opinions: Sequence[str], wording: Wording
) -> Reason:
    best = (stand.standings[0].measure,)
    shown = showing.of(best if _is_world(stand) else stand.aspect.measures)
    names: tuple[str, ...] = ()
    if stand.aspect.name == "tropes":
        names = _tropes_named(shelf.sketches.of(showing.drama), wording)
    return Reason(
        aspect=stand.aspect.name,
        headline=wording.headline(stand.standings[0], names),
        percentile=round(stand.percentile, 1),
        scenes=tuple(scene for scene, _ in shown),
        quotes=tuple(quote for _, quote in shown),
        title=wording.title(stand.aspect),
        why=_why(stand, wording),
        opinions=tuple(each for each in opinions if speaks_of(stand.aspect, each))[:_OPINIONS_TOLD],
    )


def _against(stand: Stand, wording: Wording) -> Reason:
    lacking = stand.standings[-1]
    return Reason(
        aspect=stand.aspect.name,
        headline=wording.headline(lacking),
        percentile=round(stand.percentile, 1),
        title=wording.against(stand.aspect),
        why=_why(stand, wording)[::-1],
        against=True,
    )


def _why(stand: Stand, wording: Wording) -> tuple[Why, ...]:
    total = sum(each.measure.weight for each in stand.standings)
    parts = [
        Why(
            f"{stand.aspect.name}.{each.measure.name}",
            wording.number(each),
            round(each.z * each.measure.weight / total, 4),
        )
        for each in stand.standings
    ]
    return tuple(parts[:1] if _is_world(stand) else parts[:_PARTS_TOLD])


def _tropes_named(sketch: Sketch, wording: Wording) -> tuple[str, ...]:
    """The tropes met most, but for those whose names tell how things end."""
    counts = []
    for _, en, ko, needs in tropes():
        kinds = {kind for what, wanted in needs if what == "kind" for kind in wanted}
        if not kinds & _TELLING_TOO_MUCH:
            counts.append((int(meeting(needs, sketch).sum()), ko if wording.is_korean else en))
    counts.sort(key=lambda item: -item[0])
    return tuple(name for many, name in counts[:_TROPES_NAMED] if many)


def speaks_of(aspect: Sought, sentence: str) -> bool:
    """Whether somebody speaks of an aspect, by the words that reviewers use for it."""
    return _said(aspect.said).search(sentence) is not None


@cache
def _said(words: tuple[str, ...]) -> re.Pattern[str]:
    latin = "|".join(re.escape(word) for word in words if word.isascii())
    other = [re.escape(word) for word in words if not word.isascii()]
    return re.compile("|".join([rf"\b(?:{latin})\b", *other]), re.IGNORECASE)
