"""The vocabularies of the shelf, read from the data files beside this module."""

from __future__ import annotations

import functools
from dataclasses import dataclass, fields


@dataclass(frozen=True, slots=True)
class FolderWords:
    """What folders and files are called, in lower case: see ``folder-words.toml``."""

    extras: tuple[str, ...]
    machine: tuple[str, ...]
    subtitles: tuple[str, ...]
    specials: tuple[str, ...]
    seasons: tuple[str, ...]
    collections: tuple[str, ...]
    extra_endings: tuple[str, ...]
    extra_names: tuple[str, ...]
    server_files: tuple[str, ...]
    caption_files: tuple[str, ...]
    picture_files: tuple[str, ...]
    video_files: tuple[str, ...]


@functools.cache
def folder_words() -> FolderWords:
    """The words of ``folder-words.toml``."""
    import tomllib

    data = tomllib.loads(_text("folder-words.toml"))
    return FolderWords(**{f.name: tuple(data[f.name]) for f in fields(FolderWords)})


@functools.cache
def track_words() -> dict[str, tuple[str, str]]:
    """Each word of ``track-words.tsv`` in lower case, with its kind and meaning."""
    rows = (line.split("\t") for line in _text("track-words.tsv").splitlines() if line[:1] != "#")
    return {
        word.casefold(): (kind, meaning)
        for kind, meaning, words in rows
        for word in words.split(",")
    }


@functools.cache
def release_words() -> tuple[str, ...]:
    """The expressions of ``release-words.txt``."""
    lines = _text("release-words.txt").splitlines()
    return tuple(line for line in lines if line and not line.startswith("#"))


def _text(name: str) -> str:
    from importlib import resources

    return resources.files(__package__).joinpath(name).read_text("utf-8")
