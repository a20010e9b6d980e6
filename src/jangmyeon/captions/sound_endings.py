"""Endings and particles of Korean words, by shape alone.

The notes are a small language: present tense in -다, links in -며, modifiers in -는 and -ㄴ, and a
handful of particles that agree with the syllable before them.
"""

from __future__ import annotations

from typing import Literal

from jangmyeon.captions.sound_words import M_FINAL, N_FINAL, final_of, without_final

Form = Literal["noun", "final", "link", "modifier", "adverb"]
Reading = tuple[str, Form]
"""A stem, and the form of it that a word may be."""

_ENDINGS: tuple[tuple[str, Form, str], ...] = (
    ("는다", "final", ""), ("기", "final", ""),
    ("다는", "modifier", ""), ("는", "modifier", ""), ("던", "modifier", ""),
    ("으면서", "link", ""), ("면서", "link", ""), ("으며", "link", ""), ("며", "link", ""),
    ("해서", "link", "하"), ("어서", "link", ""), ("아서", "link", ""), ("서", "link", ""),
    ("고서", "link", ""), ("으려고", "link", ""), ("려고", "link", ""), ("고", "link", ""),
    ("다가", "link", ""), ("더니", "link", ""), ("지만", "link", ""), ("느라", "link", ""),
    ("자마자", "link", ""), ("고는", "link", ""), ("듯이", "link", ""), ("해", "link", "하"),
    ("게", "adverb", ""), ("게", "adverb", "하"), ("히", "adverb", "하"),
    ("없이", "adverb", "없"), ("같이", "adverb", "같"),
)  # fmt: skip
_NO_VERB_ENDS = ("에게", "으로", "에서")
_BEFORE_DA = frozenset("하럽되리치내우")
_BEFORE_SEO = frozenset("면어아해라워와려여나돼")
_MODIFIER_SHAPES = frozenset("한운은된던진난린친긴든난쓴킨")
_NAMELIKE_SHAPES = frozenset("운진난린친긴든쓴킨")
SURNAMES = frozenset(
    "김이박최정강조윤장임한오서신권황안송류전홍고문양손배백허유남심노하곽성차주우구민진나지엄채원천방공현"
)

_LONG_PARTICLES = (
    "에서", "에게서", "에게", "께서", "한테", "으로", "라고", "다고", "까지", "부터", "처럼",
    "마다", "하고", "이랑", "조로", "끼리", "보다",
)  # fmt: skip
_BY_FINAL = {
    "이": True, "가": False, "은": True, "는": False, "을": True, "를": False, "과": True,
    "와": False,
}  # fmt: skip
_SAME = {"가": "이", "는": "은", "를": "을", "와": "과", "으로": "로"}


def _by_last_syllable() -> dict[str, list[tuple[str, Form, str]]]:
    found: dict[str, list[tuple[str, Form, str]]] = {}
    for rule in _ENDINGS:
        found.setdefault(rule[0][-1], []).append(rule)
    return found


_RULES = _by_last_syllable()


def verb_readings(text: str) -> list[Reading]:
    """The stems that a word may be a form of, likeliest first.

    >>> verb_readings("웃는다")[0], verb_readings("운다")[-1], verb_readings("못마땅한")
    (('웃', 'final'), ('우', 'final'), [('못마땅하', 'modifier')])
    """
    if text.endswith(_NO_VERB_ENDS):
        return []
    last, body = text[-1], text[:-1]
    found: list[Reading] = [
        (text[: -len(ending)] + restored, form)
        for ending, form, restored in _RULES.get(last, ())
        if len(text) > len(ending) and text.endswith(ending)
    ]
    final = final_of(last)
    if last == "다" and body and not found:
        present = final_of(body[-1]) == N_FINAL
        found.append((without_final(body) if present else body, "final"))
    elif last in "은음":
        if body and final_of(body[-1]) > 0:
            found.append((body, "modifier" if last == "은" else "noun"))
    elif final == N_FINAL and not found:
        found.append((without_final(text), "modifier"))
    elif final == M_FINAL and len(text) > 2:
        found.append((without_final(text), "noun"))
    return found


def looks_like(form: Form, text: str) -> bool:
    """Whether a word that is not known has the shape of this form, and not of a name.

    >>> looks_like("final", "뜀박질한다"), looks_like("final", "야마다")
    (True, False)
    >>> looks_like("modifier", "꺼림칙한"), looks_like("modifier", "예린")
    (True, False)
    """
    last = text[-1]
    match form:
        case "final":
            return last == "다" and (final_of(text[-2]) == N_FINAL or text[-2] in _BEFORE_DA)
        case "link":
            spelled_out = len(text) > 2 and last not in "해가"
            return last == "며" or (spelled_out and (last != "서" or text[-2] in _BEFORE_SEO))
        case "modifier":
            if last in "는던" or text.endswith("적인"):
                return len(text) > 1
            named = last in _NAMELIKE_SHAPES and text[0] in SURNAMES
            return last in _MODIFIER_SHAPES and len(text) > 2 and not named
        case "adverb":
            return len(text) > 1
        case _:
            return False


def split_particle(text: str) -> tuple[str, str]:
    """A noun and its particle, by the agreement of the two; 가, 는, 를, 와 count as 이, 은, 을, 과.

    >>> split_particle("은동이"), split_particle("그라미가"), split_particle("은오")
    (('은동', '이'), ('그라미', '이'), ('은오', ''))
    """
    long = next((p for p in _LONG_PARTICLES if text.endswith(p) and len(text) > len(p)), "")
    if long:
        return text[: -len(long)], _SAME.get(long, long)
    if len(text) < 2:
        return text, ""
    last, base = text[-1], text[:-1]
    if last in _BY_FINAL:
        agrees = _agrees(base[-1], closed=_BY_FINAL[last])
    elif last == "로":
        agrees = final_of(base[-1]) in (0, 8) or base[-1].isdigit()  # 8: ㄹ
    else:
        agrees = last in "의에도"
    return (base, _SAME.get(last, last)) if agrees else (text, "")


def _agrees(before: str, *, closed: bool) -> bool:
    """Whether a particle's shape fits the letter before it; after a figure, captioners err."""
    final = final_of(before)
    return before.isalnum() if final < 0 else (final > 0) == closed
