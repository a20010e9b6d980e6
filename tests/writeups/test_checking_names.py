"""Proof-reading: names of people and actors."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.writeups.shelf import checked, reference, told

from jangmyeon.names import same_person
from jangmyeon.names.spelling import spellings
from jangmyeon.writeups.checking import check, fixed
from jangmyeon.writeups.reading import read_manuscript

REVIEW = """\
Why Last Ferry from Sorado stays with you

{lead} ({star}) sells tickets on the pier, and Ryu Jeong-hun (Tak Woo-ram) counts passengers. \
Kang Sun-im (Bong Ok-hee) knows better than both.
"""


@pytest.mark.parametrize(
    ("lead", "star"),
    [
        ("Shim Ga-eun", "Nam Yi-kang"),
        ("Sim Ga-eun", "Nam Yi-gang"),
        ("Shim Ga Eun", "Nam Yi Kang"),
        ("Shim Ga-Eun", "Nam I-kang"),
        ("Ga-eun Shim", "Yi-kang Nam"),
        ("Shim Gaeun", "Nam Yikang"),
        ("심가은", "Nam Yi-kang"),
        ("Ga-eun", "Nam Yi-kang"),
    ],
)
def test_no_legitimate_spelling_is_corrected(lead: str, star: str) -> None:
    assert told(REVIEW.format(lead=lead, star=star)) == []


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_however_an_english_press_would_spell_a_name_it_is_left_alone(data: st.DataObject) -> None:
    def spelt(syllable: str) -> str:
        ways = spellings(syllable)
        usual = [way.letters for way in ways if way.share >= 0.3 * ways[0].share]
        return data.draw(st.sampled_from(usual))

    lead = f"Ryu {spelt('정').capitalize()}-{spelt('훈')}"
    text = f"Last Ferry from Sorado\n\n{lead} (Tak Woo-ram) runs along the pier.\n"
    assert told(text) == []


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("Nam Yi-kag", "Nam Yi-kang"),  # a letter dropped
        ("Nam Yi-knag", "Nam Yi-kang"),  # two swapped
        ("Nan Yi-kang", "Nam Yi-kang"),  # the family wrong
        ("Kim Yi-kang", "Nam Yi-kang"),  # ... altogether
        ("Nam Kang-yi", "Nam Yi-kang"),  # syllables swapped
        ("Nam Yi Kag", "Nam Yi Kang"),  # in the way it is written
        ("nam Yi-kang", "Nam Yi-kang"),
        ("Nam-Yi-kang", "Nam Yi-kang"),
    ],
)
def test_an_actor_misspelt_beside_the_character_is_found(wrong: str, right: str) -> None:
    assert told(REVIEW.format(lead="Shim Ga-eun", star=wrong)) == [("actor", wrong, right)]


@pytest.mark.parametrize(
    "wrong",
    ["Shim Ga-un-eun", "Shim Ga-eum", "Shin Ga-eun", "Shim ga-eun", "Kim Ga-eun", "Shim Eun-ga"],
)
def test_a_character_misspelt_beside_the_actor_is_found(wrong: str) -> None:
    found = told(REVIEW.format(lead=wrong, star="Nam Yi-kang"))
    assert found == [("name", wrong, "Shim Ga-eun")]


def test_a_misspelt_name_in_running_text_is_found_where_it_stands() -> None:
    text = "Last Ferry from Sorado\n\nShim Ga-eun waits. Then Shim Ga-eum reads the letter.\n"
    [found] = checked(text)
    assert (found.kind, found.text, found.suggestion) == ("name", "Shim Ga-eum", "Shim Ga-eun")
    assert (found.where.line, found.where.column) == (3, 25)
    assert found.sure >= 0.9
    assert "Nam Yi-kang" in found.message  # the reader learns who is meant


def test_the_family_name_of_somebody_else_is_found_in_running_text() -> None:
    text = "Last Ferry from Sorado\n\nShim Ga-eun waits. Then Ga-eun runs. Min Ga-eun sings.\n"
    assert told(text) == [("name", "Min Ga-eun", "Shim Ga-eun")]


def test_a_suggestion_is_spelt_as_the_writer_spells() -> None:
    text = "Last Ferry from Sorado\n\nRyu Jung Hoon runs. Ryu Jung Hoon is late. Ryu Jun Hoon!\n"
    assert told(text) == [("name", "Ryu Jun Hoon", "Ryu Jung Hoon")]


def test_a_stage_name_of_two_words_has_no_hyphen() -> None:
    text = "Last Ferry from Sorado\n\nNa Song-i (Gong-Dan) sings.\n"
    assert told(text) == [("actor", "Gong-Dan", "Gong Dan")]


def test_the_family_name_of_another_family_is_corrected() -> None:
    text = "Last Ferry from Sorado\n\nMa Yong-gu (So Kyung-tak) drives the taxi.\n"
    assert told(text) == [("actor", "So Kyung-tak", "Seo Kyung-tak")]


def test_a_foreign_name_has_one_spelling() -> None:
    text = "Lantern Street\n\nMarcela Ricci (Lucia) runs the bar. Marcella waits.\n"
    assert told(text) == [("name", "Marcela Ricci", "Marcella Ricci")]


def test_somebody_of_whom_captions_know_the_given_name_only_may_be_misspelt() -> None:
    text = "Last Ferry from Sorado\n\nHer mother, Jo Hye-kyun (Min Seo-rin), calls from Seoul.\n"
    assert told(text) == [("name", "Jo Hye-kyun", "Jo Hye-kyung")]


@pytest.mark.parametrize(
    "stranger",
    [
        "Director Kim Min-jung",
        "Kim Soo-hyun",
        "Choi Hana",
        "Nam Ji-hyun",
        "Im Seul-gi",
        "Captain Jack Sparrow",
        "North-Korean",
    ],
)
def test_people_of_other_dramas_are_no_slips(stranger: str) -> None:
    text = f"Last Ferry from Sorado\n\nShim Ga-eun waits. {stranger} would have waited too.\n"
    assert told(text) == []


def test_actors_are_not_confused() -> None:
    text = "Last Ferry from Sorado\n\nShim Ga-eun is played by Bong Ok-hee, who is new to this.\n"
    [found] = checked(text)
    assert (found.kind, found.text, found.suggestion) == ("actor", "Bong Ok-hee", "Nam Yi-kang")
    assert "Kang Sun-im" in found.message


@pytest.mark.parametrize(
    "told_so",
    [
        "Shim Ga-eun (Bong Ok-hee) waits",
        "Bong Ok-hee as Shim Ga-eun, a clerk",
        "Bong Ok-hee plays Shim Ga-eun",
        "Shim Ga-eun, portrayed by Bong Ok-hee, waits",
        "Bong Ok-hee (as Shim Ga-eun) waits",
        "심가은(Bong Ok-hee 분) waits",
    ],
)
def test_a_wrong_actor_is_found_however_it_is_told(told_so: str) -> None:
    text = f"Last Ferry from Sorado\n\n{told_so}.\n"
    assert ("actor", "Bong Ok-hee", "Nam Yi-kang") in told(text)


def test_a_younger_self_may_be_played_by_somebody_else() -> None:
    text = "Last Ferry from Sorado\n\nYoung Shim Ga-eun (Bong Ok-hee) waits.\n"
    assert told(text) == []


def test_one_person_spelt_in_two_ways_is_told_once() -> None:
    text = "Last Ferry from Sorado\n\nRyu Jung-hoon ran. Jung-hoon fell. Jeong-hun got up.\n"
    assert told(text) == [("spelling", "Jeong-hun", "Jung-hoon")]


def test_readers_comments_are_theirs() -> None:
    manuscript = read_manuscript("Last Ferry from Sorado\n\nShim Ga-eum is the best, I say.\n")
    title, told_so = manuscript.writeup.blocks
    blocks = (title, replace(told_so, kind="comment"))
    theirs = replace(manuscript, writeup=replace(manuscript.writeup, blocks=blocks))
    assert len(check(manuscript, reference())) == 1
    assert check(theirs, reference()) == []


def test_a_drama_that_is_not_on_the_shelf_is_not_judged() -> None:
    text = "Harbor Lights, reviewed\n\nShim Ga-eum (Nam Yi-kag) waits.\n"
    assert told(text) == []


def test_a_section_is_judged_by_its_own_drama() -> None:
    text = (
        "Three scenes\n\n1. The pier (Last Ferry from Sorado)\n\nShim Ga-eun waits.\n\n"
        "2. The lamp (Lantern Street)\n\nBaek Ha-jim (Ji Seon-woo) waits.\n"
    )
    assert told(text) == [("name", "Baek Ha-jim", "Baek Ha-jin")]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.one_of(
            st.text(max_size=12),
            st.sampled_from(
                [
                    "Last Ferry from Sorado",
                    "Shim Ga-eum",
                    "(",
                    ")",
                    "as",
                    "\n\n",
                    "심가온",
                    "-",
                    "’s",
                ]
            ),
        ),
        max_size=30,
    )
)
def test_no_text_is_too_strange_to_be_read(pieces: list[str]) -> None:
    text = "Last Ferry from Sorado\n\nIt is read: " + " ".join(pieces)
    manuscript = read_manuscript(text)
    for found in check(manuscript, reference()):
        assert found.text
        assert 0 < found.sure < 1
        assert found.where.line >= 1
    fixed(manuscript, check(manuscript, reference()))


def test_korean_writeups_are_read_too() -> None:
    text = "막배는 다섯 시 사십 분\n\n심가온(Nam Yi-kang 분)과 류정훈(Tak Woo-ram 분)이 만난다.\n"
    assert told(text) == [("name", "심가온", "심가은")]


def test_what_is_suggested_is_the_person_who_is_meant() -> None:
    text = "Last Ferry from Sorado\n\nShim Ga-eum, Nam Yi-knag and Ryu Jeong-hnu wait.\n"
    found = {suggestion for _, _, suggestion in told(text)}
    assert len(found) == 3
    for name in ("심가은", "Nam Yi-kang", "류정훈"):
        assert any(same_person(name, suggestion) for suggestion in found)
