"""A shelf at a URL, read through fsspec: a share, an object store, a web server, an archive.

Nothing is kept of it on this machine. What a store tells of a file's version (an ETag, a time of
change) stands for its content, so that a shelf that has not changed costs a listing.
fsspec comes with the extra ``jangmyeon[remote]``.
"""

from __future__ import annotations

import errno
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import PurePosixPath
from typing import Any, TypeVar
from urllib.parse import quote, unquote

from jangmyeon.errors import ShelfError
from jangmyeon.shelf.folders import is_left_out
from jangmyeon.shelf.found import FileStamp
from jangmyeon.shelf.ignore import Rule, is_ignored, read_rules
from jangmyeon.shelf.source import Reach, Url
from jangmyeon.shelf.walk import Walk, in_order, kind_of, left_out

T = TypeVar("T")

_AT_ONCE = 64  # files asked for together
_DEEPEST = 24  # folders within folders; what lies deeper is a link that leads back
_VERSIONS = (
    *("etag", "md5hash", "content_md5", "sha", "checksum", "generation", "lastmodified"),
    *("last_modified", "updated", "mtime", "modified", "modificationtime", "modify", "date_time"),
    "created",
)
"""What stores call the mark of a file's version, in lower case, the surest first."""


def open_remote(url: Url) -> RemoteSource:
    """The files at a URL.

    Raises:
        ShelfError: fsspec, or what it needs for this kind of URL, is not installed; or there is
            nothing that can be opened.
    """
    try:
        from fsspec.core import url_to_fs
    except ImportError as error:
        raise ShelfError(
            "no means to read a shelf at a URL",
            where=str(url),
            remedy='pip install "jangmyeon[remote]", then try again',
        ) from error
    try:
        files, root = url_to_fs(str(url))
    except (ImportError, ValueError) as error:
        raise ShelfError(
            f"a URL of this kind cannot be read here ({error})",
            where=str(url),
            remedy="check how it begins; fsspec's list of packages tells what to install for it",
        ) from error
    except Exception as error:  # every store has errors of its own
        raise _unreadable(url, error) from error
    return RemoteSource(url, files, root.rstrip("/"))


