"""A drama's files sorted into its episodes; and episodes whose captions are suspiciously alike."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from jangmyeon.model import Drama, Episode, Skipped, Track
from jangmyeon.shelf.bundles import Bundle, Entry
from jangmyeon.shelf.doubts import Doubts
from jangmyeon.shelf.found import EpisodeFiles


def episode_files(
    drama: Drama, bundles: Iterable[Bundle], doubts: Doubts
) -> Iterator[EpisodeFiles]:
    """The episodes of a drama with their files, in order."""
    entries = [entry for bundle in bundles for entry in bundle.entries]
    _tell_doubts(entries, doubts)
    by_number: dict[tuple[int, int], list[Entry]] = defaultdict(list)
    for entry in entries:
        by_number[entry.told.season, entry.told.number or 0].append(entry)
    for (season, number), group in sorted(by_number.items()):
        whole = sorted(_without_later_parts(group, doubts), key=lambda entry: entry.path)
        captions = [entry for entry in whole if not entry.video]
        # What is forced translates signs and foreign speech only: last, whatever its name.
        captions.sort(key=lambda entry: entry.told.forced)
        title = next(filter(None, _titles(whole, number)), "")
        yield EpisodeFiles(
            episode=Episode(drama, season, number, title),
            tracks=tuple(Track(e.path, e.told.language, e.told.sdh) for e in captions),
            files=tuple(entry.stamp for entry in whole),
            video=next((entry.path for entry in whole if entry.video), ""),
        )


def _titles(entries: list[Entry], number: int) -> Iterator[str]:
    """The titles that the episode's .nfo files give, then those in the names of its files."""
    for entry in entries:
        for about in entry.nfo.episodes:
            if about.number in (number, None):
                yield about.title
    for entry in entries:
        yield entry.told.episode_title


def _without_later_parts(entries: list[Entry], doubts: Doubts) -> Iterator[Entry]:
    """The files of an episode without the second part of what has been split in two."""
    opened = {(e.told.language, e.video) for e in entries if e.told.part == 1}
    for entry in entries:
        if entry.told.part > 1 and (entry.told.language, entry.video) in opened:
            if not entry.video:
                doubts.split(entry.path)
        else:
            yield entry


def _tell_doubts(entries: list[Entry], doubts: Doubts) -> None:
    """One notice for each kind of doubt about the files of a drama, with the first as example."""
    for doubt, tell in (
        (lambda e: e.told.last != e.told.number, doubts.several),
        (lambda e: e.told.trust != "plain", doubts.weak),
        (lambda e: e.place.season not in (None, e.told.season), doubts.elsewhere),
    ):
        if doubtful := [entry for entry in entries if doubt(entry)]:
            tell([entry.path for entry in doubtful], doubtful[0].told)


def same_captions(spoken: Iterable[tuple[Episode, str]]) -> tuple[Skipped, ...]:
    """A notice for each pair of episodes with identical captions: most likely a wrong file.

    Args:
        spoken: episodes, each with a digest of its spoken text; an empty digest counts for nothing.
            An episode may come several times, once for each of its tracks.

    >>> drama = Drama("some-drama-2020", "Some Drama")
    >>> same_captions([(Episode(drama, 1, 3), "a"), (Episode(drama, 1, 4), "a")])[0].path
    'some-drama-2020 S01E04'

    """
    first: dict[str, Episode] = {}
    notices: dict[str, Skipped] = {}
    for episode, digest in spoken:
        earlier = first.setdefault(digest, episode) if digest else episode
        if (earlier.drama.id, earlier.code) == (episode.drama.id, episode.code):
            continue
        place = f"{episode.drama.id} {episode.code}"
        other = earlier.code
        if earlier.drama.id != episode.drama.id:
            other = f"{earlier.drama.title} {other}"
        reason = (
            f"{other} and {episode.code} have identical captions, most likely by mistake: check "
            "which of them the file is of, and replace the other"
        )
        notices.setdefault(place, Skipped(place, reason))
    return tuple(notices.values())
