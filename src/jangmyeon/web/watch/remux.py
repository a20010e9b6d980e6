"""A video in a container that browsers do not open, put into MP4 as it plays.

The picture is copied as it is. So is sound that browsers know; other sound is made AAC, in stereo.
What comes out is fragmented MP4, which plays while it is still being made.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator
from contextlib import suppress
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from itertools import chain, islice
from typing import TYPE_CHECKING

from jangmyeon.web.watch.media import (
    SOON,
    Video,
    VideoError,
    film_of,
    look_at,
    opened,
    seek,
    starts,
    zero_of,
)
from jangmyeon.web.watch.ways import Playing, playing

if TYPE_CHECKING:
    from av.audio.stream import AudioStream
    from av.bitstream import BitStreamFilterContext
    from av.container import InputContainer, OutputContainer
    from av.packet import Packet
    from av.stream import Stream
    from av.video.stream import VideoStream

_AHEAD = 64  # pictures to look through for the first that tells when it is decoded
_RATE = 48_000
_BITS = 192_000
_MOST_KEPT = 1024
_OPTIONS = {
    "movflags": "frag_keyframe+delay_moov+default_base_moof",
    "frag_duration": "1000000",  # microseconds: what is held before it goes out
    "use_editlist": "0",
}
_TAGS = {"hevc": "hvc1"}  # Safari takes no other


@lru_cache(_MOST_KEPT)
def stream_start(video: Video, at: float) -> float:
    """The second of a video at which the stream begins that ``remux`` makes from another on.

    It begins with a picture that needs none before it, which is at ``at`` or somewhat earlier.

    Raises:
        VideoError: the video is broken, or cannot be played this way.
        ImportError: PyAV is not installed.
    """
    with opened(video.path) as source:
        film, _, _ = _streams(source, video)
        first, _ = _from(source, film, None, at, video)
        return first.decoded


def remux(video: Video, at: float) -> Generator[bytes]:
    """A video from a second on, as fragmented MP4, made as it is asked for.

    Close the generator in any case: it holds the file open. The times of the stream are those of
    the video less ``stream_start(video, at)``.

    Raises:
        VideoError: the video is broken, or cannot be played this way.
        ImportError: PyAV is not installed.
    """
    import av

    sink = _Sink()
    with opened(video.path) as source:
        film, voice, how = _streams(source, video)
        first, timed = _from(source, film, voice, at, video)
        with av.open(sink, "w", format="mp4", options=_OPTIONS) as target:
            copies: dict[int, _Copy | _Encoding] = {}
            copies[film.index] = _Copy(target, film, first.decoded)
            if voice is not None:
                kind = _Copy if how.copied else _Encoding
                copies[voice.index] = kind(target, voice, first.decoded)
            for each in chain([first], timed):
                if each.shown >= (first.shown if each.packet.stream is film else first.decoded):
                    copies[each.packet.stream.index].take(each)
                if sink.held:
                    yield sink.empty()
            for copy in copies.values():
                copy.end()
        yield sink.empty()


@dataclass(frozen=True, slots=True)
class _Timed:
    """A packet with the seconds of the video at which it shows and is decoded.

    ``own`` is the former in the file's own count.
    """

    packet: Packet[Stream]
    own: float
    shown: float
    decoded: float


class _Sink:
    """A file that is only written to, and emptied as it fills."""

    def __init__(self) -> None:
        self.held = bytearray()

    def write(self, data: bytes) -> int:
        """Take what the muxer hands over."""
        self.held += data
        return len(data)

    def empty(self) -> bytes:
        """All that was written since the last time."""
        told = bytes(self.held)
        self.held.clear()
        return told


class _Copy:
    """A stream that goes out as it came in, with its times from the start of what is made."""

    def __init__(self, target: OutputContainer, source: Stream, start: float) -> None:
        from av.bitstream import BitStreamFilterContext

        self._target = target
        self._start = start
        context = source.codec_context
        tag = _TAGS.get(context.name)
        # Opaque: PyAV looks for no encoder, which there is none of for some that it decodes.
        self._stream = target.add_stream_from_template(source, opaque=tag is None)
        if tag is not None:
            self._stream.codec_context.codec_tag = tag
        self._filter: BitStreamFilterContext | None = None
        if context.name == "aac" and not context.extradata:
            self._filter = BitStreamFilterContext("aac_adtstoasc", source)

    def take(self, timed: _Timed) -> None:
        """Write a packet."""
        for packet in self._fit(timed.packet):
            packet.pts = round((timed.shown - self._start) / packet.time_base)
            packet.dts = min(round((timed.decoded - self._start) / packet.time_base), packet.pts)
            packet.stream = self._stream
            self._target.mux(packet)

    def end(self) -> None:
        """Nothing is held back."""

    def _fit(self, packet: Packet[Stream]) -> list[Packet[Stream]]:
        """A packet as MP4 has it; none of one that is cut off, as the first of a broadcast is."""
        from av.error import InvalidDataError

        if self._filter is None:
            return [packet]
        with suppress(InvalidDataError):
            return list(self._filter.filter(packet))
        return []


class _Encoding:
    """A sound track that goes out as AAC."""

    def __init__(self, target: OutputContainer, source: AudioStream, start: float) -> None:
        self._target = target
        self._source = source
        self._start = start
        self._stream = target.add_stream("aac", rate=_RATE, layout="stereo")
        self._stream.codec_context.bit_rate = _BITS

    def take(self, timed: _Timed) -> None:
        """Write a packet's sound."""
        from av.error import InvalidDataError

        zero = timed.own - timed.shown
        with suppress(InvalidDataError):  # a damaged spot is silent
            for frame in self._source.decode(timed.packet):
                at = timed.shown if frame.time is None else frame.time - zero
                frame.pts = round((at - self._start) * _RATE)
                frame.time_base = Fraction(1, _RATE)
                self._target.mux(self._stream.encode(frame))

    def end(self) -> None:
        """Write what the encoder holds back."""
        self._target.mux(self._stream.encode(None))


