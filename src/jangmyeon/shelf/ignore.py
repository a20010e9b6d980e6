"""Folders and files that people have marked to be left out: ``.nomedia`` and ``.ignore``."""

from __future__ import annotations

from dataclasses import dataclass
from fnmatch import fnmatchcase


@dataclass(frozen=True, slots=True)
class Rule:
    """A line of an ``.ignore`` file, in gitignore's notation, and the folder it stands in."""

    base: str
    pattern: str


def read_rules(text: str, base: str) -> tuple[Rule, ...]:
    """The rules of an ``.ignore`` file. None at all means that the whole folder is left out.

    That is how Jellyfin reads such a file.
    """
    lines = (line.strip() for line in text.removeprefix("\ufeff").splitlines())
    return tuple(Rule(base, line) for line in lines if line and not line.startswith("#"))


def is_ignored(path: str, rules: tuple[Rule, ...], *, folder: bool) -> bool:
    r"""Whether the rules leave a path out. Both are relative to the shelf; the last rule decides.

    >>> rules = read_rules("*.vtt\nOST/\n!keep.vtt", "Drama")
    >>> is_ignored("Drama/Season 1/a.vtt", rules, folder=False)
    True
    >>> is_ignored("Drama/keep.vtt", rules, folder=False)
    False
    """
    ignored = False
    for rule in rules:
        pattern = rule.pattern.removeprefix("!")
        if pattern.endswith("/") and not folder:
            continue
        pattern = pattern.rstrip("/")
        inside = path[len(rule.base) + 1 :] if rule.base else path
        # A slash ties a pattern to the folder of its file; without one it fits at any depth.
        subject = inside if "/" in pattern else path.rpartition("/")[2]
        if fnmatchcase(subject, pattern.lstrip("/")):
            ignored = not rule.pattern.startswith("!")
    return ignored
