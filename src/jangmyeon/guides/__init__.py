"""What people write of dramas by hand, told from evidence: the best scenes of a kind."""

from jangmyeon.guides.aspects import aspects, find_aspect
from jangmyeon.guides.top import top_scenes

__all__ = ["aspects", "find_aspect", "top_scenes"]
