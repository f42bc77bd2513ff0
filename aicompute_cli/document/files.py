"""Which files a corpus has, what their documents are called, and their bytes."""

# Paths are strings here: making a Path of each of 100,000 entries takes longer than reading their folder.

from __future__ import annotations

import errno
import os
import re
import stat
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import NamedTuple

from aicompute_cli.errors import UnreadableInputError
from aicompute_cli.model import Skipped

LARGEST_FILE = 1 << 30
"""Bytes; a text larger than this is a mistake, not an article."""

_DOCUMENT = re.compile(r"(?!(?:readme|license|changelog)\.).+\.(?:txt|md)\Z", re.IGNORECASE | re.DOTALL)
_KINDS = {
    stat.S_IFDIR: "a folder",
    stat.S_IFIFO: "a pipe",
    stat.S_IFSOCK: "a socket",
    stat.S_IFCHR: "a device",
    stat.S_IFBLK: "a device",
}
_ADVICE = {
    errno.EACCES: "Allow reading it or leave it out of the corpus",
    errno.ENOENT: "It was removed meanwhile: run the command again",
    errno.EISDIR: "Leave it out of the corpus, or name it as a folder",
}


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file that is a document.

    `doc` is the document's id, printable and unique in the corpus. `path` starts with the root as it was
    given and opens the file; it holds whatever a file name can hold and is made safe where it is printed.
    `size` is in bytes, `mtime_ns` in nanoseconds since 1970; `root` is the folder that the id counts from.
    """

    doc: str
    path: str
    size: int
    mtime_ns: int
    root: str


class _Place(NamedTuple):
    """A folder (or a link, until it is followed).

    `path` starts with the root as it was given, `real` has no links in it, and `folder` is what stands in
    an id: relative to the root, `/`-separated, with a `/` at its end unless it is empty.
    """

    root: str
    path: str
    real: str
    folder: str

    def inside(self, name: str) -> _Place:
        path, real = os.path.join(self.path, name), os.path.join(self.real, name)
        return _Place(self.root, path, real, f"{self.folder}{name}/")


@dataclass(slots=True)
class _Search:
    """What has been found so far.

    `files` have short ids, which need not be unique yet; `places` are where they are, one for each.
    `folders` are the real paths of the folders that were read.
    """

    files: list[SourceFile] = field(default_factory=list)
    places: list[_Place] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    links: list[_Place] = field(default_factory=list)
    folders: set[str] = field(default_factory=set)

    def add(self, place: _Place, path: str, name: str, status: os.stat_result) -> None:
        doc = name.rpartition(".")[0] or name
        if not doc.isprintable() or "\\" in doc:
            doc = _visible(doc)
        self.files.append(SourceFile(doc, path, status.st_size, status.st_mtime_ns, place.root))
        self.places.append(place)

    def skip(self, path: str, reason: str) -> None:
        self.skipped.append(Skipped(_visible(path), reason))

    def real_paths(self, start: int = 0) -> set[str]:
        found = zip(self.places[start:], self.files[start:], strict=True)
        return {os.path.join(place.real, os.path.basename(file.path)) for place, file in found}


def find_files(roots: Sequence[Path]) -> tuple[list[SourceFile], list[Skipped]]:
    r"""The documents of a corpus, sorted by id, and what was left out, sorted by path.

    A root is a folder, with all folders in it, or a file. In a folder the ``.txt`` and ``.md`` files are
    documents, but not ``README.*``, ``LICENSE.*`` and ``CHANGELOG.*``, which are about the corpus, and
    nothing whose name starts with a dot; a file given as a root is a document whatever its name. A link is
    followed if it stays inside its root; a file is read once, however many ways lead to it. Links that are
    not followed, folders that cannot be read, pipes, sockets and devices are named in the second list.

    An id is the file name without its extension; where that is the same for several files, all of them get
    in front the folder, relative to the root; where that is not enough the name of the root, and last the
    extension. What cannot be printed is escaped (``\n``, ``\xe4``), a backslash doubled.

    Raises UnreadableInputError for a root that does not exist, cannot be read, or is neither file nor folder.
    """
    search = _Search()
    single = []
    # Sorted, so that of nested roots the outer one comes first, in whatever order they were given.
    for real, root in sorted((os.path.realpath(root), str(root)) for root in roots):
        status = _status_of_root(root)
        if stat.S_ISDIR(status.st_mode):
            _walk(_Place(root, root, real, ""), search)
        else:
            single.append((real, root, status))
    if single or search.links:
        known = search.real_paths()
        for real, path, status in single:
            if real not in known:
                known.add(real)
                place = _Place(os.path.dirname(path) or ".", path, os.path.dirname(real), "")
                search.add(place, path, os.path.basename(path), status)
        _follow_links(search, known)
    files = _with_unique_ids(search)
    files.sort(key=lambda file: file.doc)
    return files, sorted(search.skipped, key=lambda skipped: skipped.path)


def read_bytes(file: SourceFile, limit: int = LARGEST_FILE) -> bytes:
    """The content of a file of at most `limit` bytes.

    Raises UnreadableInputError, with path and reason, if it cannot be read, is gone, is larger, or is no
    regular file any more: a pipe that took its place is not waited for.
    """
    try:
        with open(file.path, "rb", buffering=0, opener=_open_without_waiting) as stream:
            status = os.fstat(stream.fileno())
            if not stat.S_ISREG(status.st_mode):
                raise UnreadableInputError(f"{file.path}: this is {_kind(status)}, not a file. Leave it out")
            if status.st_size > limit:
                size = f"{status.st_size:,} bytes, more than {limit:,}"
                raise UnreadableInputError(f"{file.path}: too large ({size}). Split it into several files")
            return stream.read()
    except OSError as error:
        raise _unreadable(file.path, error) from error


def _open_without_waiting(path: str, flags: int) -> int:
    return os.open(path, flags | os.O_NONBLOCK)


def _status_of_root(root: str) -> os.stat_result:
    try:
        status = os.stat(root)
    except OSError as error:
        advice = "Name an existing folder or file with --corpus or AIC_CORPUS"
        raise UnreadableInputError(f"{root}: {_reason(error)}. {advice}") from error
    if not stat.S_ISDIR(status.st_mode) and not stat.S_ISREG(status.st_mode):
        raise UnreadableInputError(f"{root}: this is {_kind(status)}. Save its text in a file first")
    return status


def _unreadable(path: str, error: OSError) -> UnreadableInputError:
    advice = _ADVICE.get(error.errno or 0, "Check the disk, or leave it out of the corpus")
    return UnreadableInputError(f"{path}: {_reason(error)}. {advice}")


def _reason(error: OSError) -> str:
    return (error.strerror or str(error)).lower()


def _kind(status: os.stat_result) -> str:
    return _KINDS.get(stat.S_IFMT(status.st_mode), "something special")


# Walking


def _walk(start: _Place, search: _Search) -> None:
    """Add what is in a folder and the folders in it, unless that has been read already."""
    waiting = [start]
    while waiting:
        place = waiting.pop()
        if place.real in search.folders:
            continue
        search.folders.add(place.real)
        try:
            waiting += _read_folder(place, search)
        except OSError as error:
            if place.path == place.root:
                raise _unreadable(place.root, error) from error
            search.skip(place.path, _reason(error))


def _read_folder(place: _Place, search: _Search) -> list[_Place]:
    """Add a folder's files and links; the folders in it. Nothing but the folder itself is opened."""
    folders = []
    prefix = os.path.join(place.path, "")
    # By descriptor, as asking for an entry's size then needs no walk along the whole path.
    descriptor = os.open(place.path, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        with os.scandir(descriptor) as entries:
            for entry in entries:
                name = entry.name
                try:
                    if name.startswith("."):
                        continue
                    if entry.is_file(follow_symlinks=False):
                        if _DOCUMENT.match(name):
                            search.add(place, prefix + name, name, entry.stat(follow_symlinks=False))
                    elif entry.is_dir(follow_symlinks=False):
                        folders.append(place.inside(name))
                    elif entry.is_symlink():
                        search.links.append(place.inside(name))
                    else:
                        kind = _kind(entry.stat(follow_symlinks=False))
                        search.skip(prefix + name, f"this is {kind}, not a file")
                except OSError as error:
                    search.skip(prefix + name, _reason(error))
    finally:
        os.close(descriptor)
    return folders


def _follow_links(search: _Search, known: set[str]) -> None:
    """Follow the links that were met and those met behind them; `known` are real paths of files.

    Files come last: a file may also be in a folder that a link leads to, where it has its own name.
    """
    to_files = []
    while search.links:
        links, search.links = sorted(search.links), []
        for link in links:
            try:
                target = os.path.realpath(link.path, strict=True)
                status = os.stat(target)
            except OSError as error:
                search.skip(link.path, f"a link that leads nowhere: {_reason(error)}")
                continue
            if stat.S_ISDIR(status.st_mode):
                _follow_to_folder(link, target, search, known)
            elif not stat.S_ISREG(status.st_mode):
                search.skip(link.path, f"a link to {_kind(status)}")
            elif _DOCUMENT.match(os.path.basename(link.path)):
                to_files.append((link, target, status))
    for link, target, status in to_files:
        if _may_follow(link, target, known, search):
            known.add(target)
            name = os.path.basename(link.path)
            folder = link.folder.removesuffix(f"{name}/")
            search.add(_Place(link.root, link.path, os.path.dirname(target), folder), link.path, name, status)


def _follow_to_folder(link: _Place, target: str, search: _Search, known: set[str]) -> None:
    if _may_follow(link, target, search.folders, search):
        before = len(search.files)
        _walk(link._replace(real=target), search)
        known |= search.real_paths(before)


def _may_follow(link: _Place, target: str, known: set[str], search: _Search) -> bool:
    root = os.path.realpath(link.root)
    if os.path.commonpath([root, target]) != root:
        search.skip(link.path, f"a link out of the corpus, to {_visible(target)}")
    elif target in known:
        search.skip(link.path, f"a link to what is read already, {_visible(target)}")
    else:
        return True
    return False


# Ids


@dataclass(slots=True)
class _LongId:
    """An id that says where the file is, as far as it must."""

    name: str
    folder: str
    label: str
    has_folder: bool = False
    has_label: bool = False
    has_extension: bool = False

    def __str__(self) -> str:
        label = f"{self.label}/" if self.has_label else ""
        folder = self.folder if self.has_folder else ""
        name = self.name if self.has_extension else self.name.rpartition(".")[0] or self.name
        return _visible(label + folder + name)

    def length(self) -> int:
        return self.has_folder + self.has_label + self.has_extension

    def lengthen(self, several_roots: bool) -> None:
        if not self.has_folder:
            self.has_folder = True
        elif several_roots and not self.has_label:
            self.has_label = True
        else:
            self.has_extension = True


def _with_unique_ids(search: _Search) -> list[SourceFile]:
    """The files, those of the same id with longer ones; the same in whatever order the files come."""
    ids = [file.doc for file in search.files]
    long: dict[int, _LongId] = {}
    labels: dict[str, str] = {}
    while len(counts := Counter(ids)) < len(ids):
        labels = labels or _labels({place.root for place in search.places})
        groups: defaultdict[str, list[_LongId]] = defaultdict(list)
        for number, doc in enumerate(ids):
            if counts[doc] > 1:
                if number not in long:
                    place, name = search.places[number], os.path.basename(search.files[number].path)
                    long[number] = _LongId(name, place.folder, labels[place.root])
                groups[doc].append(long[number])
        for group in groups.values():
            _lengthen(group)
        for number, long_id in long.items():
            ids[number] = str(long_id)
    for number in long:
        search.files[number] = replace(search.files[number], doc=ids[number])
    return search.files


def _lengthen(group: list[_LongId]) -> None:
    """Tell files of the same id apart a little more, the shorter ids first: ``a.md`` may be short or long."""
    shortest = min(member.length() for member in group)
    several_roots = len({member.label for member in group}) > 1
    for member in group:
        if member.length() == shortest:
            member.lengthen(several_roots)


def _labels(roots: Iterable[str]) -> dict[str, str]:
    """What stands for a root in an id: its folder's name, or the whole path where two have the same name."""
    real = {root: os.path.realpath(root) for root in roots}
    names = {root: os.path.basename(os.path.abspath(root)) for root in real}
    counts = Counter(name for name, _ in {(names[root], real[root]) for root in real})
    return {root: name if name and counts[name] == 1 else real[root] for root, name in names.items()}


def _visible(text: str) -> str:
    """`text` with what cannot be printed escaped; different texts stay different."""
    if text.isprintable() and "\\" not in text:
        return text
    return "".join(map(_visible_character, text))


def _visible_character(character: str) -> str:
    if "\udc80" <= character <= "\udcff":  # a byte that is no UTF-8
        return f"\\x{ord(character) - 0xDC00:02x}"
    if character == "\\":
        return "\\\\"
    if character.isprintable() or unicodedata.category(character) == "Zs":
        return character
    return character.encode("unicode_escape").decode("ascii")
