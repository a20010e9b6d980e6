"""What reasons say, in English or Korean, by the phrases of the data files."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from jangmyeon.errors import QueryError
from jangmyeon.guides.anatomy_phrases import LANGUAGES, rows_of, settled
from jangmyeon.guides.reasons_measures import Sought
from jangmyeon.guides.reasons_standing import Standing

_PER_HOUR = {"scenes", "words", "notes", "tropes"}


class Wording:
    """Says numbers and aspects in one language.

    Raises:
        QueryError: there are no phrases in that language.
    """

    def __init__(self, language: str) -> None:
        if language not in LANGUAGES:
            raise QueryError("reasons are not written in", where=language, remedy="ask for en, ko")
        self.language = language
        self.is_korean = language == "ko"
        self._column = LANGUAGES.index(language)

    def say(self, phrase: str, **parts: object) -> str:
        """A phrase with its parts filled in."""
        return settled(_phrases()[phrase][self._column].format(**parts))

    def title(self, aspect: Sought) -> str:
        """What an aspect is called."""
        return aspect.ko if self.is_korean else aspect.en

    def named(self, aspect: Sought) -> str:
        """What an aspect is called within a sentence."""
        return aspect.ko if self.is_korean else aspect.en.lower()

    def against(self, aspect: Sought) -> str:
        """For whom a drama is not that lacks an aspect."""
        return self.say("against", seeks=aspect.seeks_ko if self.is_korean else aspect.seeks_en)

    def number(self, standing: Standing) -> str:
        """A number that can be checked, with its place among those of the shelf."""
        told = self._compared(standing, self._what(standing))
        if not standing.among:
            return told
        which = "shelf.most" if standing.rank == 1 else "shelf.rank"
        return f"{told} ({self.say(which, rank=standing.rank, n=standing.among)})"

    def headline(self, standing: Standing, names: Sequence[str] = ()) -> str:
        """The number that stands out most, and beside how many dramas it does."""
        what = self._what(standing)
        if names:
            what = self.say("tropes", what=what, names=", ".join(names))
        told = self._compared(standing, what)
        return told[:1].upper() + told[1:]

    def every(self, rate: float) -> str:
        """How often something happens that happens so many times an hour (more than 0).

        >>> Wording("en").every(1.94), Wording("en").every(0.5), Wording("en").every(100)
        ('every 31 minutes', 'once in 2 hours', 'every 36 seconds')
        """
        if rate < 0.6:
            return self.say("every.hours", n=max(round(1 / rate), 2))
        if 0.95 <= rate <= 1.05:
            return self.say("every.hour")
        if rate <= 40:
            return self.say("every.minutes", n=round(60 / rate))
        return self.say("every.seconds", n=round(3600 / rate))

    def _what(self, standing: Standing) -> str:
        measure, value = standing.measure, standing.value
        parts = {"every": "", "share": "", "count": ""}
        if measure.counts in _PER_HOUR and value:
            parts["every"] = self.every(value)
        elif measure.counts == "people":
            parts["count"] = f"{value:.0f}"
        else:
            parts["share"] = f"{value:.0%}" if value >= 0.1 or not value else f"{value:.1%}"
        what = settled((measure.ko if self.is_korean else measure.en).format(**parts)).strip()
        if measure.counts not in _PER_HOUR or value:
            return what
        name = what[:-1] if self.is_korean and what[-1] in "이가" else what
        return self.say("every.never", what=name)

    def _compared(self, standing: Standing, what: str) -> str:
        """How a number compares, in tenths of the dramas, never more than is so."""
        above, below = int(standing.percentile // 10), int((100 - standing.percentile) // 10)
        if above > 5:
            return self.say("more", what=what, n=above)
        if below > 5:
            return self.say("less", what=what, n=below)
        return self.say("half" if above == 5 else "under", what=what)


@cache
def _phrases() -> dict[str, tuple[str, str]]:
    return {row[0]: (row[1], row[2]) for row in rows_of("reasons_phrases.tsv")}
