"""Where one scene ends and the next begins, where and when it plays, and who is in it."""

from jangmyeon.scenes.cutting import cut_scenes
from jangmyeon.scenes.presence import present
from jangmyeon.scenes.setting import Setting, settings

__all__ = ["Setting", "cut_scenes", "present", "settings"]
