"""What takes longer to tell of a drama: reasons to watch it, its best scenes, dramas like it.

Each is a page of its own, of which the drama's page takes the part that it needs.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Query
from markupsafe import Markup

from jangmyeon.library import Library
from jangmyeon.model import Line, Reason, Scene, Sound
from jangmyeon.web.addresses import drama_address
from jangmyeon.web.charts import Stripe, barcode
from jangmyeon.web.moods import stripes_of_all
from jangmyeon.web.naming import language_of, title_of
from jangmyeon.web.pages.telling import Place, Said, Teller
from jangmyeon.web.pages.translating import Translations
from jangmyeon.web.paging import page
from jangmyeon.web.parameters import DramaId
from jangmyeon.web.viewer import Viewer

router = APIRouter(tags=["dramas"])

_REASONS, _AGAINST = 6, 3
_KINDS = ("confession", "kiss", "touching", "sad", "tense", "comedy")
_SCENES_EACH = 2
_RELATED = 4

Many = Annotated[
    int, Query(description="At most so many.", ge=1, le=30, alias="limit", examples=[3])
]


@dataclass(frozen=True, slots=True)
class Shown:
    """A scene that shows something, and the caption of it that does, where there is one.

    ``translated`` is that caption in the viewer's language, where the shelf has it.
    """

    place: Place
    said: Said | None
    translated: Said | None


@dataclass(frozen=True, slots=True)
class ReasonPart:
    """A reason to watch the drama, or not to; ``percentile`` of 100 dramas have less of it."""

    aspect: str
    title: str
    headline: str
    percentile: float
    numbers: tuple[str, ...]
    opinions: tuple[str, ...]
    scenes: tuple[Shown, ...]


@dataclass(frozen=True, slots=True)
class ReasonsPage:
    """What sets a drama apart, and what it lacks."""

    drama: str
    title: str
    title_language: str
    reasons: tuple[ReasonPart, ...]
    against: tuple[ReasonPart, ...]


@dataclass(frozen=True, slots=True)
class BestOf:
    """The best scenes of a kind of moment, or of a mood."""

    kind: str
    scenes: tuple[Shown, ...]


@dataclass(frozen=True, slots=True)
class BestPage:
    """The best scenes of a drama, by kinds; kinds of which it has none are left out."""

    drama: str
    title: str
    title_language: str
    kinds: tuple[BestOf, ...]


@dataclass(frozen=True, slots=True)
class RelatedPart:
    """A drama that is like another: how like, 0 to 100, and why."""

    id: str
    title: str
    title_language: str
    year: int | None
    likeness: int
    sentence: str
    moods: tuple[Stripe, ...]

    @property
    def address(self) -> str:
        """Its page."""
        return drama_address(self.id)

    @property
    def barcode(self) -> Markup:
        """Its moods as a picture, for the eye alone."""
        return barcode(self.moods, most=120)


@dataclass(frozen=True, slots=True)
class RelatedPage:
    """The dramas most like one."""

    drama: str
    title: str
    title_language: str
    dramas: tuple[RelatedPart, ...]


def reasons(
    library: Library, viewer: Viewer, drama_id: DramaId, limit: Many = _REASONS
) -> ReasonsPage:
    """Reasons to watch a drama, counted beside other dramas, and what it has little of."""
    language, show = viewer.language, viewer.spoilers
    drama = library.drama(drama_id, spoilers=show)
    showing = _Showing(library, viewer)
    title = title_of(drama, viewer)
    told = library.reasons(drama.id, limit, language=language, spoilers=show)
    lacking = library.reasons(drama.id, _AGAINST, against=True, language=language, spoilers=show)
    return ReasonsPage(
        drama.id,
        title,
        language_of(title),
        tuple(_reason(each, showing) for each in told),
        tuple(_reason(each, showing) for each in lacking),
    )


def best(
    library: Library, viewer: Viewer, drama_id: DramaId, limit: Many = _SCENES_EACH
) -> BestPage:
    """A drama's best scenes of a few kinds: confessions, kisses, touching, sad, tense, comic."""
    show = viewer.spoilers
    drama = library.drama(drama_id, spoilers=show)
    showing = _Showing(library, viewer)
    title = title_of(drama, viewer)
    found = []
    for kind in _KINDS:
        ranked = library.top(kind, drama.id, limit=limit, spoilers=show)
        if ranked:
            shown = tuple(showing.of(each.scene, each.key) for each in ranked)
            found.append(BestOf(kind, shown))
    return BestPage(drama.id, title, language_of(title), tuple(found))


def related(
    library: Library, viewer: Viewer, drama_id: DramaId, limit: Many = _RELATED
) -> RelatedPage:
    """The dramas of the shelf most like one, and why."""
    show = viewer.spoilers
    drama = library.drama(drama_id, spoilers=show)
    title = title_of(drama, viewer)
    told = library.related(drama.id, limit, language=viewer.language, spoilers=show)
    parts = []
    for each in told:
        name = title_of(each.drama, viewer)
        parts.append(
            RelatedPart(
                each.drama.id,
                name,
                language_of(name),
                each.drama.year,
                round(100 * each.score),
                each.sentence,
                stripes_of_all(library.moods(each.drama.id, spoilers=show)),
            )
        )
    return RelatedPage(drama.id, title, language_of(title), tuple(parts))


def _reason(reason: Reason, showing: _Showing) -> ReasonPart:
    scenes = zip(reason.scenes, reason.quotes, strict=False)
    return ReasonPart(
        reason.aspect,
        reason.title,
        reason.headline,
        reason.percentile,
        tuple(each.detail for each in reason.why),
        reason.opinions,
        tuple(showing.of(scene, quote) for scene, quote in scenes),
    )


class _Showing:
    """Shows scenes by their captions."""

    def __init__(self, library: Library, viewer: Viewer) -> None:
        self._teller = Teller(library, viewer)
        self._translations = Translations(library, viewer)

    def of(self, scene: Scene, caption: Line | Sound | None) -> Shown:
        drama = scene.episode.drama.id
        return Shown(
            self._teller.place(scene, caption.start if caption else None),
            self._teller.said(caption, drama) if caption else None,
            self._translations.of(scene.episode, caption),
        )


page(router, "/dramas/{drama_id}/reasons", "drama_reasons.html", reasons, remember=True)
page(router, "/dramas/{drama_id}/best", "drama_best.html", best, remember=True)
page(router, "/dramas/{drama_id}/related", "drama_related.html", related, remember=True)
