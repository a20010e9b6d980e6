"""The tropes that a scene takes part in, by what the vocabulary file says they need."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache

from jangmyeon.guides.anatomy import Trope
from jangmyeon.guides.anatomy_captions import Dissected
from jangmyeon.guides.anatomy_phrases import rows_of
from jangmyeon.model import Line, Sound
from jangmyeon.moments import quoted

_SURE = 0.2  # of a kind of moment that a trope needs
_MOST_SHOWN = 2
_SAID = frozenset({"words", "near", "sound"})  # what shows most of a trope

Shown = tuple[str, ...] | None
"""What shows that a need is met; None where it is not."""


@dataclass(frozen=True, slots=True)
class _Pattern:
    """A trope, and its needs: what is looked at, and the alternatives that will do."""

    id: str
    en: str
    ko: str
    needs: tuple[tuple[str, tuple[str, ...]], ...]


def tropes_of(table: Dissected, language: str) -> tuple[Trope, ...]:
    """The tropes of a scene, those that need most first."""
    found: list[tuple[int, Trope]] = []
    for pattern in _patterns():
        shown: list[str] = []
        for what, wanted in pattern.needs:
            met = _NEEDS[what](table, wanted)
            if met is None:
                break
            shown = [*met, *shown] if what in _SAID else [*shown, *met]
        else:
            texts = tuple(dict.fromkeys(shown))[:_MOST_SHOWN]
            name = pattern.ko if language == "ko" else pattern.en
            found.append((len(pattern.needs), Trope(pattern.id, name, texts)))
    found.sort(key=lambda item: -item[0])
    return tuple(trope for _, trope in found)


def _kind(table: Dissected, wanted: Sequence[str]) -> Shown:
    met = [m for m in table.scene.moments if m.kind in wanted and m.score >= _SURE]
    return tuple(text for m in met for text in m.evidence[:1]) if met else None


def _not(table: Dissected, wanted: Sequence[str]) -> Shown:
    return None if _kind(table, wanted) is not None else ()


def _words(table: Dissected, wanted: Sequence[str]) -> Shown:
    return _said(table, table.shown, wanted)


def _near(table: Dissected, wanted: Sequence[str]) -> Shown:
    return _said(table, table.around, wanted)


def _said(table: Dissected, items: Sequence[Line | Sound], wanted: Sequence[str]) -> Shown:
    needed = [frozenset(each.split("+")) for each in wanted]
    met = [item for item in items if any(n <= set(table.lemmas_of(item)) for n in needed)]
    return tuple(quoted(item) for item in met) if met else None


def _sound(table: Dissected, wanted: Sequence[str]) -> Shown:
    met = [item for item in table.sounds if any(w in item.text.casefold() for w in wanted)]
    return tuple(quoted(item) for item in met) if met else None


def _one_of(value: str, wanted: Sequence[str]) -> Shown:
    return () if value in wanted else None


def _at_least(value: float, wanted: Sequence[str]) -> Shown:
    return () if value >= float(wanted[0]) else None


_NEEDS: dict[str, Callable[[Dissected, Sequence[str]], Shown]] = {
    "kind": _kind,
    "not": _not,
    "words": _words,
    "near": _near,
    "sound": _sound,
    "place": lambda table, wanted: _one_of(table.scene.place, wanted),
    "time": lambda table, wanted: _one_of(table.scene.time, wanted),
    "weather": lambda table, wanted: _one_of(table.scene.weather, wanted),
    "people": lambda table, wanted: _one_of(str(len(table.scene.people)), wanted),
    "romance": lambda table, wanted: _at_least(table.scene.romance, wanted),
    "intensity": lambda table, wanted: _at_least(table.scene.intensity, wanted),
}


@cache
def _patterns() -> tuple[_Pattern, ...]:
    return tuple(
        _Pattern(name, en, ko, tuple(map(_need, needs.split(" "))))
        for name, en, ko, needs in rows_of("anatomy_tropes.tsv")
    )


def _need(text: str) -> tuple[str, tuple[str, ...]]:
    what, _, wanted = text.partition(":")
    return what, tuple(wanted.split("|"))
