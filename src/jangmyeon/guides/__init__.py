"""What people write of dramas by hand, told from evidence: the best scenes of a kind."""

from jangmyeon.guides.aspects import aspects, find_aspect, find_kinds
from jangmyeon.guides.top import key_caption, told_by, top_scenes

__all__ = ["aspects", "find_aspect", "find_kinds", "key_caption", "told_by", "top_scenes"]
