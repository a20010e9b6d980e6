"""The lines that carry a scene, each with why."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from jangmyeon.guides.anatomy import KeyLine, Word
from jangmyeon.guides.anatomy_captions import Dissected, rarity_of
from jangmyeon.guides.anatomy_phrases import Voice
from jangmyeon.guides.anatomy_speakers import Speaker
from jangmyeon.model import Line, Passage, Sound, Why
from jangmyeon.moments import quoted
from jangmyeon.words import english_words, flat, is_korean, translate

_EACH = 35.0  # seconds for which one key line is told, about
_FEWEST, _MOST = 3, 9
_PLACES = (1.0, 0.8, 0.7)  # what a moment's first, second and third caption are worth
_RARE = 0.44  # from which a word is told to be rare
_MOST_RARE = 3
_TELLING = 0.36  # from which a word may set a scene apart
_SURE = 0.15  # of a moment that is told
_OPEN = (
    "고",
    "서",
    "면",
    "는데",
    "지만",
    "더라도",
    "믄",
    "며",
    "니까",
    "려고",
    "도록",
    "듯이",
    ",",
)
_GOES_ON = 3.0  # seconds within which a sentence goes on
_MOST_JOINED = 3
_STOPS = re.compile(r"[.?!…]+")
_SILENCE, _FULL_SILENCE = 3.0, 9.0  # seconds
_AFTER, _BEFORE, _TEARS = 0.5, 0.2, 0.4
_TEARS_WITHIN = 4.0
_TOLD = 1.2
_MOST_TOLD = 6  # lines that are told beside the others since write-ups quote them
_TOLD_FROM = 0.45  # of the words of a quote that must stand in a line or two
_WORDS = 0.35
_LETTERS = 6  # from which a line can say much
_OVERLAP = 0.5  # of a line that its translation must stand beside
_TOLD_WORDS = 12


def key_lines(
    table: Dissected,
    speakers: Mapping[Line, Speaker],
    passages: Sequence[Passage],
    other: Sequence[Line],
    voice: Voice,
) -> tuple[KeyLine, ...]:
    """The lines that carry a scene, in order of time; a sentence over several captions is one.

    Args:
        speakers: who says each line, as far as it can be told.
        passages: what write-ups say of the scene.
        other: lines of the episode in another language.
    """
    said = _sentences(table.lines)
    told = _told(table, said, passages)
    found = []
    for n, lines in enumerate(said):
        why = tuple(_why(table, lines, told[n], voice))
        if why:
            one = _joined(lines)
            weight = round(sum(part.weight for part in why), 3)
            who = next((speakers[line] for line in lines if speakers[line].name), Speaker(""))
            name = voice.name(who.name) if who.name else ""
            translation = _translation(one, other)
            found.append(KeyLine(one, weight, why, translation, name, who.guessed))
    scene = table.scene
    many = min(max(round((scene.end - scene.start) / _EACH), _FEWEST), _MOST)
    many += min(sum(share >= _TOLD_FROM for share in told), _MOST_TOLD)
    best = sorted(found, key=lambda key: -key.weight)[:many]
    return tuple(sorted(best, key=lambda key: key.line.start))


def _sentences(lines: Sequence[Line]) -> list[list[Line]]:
    """Lines, those together that go on as one sentence: the first leaves it open."""
    found: list[list[Line]] = []
    for line in lines:
        last = found[-1][-1] if found else None
        if (
            last is not None
            and last.text.rstrip().endswith(_OPEN)
            and line.start - last.end <= _GOES_ON
            and line.speaker in {"", last.speaker}
            and len(found[-1]) < _MOST_JOINED
        ):
            found[-1].append(line)
        else:
            found.append([line])
    return found


def _joined(lines: Sequence[Line]) -> Line:
    text = " ".join(flat(line.text) for line in lines)
    return replace(lines[0], end=lines[-1].end, text=text) if len(lines) > 1 else lines[0]


def telling_words(
    table: Dissected, items: Sequence[Line | Sound], most: int = _TOLD_WORDS
) -> tuple[Word, ...]:
    """The words that set some captions apart from drama talk at large, most telling first."""
    counts = Counter(
        lemma
        for item in items
        if isinstance(item, Line) or item.kind in {"sound", "action"}
        for lemma in set(table.telling_lemmas(item))
    )
    found = [
        Word(
            lemma, table.meaning(lemma), round(rarity_of(lemma) * (1 + 0.5 * min(count - 1, 3)), 3)
        )
        for lemma, count in counts.items()
        if rarity_of(lemma) >= _TELLING and table.meaning(lemma)
    ]
    return tuple(sorted(found, key=lambda word: (-word.weight, word.lemma))[:most])


def _why(table: Dissected, lines: Sequence[Line], told: float, voice: Voice) -> list[Why]:
    parts = [*_of_moments(table, lines, voice), *_of_words(table, lines, voice)]
    if not parts and told < _TOLD_FROM:
        return []
    before, after = _silences(table, lines)
    if after >= _SILENCE:
        detail = voice.say("key.after", seconds=round(after))
        parts.append(Why("silence", detail, round(_AFTER * min(after / _FULL_SILENCE, 1), 3)))
    if before >= _SILENCE:
        detail = voice.say("key.before", seconds=round(before))
        parts.append(Why("silence", detail, round(_BEFORE * min(before / _FULL_SILENCE, 1), 3)))
    if _tears_follow(table, lines[-1]):
        parts.append(Why("tears", voice.say("key.tears"), _TEARS))
    if told >= _TOLD_FROM:
        parts.append(Why("write-ups", voice.say("key.told"), round(_TOLD * told, 3)))
    letters = sum(len(flat(line.text)) for line in lines)
    short = min(letters / _LETTERS, 1.0)
    return [Why(part.part, part.detail, round(part.weight * short, 3)) for part in parts]


def _of_moments(table: Dissected, lines: Sequence[Line], voice: Voice) -> list[Why]:
    shown = [quoted(line) for line in lines]
    parts = []
    for moment in table.scene.moments:
        places = [moment.evidence.index(text) for text in shown if text in moment.evidence]
        if places and moment.score >= _SURE:
            weight = round(moment.score * _PLACES[min(*places, len(_PLACES) - 1)], 3)
            detail = voice.say("key.moment", kind=voice.kind(moment.kind))
            parts.append(Why("moment", detail, weight))
    parts.sort(key=lambda part: -part.weight)
    return parts[:2]  # evidence for more kinds does not make a line weigh more


def _of_words(table: Dissected, lines: Sequence[Line], voice: Voice) -> list[Why]:
    lemmas = {lemma for line in lines for lemma in table.telling_lemmas(line)}
    rare = [each for each in lemmas if table.meaning(each) and rarity_of(each) >= _RARE]
    rare = sorted(rare, key=lambda lemma: (-rarity_of(lemma), lemma))[:_MOST_RARE]
    if not rare:
        return []
    words = ", ".join(_with_meaning(lemma, table, voice) for lemma in rare)
    weight = round(_WORDS * sum(map(rarity_of, rare)), 3)
    return [Why("words", voice.say("key.rare", words=words), weight)]


def _with_meaning(lemma: str, table: Dissected, voice: Voice) -> str:
    meant = table.meaning(lemma)
    if not is_korean(lemma):
        return meant
    return f"{lemma} ({meant})" if voice.language == "en" else lemma


def _silences(table: Dissected, lines: Sequence[Line]) -> tuple[float, float]:
    """Seconds without speech before and after a sentence."""
    spoken = [item for item in table.around if isinstance(item, Line) and item.kind == "speech"]
    first, last = lines[0], lines[-1]
    before = max((each.end for each in spoken if each.start < first.start), default=first.start)
    after = min((each.start for each in spoken if each.start > last.start), default=last.end)
    return max(first.start - before, 0.0), max(after - last.end, 0.0)


def _tears_follow(table: Dissected, line: Line) -> bool:
    return any(
        line.start <= item.start <= line.end + _TEARS_WITHIN
        for item in table.around
        if isinstance(item, Sound) and item.kind == "voice" and item.emotion == "sadness"
    )


def _told(
    table: Dissected, said: Sequence[Sequence[Line]], passages: Sequence[Passage]
) -> list[float]:
    """How much of a sentence quoted in a write-up each sentence holds; 0 to 1."""
    bags = [{lemma for line in lines for lemma in table.lemmas_of(line)} for lines in said]
    texts = [flat(_joined(lines).text) for lines in said]
    shares = [0.0] * len(said)
    for text in _quoted_sentences(passages):
        wanted = _wanted(text)
        for n, bag in enumerate(bags):
            if is_korean(text):
                share = float(flat(text) in texts[n])
            else:
                share = sum(not bag.isdisjoint(each) for each in wanted) / max(len(wanted), 2)
            shares[n] = max(shares[n], share)
    return shares


def _quoted_sentences(passages: Sequence[Passage]) -> list[str]:
    quotes = [quote for passage in passages for quote in passage.quotes]
    return [part for quote in quotes for part in _STOPS.split(quote) if part.strip()]


def _wanted(text: str) -> list[frozenset[str]]:
    """The words of a quote, each as the lemmas that may stand for it."""
    return [frozenset(lemma for lemma, _ in each.lemmas) for each in translate(english_words(text))]


def _translation(line: Line, other: Sequence[Line]) -> str:
    """What another track shows while a line is said."""
    least = _OVERLAP * (line.end - line.start)
    texts = [
        flat(each.text)
        for each in other
        if each.kind == "speech" and min(each.end, line.end) - max(each.start, line.start) >= least
    ]
    return " ".join(texts)
