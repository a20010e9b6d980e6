"""Castings against the cast list: actors who play somebody else, names misspelt beside right ones.

Where a write-up tells who plays whom, the right name of one tells what the other has to be. So
even rough misspellings are recognized there, and wrong actors.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from jangmyeon.names.hangul import has_hangul
from jangmyeon.names.name import parse_name
from jangmyeon.writeups.checking_castings import Casting
from jangmyeon.writeups.checking_names import REPORTED, Usage, likeliest, slip
from jangmyeon.writeups.checking_people import Member, in_latin, plays
from jangmyeon.writeups.checking_sheet import Reference, Sheet
from jangmyeon.writeups.checking_slips import (
    Slip,
    by_letters,
    by_sound,
    latin_forms,
    letters,
    likely_readings,
)
from jangmyeon.writeups.checking_spots import Spot

_PINNED = 0.97  # how sure a near name is that stands where only one can
_GUESSED = 0.85  # ... whose Hangul only its Latin spelling tells
_OTHER = 0.95  # ... that somebody of the cast list plays somebody else
_UNLISTED = 0.6  # ... that somebody whom the cast list does not know does not play this
_YOUNGER = re.compile(
    r"\b(?:young(?:er)?|little|child|kid|teen(?:age)?|baby|old(?:er)?|voice of)\b\W*$"
    r"|어린\s*$|아역",
    re.IGNORECASE,
)


def told_spots(sheet: Sheet) -> frozenset[Spot]:
    """The spots that castings speak of."""
    told = (casting for entry in sheet.entries for casting in entry.castings)
    return frozenset(spot for casting in told for spot in (casting.first, casting.second))


def miscast(sheet: Sheet, reference: Reference, usage: Usage) -> Iterator[Slip]:
    """What castings tell that the cast list does not."""
    for entry in sheet.entries:
        for casting in entry.castings:
            text = entry.block.text
            before = text[max(0, casting.first.start - 20) : casting.first.start]
            if not _YOUNGER.search(before):
                yield from _judge(casting, usage, reference)


def _judge(casting: Casting, usage: Usage, reference: Reference) -> Iterator[Slip]:
    for actor, character in _ways(casting):
        played = [m for m in character.members if m.kind == "name" and m.partners]
        player = [m for m in actor.members if m.kind == "actor"]
        if played and player:
            yield from _both_known(actor, player, played)
        elif played and not actor.members:
            yield from _actor_unknown(actor, played, usage, reference)
        elif player and not character.members:
            yield from _character_unknown(character, player, usage, reference)
        elif not actor.members and not character.members:
            yield from _both_unknown(actor, character, usage)
        else:
            continue
        return


def _ways(casting: Casting) -> list[tuple[Spot, Spot]]:
    """The ways to understand a casting: (actor, character), the surer one first."""
    one, other = (casting.second, casting.first), (casting.first, casting.second)
    match casting.actor:
        case "second":
            return [one]
        case "first":
            return [other]
        case _:
            return [one, other] if _fits(*one) >= _fits(*other) else [other, one]


def _fits(actor: Spot, character: Spot) -> int:
    """How well two spots fit their parts; a character stands before the bracket as a rule."""
    known = 2 * any(m.kind == "actor" for m in actor.members)
    known += 2 * any(m.kind == "name" for m in character.members)
    near = any(m.kind == "actor" for m, _ in actor.near)
    return known + near + any(m.kind == "name" for m, _ in character.near)


def _both_known(actor: Spot, player: Sequence[Member], played: Sequence[Member]) -> Iterator[Slip]:
    """Both are known: they may not belong together."""
    if any(plays(a.name, c) for a in player for c in played) or len(played) > 1:
        return
    right, wrong = played[0], player[0]
    roles = " and ".join(map(in_latin, wrong.partners))
    message = f"{_cast(right)}; {wrong.latin} plays {roles}"
    better = _in_script(right.partners[0], actor.text)
    yield Slip("actor", actor.block, actor.start, actor.text, message, better, _OTHER)


def _actor_unknown(
    actor: Spot, played: Sequence[Member], usage: Usage, reference: Reference
) -> Iterator[Slip]:
    """The character is known, the actor is not in the cast list: misspelt, or somebody else."""
    if len(played) > 1:
        return
    for partner in played[0].partners:
        member = replace(played[0], kind="actor", name=partner, spellings=(partner,), partners=())
        if _resembles(actor.text, member):
            guessed = has_hangul(actor.text) and not has_hangul(partner)
            sure = _GUESSED if guessed else _PINNED
            yield slip(actor, member, sure, usage, _cast(played[0]))
            return
    names = (*played[0].partners, actor.text)
    if not all(map(_is_full, names)):
        return  # a stage name may hide the name that is written
    sure = _OTHER if reference.homes(actor.text) else _UNLISTED
    message = f"{_cast(played[0])}, says the cast list"
    right = _in_script(played[0].partners[0], actor.text)
    yield Slip("actor", actor.block, actor.start, actor.text, message, right, sure)


def _character_unknown(
    character: Spot, player: Sequence[Member], usage: Usage, reference: Reference
) -> Iterator[Slip]:
    """The actor is known, the character is not: misspelt, or another one."""
    roster = reference.roster(reference.dramas[player[0].drama])
    roles = [m for m in roster.members if m.kind == "name" and plays(player[0].name, m)]
    near = [member for member in roles if _resembles(character.text, member)]
    if near:
        told = f"{player[0].latin} plays {near[0].latin}"
        yield slip(character, near[0], _PINNED, usage, told)
    elif character.near:
        member, sure = likeliest(character, usage, told=True)
        if sure >= REPORTED and member.kind == "name" and not member.partners:
            yield slip(character, member, sure, usage)


def _both_unknown(actor: Spot, character: Spot, usage: Usage) -> Iterator[Slip]:
    """Neither is known: both may be misspelt, or the character alone, of an actor not listed."""
    actors = [member for member, _ in actor.near if member.kind == "actor"]
    characters = [(member, cost) for member, cost in character.near if member.kind == "name"]
    for member, _ in characters:
        for player in actors:
            if plays(player.name, member):
                yield slip(character, member, _PINNED, usage)
                yield slip(actor, player, _PINNED, usage)
                return
    if characters and not actors:
        member, sure = likeliest(character, usage, told=True)
        if sure >= REPORTED and member.kind == "name" and not member.partners:
            yield slip(character, member, sure, usage)


def _cast(character: Member) -> str:
    """Who plays a character, in words."""
    return f"{character.latin} is played by {' or '.join(map(in_latin, character.partners))}"


def _in_script(name: str, written: str) -> str:
    """A name in the script of what is written, as far as it is known in that."""
    return name if has_hangul(written) else in_latin(name)


def _resembles(written: str, member: Member) -> bool:
    """Whether a name is somebody's, roughly spelt: half of it right, or a few letters wrong."""
    if has_hangul(written) and member.hangul:
        right = member.hangul
        wrong = sum(one != other for one, other in zip(written, right, strict=False))
        return len(right) == len(written) and wrong == 1
    forms = [form for spelt in member.spellings for form in latin_forms(spelt)]
    word = letters(written)
    if any(by_letters(word, form) is not None for form in forms):
        return True
    ours = likely_readings(written)
    theirs = [reading for spelt in member.spellings for reading in likely_readings(spelt)]
    return any(
        given == right_given
        or (family == right_family and _shares_half(given, right_given))
        or (family == right_family and by_sound(given, right_given) is not None)
        for family, given in ours
        for right_family, right_given in theirs
    )


def _shares_half(given: str, right: str) -> bool:
    return len(given) == len(right) == 2 and any(
        one == other for one, other in zip(given, right, strict=True)
    )


def _is_full(written: str) -> bool:
    name = parse_name(written)
    return bool(name.family and name.given)
