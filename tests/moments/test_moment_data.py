"""The written and the learned data of moments hold together."""

from importlib import resources

import numpy as np

from jangmyeon.moments import KINDS
from jangmyeon.moments.cues import ALONG, OUTRIGHT, STRONG, all_cues
from jangmyeon.moments.signals import names
from jangmyeon.moments.vocabulary import learned

FOLDER = resources.files("jangmyeon.moments")


def test_every_kind_of_moment_has_cues() -> None:
    assert {KINDS[cue.kind] for cue in all_cues()} == set(KINDS)


def test_every_cue_can_be_met_in_a_caption() -> None:
    assert all(cue.lemmas and (cue.in_lines or cue.in_sounds) for cue in all_cues())
    assert {cue.weight for cue in all_cues()} == {OUTRIGHT, STRONG, ALONG}


def test_weights_are_those_of_the_signals_that_are_read() -> None:
    vocabulary, weights = learned()
    assert weights.kinds.shape == (len(names(vocabulary.vectors.shape[1])), len(KINDS))
    assert weights.words.shape == (len(vocabulary.numbers), len(KINDS))
    assert weights.thresholds.shape == (len(KINDS),)


def test_the_weights_say_how_they_were_made_and_are_small() -> None:
    with FOLDER.joinpath("weights.npz").open("rb") as file:
        assert "training/moments.py" in str(np.load(file)["about"])
    assert len(FOLDER.joinpath("weights.npz").read_bytes()) < 1_400_000


def test_vocabularies_say_what_they_are() -> None:
    for name in ("cues.tsv", "tones.tsv"):
        assert FOLDER.joinpath(name).read_text("utf-8").startswith("# ")
