"""Where one scene ends and the next begins, and who is in it."""

from jangmyeon.scenes.cutting import cut_scenes

__all__ = ["cut_scenes"]
