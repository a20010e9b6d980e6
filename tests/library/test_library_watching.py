"""What there is to watch of an episode, and the captions in each language."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from jangmyeon import Library
from jangmyeon.errors import NotOnShelfError
from jangmyeon.sample import sample_folder

DRAMA = "last-ferry-from-sorado-2024"


def test_captions_can_be_had_in_each_language_there_is(sample: Library) -> None:
    assert [track.language for track in sample.tracks(DRAMA, 1, 1)] == ["ko", "en"]
    for language in ("ko", "en"):
        shown = sample.captions(DRAMA, 1, 1, language=language)
        assert {caption.language for caption in shown} == {language}
    usual = sample.captions(DRAMA, 1, 1)
    assert sample.captions(DRAMA, 1, 1, language="fr") == usual
    assert sample.captions(DRAMA, 1, 1, language="ko") == usual


def test_a_video_is_found_as_soon_as_it_lies_beside_its_captions(
    sample_data: Path, tmp_path: Path
) -> None:
    shutil.copytree(sample_folder(), tmp_path / "shelf")
    with Library(tmp_path / "shelf", sample_data) as library:
        assert library.video(DRAMA, 1, 2) is None
        [captions] = (tmp_path / "shelf").rglob("* S01E02.en.vtt")
        video = captions.with_name(captions.name.replace(".en.vtt", ".mkv"))
        video.touch()
        assert library.video(DRAMA, 1, 2) == video.resolve()
        assert library.video(DRAMA, 1, 1) is None
        with pytest.raises(NotOnShelfError):
            library.video(DRAMA, 1, 2, seen=1)
