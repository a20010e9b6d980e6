"""Dramas to proof-read write-ups against, invented for these tests."""

from __future__ import annotations

from jangmyeon.model import Drama, Finding, Line, Person, Role
from jangmyeon.writeups.checking import check
from jangmyeon.writeups.checking_sheet import Reference
from jangmyeon.writeups.mentions import Shelf
from jangmyeon.writeups.reading import read_manuscript

FERRY = Drama(
    id="last-ferry-2024",
    title="Last Ferry from Sorado",
    original_title="막배는 다섯 시 사십 분",
    year=2024,
    network="JTBC",
    cast=(
        Role("Nam Yi-kang", "Shim Ga-eun"),
        Role("Tak Woo-ram", "Ryu Jeong-hun"),
        Role("Bong Ok-hee", "Kang Sun-im"),
        Role("Cheon Dal-su", "Bae Man-seok"),
        Role("Gong Dan", "Na Song-i"),
        Role("Seo Kyung-tak", "Ma Yong-gu"),
    ),
)

FERRY_PEOPLE = (
    Person("가은", "Shim Ga-eun", "심가은", "Nam Yi-kang", spellings=("가은", "심가은"), lines=400),
    Person("정훈", "Ryu Jeong-hun", "류정훈", "Tak Woo-ram", spellings=("정훈",), lines=350),
    Person("순임", "Kang Sun-im", "강순임", "Bong Ok-hee", spellings=("순임",), lines=120),
    Person("혜경", "Hye-kyung", spellings=("혜경",), lines=90),
)

LANTERN = Drama(
    id="lantern-street-2021",
    title="Lantern Street",
    original_title="등불거리",
    year=2021,
    network="tvN",
    cast=(
        Role("Ji Seon-woo", "Baek Ha-jin"),
        Role("Chae Min-kyung", "Oh Da-on"),
        Role("Lucia", "Marcella Ricci"),
    ),
)

FINE = Drama("its-fine-2022", "It's Fine to Not Be Fine", year=2022, network="SBS")

REMEMBER = Drama("remember-1997-2012", "Remember 1997", year=2012, network="tvN")

DRAMAS = (FERRY, LANTERN, FINE, REMEMBER)


def reference() -> Reference:
    """A shelf of these dramas."""
    people = {FERRY.id: FERRY_PEOPLE}
    return Reference(Shelf(DRAMAS, people))


def checked(text: str) -> list[Finding]:
    """What proof-reading a text finds."""
    return check(read_manuscript(text), reference())


def told(text: str) -> list[tuple[str, str, str]]:
    """The same, without places and reasons: kind, text, suggestion."""
    return [(found.kind, found.text, found.suggestion) for found in checked(text)]


def line(start: float, text: str, language: str = "en") -> Line:
    """Something said."""
    return Line(start, start + 2, text, language=language)
