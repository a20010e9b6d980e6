"""Nothing that was said may change on its way into the store and out."""

from __future__ import annotations

import zlib

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from jangmyeon.captions import read_sound
from jangmyeon.model import Line, Script, Track
from jangmyeon.names import Sighting
from jangmyeon.store import (
    Concordance,
    Spoken,
    pack_concordance,
    pack_script,
    pack_sightings,
    unpack_concordance,
    unpack_script,
    unpack_sightings,
)

words = st.text(
    st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), min_size=1, max_size=30
).filter(lambda text: "\t" not in text)
times = st.integers(0, 10**8).map(lambda ms: ms / 1000)


@st.composite
def lines(draw: st.DrawFn) -> Line:
    start = draw(times)
    return Line(
        start=start,
        end=start + draw(st.integers(1, 10_000)) / 1000,
        text="\n".join(draw(st.lists(words, min_size=1, max_size=3))),
        speaker=draw(st.one_of(st.just(""), words)),
        kind=draw(st.sampled_from(["speech", "lyric", "screen", "credit"])),
        language="ko",
    )


@given(st.lists(lines(), max_size=20))
def test_every_line_comes_back_as_it_was(spoken: list[Line]) -> None:
    spoken.sort(key=lambda line: (line.start, line.end))
    back, sounds = unpack_script(pack_script(Script(Track("a.srt"), tuple(spoken), ())), "ko")
    assert sounds == []
    for one, other in zip(spoken, back, strict=True):
        assert (one.text, one.speaker, one.kind) == (other.text, other.speaker, other.kind)
        assert abs(one.start - other.start) < 0.001
        assert abs(one.end - other.end) < 0.0021


@given(st.lists(lines(), max_size=20), times, times)
@example([Line(0.07, 1.0, "하나", "", "speech", "ko")], 0.07, 1.0)
def test_what_is_said_within_a_span(spoken: list[Line], start: float, end: float) -> None:
    packed = pack_script(Script(Track("a.srt"), tuple(spoken), (read_sound("잔잔한 음악"),)))
    whole, _ = unpack_script(packed, "ko")
    part, _ = unpack_script(packed, "ko", (start, end))
    for found, told in (
        (whole, Spoken(packed).within()),
        (part, Spoken(packed).within(start, end)),
    ):
        assert told == " ".join(line.text.replace("\n", " ") for line in found)


def test_sounds_are_read_again_from_their_text() -> None:
    sound = read_sound("잔잔한 음악")
    script = Script(Track("a.xml"), (), (sound,))
    assert unpack_script(pack_script(script), sound.language) == ([], [sound])


@given(st.lists(st.lists(st.integers(1, 2**31 - 1), max_size=5), max_size=30))
def test_every_lemma_keeps_its_time(rows: list[list[int]]) -> None:
    concordance = Concordance(
        np.arange(len(rows), dtype=np.int32) * 1500,
        np.concatenate(([0], np.cumsum([len(row) for row in rows]))).astype(np.int32),
        np.array([lemma for row in rows for lemma in row], np.int32),
    )
    back = unpack_concordance(pack_concordance(concordance))
    assert back.times.tolist() == concordance.times.tolist()
    assert back.offsets.tolist() == concordance.offsets.tolist()
    assert back.lemmas.tolist() == concordance.lemmas.tolist()
    assert back.moments.tolist() == concordance.moments.tolist()


def test_damage_to_where_words_stand_is_noticed() -> None:
    rows = np.arange(9, dtype=np.int32)
    packed = pack_concordance(Concordance(rows[:3] * 70_000, rows[:4] * 2, rows[:6] + 300))
    assert unpack_concordance(packed).lemmas.tolist() == [300, 301, 302, 303, 304, 305]
    for at in range(len(packed)):
        with pytest.raises(zlib.error):
            unpack_concordance(packed[:at] + bytes([packed[at] ^ 32]) + packed[at + 1 :])
        with pytest.raises(zlib.error):
            unpack_concordance(packed[:at])


def test_libraries_of_before_are_read() -> None:
    planes = [np.array([n], "<i4").view(np.uint8).reshape(-1, 4).T.tobytes() for n in (7, 1, 42)]
    counts = np.array([1, 1], "<i4").view(np.uint8).reshape(-1, 4).T.tobytes()
    back = unpack_concordance(zlib.compress(counts + b"".join(planes)))
    assert (back.times.tolist(), back.offsets.tolist()) == ([7], [0, 1])
    assert (back.lemmas.tolist(), back.moments.tolist()) == ([42], [7])


@st.composite
def seen(draw: st.DrawFn) -> Sighting:
    how = draw(st.sampled_from(["speaks", "heard", "addressed", "hailed", "mentioned"]))
    title = draw(st.one_of(st.just(""), words))
    return Sighting(draw(times), draw(words), how, title, role=draw(st.booleans()))


@given(st.lists(seen(), max_size=20))
def test_every_trace_of_somebody_comes_back_as_it_was(traces: list[Sighting]) -> None:
    traces.sort(key=lambda trace: trace.at)
    assert unpack_sightings(pack_sightings(traces)) == tuple(traces)
