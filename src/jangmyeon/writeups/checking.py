"""Proof-reading a write-up against the episodes and the cast of the dramas it is about."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain

from jangmyeon.model import Finding, Link
from jangmyeon.writeups.checking_care import careless
from jangmyeon.writeups.checking_casts import miscast, told_spots
from jangmyeon.writeups.checking_facts import wrong_facts
from jangmyeon.writeups.checking_links import Episodes, contradicted
from jangmyeon.writeups.checking_names import Usage, misspelt
from jangmyeon.writeups.checking_sheet import Reference, Sheet, lay_out
from jangmyeon.writeups.checking_slips import Slip
from jangmyeon.writeups.checking_spellings import unlike
from jangmyeon.writeups.locating import finding_span
from jangmyeon.writeups.manuscript import Edit, Manuscript

SURE = 0.9
"""Findings this sure are corrected without asking, where there is a suggestion."""


def check(
    manuscript: Manuscript,
    reference: Reference,
    links: Iterable[Link] = (),
    episodes: Episodes | None = None,
) -> list[Finding]:
    """What the shelf contradicts in a write-up, in the order of its text.

    Args:
        manuscript: the write-up, with where all of it stands in its file.
        reference: the dramas it may be about; keep it to check more write-ups.
        links: which scenes its passages describe, as far as that is known.
        episodes: what is said in them; without it, links tell only which dramas are meant.

    Readers' comments are not proof-read. What only a link shows is never surer than the link.
    """
    links = tuple(links)
    sheet = lay_out(manuscript.writeup, reference, links)
    slips: dict[tuple[int, int, str], Slip] = {}
    found = _slips(sheet, reference)
    if episodes is not None:
        found = chain(found, contradicted(manuscript.writeup, links, episodes))
    for slip in found:
        place = (slip.block, slip.start, slip.text)
        known = slips.get(place)
        if known is None or slip.sure > known.sure:
            slips[place] = slip
    return [_finding(manuscript, slips[place]) for place in sorted(slips)]


def _slips(sheet: Sheet, reference: Reference) -> Iterator[Slip]:
    usage = Usage(sheet)
    yield from miscast(sheet, reference, usage)
    yield from misspelt(sheet, reference, usage, told_spots(sheet))
    yield from careless(sheet)
    yield from wrong_titles(sheet)
    yield from wrong_facts(sheet)
    yield from unlike(sheet)


def wrong_titles(sheet: Sheet) -> Iterator[Slip]:
    """Titles of the shelf's dramas with a slip in them."""
    for entry in sheet.entries:
        for spot in entry.titles:
            if spot.wrong:
                message = f"the drama is called {spot.drama.title}"
                title = spot.drama.title
                yield Slip("title", entry.place, spot.start, spot.text, message, title, 0.9)


def _finding(manuscript: Manuscript, slip: Slip) -> Finding:
    where = manuscript.where(slip.block, slip.start)
    return Finding(slip.kind, where, slip.text, slip.message, slip.suggestion, slip.sure)


def fixed(manuscript: Manuscript, findings: Iterable[Finding], sure: float = SURE) -> bytes:
    """The write-up's file with those findings corrected that are sure and have a suggestion.

    Raises:
        WriteupError: a correction has letters that the file's encoding lacks.
    """
    edits: list[Edit] = []
    done = 0
    for finding in sorted(findings, key=lambda each: (each.where.line, each.where.column)):
        if finding.sure < sure or not finding.suggestion:
            continue
        span = _span(manuscript, finding)
        if span and span[0] >= done:
            edits.append(Edit(*span, finding.suggestion))
            done = span[1]
    return manuscript.corrected(edits)


def _span(manuscript: Manuscript, finding: Finding) -> tuple[int, int] | None:
    """Where in the source a finding's text stands; None where tags part it."""
    told = finding_span(manuscript, finding)
    return manuscript.span(told.block, told.start, told.end) if told else None
