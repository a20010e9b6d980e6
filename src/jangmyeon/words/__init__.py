"""Text to lemmas, in Korean and English, and from one language to the other.

A *lemma* is a word's dictionary form: ``뛰지`` and ``뛰었다`` are both ``뛰다``. English words are
reduced to their Snowball stems. Both live in one vocabulary, since their scripts never clash.
"""

from jangmyeon.words.analysis import (
    Analysed,
    all_lemmas,
    analyse,
    bare_form,
    flat,
    is_korean,
    is_ordinary,
    is_stop_lemma,
    lemmas_of,
)
from jangmyeon.words.english import english_words, is_stop_word, stem
from jangmyeon.words.lexicon import (
    Translation,
    base_form,
    commonness,
    everyday,
    gloss,
    is_known_word,
    paraphrase,
    translate,
    without_slip,
)

__all__ = [
    "Analysed",
    "Translation",
    "all_lemmas",
    "analyse",
    "bare_form",
    "base_form",
    "commonness",
    "english_words",
    "everyday",
    "flat",
    "gloss",
    "is_known_word",
    "is_korean",
    "is_ordinary",
    "is_stop_lemma",
    "is_stop_word",
    "lemmas_of",
    "paraphrase",
    "stem",
    "translate",
    "without_slip",
]