def _streams(
    source: InputContainer, video: Video
) -> tuple[VideoStream, AudioStream | None, Playing]:
    """The picture and the sound that are played."""
    how = playing(look_at(video))
    film = film_of(source)
    if film is None or how.way == "no":
        raise VideoError(
            f"browsers cannot play {how.codec} in", where=video.path.name, remedy="play it with mpv"
        )
    return film, next((s for s in source.streams.audio if s.index == how.voice), None), how


def _from(
    source: InputContainer, film: VideoStream, voice: AudioStream | None, at: float, video: Video
) -> tuple[_Timed, Iterator[_Timed]]:
    """The last key picture until a second, and all packets after it."""
    zero = zero_of(source)
    for begin in starts(at):
        seek(source, film, begin + zero)
        packets = _timed(source, film, voice, zero)
        first = next((t for t in packets if t.packet.stream is film and t.packet.is_keyframe), None)
        if first is not None and (first.shown <= at + SOON or begin < 0):
            return first, packets
    raise VideoError(
        "no picture can be read of",
        where=video.path.name,
        remedy="it is broken or was not copied to its end; get it anew",
    )


def _timed(
    source: InputContainer, film: VideoStream, voice: AudioStream | None, zero: float
) -> Iterator[_Timed]:
    """The packets of the picture and the sound, with their times. What has no time is left out."""
    streams = (film,) if voice is None else (film, voice)
    packets = (packet for packet in source.demux(*streams) if packet.size)
    known = _first_decoded(film, ahead := list(islice(packets, _AHEAD)))
    for packet in chain(ahead, packets):
        shown = packet.pts if packet.pts is not None else packet.dts
        if shown is None or packet.time_base is None:
            continue
        decoded = shown if packet.dts is None else packet.dts
        if packet.stream is film:
            decoded = packet.dts if packet.dts is not None else known
            known = decoded + (packet.duration or 0)
        own, decodes = float(shown * packet.time_base), float(decoded * packet.time_base)
        yield _Timed(packet, own, own - zero, decodes - zero)


def _first_decoded(film: Stream, ahead: list[Packet[Stream]]) -> int:
    """When the first picture is decoded: Matroska leaves that out, and the first few do not tell.

    Pictures are decoded one after the other, so that counting back from the first that tells it
    gives those before it.
    """
    untold = 0
    for packet in ahead:
        if packet.stream is film:
            if packet.dts is not None:
                return int(packet.dts) - untold
            untold += packet.duration or 0
    shown = [p.pts for p in ahead if p.stream is film and p.pts is not None]
    return int(min(shown, default=0))
