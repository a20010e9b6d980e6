"""The parts of a scene's page, from its anatomy."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np

from jangmyeon.guides.anatomy import Anatomy, Bar, KeyLine, Neighbor, Present, Tone, Word
from jangmyeon.guides.views.shown import person_name
from jangmyeon.library import Library
from jangmyeon.model import Moment, clock
from jangmyeon.web.charts.scene_timeline import ScenePicture, Stretch, ToneAlong, Voices
from jangmyeon.web.naming import language_of
from jangmyeon.web.pages.telling import Place, Said, Teller, path_of_writeup
from jangmyeon.web.pages.translating import Translations
from jangmyeon.web.viewer import Viewer
from jangmyeon.words import is_korean

_MOST_EVIDENCE = 3
_LONGEST_PASSAGE = 420  # letters
_SHORT_VERB = 2  # letters of a word that may end in 다 and be no verb
_STEP = 10.0  # seconds between two values of a tone


@dataclass(frozen=True, slots=True)
class Somebody:
    """A person in the scene; ``also`` is the name in the other script."""

    name: str
    also: str
    actor: str
    lines: int


@dataclass(frozen=True, slots=True)
class Near:
    """A scene that leads here or follows. ``how`` is that of ``guides.anatomy.Neighbor``."""

    how: str
    place: Place
    quote: str
    quote_language: str


@dataclass(frozen=True, slots=True)
class Step:
    """A beat: what happens, by what it begins, its most telling line, its words."""

    start: float
    end: float
    kind: str
    sentence: str
    begins: str
    said: Said | None
    translated: Said | None
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a line; a telling word of the scene has its ``meaning``."""

    text: str
    telling: bool = False
    meaning: str = ""


@dataclass(frozen=True, slots=True)
class Key:
    """A line that carries the scene, why it does, and what it says in another track.

    ``pieces`` are its text, with the telling words of the scene marked. ``quote`` is the line as it
    can be passed on, with who says it and where.
    """

    said: Said
    pieces: tuple[Piece, ...]
    path: str
    quote: str
    reasons: tuple[str, ...]
    translation: str
    translation_language: str


@dataclass(frozen=True, slots=True)
class Shows:
    """A kind of moment that the scene shows, how sure (0 to 1), and captions that show it."""

    kind: str
    score: float
    evidence: tuple[str, ...]
    language: str


@dataclass(frozen=True, slots=True)
class Turning:
    """Where the tone turns."""

    at: float
    sentence: str
    said: Said | None
    translated: Said | None


@dataclass(frozen=True, slots=True)
class Rare:
    """How a scene stands among those of the shelf: more than ``percentile`` of them."""

    what: str
    percentile: float
    sentence: str


@dataclass(frozen=True, slots=True)
class Learn:
    """A word of the scene, and what it means."""

    word: str
    language: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Trope:
    """A trope the scene takes part in, and what shows it."""

    name: str
    shown: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Written:
    """What a kept write-up says of the scene; ``path`` is its page, ``score`` how sure that is."""

    text: str
    language: str
    title: str
    author: str
    path: str
    score: float


def people_of(anatomy: Anatomy) -> tuple[Somebody, ...]:
    """Who is there, as readers of the anatomy's language know them."""
    return tuple(_somebody(each, anatomy.language) for each in anatomy.present)


def neighbors(found: Iterable[Neighbor], teller: Teller) -> tuple[Near, ...]:
    """Scenes that lead here or follow."""
    return tuple(
        Near(
            each.how,
            replace(teller.place(each.scene), sentence=each.sentence),
            each.quote,
            language_of(each.quote),
        )
        for each in found
    )


def steps(anatomy: Anatomy, teller: Teller, translations: Translations) -> tuple[Step, ...]:
    """The beats of a scene."""
    drama = anatomy.episode.drama.id
    return tuple(
        Step(
            beat.start,
            beat.end,
            beat.kind,
            beat.sentence,
            beat.begins,
            teller.said(beat.line, drama) if beat.line else None,
            translations.of(anatomy.episode, beat.line),
            tuple(dict.fromkeys(_gloss(word, anatomy.language) for word in beat.words)),
        )
        for beat in anatomy.beats
    )


def key_lines(anatomy: Anatomy, teller: Teller) -> tuple[Key, ...]:
    """The lines that carry a scene."""
    telling = {_stem(word.lemma): word for word in _all_words(anatomy)}
    return tuple(_key(each, anatomy, teller, telling) for each in anatomy.key_lines)


def moments(found: Iterable[Moment]) -> tuple[Shows, ...]:
    """The kinds of moment that a scene shows."""
    return tuple(
        Shows(
            each.kind,
            round(each.score, 3),
            each.evidence[:_MOST_EVIDENCE],
            language_of(" ".join(each.evidence[:_MOST_EVIDENCE])),
        )
        for each in found
    )


def turning(anatomy: Anatomy, teller: Teller, translations: Translations) -> Turning | None:
    """Where the tone turns, if it does."""
    turn = anatomy.turn
    if turn is None:
        return None
    shown = teller.said(turn.shown, anatomy.episode.drama.id) if turn.shown else None
    translated = translations.of(anatomy.episode, turn.shown)
    return Turning(turn.at, turn.sentence, shown, translated)


