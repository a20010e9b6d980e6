"""What a viewer remembers brings up the scene."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jangmyeon import Library
from jangmyeon.errors import NotOnShelfError, QueryError
from jangmyeon.sample import sample_folder


def first(sample: Library, query: str) -> tuple[int, float, float]:
    hit = sample.find(query)[0]
    return hit.scene.episode.number, hit.start, hit.end


@pytest.mark.parametrize(
    ("query", "episode", "start", "end"),
    [
        ("umbrellas are supposed to get wet", 2, 560, 676),
        ("he cries eating noodles and says they are salty", 1, 302, 379),
        ("the boat comes back for her grandmother", 2, 293, 331),
        ("우산은 한 번도 못 폈는데", 2, 560, 676),
        ("할머니가 모르는 사람한테 손 흔드는 이유", 3, 140, 215),
    ],
)
def test_the_best_answer_is_the_scene_that_was_meant(
    sample: Library, query: str, episode: int, start: float, end: float
) -> None:
    number, found_start, found_end = first(sample, query)
    assert number == episode
    assert min(end, found_end) - max(start, found_start) > 0


def test_hits_say_which_words_were_found(sample: Library) -> None:
    hit = sample.find("umbrella in the rain")[0]
    assert {part.detail for part in hit.why if part.part == "words"} <= {"umbrella", "rain"}
    assert hit.why[0].weight >= hit.why[-1].weight
    assert sum(part.weight for part in hit.why) == pytest.approx(hit.score, abs=0.01)


def test_hits_do_not_overlap(sample: Library) -> None:
    hits = sample.find("할머니 배 우산", limit=30)
    for at, hit in enumerate(hits):
        for other in hits[:at]:
            if hit.scene.episode == other.scene.episode:
                shared = min(hit.end, other.end) - max(hit.start, other.start)
                assert shared <= 0.31 * min(hit.end - hit.start, other.end - other.start)


def test_quoted_words_must_stand_together(sample: Library) -> None:
    phrase = sample.excerpt(sample.find("한 번도")[0], "한 번도")[0].shown.text
    assert phrase
    assert sample.find('"한 번도 못 폈는데"')
    assert not sample.find('"못 폈는데 한 번도"')


def test_lines_are_shown_in_the_language_of_the_query_where_there_is_a_track(
    sample: Library,
) -> None:
    for query, language in (("umbrella in the rain", "en"), ("비 오는데 우산", "ko")):
        hit = sample.find(query, episode=2)[0]
        assert {part.shown.language for part in sample.excerpt(hit, query)} == {language}
    hit = sample.find("umbrella in the rain", episode=3)[0]
    assert {part.shown.language for part in sample.excerpt(hit, "umbrella")} == {"ko"}


def test_a_search_can_be_narrowed(sample: Library) -> None:
    assert {h.scene.episode.number for h in sample.find("우산", episode=1, limit=20)} == {1}
    assert sample.find("우산", person="아무개") == []


@pytest.mark.parametrize("name", ["정훈", "Jeong-hun", "Ryu Jung-hoon"])
def test_a_person_is_known_by_any_spelling(sample: Library, name: str) -> None:
    hits = sample.find("우산", person=name, limit=20)
    assert hits
    for hit in hits:
        number = hit.scene.episode.number
        scenes = sample.scenes("Last Ferry from Sorado", 1, number)
        near = [s for s in scenes if s.start < hit.end and s.end > hit.start]
        assert any("정훈" in scene.people for scene in near)


def test_a_name_in_an_english_query_meets_the_korean_captions(sample: Library) -> None:
    hit = sample.find("Jung-hoon brings the umbrella back to Gaeun")[0]
    people = {part.detail for part in hit.why if part.part == "people"}
    assert people
    assert people <= {"Jung-hoon", "Gaeun"}


def test_an_actors_name_stands_for_the_character(sample: Library) -> None:
    hit = sample.find("Tak Woo-ram brings the umbrella back")[0]
    assert "정훈" in hit.scene.people
    assert any("Tak Woo-ram" in part.detail for part in hit.why)
    with_role = sample.find("우산", person="정훈", limit=20)
    assert sample.find("우산", person="Tak Woo-ram", limit=20) == with_role


def test_a_name_in_a_korean_query_means_the_person(sample: Library) -> None:
    hit = sample.find("정훈이가 우산을 돌려주는 장면")[0]
    assert "people" in {part.part for part in hit.why}
    assert "장면" not in {part.detail for part in hit.why}


@pytest.mark.parametrize(
    ("right", "slip"),
    [("umbrella", "umbrela"), ("grandmother", "grandmothar")],
)
def test_a_slip_of_the_pen_is_forgiven(sample: Library, right: str, slip: str) -> None:
    assert sample.find(slip)[0].scene == sample.find(right)[0].scene


def test_a_pasted_page_and_nonsense_get_an_answer(sample: Library) -> None:
    assert sample.find("the boat leaves the island at five and it rains " * 300)
    assert sample.find("qwxzv kjhgf") == []
    assert sample.find("   ") == []


def test_how_a_query_is_understood_can_be_looked_at(sample: Library) -> None:
    told = sample.explain("LFFS ep 2 Jung-hoon cries in the rain")
    assert told.drama is not None
    assert told.drama.title == "Last Ferry from Sorado"
    assert told.episode is not None
    assert [person.source for person in told.people] == ["Jung-hoon"]
    assert ("weather", "rain") in {(facet.field, facet.value) for facet in told.facets}
    crying = next(word for word in told.content if word.source == "cries")
    assert {"울다", "흐느끼다"} <= {lemma for lemma, _ in crying.lemmas}
    assert sum(each.share for each in (*told.people, *told.content)) == pytest.approx(1)


def test_an_unknown_drama_is_an_error(sample: Library) -> None:
    with pytest.raises(NotOnShelfError):
        sample.find("우산", drama="Nothing of the Kind")


def test_a_limit_below_one_is_an_error(sample: Library) -> None:
    with pytest.raises(QueryError):
        sample.find("우산", limit=0)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.text(st.characters(codec=None), max_size=80))
def test_any_query_gets_an_answer_without_an_error(sample: Library, query: str) -> None:
    for hit in sample.find(query, limit=3):
        assert 0 <= hit.start < hit.end <= hit.scene.episode.duration + 0.001


def test_a_name_with_half_a_sign_in_it_finds_whom_it_means(sample: Library) -> None:
    name = sample.people(sample.dramas()[0].id)[0].name
    whole = sample.find("umbrella", person=name)
    assert whole
    assert sample.find("umb\ud800rella", person=f"\udfff{name}") == whole


def test_a_page_pasted_as_a_query_is_answered_by_its_start(sample: Library) -> None:
    pasted = "umbrella in the rain " + "E0" * 500_000
    best = sample.find("umbrella in the rain")[0].scene
    assert sample.find(pasted)[0].scene == best


def test_no_answer_reaches_beyond_the_end_of_its_episode(sample: Library) -> None:
    for words in ("night rain sad music phone rings back", "마지막 배", "gulls crying"):
        for hit in sample.find(words, limit=20):
            assert 0 <= hit.start < hit.end <= hit.scene.episode.duration + 0.001


def test_words_met_while_indexing_need_no_kiwi(sample_data: object) -> None:
    program = (
        "import sys, jangmyeon\n"
        f"with jangmyeon.Library({str(sample_folder())!r}, {str(sample_data)!r}) as lib:\n"
        "    assert lib.find('우산은 한 번도 못 폈는데')\n"
        "    assert lib.find('umbrella in the rain')\n"
        "sys.exit('kiwipiepy' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
