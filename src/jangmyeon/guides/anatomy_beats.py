"""A scene cut into its beats: where the talk turns, a silence ends, the music changes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from jangmyeon.guides.anatomy import Beat, KeyLine
from jangmyeon.guides.anatomy_captions import Dissected, rarity_of
from jangmyeon.guides.anatomy_lines import telling_words
from jangmyeon.guides.anatomy_phrases import Voice
from jangmyeon.model import Line, Moment, Sound
from jangmyeon.moments import quoted, read_spans

_EACH = 45.0  # seconds that a beat takes, about
_FEWEST, _MOST = 3, 7
_SMALL = 9  # captions below which a scene has fewer beats than three
_SHORT = 45.0  # seconds, likewise
_LEAST = 3  # captions of a beat
_WORDS = 4  # that are told of a beat
_CANDIDATES = 30  # cuts that are weighed against each other
_BALANCE = 3.0  # what uneven beats cost
_PAUSE, _LONG_PAUSE = 3.0, 10.0  # seconds: from which a pause speaks for a cut, fully
_BESIDE = 6  # captions on either side whose words are compared
_EVERYWHERE = 0.5  # how much it counts against a kind that other beats show it too
_SHOWN = 0.5  # how much it counts for a kind of the scene that captions of the beat show it
_SAME = 0.25  # how much it counts against a kind that the beat before is told by
_WEIGHTS = {"pause": 1.0, "music": 0.7, "cut": 0.9, "topic": 0.6}


@dataclass(frozen=True, slots=True)
class _Cut:
    """A place where a beat may begin: before which caption, and what speaks for it."""

    at: int
    parts: dict[str, float]
    pause: float
    mood: str

    @property
    def strength(self) -> float:
        return sum(_WEIGHTS[part] * value for part, value in self.parts.items())


def beats_of(table: Dissected, key_lines: Sequence[KeyLine], voice: Voice) -> tuple[Beat, ...]:
    """The beats of a scene, in order; one where nothing is heard."""
    shown = table.shown
    if not shown:
        return ()
    cuts = _cuts(table)
    chosen = _chosen(table, cuts)
    edges = [0, *(cut.at for cut in chosen), len(shown)]
    times = [shown[at].start for at in edges[1:-1]]
    spans = list(pairwise([table.scene.start, *times, table.scene.end]))
    parts = [shown[low:high] for low, high in pairwise(edges)]
    read = read_spans(table.around, table.lemmas, spans)
    kinds = _kinds(table, [reading.moments for reading in read], parts, voice)
    beats: list[Beat] = []
    for n, ((start, end), items) in enumerate(zip(spans, parts, strict=True)):
        begins = _begins(chosen[n - 1], voice) if n else voice.say("begin")
        if beats and not beats[-1].kind:
            begins = voice.say("first.words")
        kind = kinds[n] if _is_spoken(items) else ""
        goes_on = bool(beats) and beats[-1].kind == kind != ""
        sentence = _sentence(items, kind, table.scene.people, voice, goes_on=goes_on)
        words = telling_words(table, [item for item in items if isinstance(item, Line)], _WORDS)
        beats.append(Beat(start, end, kind, sentence, begins, _line(items, key_lines), words))
    return tuple(beats)


def _sentence(
    items: Sequence[Line | Sound],
    kind: str,
    people: tuple[str, ...],
    voice: Voice,
    *,
    goes_on: bool,
) -> str:
    """What happens in a beat; where nobody speaks, what is heard."""
    if goes_on:
        said = voice.say("goes.on", kind=voice.kind(kind))
    elif kind:
        said = voice.happens(kind, _heard(items, people) or people)
    else:
        said = voice.say("wordless", sounds=", ".join(quoted(item) for item in items))
    return f"{said[:1].upper()}{said[1:]}."


def _is_spoken(items: Sequence[Line | Sound]) -> bool:
    return any(isinstance(item, Line) for item in items)


def _cuts(table: Dissected) -> list[_Cut]:
    """What speaks for a cut before each caption but the first."""
    shown = table.shown
    starts = {scene.start for scene in table.scenes[1:]}
    cuts = []
    ended = shown[0].end
    mood = ""
    for at in range(1, len(shown)):
        item, before = shown[at], shown[at - 1]
        ended = max(ended, before.end)
        if isinstance(before, Sound) and before.kind == "music":
            mood = before.mood
        pause = max(0.0, item.start - ended)
        music = isinstance(item, Sound) and item.kind == "music" and item.mood
        parts = {
            "pause": min(max(0.0, pause - _PAUSE) / (_LONG_PAUSE - _PAUSE), 1.5),
            "music": 1.0 if music and item.mood != mood else 0.0,  # type: ignore[union-attr]
            "cut": float(any(before.start < start <= item.start for start in starts)),
            "topic": _topic_shift(table, at),
        }
        cuts.append(_Cut(at, parts, pause, str(music or "")))
    return cuts


def _topic_shift(table: Dissected, at: int) -> float:
    """How little the captions before and after share of their telling words, 0 to 1."""
    before = _bag(table, table.shown[max(0, at - _BESIDE) : at])
    after = _bag(table, table.shown[at : at + _BESIDE])
    whole = min(sum(before.values()), sum(after.values()))
    if not whole:
        return 0.0
    shared = sum(min(weight, after[lemma]) for lemma, weight in before.items() if lemma in after)
    return 1 - shared / whole


def _bag(table: Dissected, items: Sequence[Line | Sound]) -> Counter[str]:
    bag: Counter[str] = Counter()
    for item in items:
        for lemma in table.lemmas_of(item):
            bag[lemma] = max(bag[lemma], rarity_of(lemma))  # type: ignore[assignment]
    return bag


def _chosen(table: Dissected, cuts: Sequence[_Cut]) -> list[_Cut]:
    """The cuts that together are strongest and leave no beat far longer than the others."""
    scene, count = table.scene, len(table.shown)
    length = scene.end - scene.start
    wanted = min(max(round(length / _EACH), _FEWEST), _MOST)
    if length < _SHORT or count < _SMALL:
        wanted = min(wanted, max(1, min(round(length / 15), count // _LEAST)))
    allowed = [cut for cut in cuts if _LEAST <= cut.at <= count - _LEAST]
    allowed = sorted(allowed, key=lambda cut: -cut.strength)[:_CANDIDATES]
    allowed.sort(key=lambda cut: cut.at)
    wanted = min(wanted, len(allowed) + 1)
    return _best(table, allowed, wanted, length)


def _best(table: Dissected, cuts: Sequence[_Cut], wanted: int, length: float) -> list[_Cut]:
    """Dynamic programming over places and numbers of cuts."""
    if wanted <= 1:
        return []
    times = [table.shown[cut.at].start for cut in cuts]

    def cost(start: float, end: float) -> float:
        return _BALANCE * ((end - start) / length - 1 / wanted) ** 2 * wanted

    start = table.scene.start
    best: list[dict[int, tuple[float, list[int]]]] = [
        {n: (cut.strength - cost(start, times[n]), [n]) for n, cut in enumerate(cuts)}
    ]
    for _ in range(wanted - 2):
        reached: dict[int, tuple[float, list[int]]] = {}
        for n, cut in enumerate(cuts):
            before = [
                (worth + cut.strength - cost(times[m], times[n]), [*path, n])
                for m, (worth, path) in best[-1].items()
                if cut.at - cuts[m].at >= _LEAST
            ]
            if before:
                reached[n] = max(before, key=lambda item: item[0])
        if not reached:
            break
        best.append(reached)
    ends = [
        (worth - cost(times[n], table.scene.end), path) for n, (worth, path) in best[-1].items()
    ]
    _, path = max(ends, key=lambda item: item[0])
    return [cuts[n] for n in path]


def _kinds(
    table: Dissected,
    moments: Sequence[Sequence[Moment]],
    parts: Sequence[Sequence[Line | Sound]],
    voice: Voice,
) -> list[str]:
    """The kind of moment that tells most of each beat.

    It is strong there and less so in the others, or captions of the beat show it of the scene.
    """
    totals: Counter[str] = Counter()
    for row in moments:
        for moment in row:
            totals[moment.kind] += moment.score  # type: ignore[assignment]
    found: list[str] = []
    for row, items in zip(moments, parts, strict=True):
        worth = {m.kind: m.score - _EVERYWHERE * totals[m.kind] / len(moments) for m in row}
        shown = {quoted(item) for item in items}
        for moment in table.scene.moments:
            if shown & set(moment.evidence):
                worth[moment.kind] = worth.get(moment.kind, 0.0) + _SHOWN * moment.score
        if found and found[-1] in worth:
            worth[found[-1]] -= _SAME
        found.append(max(worth, key=lambda kind: worth[kind] * voice.tells(kind)))
    return found


def _heard(items: Sequence[Line | Sound], people: Sequence[str]) -> tuple[str, ...]:
    """Nobody unless captions name several: one name alone seldom is all who are there."""
    names = {item.speaker if isinstance(item, Line) else item.subject for item in items}
    heard = tuple(name for name in people if name in names)
    return heard if len(heard) > 1 else ()


def _begins(cut: _Cut, voice: Voice) -> str:
    """In words, what speaks most for a cut."""
    part = max(cut.parts, key=lambda part: _WEIGHTS[part] * cut.parts[part])
    if part == "music":
        mood = voice.say(f"mood.{cut.mood}") if voice.has(f"mood.{cut.mood}") else ""
        return voice.say("music", mood=mood) if mood else voice.say("music.plain")
    return voice.say(part, seconds=round(cut.pause))


def _line(items: Sequence[Line | Sound], key_lines: Sequence[KeyLine]) -> Line | None:
    """The line of a beat that weighs most."""
    if not items:
        return None
    start, end = items[0].start, items[-1].end
    here = [key for key in key_lines if start <= key.line.start <= end]
    lines = [item for item in items if isinstance(item, Line) and item.kind == "speech"]
    if here:
        return max(here, key=lambda key: key.weight).line
    return max(lines, key=lambda line: len(line.text), default=None)