def rarity(anatomy: Anatomy) -> tuple[Rare, ...]:
    """How a scene stands among others."""
    return tuple(Rare(r.what, round(r.percentile, 1), r.sentence) for r in anatomy.rarity)


def words(anatomy: Anatomy) -> tuple[Learn, ...]:
    """Words that set a scene apart, with what they mean where that is known."""
    return tuple(
        Learn(word.lemma, "ko", word.gloss)
        if is_korean(word.lemma)
        else Learn(word.gloss, "en", "")
        for word in anatomy.words
    )


def tropes(anatomy: Anatomy) -> tuple[Trope, ...]:
    """The tropes that a scene takes part in."""
    return tuple(Trope(each.name, each.shown) for each in anatomy.tropes)


def written(library: Library, viewer: Viewer, anatomy: Anatomy) -> tuple[Written, ...]:
    """What kept write-ups say of a scene, surest first, at a length that may be quoted."""
    found = library.passages_of(
        anatomy.episode, anatomy.start, anatomy.end, spoilers=viewer.spoilers
    )
    return tuple(
        Written(
            _shortened(each.passage.text),
            language_of(each.passage.text),
            each.title,
            each.author,
            path_of_writeup(each.source),
            round(each.score, 3),
        )
        for each in found
    )


def picture(anatomy: Anatomy) -> ScenePicture:
    """A scene in time, to be drawn."""
    timeline = anatomy.timeline
    return ScenePicture(
        start=anatomy.start,
        end=anatomy.end,
        beats=tuple(Stretch(b.start, b.end, b.sentence, b.kind) for b in anatomy.beats),
        voices=tuple(Voices(e.latin or e.name, _stretches(e.bars)) for e in timeline.lanes),
        silences=_stretches(timeline.silences),
        sounds=_stretches(timeline.sounds),
        music=_stretches(timeline.music),
        tones=tuple(_along(tone, anatomy) for tone in timeline.tones),
        turn=anatomy.turn.at if anatomy.turn else None,
    )


def _somebody(person: Present, language: str) -> Somebody:
    name = person_name(person, language)
    also = person.name if name != person.name else person.latin if language == "ko" else ""
    return Somebody(name, also, person.actor, person.lines)


def _all_words(anatomy: Anatomy) -> Iterator[Word]:
    yield from anatomy.words
    for beat in anatomy.beats:
        yield from beat.words


def _stem(lemma: str) -> str:
    """What of a Korean word stands in all its forms, more or less.

    >>> _stem("떨어지다"), _stem("소식"), _stem("바다")
    ('떨어지', '소식', '바다')
    """
    return lemma[:-1] if len(lemma) > _SHORT_VERB and lemma.endswith("다") else lemma


def _pieces(text: str, telling: Mapping[str, Word]) -> Iterator[Piece]:
    """A line, cut at the telling words that can be seen in it; none is cut out of another word."""
    stems = sorted((stem for stem in telling if len(stem) > 1), key=len, reverse=True)
    done = 0
    if stems:
        for found in re.finditer(rf"\b(?:{'|'.join(map(re.escape, stems))})", text):
            if found.start() > done:
                yield Piece(text[done : found.start()])
            yield Piece(found[0], telling=True, meaning=telling[found[0]].gloss)
            done = found.end()
    if done < len(text):
        yield Piece(text[done:])


def _key(key: KeyLine, anatomy: Anatomy, teller: Teller, telling: Mapping[str, Word]) -> Key:
    said = replace(teller.said(key.line), speaker=key.who, guessed=key.guessed)
    place = teller.place(anatomy.scene, key.line.start)
    who = f"{said.speaker}, " if said.speaker and not said.guessed else ""
    return Key(
        said,
        tuple(_pieces(said.text, telling)),
        place.path,
        f"“{said.text}” ({who}{place.title} {place.code} {clock(said.at)})",
        tuple(dict.fromkeys(part.detail for part in key.why)),
        " ".join(key.translation.split()),
        language_of(key.translation),
    )


def _gloss(word: Word, language: str) -> str:
    return word.lemma if language == "ko" and is_korean(word.lemma) else word.gloss or word.lemma


def _shortened(text: str) -> str:
    if len(text) <= _LONGEST_PASSAGE:
        return text
    return text[:_LONGEST_PASSAGE].rsplit(" ", 1)[0] + " …"


def _stretches(bars: Iterable[Bar]) -> tuple[Stretch, ...]:
    return tuple(Stretch(bar.start, bar.end, " ".join(bar.label.split()), bar.kind) for bar in bars)


def _along(tone: Tone, anatomy: Anatomy) -> ToneAlong:
    """A tone's values at even distances from the scene's start to its end."""
    times = [time for time, _ in tone.points]
    values = [value for _, value in tone.points]
    if not times:
        return ToneAlong(tone.name, ())
    many = max(round((anatomy.end - anatomy.start) / _STEP), 2)
    even = np.interp(np.linspace(anatomy.start, anatomy.end, many), times, values)
    return ToneAlong(tone.name, tuple(round(float(value), 3) for value in even))
