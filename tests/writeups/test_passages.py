"""Which sentences tell of a scene, and of which drama."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from tests.writeups.shelf import DRAMAS, FERRY, FERRY_PEOPLE, LANTERN

from jangmyeon.model import Block, BlockKind, Writeup
from jangmyeon.writeups.kinds import kinds_in
from jangmyeon.writeups.mentions import Shelf
from jangmyeon.writeups.passages import Telling, is_of_one_scene, opinions, tellings
from jangmyeon.writeups.sentences import sentences

SHELF = Shelf(DRAMAS, {FERRY.id: FERRY_PEOPLE})


def told(*blocks: tuple[BlockKind, str]) -> list[Telling]:
    made = tuple(Block(kind, text) for kind, text in blocks)
    return [t for t in tellings(Writeup("x", blocks=made), SHELF) if not t.is_heading]


def test_a_title_in_the_brackets_of_a_heading_tells_the_drama() -> None:
    found = told(
        ("title", "Best goodbyes"),
        ("heading", "1. The Pier (Last Ferry from Sorado)"),
        ("paragraph", "He runs after the boat and shouts her name."),
        ("heading", "2. The Alley (Lantern Street)"),
        ("paragraph", "She leaves the lamp with him."),
    )
    assert [each.drama for each in found] == [FERRY.id, LANTERN.id]


def test_a_heading_of_a_drama_that_is_not_on_the_shelf_tells_of_none() -> None:
    found = told(
        ("title", "Last Ferry from Sorado and other goodbyes"),
        ("heading", "The Station Scene (Winter Platform)"),
        ("paragraph", "He runs after the train and shouts her name."),
    )
    assert [each.drama for each in found] == [""]


def test_characters_beside_their_actors_tell_the_drama() -> None:
    text = "Ga-eun (Nam Yi-kang) slaps Jeong-hun (Tak Woo-ram) on the pier."
    found = told(("title", "Slaps"), ("paragraph", text))
    assert found[0].drama == FERRY.id
    assert [each.person.name for each in found[0].named] == ["가은", "정훈"]


def test_paragraphs_without_a_title_are_about_what_the_article_is_about() -> None:
    found = told(
        ("title", "Last Ferry from Sorado: the anatomy of a farewell"),
        ("paragraph", "He waits at the pier until the lights go out."),
    )
    assert found[0].drama == FERRY.id


def test_an_episode_once_told_holds_for_what_follows() -> None:
    found = told(
        ("title", "Last Ferry from Sorado recap"),
        ("paragraph", "In episode 2 she comes home. He hides the letter from her."),
    )
    assert [each.episode.number for each in found if each.episode] == [2, 2]
    assert [each.is_own for each in found] == [True, False]


def test_pleas_and_praise_tell_of_no_scene() -> None:
    found = told(
        ("paragraph", "Share your thoughts in the comments below."),
        ("paragraph", "I love this so much, you must watch it!"),
        ("paragraph", "She tears up the ticket and throws it into the sea."),
    )
    assert [each.tells for each in found] == [False, False, True]


def test_readers_comments_are_no_passages() -> None:
    assert told(("comment", "He runs after the boat, I cried!")) == []


def test_praise_and_readers_comments_are_opinions() -> None:
    blocks = (
        Block("title", "Why to watch Last Ferry from Sorado"),
        Block("paragraph", "She tears up the ticket. I love this brilliant, superb drama so much."),
        Block("comment", "My favorite drama, I watched it twice!"),
    )
    found = opinions(Writeup("x", blocks=blocks), SHELF)
    assert [each.block for each in found] == [1, 2]
    assert {each.drama for each in found} == {FERRY.id}


def test_a_quote_is_not_torn_apart() -> None:
    text = "He says, “Wait. Do not go. I was wrong.” She goes."
    assert [each.text for each in told(("paragraph", text))][-1] == "She goes."


def test_kinds_are_read_from_headings() -> None:
    assert kinds_in("The 10 hottest K-drama kisses") == ("kiss",)
    assert kinds_in("고백 명장면") == ("confession",)


@given(st.text(alphabet="aB.!?”“ \n1", max_size=60))
def test_sentences_lose_no_letter(text: str) -> None:
    kept = "".join(text[start:end] for start, end in sentences(text))
    assert [c for c in kept if not c.isspace()] == [c for c in text if not c.isspace()]


def test_a_title_tells_whether_a_write_up_is_about_one_scene() -> None:
    def one(title: str) -> bool:
        return is_of_one_scene(Writeup("", title=title))

    assert one("Anatomy of a scene: the umbrella on the pier")
    assert one("이 장면: 부두의 우산")
    assert not one("6 scenes that broke us")
    assert not one("명장면 5가지")
    assert not one("Ten reasons to watch Last Ferry from Sorado")
