"""Words that ask for a scene and tell nothing of it: *which episode is it where*, 찾아 주세요."""

from __future__ import annotations

import re

_STORY = r"(?:(?:k-?|korean )?(?:dramas?|series|shows?)|scenes?|moments?|episodes?|eps?|clips?)\b"
_ONE = r"(?:an? |the |that |this |some |every |all |all the )?"
_WHERE = r"(?: (?:in which|where|when|with))?"
_SOMEBODY = r"(?:any ?one|any ?body|some ?one|some ?body|you(?: guys)?)"
_ANYWHERE = (
    rf"(?:i[’']?m |i am |we are )?(?:looking|searching) for {_ONE}{_STORY}",
    r"(?:please )?help me (?:to )?find\b",
    rf"(?:can|could) {_SOMEBODY} (?:please )?(?:find|tell me|show me|identify)\b",
    rf"do(?:es)? {_SOMEBODY} (?:know|remember|recall) (?=(?:which|what|the|this|that) {_STORY})",
    rf"i (?:want|need|would like|[’']?d like) to (?:find|see|watch|rewatch) {_ONE}{_STORY}",
    r"(?:i )?(?:can[’']?t|cannot|don[’']?t|do not) (?:remember|recall|know) "
    rf"(?:which|what) {_STORY}"
    r"(?: (?:it|this|that) (?:is|was)(?: from| in)?)?",
    rf"(?:what[’']?s |what is |what was |tell me )?(?:the )?(?:name|title|number) of {_ONE}{_STORY}"
    + _WHERE,
    rf"(?:in )?(?:what|which) {_STORY}(?: number)?(?: (?:is|was) (?:it|this|that|the one))?"
    + _WHERE,
    rf"what(?:[’']?s| is| was) (?:the|that) {_STORY}{_WHERE}",
    rf"(?:please )?(?:find|show|give|get) me {_ONE}{_STORY}",
    rf"(?:are|is) there (?:any |an? ){_STORY}{_WHERE}",
)
_AT_FIRST = (
    rf"any {_STORY}{_WHERE}",
    rf"(?:a )?list of {_ONE}",
    rf"top \d+\b(?=.*\b{_STORY})",
    r"(?:the |my )?(?:top \d+ |\d+ )?"
    r"(?:best|greatest|favou?rite|most (?:memorable|iconic|famous)|iconic|memorable)\b"
    rf"(?! friend| man\b| seller| buddy)(?=.*\b{_STORY}| \w+\W*$)",
)
_KOREAN = (
    r"(?<![가-힣])(?:몇|어느|무슨|어떤)\s?(?:화|회|편|드라마|에피소드)"
    r"(?:인(?:가요|지|가)|이(?:에요|었(?:지|나|죠)|죠|지|야)|였(?:지|죠|더라|나요)|에서|에|죠|지|야|예요|쯤)?"
    r"(?:요)?(?![가-힣])",
    r"(?:좀 )?(?<![가-힣])(?:찾아|알려|보여|추천해)\s?(?:줘|줄래|주세요|주실래)요?(?![가-힣])",
    r"(?<![가-힣])(?:찾습니다|찾아요|찾고 있(?:어요|습니다|는데)|궁금(?:해요?|합니다))(?=\W*$)",
    r"(?<![가-힣])뭐(?:였|더)(?:지|라|죠|더라)요?(?=\W*$)",
    r"(?<![아어여워와켜져쳐려] )(?<![가-힣])(?:나오는|나온|있는)"
    r"(?=\s(?:장면|씬|부분|화|회|편)(?:[은는이가을를좀]|\W|$))",
    r"^(?:최고의|역대급|레전드|베스트)(?=\s\S+(?:\s\S+)?$)|명(?=장면)|(?<=\s)(?:모음집?|추천)(?=\W*$)",
)
_ASKING = re.compile(
    rf"(?:^|(?<=[\s,;:.!?(]))(?:{'|'.join(_ANYWHERE)})|^(?:{'|'.join(_AT_FIRST)})|"
    + "|".join(_KOREAN),
    re.IGNORECASE,
)


def find_asking(query: str) -> tuple[tuple[int, int], ...]:
    """Where a query asks: the spans of words that tell nothing of what is looked for.

    >>> find_asking("which episode do they kiss"), find_asking("she looks for her best friend")
    (((0, 13),), ())
    >>> find_asking("몇 화에서 키스해요?")
    ((0, 5),)
    """
    return tuple(match.span() for match in _ASKING.finditer(query))
