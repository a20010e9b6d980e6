"""Who is who in a drama."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from jangmyeon.model import Person, Role
from jangmyeon.names.people import people_of
from jangmyeon.names.sightings import How, Sighting


def met(name: str, how: How, times: int = 1, title: str = "") -> list[Sighting]:
    return [Sighting(float(at), name, how, title) for at in range(times)]


def by_name(people: tuple[Person, ...]) -> dict[str, Person]:
    return {person.name: person for person in people}


def test_one_person_has_all_their_spellings_and_their_actor() -> None:
    seen = [*met("지수", "speaks", 5), *met("박지수", "addressed", 2, "씨")]
    (person,) = people_of([Role("Kim Actor", "Park Ji-su")], [seen])
    assert (person.name, person.latin, person.full_name) == ("지수", "Park Ji-su", "박지수")
    assert (person.actor, person.spellings, person.lines) == ("Kim Actor", ("지수", "박지수"), 5)


def test_a_cast_list_in_hangul_serves_as_well() -> None:
    (person,) = people_of([Role("김배우", "박지수")], [met("지수", "speaks")])
    assert (person.name, person.full_name, person.actor) == ("지수", "박지수", "김배우")
    assert person.latin == "Park Ji-soo"


def test_the_full_name_of_somebody_is_known_from_the_cast_before_it_is_said() -> None:
    (person,) = people_of([Role("", "Park Ji-su")], [met("지수", "speaks")])
    assert person.full_name == "박지수"


def test_people_of_one_given_name_and_two_families_stay_two() -> None:
    cast = [Role("A", "Park Ji-su"), Role("B", "Kim Ji-su")]
    people = people_of(cast, [[*met("박지수", "speaks", 2), *met("김지수", "speaks")]])
    assert [(person.name, person.actor) for person in people] == [("박지수", "A"), ("김지수", "B")]


def test_without_a_cast_list_full_and_given_names_still_meet() -> None:
    seen = [*met("지수", "speaks", 3), *met("박지수", "hailed", 2)]
    (person,) = people_of([], [seen])
    assert person.spellings == ("지수", "박지수")


def test_roles_are_listed_as_roles_after_the_people() -> None:
    seen = [Sighting(1.0, "남자1", "speaks", role=True), Sighting(2.0, "지수", "speaks")]
    assert [(p.name, p.kind) for p in people_of([], [seen])] == [
        ("지수", "person"),
        ("남자1", "role"),
    ]


def test_a_word_called_once_is_nobody_until_it_is_called_again_and_again() -> None:
    assert people_of([], [met("하윤", "addressed")]) == ()
    assert [p.name for p in people_of([], [met("하윤", "addressed", 6)])] == ["하윤"]


def test_a_title_that_goes_with_one_person_is_theirs() -> None:
    seen = [*met("지수", "speaks", 3), *met("박지수", "addressed", 4, "대표")]
    seen += [*met("도윤", "speaks"), *met("도윤", "addressed", 4, "씨")]
    people = by_name(people_of([], [seen]))
    assert people["지수"].titles == ("대표",)
    assert people["도윤"].titles == ()


def test_a_title_that_two_bear_is_nobodys_own() -> None:
    seen = [*met("지수", "addressed", 6, "대리"), *met("도윤", "addressed", 6, "대리")]
    people = by_name(people_of([], [seen]))
    assert people["지수"].titles == people["도윤"].titles == ()


def test_a_family_name_and_title_mean_the_only_one_of_the_family() -> None:
    cast = [Role("", "Bong Se-ra"), Role("", "Park Ji-su")]
    people = by_name(
        people_of(cast, [[*met("봉 과장", "addressed", 2), *met("세라", "speaks", 9)]])
    )
    assert people["세라"].spellings == ("세라", "봉 과장")


def test_somebody_hardly_ever_named_goes_by_family_name_and_title() -> None:
    seen = [met("봉과장", "addressed", 9), [*met("봉과장", "addressed", 9), *met("세라", "hailed")]]
    (person,) = people_of([Role("", "Bong Se-ra")], seen)
    assert person.name == "봉과장"


def test_actors_named_in_captions_are_not_taken_for_characters() -> None:
    cast = [Role("Kim Bae-woo", "Park Ji-su")]
    people = people_of(cast, [[*met("지수", "speaks"), *met("김배우", "mentioned", 20)]])
    assert [person.name for person in people] == ["지수"]


def test_characters_that_captions_never_name_are_kept_from_the_cast_list() -> None:
    (person,) = people_of([Role("Actor", "Park Ji-su")], [])
    assert (person.name, person.actor, person.lines) == ("Park Ji-su", "Actor", 0)


_NAMES = st.sampled_from(
    ["지수", "박지수", "김지수", "도윤", "육 팀장", "봉과장", "하윤", "단", "Ann"]
)
_HOWS: st.SearchStrategy[How] = st.sampled_from(["speaks", "heard", "addressed", "mentioned"])
_SEEN = st.lists(st.builds(Sighting, st.floats(0, 99), _NAMES, _HOWS), max_size=30)


@given(st.lists(_SEEN, max_size=4))
def test_no_spelling_is_two_peoples_and_no_line_is_lost(episodes: list[list[Sighting]]) -> None:
    people = people_of([Role("", "Park Ji-su"), Role("", "Kim Do-yun")], episodes)
    spellings = [spelling for person in people for spelling in person.spellings]
    assert len(spellings) == len(set(spellings))
    spoken = sum(each.how == "speaks" for episode in episodes for each in episode)
    assert sum(person.lines for person in people) == spoken
