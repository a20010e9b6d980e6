"""The parts of a write-up's page: its text in pieces, passages beside their scenes, findings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from jangmyeon.library import OpenedWriteup
from jangmyeon.model import Block, Link, Why
from jangmyeon.web.pages.telling import Place, Teller
from jangmyeon.writeups import SURE, Span, passage_spans

_MOST_REASONS = 4


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text; ``finding`` is the number of the finding that is about it, 0 for none.

    ``first`` tells that the finding's text begins here.
    """

    text: str
    finding: int = 0
    first: bool = False


@dataclass(frozen=True, slots=True)
class Run:
    """Pieces in a row; ``passage`` is the number of the passage that they are, 0 for none.

    ``leads`` tells that it leads to a scene.
    """

    passage: int
    leads: bool
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Guess:
    """Another scene that a passage may tell of, and how sure that is (0 to 1)."""

    place: Place
    score: float


@dataclass(frozen=True, slots=True)
class PassageTold:
    """A passage and the scene it tells of, if one is sure enough; ``start`` to ``end`` answers.

    ``drama`` is the id of the drama it is about, empty where that is not on the shelf or cannot be
    told. ``why`` are the names of what speaks for the scene, what counts most first.
    """

    number: int
    drama: str
    place: Place | None
    start: float
    end: float
    score: float
    people: tuple[str, ...]
    why: tuple[str, ...]
    others: tuple[Guess, ...]


@dataclass(frozen=True, slots=True)
class BlockShown:
    """A block of the article, and the passages in it."""

    kind: str
    level: int
    number: int
    runs: tuple[Run, ...]
    passages: tuple[PassageTold, ...]


@dataclass(frozen=True, slots=True)
class FindingShown:
    """What the episodes or the casts contradict; ``line`` and ``column`` count from 1.

    ``will_change`` tells that the corrected copy has the suggestion in its place.
    """

    number: int
    kind: str
    line: int
    column: int
    text: str
    message: str
    suggestion: str
    sure: float
    will_change: bool


def blocks_of(opened: OpenedWriteup, teller: Teller) -> tuple[BlockShown, ...]:
    """The article, block by block; readers' comments are left out."""
    spans = passage_spans(opened.writeup, opened.links)
    passages: dict[int, list[tuple[PassageTold, Span]]] = defaultdict(list)
    for number, (link, span) in enumerate(zip(opened.links, spans, strict=True), 1):
        if span is not None:
            passages[span.block].append((_passage(number, link, teller), span))
    slips: dict[int, list[tuple[int, Span]]] = defaultdict(list)
    for number, marked in enumerate(opened.findings, 1):
        if marked.span is not None:
            slips[marked.span.block].append((number, marked.span))
    return tuple(
        _block(block, passages[place], slips[place])
        for place, block in enumerate(opened.writeup.blocks)
        if block.kind != "comment"
    )


def findings_of(opened: OpenedWriteup) -> tuple[FindingShown, ...]:
    """What was found in the article, in the order of its text."""
    return tuple(
        FindingShown(
            number,
            each.kind,
            each.where.line,
            each.where.column,
            each.text,
            each.message,
            each.suggestion,
            each.sure,
            bool(each.suggestion) and each.sure >= SURE,
        )
        for number, each in enumerate((marked.finding for marked in opened.findings), 1)
    )


def _block(
    block: Block,
    passages: Sequence[tuple[PassageTold, Span]],
    slips: Sequence[tuple[int, Span]],
) -> BlockShown:
    runs: list[Run] = []
    done = 0
    for passage, span in passages:
        if span.start > done:
            runs.append(Run(0, False, tuple(_pieces(block.text, done, span.start, slips))))
        pieces = tuple(_pieces(block.text, span.start, span.end, slips))
        runs.append(Run(passage.number, passage.place is not None, pieces))
        done = span.end
    if done < len(block.text):
        runs.append(Run(0, False, tuple(_pieces(block.text, done, len(block.text), slips))))
    told = tuple(passage for passage, _ in passages)
    return BlockShown(block.kind, block.level, block.number, tuple(runs), told)


def _pieces(text: str, start: int, end: int, slips: Sequence[tuple[int, Span]]) -> Iterator[Piece]:
    """A stretch of a block, cut where findings begin and end."""
    done = start
    for number, span in sorted(slips, key=lambda each: each[1].start):
        low, high = max(span.start, done), min(span.end, end)
        if low >= high:
            continue
        if low > done:
            yield Piece(text[done:low])
        yield Piece(text[low:high], number, low == span.start)
        done = high
    if done < end:
        yield Piece(text[done:end])


def _passage(number: int, link: Link, teller: Teller) -> PassageTold:
    scene = link.scene
    voice = teller.voice(scene.episode.drama.id) if scene else None
    return PassageTold(
        number=number,
        drama=link.passage.drama,
        place=teller.place(scene, link.start) if scene else None,
        start=link.start,
        end=link.end,
        score=link.score,
        people=tuple(voice.name(name) for name in scene.people) if scene and voice else (),
        why=_reasons(link.why),
        others=tuple(Guess(teller.place(hit.scene, hit.at), hit.score) for hit in link.others),
    )


def _reasons(why: Sequence[Why]) -> tuple[str, ...]:
    """What speaks for a link."""
    return tuple(part.part for part in why if part.weight > 0)[:_MOST_REASONS]
