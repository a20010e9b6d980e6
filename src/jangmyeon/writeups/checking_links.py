"""What linked scenes contradict: episode numbers, quotes, a silence on spoilers."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from jangmyeon.model import Episode, Link, Passage, Writeup
from jangmyeon.search.episodes import find_episode_hints
from jangmyeon.writeups.checking_quotes import SURE_LINK, Spoken, unsupported
from jangmyeon.writeups.checking_slips import Slip
from jangmyeon.writeups.spoilers import is_spoiler_notice

_LATE = 2 / 3  # part of a season after which telling a scene spoils the story
_EPISODE = 0.7  # how sure a number is wrong that a sure link contradicts
_SPOILER = 0.9
_SHOWN = 60  # characters of a passage that are shown with a finding

_DIGITS = re.compile(r"\d+")
_TELLS_ALL = re.compile(r"\b(?:recaps?|endings?|finale|explained)\b|결말|줄거리|리캡", re.I)


@dataclass(frozen=True, slots=True)
class Episodes:
    """What is known of the shelf's episodes: ``last`` is the number of a season's last one."""

    last: Callable[[Episode], int]
    spoken: Spoken


def contradicted(writeup: Writeup, links: Sequence[Link], episodes: Episodes) -> Iterator[Slip]:
    """What the links of a write-up's passages contradict."""
    sure = [link for link in links if link.scene is not None and link.score >= SURE_LINK]
    placed = [(link, *place) for link in sure if (place := _place(writeup, link.passage))]
    for link, block, at in placed:
        yield from _wrong_episode(writeup, link, block, at)
        yield from _wrong_quotes(writeup, link, block, at, episodes.spoken)
    yield from _unannounced(writeup, placed, episodes)


def _place(writeup: Writeup, passage: Passage) -> tuple[int, int] | None:
    """The block that a passage starts in, and where in its text."""
    head = passage.text[:_SHOWN].split("\n", maxsplit=1)[0]
    position = (passage.line, passage.column)
    for place in range(len(writeup.blocks) - 1, -1, -1):
        block = writeup.blocks[place]
        if (block.line, block.column) <= position:
            at = block.text.find(head)
            return (place, at) if at >= 0 else None
    return None


def _wrong_episode(writeup: Writeup, link: Link, block: int, at: int) -> Iterator[Slip]:
    """The number of another episode than the one whose scene is told."""
    scene, told = link.scene, set(link.passage.episodes)
    if scene is None or len(told) != 1 or scene.episode.number in told:
        return
    others = {hit.scene.episode.number for hit in link.others}
    if told & others:
        return
    text = writeup.blocks[block].text
    hint = find_episode_hints(text[at : at + len(link.passage.text)])
    if hint is None or hint.number not in told:
        return
    start, end = (at + place for place in hint.spans[-1])
    written, right = text[start:end], str(scene.episode.number)
    message = f"the scene is in {scene.episode.code} of {scene.episode.drama.title}"
    better = _DIGITS.sub(right, written)
    sure = round(_EPISODE * link.score, 2)
    suggestion = better if better != written else ""
    yield Slip("episode", block, start, written, message, suggestion, sure)


def _wrong_quotes(
    writeup: Writeup, link: Link, block: int, at: int, spoken: Spoken
) -> Iterator[Slip]:
    for doubt in unsupported(link, spoken):
        start = writeup.blocks[block].text.find(doubt.quote, at)
        if start >= 0:
            yield Slip("quote", block, start, doubt.quote, doubt.message, "", doubt.sure)


def _unannounced(
    writeup: Writeup, placed: Sequence[tuple[Link, int, int]], episodes: Episodes
) -> Iterator[Slip]:
    """The first scene from late in a story that is told with no notice of spoilers before it."""
    if writeup.spoilers or _tells_all(writeup.title):
        return
    late = [
        (link, block, at)
        for link, block, at in placed
        if _is_late(link, episodes) and not _tells_all(link.passage.heading)
    ]
    if not late:
        return
    link, block, at = late[0]
    if any(is_spoiler_notice(each.text) for each in writeup.blocks[: block + 1]):
        return
    scene = link.scene
    told = f"{scene.episode.code} of {scene.episode.drama.title}" if scene else ""
    more = f", and {len(late) - 1} more such scenes are told" if len(late) > 1 else ""
    message = f"this tells {told}, late in its story, with no spoiler notice{more}"
    text = writeup.blocks[block].text[at : at + _SHOWN]
    yield Slip("spoiler", block, at, text, message, "", round(_SPOILER * link.score, 2))


def _tells_all(heading: str) -> bool:
    """Whether a title or heading says what is told: an episode, or the end."""
    return find_episode_hints(heading) is not None or bool(_TELLS_ALL.search(heading))


def _is_late(link: Link, episodes: Episodes) -> bool:
    if link.scene is None:
        return False
    last = episodes.last(link.scene.episode)
    return last > 1 and link.scene.episode.number > _LATE * last
