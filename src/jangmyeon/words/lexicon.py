"""From English words to Korean lemmas, by the bundled Korean-English lexicon.

The lexicon lists Korean lemmas with English glosses, likeliest sense first. Turned round
(``senses-en.tsv``, made by ``training/senses.py``), it gives for an English word, or a phrase of
two or three, the lemmas that may stand for it, each with a weight that falls with the rank of the
sense. ``en-ko.tsv`` adds what glosses leave out: words of those who describe scenes, with what such
scenes show. ``ko-en-rare.tsv`` knows less usual lemmas, for their glosses alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources

from jangmyeon.words.english import is_stop_word, stem, word_list

_LONGEST_PHRASE = 3
_OTHER_SPELLING = 0.95
_PARAPHRASE = 0.3  # what another lemma that shows the same keeps of the weight, at most
_SHORTEST_MISSPELT = 6  # letters; shorter words are slips of too many others
_USUAL = 0.6  # weight from which on a phrase has a Korean word of its own
_PARTICLES = frozenset(["up", "down", "out", "off", "away", "back", "over", "around", "apart"])
_SELDOM = 10.0  # uses per million of a phrase's lemmas below which its words are looked for too
_VERB = 0.5  # what the lemmas of a verb keep of their weight beside those of its phrase
_EVERYWHERE = 70  # dramas in which a word without a meaning must be used to be no name
_SHORTEST = 4  # letters of a word with a verb drawn together with it that may carry content


@dataclass(frozen=True, slots=True)
class Translation:
    """Words of a query that were translated together; their lemmas with weights (0 to 1).

    ``meant`` are the words without slips of the pen.
    """

    source: str
    meant: str
    lemmas: tuple[tuple[str, float], ...]


def translate(words: list[str]) -> list[Translation]:
    """Translate English words, longest phrases first; words without a translation stay as stems.

    Args:
        words: lower-case English words in their order, as ``english_words`` gives them.

    >>> translate(["handcuffs"])[0].lemmas[:2]
    (('handcuff', 1.0), ('수갑', 1.0))
    """
    table = _senses()
    content = [word for word in map(_without_verb, words) if word and not is_stop_word(word)]
    meant = [without_slip(word) for word in content]
    stems = [stem(base_form(word)) for word in meant]
    result: list[Translation] = []
    at = 0
    while at < len(stems):
        size = next(
            (
                size
                for size in range(min(_LONGEST_PHRASE, len(stems) - at), 1, -1)
                if " ".join(stems[at : at + size]) in table
            ),
            1,
        )
        here = slice(at, at + size)
        result += _translated(content[here], meant[here], stems[here])
        at += size
    return result


def _translated(written: list[str], meant: list[str], stems: list[str]) -> list[Translation]:
    """A phrase as one; or word by word, where no usual Korean word is told for the whole.

    *Pouring rain* is 장대비, but rain that pours is mostly told otherwise. A phrase with a particle
    is one in any case, but what is seldom said for the whole is mostly told by its verb: to *kneel
    down* is 꿇어앉다, but rather 무릎 꿇다.
    """
    if len(stems) == 1:
        return [_as_one(written, meant, stems, _meant_by(meant[0], stems[0]))]
    whole = _senses_of(" ".join(stems))
    is_said = sum(commonness(lemma) * weight for lemma, weight in whole.items()) >= _SELDOM
    if stems[-1] in _PARTICLES:
        verb = {} if is_said else _senses_of(" ".join(stems[:-1]))
        less = {lemma: _VERB * weight for lemma, weight in verb.items() if lemma not in whole}
        return [_as_one(written, meant, stems, whole | less)]
    top = max(whole.values(), default=0.0)
    if is_said and top >= _USUAL:
        return [_as_one(written, meant, stems, whole)]
    rare = {lemma: weight / top for lemma, weight in whole.items()}
    words = zip(written, meant, stems, strict=True)
    return [
        _as_one([w], [right], [root], _meant_by(right, root) | rare) for w, right, root in words
    ]


def _as_one(
    written: list[str], meant: list[str], stems: list[str], lemmas: dict[str, float]
) -> Translation:
    """Words that are translated together; what English tracks have of them shows them too."""
    own = dict.fromkeys([*stems, *map(stem, written)], 1.0)
    return Translation(" ".join(written), " ".join(meant), tuple((own | lemmas).items()))


def _meant_by(word: str, root: str) -> dict[str, float]:
    """What a word means: what its base does, and with some forms more, as *caught* 들키다."""
    found = dict(_senses_of(root))
    if word in _with_own_meaning():
        for lemma, weight in _senses_of(stem(word)).items():
            found[lemma] = max(weight, found.get(lemma, 0.0))
    return found


def paraphrase(lemma: str) -> tuple[tuple[str, float], ...]:
    """A Korean lemma, and with less weight those that show the same when a scene is described.

    Other spellings of a word count for nearly as much.

    >>> paraphrase("프로포즈")[1]
    ('프러포즈', 0.95)
    >>> [other for other, _ in paraphrase("울다")][:3]
    ['울다', '흐느끼다', '눈물']
    """
    spelt = dict.fromkeys(_spellings().get(lemma, ()), _OTHER_SPELLING)
    return ((lemma, 1.0), *{**_paraphrases().get(lemma, {}), **spelt}.items())


@cache
def _spellings() -> dict[str, tuple[str, ...]]:
    """The other spellings of each word that has any."""
    groups = (row[0].split(", ") for row in _table("spellings-ko.tsv"))
    return {
        lemma: tuple(other for other in group if other != lemma)
        for group in groups
        for lemma in group
    }


@cache
def _paraphrases() -> dict[str, dict[str, float]]:
    table: dict[str, dict[str, float]] = {}
    for _, lemmas in _table("en-ko.tsv"):
        first, *others = lemmas.split(", ")
        for rank, other in enumerate(others):
            weight = round(_PARAPHRASE * (2 + rank) ** -0.5, 3)
            told = table.setdefault(first, {})
            told[other] = max(weight, told.get(other, 0.0))
    return table


def base_form(word: str) -> str:
    """The form of a lower-case English word that dictionaries list, where no rule tells it.

    >>> base_form("wept"), base_form("weeping")
    ('weep', 'weeping')
    """
    return _irregular().get(word, word)


def _without_verb(word: str) -> str:
    """A word without the verb or negation that is drawn together with it: I'll, shouldn't."""
    head = word.partition("'")[0]
    if head == word:
        return "" if len(word) == 1 and not word.isdigit() else word
    return "" if (head.endswith("n") and word.endswith("n't")) or len(head) < _SHORTEST else head


@lru_cache(maxsize=16_384)
def without_slip(word: str) -> str:
    """The one word from which an unknown lower-case word differs by a slip of the pen, or itself.

    >>> without_slip("umbrela"), without_slip("umbrellas"), without_slip("seri")
    ('umbrella', 'umbrellas', 'seri')
    """
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    if len(word) < _SHORTEST_MISSPELT or not word.isascii():
        return word
    if is_known_word(word) or stem(base_form(word)) in _senses():
        return word
    found = process.extract(word, _lexicon_words(), scorer=OSA.distance, score_cutoff=1, limit=2)
    return found[0][0] if len(found) == 1 else word


@cache
def _irregular() -> dict[str, str]:
    return {row[0]: row[1] for row in _table("irregular-en.tsv")}


@cache
def _with_own_meaning() -> frozenset[str]:
    return frozenset(row[0] for row in _table("irregular-en.tsv") if row[2:])


@cache
def _senses() -> dict[str, str]:
    """English stems (or phrases of stems) to lemmas with weights, heaviest first, as written."""
    lines = _text("senses-en.tsv").splitlines()
    return {key: told for key, _, told in (line.partition("\t") for line in lines)}


@lru_cache(maxsize=4_096)
def _senses_of(key: str) -> dict[str, float]:
    if key.isdigit():  # 3 is 3 in Korean too, and 셋
        return dict.fromkeys(_spellings().get(key, ()), _OTHER_SPELLING)
    told = (each.rsplit(" ", 1) for each in _senses().get(key, "").split("\t") if each)
    return {lemma: float(weight) for lemma, weight in told}


def gloss(lemma: str) -> str:
    """What a Korean lemma means in English, in its likeliest sense; empty where that is not known.

    >>> gloss("수갑"), gloss("세리")
    ('handcuffs', '')
    """
    return _glosses().get(lemma, "")


def is_known_word(word: str) -> bool:
    """Whether a lower-case English word is an ordinary one: a stop word, or in the lexicon.

    Inflected forms count; a name that happens to be a stem, as Seri is of "series", does not.

    >>> is_known_word("running"), is_known_word("seri")
    (True, False)
    """
    if is_stop_word(word) or word in _lexicon_words():
        return True
    root = stem(word)
    return root != word and root in _senses()


def commonness(lemma: str) -> float:
    """Uses of a Korean lemma per million words of drama talk; 0 where the lexicon lacks it."""
    return _commonness().get(lemma, 0.0)


def everyday(word: str) -> float:
    """Uses of a Korean word per million, 0 when it is none of every day.

    The lexicon counts names as well, which have no meaning and are used in few dramas each.

    >>> everyday("마음") > everyday("하늘") > 0, everyday("지훈")
    (True, 0.0)
    """
    return _everyday().get(word, 0.0)


@cache
def _lexicon_words() -> frozenset[str]:
    return word_list("known-en.txt")


@cache
def _glosses() -> dict[str, str]:
    rows = (*_rows(), *_table("ko-en-rare.tsv"))
    return {row[0]: row[3].split(", ")[0] for row in rows if row[3] != "-"}


@cache
def _commonness() -> dict[str, float]:
    return {row[0]: float(row[1]) for row in _rows()}


@cache
def _everyday() -> dict[str, float]:
    told = (row for row in _rows() if row[3] != "-" or int(row[2]) >= _EVERYWHERE)
    return {row[0]: float(row[1]) for row in told}


@cache
def _rows() -> list[list[str]]:
    return _table("ko-en.tsv")[1:]  # the first is the header


def _table(name: str) -> list[list[str]]:
    return [line.split("\t") for line in _text(name).splitlines() if line and line[0] != "#"]


def _text(name: str) -> str:
    return resources.files(__package__).joinpath(name).read_text("utf-8")
