"""The three tasks that an episode goes through; each is a plain function that any executor runs."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from jangmyeon.captions import read_script, read_video_scripts
from jangmyeon.engine.analysis import analyse_episode, by_worth, searched_texts
from jangmyeon.errors import CaptionError
from jangmyeon.model import Script, Skipped
from jangmyeon.shelf import EpisodeFiles
from jangmyeon.store import EpisodeRecord, PackedTrack, pack_track, unpack_script
from jangmyeon.words import analyse


@dataclass(frozen=True, slots=True)
class EpisodeJob:
    """An episode to be analysed: its files below ``root``, and the mark for its record."""

    root: str
    files: EpisodeFiles
    fingerprint: str


@dataclass(frozen=True, slots=True)
class ReadEpisode:
    """An episode's captions, read and packed, and the distinct texts to lemmatise."""

    tracks: tuple[PackedTrack, ...]
    texts: tuple[str, ...]
    spoken: str
    skipped: tuple[Skipped, ...]


def read_episode(job: EpisodeJob) -> ReadEpisode:
    """Read all caption tracks of an episode; those that cannot be read are told in ``skipped``."""
    scripts: list[Script] = []
    skipped: list[Skipped] = []
    root = Path(job.root)
    for track in job.files.tracks:
        try:
            scripts += read_script((root / track.path).read_bytes(), track)
        except CaptionError as error:
            skipped.append(Skipped(track.path, error.message))
        except OSError as error:
            reason = f"could not be read ({error.strerror}): make it readable, then index again"
            skipped.append(Skipped(track.path, reason))
    if job.files.video and not job.files.tracks:
        try:
            scripts += read_video_scripts(root / job.files.video, job.files.video)
        except CaptionError as error:
            skipped.append(Skipped(job.files.video, error.message))
    ordered = by_worth([script for script in scripts if script.lines or script.sounds])
    return ReadEpisode(
        tuple(pack_track(script) for script in ordered),
        searched_texts(ordered),
        _spoken_digest(ordered),
        tuple(skipped),
    )


def lemmatise(texts: Sequence[str]) -> list[str]:
    """What ``words.analyse`` says of each text."""
    return list(analyse(texts))


def record_episode(job: EpisodeJob, read: ReadEpisode, fields: Sequence[str]) -> EpisodeRecord:
    """Analyse an episode that has been read, its texts lemmatised; ready for the store."""
    scripts = [_script(packed) for packed in read.tracks]
    analysis = analyse_episode(
        job.files.episode, scripts, dict(zip(read.texts, fields, strict=True))
    )
    return EpisodeRecord(
        episode=replace(job.files.episode, duration=analysis.duration),
        tracks=read.tracks,
        scenes=analysis.scenes,
        speakers=analysis.speakers,
        occurrences=analysis.occurrences,
        forms=analysis.forms,
        spoken=read.spoken,
        fingerprint=job.fingerprint,
        video=job.files.video,
    )


def _script(packed: PackedTrack) -> Script:
    lines, sounds = unpack_script(packed.script, packed.track.language)
    return Script(packed.track, tuple(lines), tuple(sounds))


def _spoken_digest(scripts: Sequence[Script]) -> str:
    """A digest of what is said in the first track, blind to times, labels and sounds."""
    if not scripts:
        return ""
    spoken = "\n".join(line.text for line in scripts[0].lines if line.kind == "speech")
    return hashlib.blake2b(spoken.encode("utf-8", "replace"), digest_size=12).hexdigest()
