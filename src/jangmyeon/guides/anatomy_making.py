"""Dissecting a scene: every part of its anatomy, from what a reader of the library shows."""

from __future__ import annotations

import shlex
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from urllib.parse import quote

from jangmyeon.guides.anatomy import Anatomy, Present, Watch, Whereabouts
from jangmyeon.guides.anatomy_beats import beats_of
from jangmyeon.guides.anatomy_captions import Dissected, lay_out
from jangmyeon.guides.anatomy_lines import key_lines, telling_words
from jangmyeon.guides.anatomy_neighbors import neighbors_of
from jangmyeon.guides.anatomy_phrases import Voice
from jangmyeon.guides.anatomy_shelf import alike_elsewhere, rarity_on_shelf
from jangmyeon.guides.anatomy_speakers import speakers_of
from jangmyeon.guides.anatomy_timeline import timeline_of
from jangmyeon.guides.anatomy_tone import tones_of, turning_point
from jangmyeon.guides.anatomy_tropes import tropes_of
from jangmyeon.model import Line, Passage, Person, Scene, Sound
from jangmyeon.moments import quoted
from jangmyeon.shelf import ShelfPlace
from jangmyeon.store import Reader, airing

_LEAD = 2.0  # seconds before a scene at which a player starts
_WEB = ("http://", "https://")
_MOST_SOUNDS = 12
_TELLING_SOUNDS = frozenset({"music", "voice", "sound", "action", "effect"})


@dataclass(frozen=True, slots=True)
class Files:
    """Where an episode can be watched.

    Attributes:
        folder: of the shelf.
        captions: path on the shelf of its caption file, told where it has no video.
        jellyfin: address of a Jellyfin server (http or https), for a link.
    """

    folder: ShelfPlace | None = None
    captions: str = ""
    jellyfin: str = ""


def dissect(
    reader: Reader,
    scene: Scene,
    passages: Sequence[Passage] = (),
    *,
    at: float | None = None,
    language: str = "en",
    whole: bool = True,
    alike: bool = True,
    files: Files | None = None,
) -> Anatomy:
    """The anatomy of a scene; nothing of it tells what lies beyond the reader's horizon.

    Args:
        reader: within its ``snapshot``.
        passages: what write-ups say of the scene, which the viewer may read.
        at: the second that was asked for; the scene's start where none was.
        language: of the sentences, ``en`` or ``ko``.
        whole: take in the scenes beside it that go on with the same people in the same place.
        alike: look for scenes of other dramas like it, too.
        files: where the episode's files are, for a command that plays the scene.

    Raises:
        NotOnShelfError: the scene's episode is not there, or lies beyond the horizon.
        QueryError: there are no phrases in that language.
    """
    table = lay_out(reader, scene, whole=whole)
    second = table.scene.start if at is None else at
    made = _put_together(reader, table, passages, second, language, files or Files())
    if not alike:
        return made
    people = {person.name: person for person in reader.people(scene.episode.drama.id)}
    return replace(made, alike=alike_elsewhere(reader, table, Voice(language, people)))


def _put_together(
    reader: Reader,
    table: Dissected,
    passages: Sequence[Passage],
    at: float,
    language: str,
    files: Files,
) -> Anatomy:
    everybody = reader.people(table.stored.episode.drama.id)
    people = {person.name: person for person in everybody}
    voice = Voice(language, people)
    speakers = speakers_of(table, _named(reader, table), people)
    lines = key_lines(table, speakers, passages, _other_track(reader, table), voice)
    before, after = neighbors_of(reader, table, voice)
    tones = tones_of(table)
    return Anatomy(
        sentence=voice.scene(table.scene),
        scene=table.scene,
        scenes=table.scenes,
        at=at,
        where=_whereabouts(reader, table, voice),
        present=_present(table, people),
        before=before,
        after=after,
        beats=beats_of(table, lines, voice),
        turn=turning_point(table, tones, voice),
        key_lines=lines,
        timeline=timeline_of(table, speakers, tones, voice),
        words=telling_words(table, table.shown),
        sounds=_telling_sounds(table),
        tropes=tropes_of(table, language),
        rarity=rarity_on_shelf(reader, table, voice),
        passages=tuple(passages),
        alike=(),
        watch=_watch(table, at, files),
        language=language,
    )


def _whereabouts(reader: Reader, table: Dissected, voice: Voice) -> Whereabouts:
    episode, start = table.stored.episode, table.scene.start
    drama = episode.drama
    here = airing((episode.season, episode.number))
    shown = [stored.episode for stored in reader.episodes(drama.id)]
    gone = sum(e.duration for e in shown if airing((e.season, e.number)) < here)
    whole = sum(e.duration for e in shown)
    of_episode = min(start / episode.duration, 1.0) if episode.duration else 0.0
    of_drama = min((gone + start) / whole, 1.0) if whole else 0.0
    seen = "where.all" if reader.horizon.mark(drama.id) is None else "where.seen"
    sentence = voice.say(
        "where",
        code=episode.code,
        share=round(100 * of_episode),
        drama=round(100 * of_drama),
        seen=voice.say(seen),
    )
    return Whereabouts(episode, round(of_episode, 4), round(of_drama, 4), sentence)


def _present(table: Dissected, people: Mapping[str, Person]) -> tuple[Present, ...]:
    told = Counter(line.speaker for line in table.lines if line.speaker)
    found = []
    for name in table.scene.people:
        person = people.get(name, Person(name))
        lines = sum(told[each] for each in {name, *person.spellings})
        found.append(Present(name, person.latin, person.actor, lines))
    return tuple(found)


def _named(reader: Reader, table: Dissected) -> Iterable[Line]:
    lines, _ = reader.script(table.stored.key)
    return (line for line in lines if line.speaker)


def _other_track(reader: Reader, table: Dissected) -> list[Line]:
    """The lines of the episode in English, or where captions are English in Korean, if any are."""
    language = next((line.language for line in table.lines), "")
    wanted = "ko" if language == "en" else "en"
    lines, _ = reader.script(table.stored.key, (wanted,))
    return [line for line in lines if line.language == wanted]


def _telling_sounds(table: Dissected) -> tuple[Sound, ...]:
    """What is heard, each once: voices with a feeling first, in order of time."""
    ranked = sorted(
        (sound for sound in table.sounds if sound.kind in _TELLING_SOUNDS),
        key=lambda sound: (not (sound.emotion or sound.mood), sound.start),
    )
    once = {quoted(sound): sound for sound in reversed(ranked)}
    chosen = [sound for sound in ranked if once[quoted(sound)] is sound][:_MOST_SOUNDS]
    return tuple(sorted(chosen, key=lambda sound: sound.start))


def _watch(table: Dissected, at: float, files: Files) -> Watch | None:
    stored = table.stored
    path = stored.video or files.captions
    link = ""
    if files.jellyfin.startswith(_WEB):
        words = quote(f"{stored.episode.drama.title} {stored.episode.title}".strip())
        link = f"{files.jellyfin.rstrip('/')}/web/#/search?query={words}"
    if not path and not link:
        return None
    start = max(at - _LEAD, 0.0)
    file = shlex.quote(str(files.folder / path if files.folder else path))
    command = f"mpv --start={start:.1f} {file}"
    if not stored.video:
        command = f"mpv --start={start:.1f} --sub-file={file} VIDEO" if path else ""
    return Watch(path, at, command, link, bool(stored.video))
