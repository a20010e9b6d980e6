"""Bundles made into dramas: which of them are one drama, what it is called, and its id."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from jangmyeon.model import Drama
from jangmyeon.shelf.bundles import Bundle
from jangmyeon.shelf.doubts import Doubts
from jangmyeon.shelf.titles import slug, title_key


@dataclass(frozen=True, slots=True)
class Gathered:
    """A drama and all the bundles it is made of."""

    drama: Drama
    bundles: tuple[Bundle, ...]


def gather(bundles: Iterable[Bundle], doubts: Doubts) -> list[Gathered]:
    """Make dramas of bundles, each with an id of its own, sorted by id.

    Bundles are one drama if their titles agree and their years do, or one has none. Whatever
    contradicts that (a film and a drama of one name, different ids at one provider) stays apart.
    """
    by_title: dict[tuple[str, bool], list[Bundle]] = defaultdict(list)
    for bundle in bundles:
        by_title[title_key(bundle.title) or bundle.title, bundle.film].append(bundle)
    groups: list[list[Bundle]] = []
    for same_title in by_title.values():
        for same_year in _by_year(same_title, doubts):
            groups.extend(_without_conflict(same_year))
    groups.sort(key=lambda group: min(bundle.folder for bundle in group))
    gathered = [
        Gathered(_drama(drama_id, group), tuple(group))
        for drama_id, group in zip(_ids(groups), groups, strict=True)
    ]
    return sorted(gathered, key=lambda one: one.drama.id)


def _by_year(bundles: list[Bundle], doubts: Doubts) -> Iterator[list[Bundle]]:
    years = sorted({bundle.year for bundle in bundles if bundle.year is not None})
    if len(years) < 2:
        yield bundles
        return
    for year in years:
        yield [bundle for bundle in bundles if bundle.year == year]
    undated = [bundle for bundle in bundles if bundle.year is None]
    if undated:
        doubts.which_year(undated[0].folder or ".", undated[0].title, years)
        yield undated


def _without_conflict(bundles: list[Bundle]) -> list[list[Bundle]]:
    """Bundles parted where the same provider knows them by different ids."""
    groups: list[tuple[dict[str, str], list[Bundle]]] = []
    for bundle in sorted(bundles, key=lambda one: one.folder):
        ids = dict(bundle.about.ids)
        for known, group in groups:
            if all(known.get(provider, value) == value for provider, value in ids.items()):
                known.update(ids)
                group.append(bundle)
                break
        else:
            groups.append((ids, [bundle]))
    return [group for _, group in groups]


def _ids(groups: list[list[Bundle]]) -> list[str]:
    """An id for each group: its slug, or the slug with a number where another has taken it."""
    slugs = [slug(_best(group).title, _year(group)) for group in groups]
    taken: set[str] = set()
    ids = []
    for wanted in slugs:
        number, free = 1, wanted
        while free in taken or (number > 1 and free in slugs):
            number += 1
            free = f"{wanted}-{number}"
        taken.add(free)
        ids.append(free)
    return ids


def _best(group: list[Bundle]) -> Bundle:
    """The bundle to be believed for the title: one with an .nfo, with a year, the first."""
    return min(group, key=lambda one: (not one.about.title, one.year is None, one.folder))


def _year(group: list[Bundle]) -> int | None:
    return next((bundle.year for bundle in group if bundle.year is not None), None)


def _drama(drama_id: str, group: list[Bundle]) -> Drama:
    best = _best(group)
    about = best.about
    return Drama(
        id=drama_id,
        title=best.title,
        original_title=about.original_title,
        year=_year(group),
        network=about.network,
        genres=about.genres,
        plot=about.plot,
        cast=about.cast,
    )
