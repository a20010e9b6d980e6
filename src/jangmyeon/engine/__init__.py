"""The work done once an episode: captions read, analysed, made ready for the store."""

from jangmyeon.engine.analysis import ANALYSIS_VERSION, EpisodeAnalysis, analyse_episode
from jangmyeon.engine.pipeline import in_order, process_episodes
from jangmyeon.engine.tasks import EpisodeJob, Failure, Outcome
from jangmyeon.engine.workers import InlineExecutor, local_executor

__all__ = [
    "ANALYSIS_VERSION",
    "EpisodeAnalysis",
    "EpisodeJob",
    "Failure",
    "InlineExecutor",
    "Outcome",
    "analyse_episode",
    "in_order",
    "local_executor",
    "process_episodes",
]
