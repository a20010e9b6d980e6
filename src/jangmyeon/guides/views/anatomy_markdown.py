"""The anatomy of a scene as Markdown, for a file, a terminal or a post."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from urllib.parse import quote

from jangmyeon.guides.anatomy import Anatomy, Neighbor, Word
from jangmyeon.guides.anatomy_phrases import Voice
from jangmyeon.guides.views.shown import (
    episode_name,
    glosses,
    is_web,
    person_name,
    reasons_of,
    span,
    words_of,
)
from jangmyeon.model import clock
from jangmyeon.words import is_korean

_SIGNS = re.compile(r"([\\`*_{}\[\]<>#|~])")
_ADDRESS = "/:?#&=%+,;@~$!*'()-._"
_MOST_EVIDENCE = 2
_MOST_WHY = 3


def anatomy_markdown(anatomy: Anatomy) -> str:
    """A Markdown text of an anatomy; signs of captions and write-ups are escaped."""
    return "\n".join(_Text(anatomy).parts()).rstrip() + "\n"


def plain(text: str) -> str:
    r"""A text on one line, with the signs escaped that Markdown would read.

    >>> plain("[문이 *탁* 닫힌다]")
    '\\[문이 \\*탁\\* 닫힌다\\]'
    """
    return _SIGNS.sub(r"\\\1", " ".join(text.split()))


class _Text:
    """The parts of the text, from the top down."""

    def __init__(self, anatomy: Anatomy) -> None:
        self._a = anatomy
        self._voice = Voice(anatomy.language, {})

    def parts(self) -> Iterator[str]:
        a, say = self._a, self._voice.say
        yield f"# {plain(episode_name(a.episode))}, {span(a.start, a.end)}\n"
        yield f"**{plain(a.sentence)}**\n"
        yield f"{plain(a.where.sentence)}.\n"
        yield from self._list("who", self._people())
        yield from self._list("before", map(self._neighbor, a.before))
        yield from self._list("beats", self._beats())
        if a.turn is not None:
            shown = f" {plain(words_of(a.turn.shown))}" if a.turn.shown else ""
            told = f"**{clock(a.turn.at)}** {plain(a.turn.sentence)}{shown}"
            yield f"## {say('head.turn')}\n\n{told}\n"
        yield from self._list("lines", self._lines())
        yield from self._list("after", map(self._neighbor, a.after))
        yield from self._list("moments", self._moments())
        yield from self._list("tropes", self._tropes())
        yield from self._list("words", self._words())
        yield from self._list("rarity", (plain(each.sentence) for each in a.rarity))
        yield from self._list("passages", (plain(each.text) for each in a.passages))
        yield from self._list("alike", self._alike())
        yield from self._watch()

    def _list(self, name: str, items: Iterable[str]) -> Iterator[str]:
        rows = [f"- {item}" for item in items]
        if rows:
            yield f"## {self._voice.say(f'head.{name}')}\n"
            yield "\n".join(rows) + "\n"

    def _people(self) -> Iterator[str]:
        for person in self._a.present:
            actor = self._voice.say("played", actor=person.actor) if person.actor else ""
            name = plain(person_name(person, self._a.language))
            yield f"**{name}**, {plain(actor)}" if actor else f"**{name}**"

    def _neighbor(self, neighbor: Neighbor) -> str:
        scene = neighbor.scene
        code = scene.episode.code + " " if scene.episode.code != self._a.episode.code else ""
        quote = f" {plain(neighbor.quote)}" if neighbor.quote else ""
        return f"{code}{clock(scene.start)} {plain(neighbor.sentence)}{quote}"

    def _beats(self) -> Iterator[str]:
        for beat in self._a.beats:
            line = f" *{plain(words_of(beat.line))}*" if beat.line else ""
            told = f"**{span(beat.start, beat.end)}** {plain(beat.sentence)}"
            words = glosses(beat.words, self._a.language)
            of = f"; {plain(self._voice.say('of.words', words=words))}" if words else ""
            yield f"{told} ({plain(beat.begins)}{of}){line}"

    def _lines(self) -> Iterator[str]:
        for key in self._a.key_lines:
            guess = f" ({self._voice.say('likely')})" if key.guessed else ""
            speaker = f"{plain(key.who)}{guess}: " if key.who else ""
            other = f" ({plain(key.translation)})" if key.translation else ""
            words = f"**{clock(key.line.start)}** {speaker}*{plain(words_of(key.line))}*{other}"
            yield f"{words} — {plain(reasons_of(key))}"

    def _moments(self) -> Iterator[str]:
        for moment in self._a.moments:
            shown = " · ".join(moment.evidence[:_MOST_EVIDENCE])
            yield f"**{self._voice.kind(moment.kind)}** {moment.score:.2f} {plain(shown)}"

    def _tropes(self) -> Iterator[str]:
        for trope in self._a.tropes:
            yield f"**{plain(trope.name)}** {plain(' · '.join(trope.shown))}".rstrip()

    def _words(self) -> Iterator[str]:
        if self._a.words:
            yield plain(", ".join(map(self._word, self._a.words)))

    def _word(self, word: Word) -> str:
        known = self._a.language == "en" and is_korean(word.lemma)
        return f"{word.lemma} ({word.gloss})" if known else glosses([word], self._a.language)

    def _alike(self) -> Iterator[str]:
        for alike in self._a.alike:
            name = f"{episode_name(alike.scene.episode)} {clock(alike.scene.start)}"
            why = "; ".join(part.detail for part in alike.why[:_MOST_WHY])
            yield f"**{plain(name)}** {plain(alike.sentence)} ({plain(why)})"

    def _watch(self) -> Iterator[str]:
        watch = self._a.watch
        if watch is None:
            return
        yield f"## {self._voice.say('head.watch')}\n"
        if watch.path:
            yield f"{plain(watch.path)}, {clock(watch.at)}\n"
        if watch.command:
            yield f"    {' '.join(watch.command.split())}\n"
        if is_web(watch.link):
            yield f"<{quote(watch.link, safe=_ADDRESS)}>\n"
