"""How far a viewer has come: the spoiler horizon, remembered for each drama."""

from __future__ import annotations

from datetime import UTC, datetime

from jangmyeon.library.base import Base
from jangmyeon.store import Mark
from jangmyeon.store.yours import SeenSoFar


class Horizons(Base):
    """Remembers how far dramas have been seen; all answers then keep to it."""

    def seen(self, drama: str) -> Mark | None:
        """Season and number of the last episode seen of a drama, number 0 when nothing was.

        None says that nothing is hidden: all was seen, or nobody told.

        Raises:
            NotOnShelfError: there is no such drama.
        """
        with self._sight() as sight:
            return sight.horizon.mark(sight.title(drama).id)

    def all_seen(self) -> list[SeenSoFar]:
        """How far each drama has been seen of which it was told, the last told first."""
        return self._yours().seen()

    def set_seen(self, drama: str, episode: int | None, season: int | None = None) -> Mark | None:
        """Remember how far a drama has been seen, and hide what comes later from all answers.

        Args:
            episode: the number of the last episode seen; 0 when nothing was, None to hide nothing.
            season: unless told, the one that was told last, or else the first on the shelf.

        Returns:
            What ``seen`` tells from now on.

        Raises:
            NotOnShelfError: there is no such drama.
            QueryError: the season or the number is below 0.
            StoreError: it cannot be written.
        """
        told = None if episode is None else episode if season is None else (season, episode)
        with self._sight(spoilers=True) as whole:
            drama_id = whole.title(drama).id
            horizon = self._yours().remembered()
            mark = None if told is None else self._mark(whole, horizon, drama_id, told)
        if mark != horizon.mark(drama_id):
            self._yours(create=True).set_seen(drama_id, mark, now())
        return mark


def now() -> str:
    """The time as it is kept: ISO 8601, UTC, to the microsecond, so that what is later tells."""
    return datetime.now(UTC).isoformat(timespec="microseconds")
