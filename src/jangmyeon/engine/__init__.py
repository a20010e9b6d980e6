"""The work done once an episode: captions read, analysed, made ready for the store."""

from jangmyeon.engine.analysis import (
    ANALYSIS_VERSION,
    EpisodeAnalysis,
    analyse_episode,
    episode_tone,
    span_moments,
)
from jangmyeon.engine.casting import Casting, CastingJob, EpisodeTraces, cast_drama
from jangmyeon.engine.cluster import ClusterError, ClusterExecutor
from jangmyeon.engine.executors import InlineExecutor, LocalExecutor, processors
from jangmyeon.engine.pipeline import process_episodes, result_of, submit
from jangmyeon.engine.tasks import EpisodeJob, Failure, Outcome
from jangmyeon.engine.worker import WorkerDiedError

__all__ = [
    "ANALYSIS_VERSION",
    "Casting",
    "CastingJob",
    "ClusterError",
    "ClusterExecutor",
    "EpisodeAnalysis",
    "EpisodeJob",
    "EpisodeTraces",
    "Failure",
    "InlineExecutor",
    "LocalExecutor",
    "Outcome",
    "WorkerDiedError",
    "analyse_episode",
    "cast_drama",
    "episode_tone",
    "process_episodes",
    "processors",
    "result_of",
    "span_moments",
    "submit",
]
