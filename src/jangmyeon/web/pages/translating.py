"""What was said, in the viewer's language, where the shelf has captions in it."""

from __future__ import annotations

from jangmyeon.guides.bilingual import counterpart
from jangmyeon.library import Library
from jangmyeon.model import Episode, Line, Sound
from jangmyeon.web.pages.telling import Said
from jangmyeon.web.viewer import Viewer


class Translations:
    """Finds what the captions in the viewer's language say at the same time."""

    def __init__(self, library: Library, viewer: Viewer) -> None:
        self._library = library
        self._viewer = viewer
        self._lines: dict[str, list[Line]] = {}

    def of(self, episode: Episode, shown: Line | Sound | None) -> Said | None:
        """A caption in the viewer's language; None where it is so already, or there is none."""
        if not isinstance(shown, Line) or shown.language == self._viewer.language:
            return None
        found = counterpart(shown, self._lines_of(episode))
        if found is None:
            return None
        return Said(" ".join(found.text.split()), self._viewer.language, found.start)

    def _lines_of(self, episode: Episode) -> list[Line]:
        key = f"{episode.drama.id} {episode.code}"
        if key not in self._lines:
            self._lines[key] = self._read(episode)
        return self._lines[key]

    def _read(self, episode: Episode) -> list[Line]:
        place, language = (episode.drama.id, episode.season, episode.number), self._viewer.language
        show = self._viewer.spoilers
        tracks = self._library.tracks(*place, spoilers=show)
        if not any(track.language == language for track in tracks):
            return []
        captions = self._library.captions(*place, language=language, spoilers=show)
        return [each for each in captions if isinstance(each, Line) and each.kind == "speech"]
