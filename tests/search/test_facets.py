"""A query's words tell of the kind of scene, its place, time of day and weather."""

from __future__ import annotations

import pytest

from jangmyeon.model import Drama, Episode, Moment, Scene
from jangmyeon.search.facets import Facet, find_facets, find_heard, shown

EPISODE = Episode(Drama("ferry-2024", "Ferry"), 1, 1)


def told(text: str, *lemmas: str) -> set[str]:
    facets = find_facets(text, [(lemma, lemma) for lemma in lemmas])
    return {f"{facet.field}:{facet.value}" for facet in facets}


@pytest.mark.parametrize(
    ("query", "facets"),
    [
        ("a kiss in the rain", {"kind:kiss", "weather:rain"}),
        ("she was sobbing at the hospital that night", {"place:hospital", "time:night"}),
        ("they broke up on the rooftop", {"kind:breakup", "place:rooftop"}),
    ],
)
def test_english_words_tell_of_the_scene_in_any_inflection(query: str, facets: set[str]) -> None:
    assert facets <= told(query)


@pytest.mark.parametrize(
    ("query", "facets"),
    [
        ("she storms out angrily", set()),
        ("he storms into the rain", {"weather:rain", "sound:rain"}),
        ("he sets up everything", set()),
        ("she tears the letter", set()),
        ("tears as she reads the letter", {"sound:sob"}),
        ("his phone rings", {"sound:phone"}),
    ],
)
def test_words_of_a_phrase_that_means_something_else_tell_nothing(
    query: str, facets: set[str]
) -> None:
    heard = {f"{facet.field}:{facet.value}" for facet in find_heard(query, [])}
    assert told(query) | heard == facets


@pytest.mark.parametrize(
    ("query", "facet"),
    [
        ("a meeting with the chairman", "place:office"),
        ("two weddings", "place:event"),
        ("they meet again after years", "kind:reunion"),
        ("he finally likes her", "kind:confession"),
        ("they part ways", "kind:breakup"),
    ],
)
def test_a_noun_in_ing_or_a_phrase_tells_of_the_scene(query: str, facet: str) -> None:
    assert facet in told(query)


@pytest.mark.parametrize(
    ("query", "facet"),
    [
        ("she meets her client at the market", "place:office"),
        ("she meets her client at the market", "kind:reunion"),
        ("it looks like a king's grave", "kind:confession"),
        ("on the way home", "kind:breakup"),
        ("she feels cold", "kind:confession"),
    ],
)
def test_a_word_of_a_phrase_alone_does_not_tell_what_the_phrase_does(
    query: str, facet: str
) -> None:
    assert facet not in told(query)


def test_korean_words_tell_of_the_scene() -> None:
    assert {"kind:confession", "weather:rain"} <= told("", "고백", "빗속")


def test_a_word_of_many_meanings_tells_of_the_scene_only_beside_another() -> None:
    assert "weather:snow" in told("", "눈", "내리다")
    assert "weather:snow" not in told("", "눈", "뜨다")
    assert "place:vehicle" not in told("", "배", "아프다")


def test_a_query_that_tells_nothing_of_the_scene_has_no_facets() -> None:
    assert told("zzz") == set()


def test_a_scene_elsewhere_speaks_against_a_place_and_an_unknown_one_says_nothing() -> None:
    hospital = Facet("place", "hospital", "hospital")
    for place, far in (("hospital", 1.0), ("street", -1.0), ("unknown", 0.0)):
        assert shown(hospital, Scene(EPISODE, 1, 0, 60, place=place)) == far


def test_a_scene_shows_a_kind_as_surely_as_its_moments_do() -> None:
    scene = Scene(EPISODE, 1, 0, 60, moments=(Moment("kiss", 0.8), Moment("comedy", 0.2)))
    assert shown(Facet("kind", "kiss", "kiss"), scene) == 0.8
    assert shown(Facet("kind", "fight", "fight"), scene) == 0.0
