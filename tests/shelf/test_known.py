"""A shelf that has not changed is not read anew, and reading it twice gives the same."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import astuple, replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jangmyeon.shelf import Identity, identify, scan

SHARED = Path(os.environ.get("JANGMYEON_SHARED", Path(__file__).parents[3] / "shared"))
WEAK = "달의 강/Moon River 05.720p-NEXT.srt"

titles = st.lists(
    st.sampled_from(["Moon", "River", "Old", "Harbor", "Letter", "달의", "강", "비", "K2", "It's"]),
    min_size=1,
    max_size=4,
).map(" ".join)
LANGUAGES = {"": "und", ".ko": "ko", ".eng": "en", ".pt-BR": "pt", ".korean": "ko"}

FLAGS = {"": False, ".sdh": True, ".cc": True, ".default": False, ".forced": False}


@given(
    title=titles,
    year=st.none() | st.integers(2000, 2029),
    numbers=st.tuples(st.integers(0, 30), st.integers(1, 999)),
    track=st.tuples(st.sampled_from(list(LANGUAGES)), st.sampled_from(list(FLAGS))),
    form=st.sampled_from(["S{:02}E{:02}", "s{}e{}", "- S{:02}E{:03} - Rain", "{}x{:02}"]),
    folder=st.sampled_from(["{}/Season {:02}/", "{}/S{}/", "{}/", ""]),
    extension=st.sampled_from([".srt", ".smi", ".xml", ".mkv"]),
)
def test_standard_names_are_read_as_they_were_written(
    title, year, numbers, track, form, folder, extension
):
    dated = f"{title} ({year})" if year else title
    language, flag = track
    name = f"{dated} {form.format(*numbers)}{language}{flag}{extension}"
    told = identify(folder.format(dated, numbers[0]) + name, ("home", "Shelf"))
    assert (told.season, told.number, told.last) == (*numbers, numbers[1])
    assert (told.title, told.year) == (title, year)
    assert (told.language, told.sdh) == (LANGUAGES[language], FLAGS[flag])
    assert told.trust == "plain"


@given(st.text(st.characters(exclude_categories=("Cs",), exclude_characters="/\0"), max_size=40))
def test_no_name_at_all_brings_the_reading_down(name):
    told = identify(f"Moon River/Season 01/{name} S01E05.srt")
    assert told.number is not None


def test_a_known_path_is_not_read_anew(shelf_of, tmp_path: Path):
    first = shelf_of("달의 강/달의 강 16화.smi")
    known = {path: replace(one, number=3, last=3) for path, one in first.identities.items()}
    again = scan(tmp_path / "Shelf", known)
    assert [files.episode.code for files in again.episodes] == ["S01E03"]
    assert again.identities == known


def test_a_second_scan_with_all_known_gives_the_same_shelf(shelf_of, tmp_path: Path):
    first = shelf_of(
        WEAK, "Moon River (2021)/Season 01/S01E01.ko.srt", "Old Harbor (2009).srt", "odd name.srt"
    )
    assert scan(tmp_path / "Shelf", first.identities) == first


def test_an_identity_can_be_kept_as_plain_values():
    told = identify(WEAK)
    assert all(isinstance(value, str | int | None) for value in astuple(told))
    assert Identity(*astuple(told)) == told


@pytest.mark.parametrize(("known", "expected"), [(True, "False"), (False, "True")])
def test_guessit_is_only_loaded_for_names_that_are_not_known(shelf_of, tmp_path, known, expected):
    shelf_of(WEAK, "Moon River (2021)/Season 01/S01E01.ko.srt")
    program = (
        "import sys; from pathlib import Path; from jangmyeon.shelf import Identity, scan\n"
        f"known = {{{WEAK!r}: Identity(1, 5, 5)}} if {known} else {{}}\n"
        f"scan(Path({str(tmp_path / 'Shelf')!r}), known); print('guessit' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, check=True, text=True
    )
    assert done.stdout.strip() == expected


@pytest.mark.skipif(not (SHARED / "captions").is_dir(), reason=f"no captions in {SHARED}")
def test_the_shared_captions_are_all_sorted_without_a_doubt():
    shelf = scan(SHARED / "captions")
    folders = [path for path in (SHARED / "captions").iterdir() if path.is_dir()]
    assert len(shelf.dramas) == len(folders)
    assert all(drama.year and drama.cast for drama in shelf.dramas)
    assert shelf.skipped == shelf.notices == ()
    assert all(files.tracks[0].language == "ko" for files in shelf.episodes)
