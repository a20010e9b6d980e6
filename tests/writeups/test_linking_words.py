"""Only what may be said or shown in a scene is looked for there."""

from __future__ import annotations

from jangmyeon.writeups.linking_words import plain


def words(text: str, *names: str) -> str:
    spans = [(text.index(name), text.index(name) + len(name)) for name in names]
    return " ".join(plain(text, spans).split())


def test_ranks_before_a_name_are_not_looked_for() -> None:
    assert words("He kissed Vice Captain Haneul Seo there", "Haneul Seo") == "He kissed there"
    assert words("when Dr. Haneul came", "Haneul") == "when came"


def test_actors_in_brackets_are_not_looked_for() -> None:
    told = words("Her mother (Bae Gil-sook) knocks, as she (crying) waits")
    assert told == "Her mother knocks, as she (crying) waits"


def test_people_whom_no_cast_has_are_not_looked_for() -> None:
    assert words("Then Noh Dal-rae slaps him") == "Then slaps him"


def test_titles_of_other_dramas_are_not_looked_for() -> None:
    told = words("We know him from Lanterns over Water, and he waits at the station in Seoul")
    assert told == "We know him from , and he waits at the station in Seoul"
    assert words("The Truth of the Wedding Rings") == "The Truth of the Wedding Rings"


def test_ordinary_words_with_a_hyphen_stay() -> None:
    assert "Half-asleep" in words("Half-asleep he opens the door")


def test_the_number_of_an_entry_a_year_and_an_episode_tell_nothing_of_a_scene() -> None:
    assert words("3. They share an umbrella (2018)") == "They share an umbrella ( )"
    assert words("12) The roof at night") == "The roof at night"
    assert words("In episode 9 they count to 3") == "In they count to 3"


def test_words_stay_where_they_stand() -> None:
    text = "Captain Seo waits at 7."
    assert len(plain(text, [(8, 11)])) == len(text)