@dataclass(frozen=True, slots=True)
class RemoteSource:
    """What fsspec finds at a URL: ``files`` is its file system, ``root`` the path in it."""

    url: Url
    files: Any
    root: str

    @property
    def reach(self) -> Reach:
        """Memory is this process's own, a file on the way this machine's; all else is anyone's."""
        protocols = [part.partition("://") for part in str(self.url).split("::")]
        kinds = {kind if slashes else "" for kind, slashes, _ in protocols}
        if "memory" in kinds:
            return Reach.PROCESS
        is_local = kinds & {"file", "local"} or not protocols[-1][1]
        return Reach.MACHINE if is_local else Reach.ANYWHERE

    @property
    def above(self) -> tuple[str, ...]:
        """The last two parts of its path."""
        return PurePosixPath(unquote(self.root) if self._is_web else self.root).parts[-2:]

    @property
    def _is_web(self) -> bool:
        return str(self.url).startswith(("http://", "https://"))

    def walk(self) -> Walk:
        """See ``Source``. A folder that cannot be listed is an error: half a shelf is none."""
        self.files.invalidate_cache()
        found = self._guarded(lambda: dict(self._listed()))
        walked = self._guarded(lambda: self._sorted(found))
        for stamps in (walked.captions, walked.videos):
            stamps[:] = [stamp if stamp.version else self._looked_up(stamp) for stamp in stamps]
        return walked

    def read(self, path: str) -> bytes:
        """See ``Source``."""
        try:
            return bytes(self.files.cat_file(self._name(path)))
        except Exception as error:
            raise _as_os_error(error) from error

    def read_each(self, paths: Iterable[str]) -> Iterator[tuple[str, bytes | OSError]]:
        """See ``Source``. Many are asked for at a time."""
        rest = iter(paths)
        while names := {self._name(path): path for path in islice(rest, _AT_ONCE)}:
            try:
                found = self.files.cat(list(names), on_error="return")
            except Exception as error:
                found = dict.fromkeys(names, error)
            for name, path in names.items():
                told = found.get(name, FileNotFoundError())
                if isinstance(told, FileNotFoundError):
                    yield path, _as_os_error(told)
                elif isinstance(told, Exception):
                    raise _unreadable(self.url, told)
                else:
                    yield path, bytes(told)

    def video(self, path: str) -> None:
        """See ``Source``. Its streams lie all over the file, which is too large to fetch."""

    def _guarded(self, ask: Callable[[], T]) -> T:
        try:
            return ask()
        except ShelfError:
            raise
        except Exception as error:
            raise _unreadable(self.url, error) from error

    def _name(self, path: str) -> str:
        """What the store calls a file."""
        path = quote(path) if self._is_web else path
        return f"{self.root}/{path}" if self.root else path

    def _path(self, name: str) -> str:
        path = name.removeprefix(self.root).strip("/")
        return unquote(path) if self._is_web else path

    def _listed(self) -> Iterator[tuple[str, FileStamp]]:
        """Every file on the shelf."""
        for entry in self._entries():
            path = self._path(entry["name"])
            if path and entry["type"] != "directory":
                yield path, FileStamp(path, entry.get("size") or 0, -1, _version(entry))

    def _entries(self) -> Iterator[Mapping[str, Any]]:
        from fsspec.asyn import AsyncFileSystem

        # Stores without folders list a thousand files at a time; others go folder by folder.
        own = getattr(type(self.files), "_find", None)
        if own not in (None, AsyncFileSystem._find):
            entries = self.files.find(self.root, detail=True).values()
            if not entries and not self.files.exists(self.root):
                raise FileNotFoundError(self.root)
            yield from entries
            return
        folders = [(self.root, 0)]
        while folders:
            folder, depth = folders.pop()
            for entry in self.files.ls(folder, detail=True):
                yield entry
                name = entry["name"].rstrip("/")
                is_within = entry["type"] == "directory" and name != folder and depth < _DEEPEST
                if is_within and not is_left_out(self._path(name).rpartition("/")[2]):
                    folders.append((name, depth + 1))

    def _sorted(self, found: Mapping[str, FileStamp]) -> Walk:
        """The files of use, by the rules that folders set for themselves."""
        walked = Walk()
        folders = {"": self._own_rules("", found)}
        if folders[""] is None:
            raise left_out(str(self.url))
        for path, stamp in sorted(found.items()):
            rules = self._rules(path.rpartition("/")[0], folders, found)
            if rules is None or is_ignored(path, rules, folder=False):
                continue
            kind = kind_of(path.rpartition("/")[2], walked)
            if kind is not None:
                kind.append(stamp)
        return in_order(str(self.url), walked)

    def _rules(
        self,
        folder: str,
        known: dict[str, tuple[Rule, ...] | None],
        found: Mapping[str, FileStamp],
    ) -> tuple[Rule, ...] | None:
        """The rules that hold in a folder, None where it is left out."""
        if folder not in known:
            around, _, name = folder.rpartition("/")
            rules, own = self._rules(around, known, found), None
            if not (rules is None or is_left_out(name) or is_ignored(folder, rules, folder=True)):
                own = self._own_rules(folder, found)
            known[folder] = None if rules is None or own is None else rules + own
        return known[folder]

    def _own_rules(self, folder: str, found: Mapping[str, FileStamp]) -> tuple[Rule, ...] | None:
        before = f"{folder}/" if folder else ""
        if f"{before}.nomedia" in found:
            return None
        if f"{before}.ignore" not in found:
            return ()
        return read_rules(self.read(f"{before}.ignore").decode("utf-8", "replace"), folder) or None

    def _looked_up(self, stamp: FileStamp) -> FileStamp:
        """The stamp with a version that the listing did not tell, where the store has one."""
        try:
            told = self.files.info(self._name(stamp.path))
        except Exception:
            return stamp  # reading it will tell why
        return replace(stamp, size=told.get("size") or 0, version=_version(told))


def _version(entry: Mapping[str, Any]) -> str:
    """A mark of a file's version; empty where the store tells none.

    >>> _version({"name": "a.srt", "size": 7, "ETag": '"0cc1"'}), _version({"name": "a.srt"})
    ('7-0cc1', '')
    """
    told = {key.lower(): value for key, value in entry.items() if value not in (None, "")}
    mark = next((str(told[key]) for key in _VERSIONS if key in told), "")
    return f"{told.get('size', '')}-{mark.strip(chr(34))}" if mark else ""


def _as_os_error(error: Exception) -> OSError:
    """Any store's error as one that says why."""
    if isinstance(error, OSError) and error.strerror:
        return error
    if isinstance(error, FileNotFoundError):
        return FileNotFoundError(errno.ENOENT, "No such file")
    return OSError(errno.EIO, f"{type(error).__name__}: {error}".rstrip(": "))


def _unreadable(url: Url, error: Exception) -> ShelfError:
    if isinstance(error, FileNotFoundError):
        return ShelfError(
            "there is no such folder", where=str(url), remedy="check the address, or create it"
        )
    return ShelfError(
        f"the shelf cannot be read ({_as_os_error(error).strerror})",
        where=str(url),
        remedy="check the address, your rights to it and the network, then try again",
    )
