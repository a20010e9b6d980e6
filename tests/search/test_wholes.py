"""Who names a drama, an episode or an end of one gets its scenes."""

from __future__ import annotations

import pytest

from jangmyeon import Library


@pytest.mark.parametrize(
    ("query", "episode"),
    [
        ("Last Ferry from Sorado ending", 3),
        ("막배는 다섯 시 결말", 3),
        ("the last scene of Last Ferry from Sorado ep 2", 2),
    ],
)
def test_the_ending_is_the_last_scenes(sample: Library, query: str, episode: int) -> None:
    hits = sample.find(query)
    scenes = sample.scenes("Last Ferry from Sorado", 1, episode)
    assert {hit.scene.episode.number for hit in hits} == {episode}
    assert hits[0].scene.number == scenes[-1].number
    assert [hit.start for hit in hits] == sorted((hit.start for hit in hits), reverse=True)


def test_the_beginning_is_the_first_scenes(sample: Library) -> None:
    hit = sample.find("how does last ferry from sorado start")[0]
    assert (hit.scene.episode.number, hit.scene.number) == (1, 1)


def test_an_episode_answers_with_the_scenes_in_which_most_happens(sample: Library) -> None:
    hits = sample.find("막배는 다섯 시 2화")
    assert {hit.scene.episode.number for hit in hits} == {2}
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    assert {why.part for hit in hits for why in hit.why} <= {"intensity", "kind"}


def test_a_title_alone_answers_with_scenes_of_the_drama(sample: Library) -> None:
    hits = sample.find("last ferry from sorado", limit=30)
    assert hits
    for at, hit in enumerate(hits):
        for other in hits[:at]:
            if hit.scene.episode == other.scene.episode:
                shared = min(hit.end, other.end) - max(hit.start, other.start)
                assert shared <= 0.31 * min(hit.end - hit.start, other.end - other.start)


def test_what_was_not_seen_is_no_ending(sample: Library) -> None:
    hits = sample.find("last ferry from sorado ending", seen=2)
    assert hits
    assert {hit.scene.episode.number for hit in hits} <= {1, 2}


def test_a_kind_that_is_asked_for_is_kept(sample: Library) -> None:
    hits = sample.find("last ferry from sorado", kind="family")
    assert all(any(m.kind == "family" for m in hit.scene.moments) for hit in hits)


def test_a_time_answers_with_the_scene_that_is_there(sample: Library) -> None:
    for query in ("last ferry from sorado ep 2 10:05", "막배는 다섯 시 2화 10분 5초에"):
        hit = sample.find(query)[0]
        assert hit.scene.episode.number == 2
        assert hit.start <= 605 <= hit.end
        assert hit.at == 605


def test_what_is_near_a_time_that_is_told_comes_first(sample: Library) -> None:
    hits = sample.find("할머니 2화 10분쯤", limit=30)
    near = [hit.start - 180 <= 600 <= hit.end + 180 for hit in hits]
    assert near == sorted(near, reverse=True)
    assert any(near)


def test_several_episodes_answer_together(sample: Library) -> None:
    found = {hit.scene.episode.number for hit in sample.find("할머니 2~3화", limit=30)}
    assert found == {2, 3}
