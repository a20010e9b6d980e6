"""Questions about a drama as a whole, to the store: few rows, for counting."""

from __future__ import annotations

from dataclasses import dataclass

from jangmyeon.store.connected import Connected


@dataclass(frozen=True, slots=True)
class SceneRow:
    """A scene as it is stored, without its people: ``episode`` is its episode's key."""

    episode: int
    number: int
    start: float
    end: float
    place: str
    time: str
    weather: str
    romance: float
    intensity: float


class ProfileReader(Connected):
    """Reads what profiles of dramas are made from."""

    def scene_rows(self, drama_id: str) -> list[SceneRow]:
        """All scenes of a drama in the order in which they are seen; specials come last."""
        rows = self._db.execute(
            'SELECT s.episode_id, s.number, s.start, s."end", s.place, s.time, s.weather, '
            "s.romance, s.intensity FROM episodes AS e JOIN scenes AS s ON s.episode_id = e.id "
            "WHERE e.drama_id = ? ORDER BY e.season = 0, e.season, e.number, s.number",
            (drama_id,),
        )
        return [SceneRow(*row) for row in rows]

    def moment_rows(self, drama_id: str) -> list[tuple[int, int, str, float]]:
        """All moments of a drama: the episode's key, the scene's number, kind, score."""
        return self._db.execute(
            "SELECT m.episode_id, m.scene, m.kind, m.score "
            "FROM episodes AS e JOIN moments AS m ON m.episode_id = e.id WHERE e.drama_id = ?",
            (drama_id,),
        ).fetchall()

    def shown_captions(self, key: int) -> frozenset[int]:
        """The keys (see ``packing.caption_key``) of an episode's captions that show a moment."""
        rows = self._db.execute(
            "SELECT DISTINCT shown.value FROM moments, json_each(evidence) AS shown "
            "WHERE episode_id = ?",
            (key,),
        )
        return frozenset(value for (value,) in rows)
