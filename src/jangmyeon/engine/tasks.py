"""What is done with one episode: a plain function, so that any executor can run it anywhere."""

from __future__ import annotations

import hashlib
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from jangmyeon.captions import read_script, read_video_scripts
from jangmyeon.engine.analysis import analyse_episode, by_worth, in_view
from jangmyeon.errors import CaptionError, JangmyeonError
from jangmyeon.model import Line, Scene, Script, Skipped, Sound
from jangmyeon.moments import quoted
from jangmyeon.shelf import EpisodeFiles, Source, open_shelf, place_of_shelf
from jangmyeon.store import EpisodeRecord, MomentRow, caption_key, pack_sightings, pack_track


@dataclass(frozen=True, slots=True)
class EpisodeJob:
    """An episode to be analysed.

    Attributes:
        root: the shelf, a folder or URL.
        files: its files there.
        fingerprint: the mark for its record.
        carried: for workers that cannot read the shelf, the bytes of each of its caption files, or
            why they could not be read.
    """

    root: str
    files: EpisodeFiles
    fingerprint: str
    carried: tuple[bytes | str, ...] | None = None

    @property
    def source(self) -> Source:
        """The shelf's files."""
        return open_shelf(place_of_shelf(self.root))

    @property
    def captions_are_in_video(self) -> bool:
        """Whether the episode has no captions but those inside its video, if there are any."""
        return bool(self.files.video) and not self.files.tracks


@dataclass(frozen=True, slots=True)
class Failure:
    """An episode that could not be analysed at all, and why."""

    job: EpisodeJob
    skipped: tuple[Skipped, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """An episode's record with the files of it that were skipped, and what was mended in others."""

    job: EpisodeJob
    record: EpisodeRecord
    skipped: tuple[Skipped, ...]
    mended: tuple[Skipped, ...]


def carrying(job: EpisodeJob) -> EpisodeJob:
    """The same job with the bytes of its captions."""
    return replace(job, carried=tuple(_bytes_of(job)))


def process_episode(job: EpisodeJob) -> Outcome | Failure:
    """Read an episode's captions and analyse them; what goes wrong is told, never raised."""
    told = replace(job, carried=None)  # the captions need not travel back
    try:
        scripts, skipped = read_scripts(job)
        if not scripts:
            return Failure(told, skipped or (_nothing(job),))
        record = _record(job, scripts)
    except Exception as error:
        return Failure(told, (_fault(job, error),))
    mended = tuple(Skipped(s.track.path, notice) for s in scripts for notice in s.notices)
    return Outcome(told, record, skipped, mended)


def lost(job: EpisodeJob, how: str) -> Failure:
    """An episode whose analysis took its worker along: ``how`` tells how that ended."""
    reason = (
        f"{how}, and again when tried anew: skipped; run index again, with fewer --workers if "
        "memory was short, and if that does not help please report this with the file"
    )
    return Failure(replace(job, carried=None), (Skipped(_path(job), reason),))


def read_scripts(job: EpisodeJob) -> tuple[list[Script], tuple[Skipped, ...]]:
    """An episode's caption tracks, the most telling first, and those that could not be read."""
    scripts: list[Script] = []
    skipped: list[Skipped] = []
    read = _bytes_of(job) if job.carried is None else job.carried
    for track, data in zip(job.files.tracks, read, strict=True):
        try:
            if isinstance(data, str):
                skipped.append(Skipped(track.path, data))
            else:
                scripts += read_script(data, track)
        except CaptionError as error:
            skipped.append(Skipped(track.path, error.message))
    if job.captions_are_in_video:
        try:
            scripts += _scripts_in_video(job)
        except CaptionError as error:
            skipped.append(Skipped(job.files.video, error.message))
    return by_worth([s for s in scripts if s.lines or s.sounds]), tuple(skipped)


def _bytes_of(job: EpisodeJob) -> Iterator[bytes | str]:
    """The bytes of each caption file, or why they cannot be read."""
    for track in job.files.tracks:
        try:
            yield job.source.read(track.path)
        except OSError as error:
            yield f"could not be read ({error.strerror}): make it readable, then index again"


def _scripts_in_video(job: EpisodeJob) -> list[Script]:
    path = job.source.video(job.files.video)
    if path is None:
        raise CaptionError(
            "captions inside a video are not read from a shelf at a URL",
            where=job.files.video,
            remedy="put a caption file beside it",
        )
    return read_video_scripts(path, job.files.video)


def _record(job: EpisodeJob, scripts: Sequence[Script]) -> EpisodeRecord:
    analysis = analyse_episode(job.files.episode, scripts)
    return EpisodeRecord(
        episode=replace(job.files.episode, duration=analysis.duration),
        tracks=tuple(pack_track(script) for script in scripts),
        scenes=analysis.scenes,
        moments=_moments(analysis.scenes, in_view(scripts[0].lines, scripts[0].sounds)),
        speakers=analysis.speakers,
        occurrences=analysis.occurrences,
        sightings=pack_sightings(analysis.sightings),
        forms=analysis.forms,
        spoken=_spoken_digest(scripts),
        fingerprint=job.fingerprint,
        video=job.files.video,
    )


def _moments(scenes: Sequence[Scene], shown: Sequence[Line | Sound]) -> tuple[MomentRow, ...]:
    """The moments of scenes, with keys in place of the captions that show them."""
    starts = [caption.start for caption in shown]
    rows = []
    for scene in scenes:
        within = shown[bisect_left(starts, scene.start) : bisect_right(starts, scene.end)]
        keys = {quoted(caption): caption_key(caption) for caption in reversed(within)}
        for moment in scene.moments:
            evidence = tuple(keys[text] for text in moment.evidence if text in keys)
            rows.append(MomentRow(scene.number, moment.kind, moment.score, evidence))
    return tuple(rows)


def _spoken_digest(scripts: Sequence[Script]) -> str:
    """A digest of what is said in the first track, blind to times, labels and sounds."""
    spoken = "\n".join(line.text for line in scripts[0].lines if line.kind == "speech")
    return hashlib.blake2b(spoken.encode("utf-8", "replace"), digest_size=12).hexdigest()


def _fault(job: EpisodeJob, error: Exception) -> Skipped:
    detail = error.message if isinstance(error, JangmyeonError) else repr(error)
    return Skipped(
        _path(job), f"could not be analysed ({detail}): please report this with the file"
    )


def _path(job: EpisodeJob) -> str:
    return job.files.tracks[0].path if job.files.tracks else job.files.video


def _nothing(job: EpisodeJob) -> Skipped:
    if not job.files.tracks:
        reason = "has no captions in it or beside it: put a caption file beside it"
        return Skipped(job.files.video, reason)
    reason = "has no captions in it: replace it or delete it, then index again"
    return Skipped(job.files.tracks[0].path, reason)
