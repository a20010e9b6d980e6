"""The anatomy of a scene as a page: one file that needs no other, light and dark."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from html import escape
from importlib import resources

from jangmyeon.guides.anatomy import Anatomy, Beat, KeyLine, Neighbor, Present, Watch, Word
from jangmyeon.guides.anatomy_phrases import Voice
from jangmyeon.guides.views.shown import (
    episode_name,
    glosses,
    is_web,
    person_name,
    reasons_of,
    span,
    tagged,
    words_of,
)
from jangmyeon.guides.views.timeline import timeline_svg
from jangmyeon.model import Line, Moment, Passage, Sound, clock
from jangmyeon.words import is_korean

_FULL = 3.0  # of romance and intensity
_LONGEST = 420  # letters of a write-up that are shown
_MOST_EVIDENCE = 3


def anatomy_page(anatomy: Anatomy) -> str:
    """A whole page of an anatomy; every word of captions and write-ups is escaped."""
    title = f"{episode_name(anatomy.episode)} {clock(anatomy.at)}"
    return (
        f'<!doctype html>\n<html lang="{anatomy.language}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>\n{page_style()}</style>\n</head>\n"
        f"<body>\n<main>\n{anatomy_html(anatomy)}\n</main>\n</body>\n</html>\n"
    )


def anatomy_html(anatomy: Anatomy) -> str:
    """What stands on the page of an anatomy, to be set into another page."""
    return "\n".join(_Page(anatomy).parts())


@cache
def page_style() -> str:
    """The style sheet of pages."""
    return resources.files(__package__).joinpath("page.css").read_text("utf-8")


class _Page:
    """The parts of a page, from the top down."""

    def __init__(self, anatomy: Anatomy) -> None:
        self._a = anatomy
        self._voice = Voice(anatomy.language, {})

    def parts(self) -> Iterator[str]:
        a = self._a
        yield self._header()
        yield self._pair(self._section("who", self._people()), self._section("turn", self._turn()))
        yield self._section("timeline", self._timeline())
        yield self._pair(
            self._section("before", self._neighbors(a.before)),
            self._section("after", self._neighbors(a.after)),
        )
        yield self._section("beats", self._beats())
        yield self._section("lines", self._key_lines())
        yield self._pair(
            self._section("moments", self._moments()), self._section("rarity", self._rarity())
        )
        yield self._pair(
            self._section("tropes", self._tropes()), self._section("words", self._words())
        )
        yield self._section("sounds", self._sounds())
        yield self._section("passages", map(self._passage, a.passages))
        yield self._section("alike", self._alike())
        yield self._section("watch", self._watch())

    def _header(self) -> str:
        a = self._a
        setting = self._voice.setting(a.scene.place, a.scene.time, a.scene.weather)
        told = " · ".join(part for part in (span(a.start, a.end), setting) if part)
        return (
            f"<header>{tagged('p', episode_name(a.episode), **{'class': 'kicker'})}"
            f"{tagged('h1', a.sentence)}{tagged('p', told, **{'class': 'soft'})}"
            f"{tagged('p', a.where.sentence, **{'class': 'soft'})}</header>"
        )

    def _section(self, name: str, content: Iterable[str]) -> str:
        """A part with its heading; nothing where there is nothing to tell."""
        inner = "\n".join(content)
        if not inner:
            return ""
        head = tagged("h2", self._voice.say(f"head.{name}"), id=name)
        return f'<section aria-labelledby="{name}">{head}\n{inner}</section>'

    @staticmethod
    def _pair(one: str, other: str) -> str:
        return f'<div class="two">{one}{other}</div>' if one and other else one + other

    def _people(self) -> Iterator[str]:
        if self._a.present:
            yield _list(map(self._person, self._a.present), "bare")

    def _person(self, person: Present) -> str:
        name = person_name(person, self._a.language)
        known = f" ({person.name})" if name != person.name else ""
        told = [self._voice.say("played", actor=person.actor)] if person.actor else []
        if person.lines:
            one = "lines.one" if person.lines == 1 else "lines"
            told.append(self._voice.say(one, n=person.lines))
        extra = f'<br><span class="soft">{escape(", ".join(told))}</span>' if told else ""
        return f'<strong>{escape(name)}</strong><span lang="ko">{escape(known)}</span>{extra}'

    def _rarity(self) -> Iterator[str]:
        rows = []
        for each in self._a.rarity:
            name = (
                self._voice.say(each.what)
                if each.what in {"romance", "intensity"}
                else self._voice.kind(each.what)
            )
            rows.append(
                f'<span>{escape(name)}</span><div aria-hidden="true">'
                f'<span style="width:{each.percentile:.0f}%"></span></div>'
                + tagged("p", each.sentence)
            )
        if rows:
            yield f'<div class="meter">{"".join(rows)}</div>'

    def _timeline(self) -> Iterator[str]:
        label = escape(self._voice.say("head.timeline"))
        yield (
            f'<div class="scroll" tabindex="0" role="region" aria-label="{label}">'
            f"{timeline_svg(self._a)}</div>"
        )
        yield tagged("p", self._voice.say("picture.legend"), **{"class": "why"})

    def _neighbors(self, neighbors: Sequence[Neighbor]) -> Iterator[str]:
        if neighbors:
            yield _list(map(self._neighbor, neighbors), "bare")

    def _neighbor(self, neighbor: Neighbor) -> str:
        scene = neighbor.scene
        how = f"how.{neighbor.how}"
        far = self._voice.say(how) if self._voice.has(how) else ""
        code = scene.episode.code if scene.episode.code != self._a.episode.code else ""
        told = " · ".join(part for part in (code, clock(scene.start), far) if part)
        shown = tagged("span", neighbor.quote, lang=_script(neighbor.quote), **{"class": "soft"})
        quote = f"<br>{shown}"
        return f"<time>{escape(told)}</time><br>{escape(neighbor.sentence)}" + (
            quote if neighbor.quote else ""
        )

    def _beats(self) -> Iterator[str]:
        if self._a.beats:
            yield _list(map(self._beat, self._a.beats), kind="ol")

    def _beat(self, beat: Beat) -> str:
        head = f"<strong>{escape(beat.sentence)}</strong>"
        line = _quote(words_of(beat.line), beat.line) if beat.line else ""
        told = f"{span(beat.start, beat.end)} · {beat.begins}"
        words = glosses(beat.words, self._a.language)
        if words:
            told += f" · {self._voice.say('of.words', words=words)}"
        return f"{head} <time>{escape(told)}</time>{line}"

    def _turn(self) -> Iterator[str]:
        turn = self._a.turn
        if turn is not None:
            yield f"<p><time>{clock(turn.at)}</time> {escape(turn.sentence)}</p>"
            if turn.shown is not None:
                yield _quote(words_of(turn.shown), turn.shown)

    def _key_lines(self) -> Iterator[str]:
        if self._a.key_lines:
            yield _list(map(self._key_line, self._a.key_lines), "bare")

    def _key_line(self, key: KeyLine) -> str:
        guess = f" ({self._voice.say('likely')})" if key.guessed else ""
        speaker = f" {tagged('strong', key.who)}{escape(guess)}" if key.who else ""
        why = tagged("span", reasons_of(key), **{"class": "why"})
        words = _quote(words_of(key.line), key.line, key.translation)
        return f"<time>{clock(key.line.start)}</time>{speaker}{words}{why}"

    def _moments(self) -> Iterator[str]:
        if self._a.moments:
            yield _list(map(self._moment, self._a.moments), "bare")

    def _moment(self, moment: Moment) -> str:
        shown = " · ".join(moment.evidence[:_MOST_EVIDENCE])
        kind = tagged("strong", self._voice.kind(moment.kind))
        evidence = tagged("span", shown, lang=_script(shown), **{"class": "soft"})
        return f"{kind} <time>{moment.score:.2f}</time><br>{evidence}"

    def _words(self) -> Iterator[str]:
        if self._a.words:
            yield _list(map(self._word, self._a.words), "tags")

    def _word(self, word: Word) -> str:
        if not is_korean(word.lemma):
            return escape(word.gloss)
        lemma = tagged("span", word.lemma, lang="ko")
        return f"{lemma} {escape(word.gloss)}" if self._a.language == "en" else lemma

    def _tropes(self) -> Iterator[str]:
        if self._a.tropes:
            yield _list(
                (
                    tagged("strong", trope.name)
                    + "<br>"
                    + tagged("span", " · ".join(trope.shown), **{"class": "soft"})
                    for trope in self._a.tropes
                ),
                "bare",
            )

    def _sounds(self) -> Iterator[str]:
        sounds = [
            f"<time>{clock(sound.start)}</time> {tagged('span', sound.text, lang=sound.language)}"
            for sound in self._a.sounds
        ]
        if sounds:
            yield _list(sounds, "tags")

    @staticmethod
    def _passage(passage: Passage) -> str:
        text = passage.text
        if len(text) > _LONGEST:
            text = text[:_LONGEST].rsplit(" ", 1)[0] + " …"
        return f'<blockquote class="quote">{tagged("p", text)}</blockquote>'

    def _alike(self) -> Iterator[str]:
        rows = []
        for alike in self._a.alike:
            scene = alike.scene
            why = "; ".join(part.detail for part in alike.why[:4])
            name = f"{episode_name(scene.episode)} {clock(scene.start)}"
            rows.append(
                tagged("strong", name)
                + f"<br>{escape(alike.sentence)}<br>"
                + tagged("span", why, **{"class": "why"})
            )
        if rows:
            yield _list(rows, kind="ol")

    def _watch(self) -> Iterator[str]:
        watch: Watch | None = self._a.watch
        if watch is None:
            return
        if watch.path:
            yield tagged("p", f"{watch.path} · {clock(watch.at)}")
        if watch.command:
            if not watch.is_video:
                yield tagged("p", self._voice.say("captions.only"), **{"class": "soft"})
            yield tagged("code", watch.command)
        if is_web(watch.link):
            yield f"<p>{tagged('a', self._voice.say('jellyfin'), href=watch.link)}</p>"


def _list(items: Iterable[str], style: str = "", kind: str = "ul") -> str:
    told = f' class="{style}"' if style else ""
    return f"<{kind}{told}>" + "".join(f"<li>{item}</li>" for item in items) + f"</{kind}>"


def _quote(words: str, shown: Line | Sound, translation: str = "") -> str:
    said = tagged("p", words, lang=shown.language if shown.language != "und" else "")
    other = tagged("p", translation, **{"class": "soft"}) if translation else ""
    return f'<div class="quote">{said}{other}</div>'


def _script(text: str) -> str:
    return "ko" if is_korean(text) else ""
