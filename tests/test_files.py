"""The files of a corpus: which are documents, what they are called, and what becomes of odd ones."""

from __future__ import annotations

import os
import random
import socket
import time
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aicompute_cli.document import files
from aicompute_cli.document.files import SourceFile, find_files, read_bytes
from aicompute_cli.errors import UnreadableInputError

Tree = Callable[..., Path]


@pytest.fixture
def tree(tmp_path: Path) -> Tree:
    """Make files by their paths below a folder of the given name and return the folder."""

    def make(*paths: str, under: str = "corpus") -> Path:
        root = tmp_path / under
        root.mkdir(parents=True, exist_ok=True)
        for path in paths:
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_text(path, "utf-8")
        return root

    return make


def ids(*roots: Path) -> list[str]:
    return [file.doc for file in find_files(roots)[0]]


def skipped(root: Path) -> dict[str, str]:
    return {item.path.removeprefix(f"{root}/"): item.reason for item in find_files([root])[1]}


# Which files


def test_documents_are_txt_and_md_in_all_folders(tree: Tree) -> None:
    root = tree(
        "a.txt", "b.md", "C.TXT", "d.Md", "x/y/e.txt", "f.csv", "metadata.csv", "g.txt~", "txt", "h.md.bak"
    )
    assert ids(root) == ["C", "a", "b", "d", "e"]


def test_hidden_files_and_folders_are_left_out_silently(tree: Tree) -> None:
    root = tree("a.txt", ".b.txt", ".git/c.txt", "._d.txt", "x/.e/f.md")
    assert (ids(root), skipped(root)) == (["a"], {})


def test_a_hidden_root_is_a_root(tree: Tree) -> None:
    assert ids(tree("a.txt", under=".corpus")) == ["a"]


def test_what_describes_the_corpus_is_no_document(tree: Tree) -> None:
    root = tree(
        "README.md", "readme.txt", "README.zh.md", "LICENSE.txt", "x/CHANGELOG.md", "readme notes.txt"
    )
    assert ids(root) == ["readme notes"]


def test_a_single_file_is_taken_whatever_its_name(tree: Tree) -> None:
    root = tree("notes.log", "README.md", "plain", ".hidden")
    assert ids(*(root / name for name in ("notes.log", "README.md", "plain", ".hidden"))) == [
        ".hidden",
        "README",
        "notes",
        "plain",
    ]


def test_an_empty_folder_is_an_empty_corpus(tree: Tree) -> None:
    assert find_files([tree()]) == ([], [])
    assert find_files([]) == ([], [])


def test_size_time_path_and_root_are_the_files_own(tree: Tree) -> None:
    root = tree("x/a.txt")
    os.utime(root / "x/a.txt", ns=(1, 1_700_000_000_123_456_789))
    assert find_files([root])[0] == [
        SourceFile("a", f"{root}/x/a.txt", 7, 1_700_000_000_123_456_789, str(root))
    ]


def test_paths_start_as_the_root_was_given(tree: Tree, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tree("x/a.txt", "b.txt").parent)
    assert [file.path for file in find_files([Path("corpus")])[0]] == ["corpus/x/a.txt", "corpus/b.txt"]
    assert [file.path for file in find_files([Path("corpus/b.txt")])[0]] == ["corpus/b.txt"]
    monkeypatch.chdir("corpus")
    assert ids(Path()) == ids(Path(), Path("b.txt")) == ["a", "b"]
    assert [(file.doc, file.path, file.root) for file in find_files([Path("b.txt")])[0]] == [
        ("b", "b.txt", ".")
    ]


# Ids


def test_equal_names_get_their_folder_and_only_they(tree: Tree) -> None:
    assert ids(tree("a.txt", "x/a.txt", "x/y/a.txt", "x/b.txt")) == ["a", "b", "x/a", "x/y/a"]


def test_equal_names_in_one_folder_get_their_extension(tree: Tree) -> None:
    assert ids(tree("a.txt", "a.md", "a.TXT", "x/a.md", "x/a.txt")) == [
        "a.TXT",
        "a.md",
        "a.txt",
        "x/a.md",
        "x/a.txt",
    ]


def test_equal_names_in_two_roots_get_the_name_of_the_root(tree: Tree) -> None:
    roots = [tree("a.txt", "b.txt", under="one"), tree("a.txt", "a.md", "c.txt", under="two")]
    expected = ["b", "c", "one/a", "two/a.md", "two/a.txt"]
    assert ids(*roots) == ids(*reversed(roots)) == expected


def test_roots_of_the_same_name_are_told_apart_by_their_path(tree: Tree) -> None:
    roots = [tree("a.txt", under="x/corpus"), tree("a.txt", under="y/corpus")]
    assert ids(*roots) == [f"{root}/a" for root in roots]


def test_single_files_of_the_same_name_get_the_name_of_their_folder(tree: Tree) -> None:
    root = tree("x/a.txt", "y/a.txt")
    assert ids(root / "x/a.txt", root / "y/a.txt") == ["x/a", "y/a"]


def test_a_long_id_is_never_the_short_id_of_another_file(tree: Tree) -> None:
    assert ids(tree("a.txt", "a.md", "a.md.txt")) == ["a.md", "a.md.txt", "a.txt"]
    roots = tree("a.txt", "a.md", under="one"), tree("a.md.txt", under="two")
    assert ids(*roots) == ["a.md", "a.txt", "two/a.md"]


NAMES = st.sampled_from(
    [f"{stem}.{end}" for stem in ("a", "b", "a.md", "a.txt") for end in ("txt", "md", "TXT")]
)
FOLDERS = st.sampled_from(["", "a", "a/b", "b", "b/a", "one", "one/a"])


@given(
    st.dictionaries(st.tuples(st.sampled_from(["one", "two", "x/one"]), FOLDERS, NAMES), st.none()),
    st.randoms(),
)
def test_ids_are_unique_and_free_of_order(
    paths: dict[tuple[str, str, str], None], shuffler: random.Random
) -> None:
    def ids_of(chosen: Iterable[tuple[str, str, str]]) -> dict[str, str]:
        search = files._Search()
        for root, folder, name in chosen:
            place = files._Place(f"/{root}", f"/{root}/{folder}", "", f"{folder}/" if folder else "")
            search.add(place, f"/{root}/{folder}/{name}", name, os.stat_result([0] * 10))
        return {file.path: file.doc for file in files._with_unique_ids(search)}

    found = ids_of(paths)
    assert len(set(found.values())) == len(paths)
    shuffled = list(paths)
    shuffler.shuffle(shuffled)
    assert ids_of(shuffled) == found


def test_ids_of_odd_names_are_printable_and_differ(tree: Tree) -> None:
    root = tree(
        "a\nb.txt",
        "a\\nb.txt",
        "c\x1b[31m.txt",
        "d\u202e.txt",
        "全角\u3000名.txt",
        "智算.txt",
        "f\\\n/g\t.txt",
    )
    Path(os.fsdecode(os.fsencode(root) + b"/\xd6\xc7.txt")).write_text("x")
    found, _ = find_files([root])
    assert [file.doc for file in found] == [
        "\\xd6\\xc7",
        "a\\\\nb",
        "a\\nb",
        "c\\x1b[31m",
        "d\\u202e",
        "g\\t",
        "全角\u3000名",
        "智算",
    ]
    assert all(read_bytes(file) for file in found)


# Links


def test_links_within_the_folder_are_followed_once(tree: Tree) -> None:
    root = tree("a.txt", ".store/b.txt", ".store/c/d.txt", "data.bin")
    (root / "e.txt").symlink_to("data.bin")
    (root / "again.txt").symlink_to("a.txt")
    (root / "deep").symlink_to(".store/c")
    (root / "one").symlink_to(".store")
    (root / "two").symlink_to(".store")
    (root / "late.txt").symlink_to(".store/b.txt")
    assert ids(root) == ["a", "b", "d", "e"]
    assert skipped(root) == {
        "again.txt": f"a link to what is read already, {root}/a.txt",
        "late.txt": f"a link to what is read already, {root}/.store/b.txt",
        "two": f"a link to what is read already, {root}/.store",
    }
    assert [read_bytes(file) for file in find_files([root])[0]] == [
        b"a.txt",
        b".store/b.txt",
        b".store/c/d.txt",
        b"data.bin",
    ]


def test_links_give_no_document_twice_among_equal_names(tree: Tree) -> None:
    root = tree("a.txt", ".store/a.txt", "x/b.txt")
    (root / "x/a.txt").symlink_to("../.store/a.txt")
    assert ids(root) == ["a", "b", "x/a"]


def test_links_out_of_the_folder_are_named_and_not_followed(tree: Tree) -> None:
    outside = tree("secret.txt", under="corpus-other")
    root = tree("a.txt")
    (root / "etc").symlink_to("/etc")
    (root / "secret.txt").symlink_to(outside / "secret.txt")
    (root / "up").symlink_to("..")
    (root / "zero.txt").symlink_to("/dev/zero")
    (root / "gone.txt").symlink_to("nothing.txt")
    (root / "secret.png").symlink_to(outside / "secret.txt")
    assert ids(root) == ["a"]
    assert skipped(root) == {
        "etc": "a link out of the corpus, to /etc",
        "secret.txt": f"a link out of the corpus, to {outside}/secret.txt",
        "up": f"a link out of the corpus, to {root.parent}",
        "zero.txt": "a link to a device",
        "gone.txt": "a link that leads nowhere: no such file or directory",
    }


def test_loops_of_links_end_and_are_named(tree: Tree) -> None:
    root = tree("a.txt", "x/b.txt")
    (root / "x/loop").symlink_to("..")
    (root / "self.txt").symlink_to("self.txt")
    assert ids(root) == ["a", "b"]
    assert skipped(root) == {
        "x/loop": f"a link to what is read already, {root}",
        "self.txt": "a link that leads nowhere: too many levels of symbolic links",
    }


def test_a_root_may_be_a_link(tree: Tree) -> None:
    root = tree("a.txt")
    (root.parent / "link").symlink_to(root)
    (root.parent / "link.txt").symlink_to(root / "a.txt")
    assert ids(root.parent / "link") == ["a"]
    assert ids(root.parent / "link.txt") == ["link"]


@pytest.mark.parametrize("order", [1, -1])
def test_a_file_in_several_roots_is_one_document(tree: Tree, order: int) -> None:
    root = tree("a.txt", "x/b.txt", "x/c.md")
    roots = [root / "x", root, root / "a.txt", root / "x/b.txt", root]
    found, left_out = find_files(roots[::order])
    assert [(file.doc, file.path, file.root) for file in found] == [
        ("a", f"{root}/a.txt", str(root)),
        ("b", f"{root}/x/b.txt", str(root)),
        ("c", f"{root}/x/c.md", str(root)),
    ]
    assert left_out == []


# What cannot be read


def test_pipes_sockets_and_devices_are_named_and_never_opened(
    tree: Tree, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = tree("a.txt")
    monkeypatch.chdir(root)  # the path of a socket must be short
    os.mkfifo("pipe.txt")
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind("socket.txt")
        assert ids(root) == ["a"]
        assert skipped(root) == {
            "pipe.txt": "this is a pipe, not a file",
            "socket.txt": "this is a socket, not a file",
        }


def failing_open(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """Opening `name` fails as without permission; for root permissions do not count."""
    real = os.open

    def open_or_fail(path: str, flags: int) -> int:
        if path.endswith(name):
            raise PermissionError(13, "Permission denied", path)
        return real(path, flags)

    monkeypatch.setattr(os, "open", open_or_fail)


def test_an_unreadable_folder_is_named_and_the_rest_is_read(
    tree: Tree, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = tree("a.txt", "closed/b.txt", "open/c.txt")
    failing_open(monkeypatch, "closed")
    assert ids(root) == ["a", "c"]
    assert skipped(root) == {"closed": "permission denied"}


def test_an_unreadable_root_is_an_error(tree: Tree, monkeypatch: pytest.MonkeyPatch) -> None:
    root = tree("a.txt")
    failing_open(monkeypatch, "corpus")
    with pytest.raises(UnreadableInputError, match=f"^{root}: permission denied. Allow reading it"):
        find_files([root])


def test_a_file_that_vanishes_while_its_folder_is_read_is_named(
    tree: Tree, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = tree("a.txt", "b.txt")
    real = os.scandir

    class Vanishing:
        """The entries of a folder, the file of one gone by the time it is asked for."""

        def __init__(self, descriptor: int) -> None:
            self.entries = list(real(descriptor))
            (root / "b.txt").unlink()

        def __enter__(self) -> list[os.DirEntry[str]]:
            return self.entries

        def __exit__(self, *_: object) -> None:
            pass

    monkeypatch.setattr(os, "scandir", Vanishing)
    found, left_out = find_files([root])
    assert [file.doc for file in found] == ["a"]
    assert [(item.path, item.reason) for item in left_out] == [(f"{root}/b.txt", "no such file or directory")]


def test_names_in_the_list_of_what_was_left_out_are_printable(tree: Tree) -> None:
    root = tree()
    os.mkfifo(root / "a\nb.txt")
    assert list(skipped(root)) == ["a\\nb.txt"]


def test_a_missing_root_is_an_error_that_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(
        UnreadableInputError, match=r"^.*/nowhere: no such file or directory. Name an existing .*--corpus"
    ):
        find_files([tmp_path, tmp_path / "nowhere"])


def test_a_root_that_is_neither_folder_nor_file_is_an_error(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for path, kind in ((tmp_path / "pipe", "a pipe"), (Path("/dev/null"), "a device")):
        with pytest.raises(UnreadableInputError, match=f"^{path}: this is {kind}"):
            find_files([path])


def test_very_deep_folders_are_read(tree: Tree) -> None:
    root = tree("b.txt")
    deep = [f"{root}{'/d' * depth}" for depth in range(1, 1200)]
    for folder in deep:
        os.mkdir(folder)
    os.mkfifo(f"{deep[-1]}/pipe")
    try:
        assert ids(root) == ["b"]
        assert len(skipped(root)) == 1
    finally:  # pytest's own clean-up recurses
        os.unlink(f"{deep[-1]}/pipe")
        for folder in reversed(deep):
            os.rmdir(folder)


def test_a_large_folder_is_listed_fast(tmp_path: Path) -> None:
    for number in range(2000):
        (tmp_path / f"{number:05}.txt").touch()
    started = time.perf_counter()
    assert len(find_files([tmp_path])[0]) == 2000
    assert time.perf_counter() - started < 0.5  # 0.01 as measured


# Bytes


def file_at(path: Path) -> SourceFile:
    return SourceFile("a", str(path), 0, 0, str(path.parent))


def test_bytes_are_the_files_own(tree: Tree) -> None:
    path = tree() / "a.txt"
    path.write_bytes(b"\xff\r\n\0" * 100_000)
    assert read_bytes(file_at(path)) == b"\xff\r\n\0" * 100_000
    assert read_bytes(file_at(path), limit=400_000)


def test_what_is_too_large_is_refused_before_it_is_read(tree: Tree) -> None:
    path = tree() / "a.txt"
    with path.open("wb") as stream:
        stream.truncate(files.LARGEST_FILE + 1)
    with pytest.raises(
        UnreadableInputError, match=r"a.txt: too large \(1,073,741,825 bytes, more than .*\). Split"
    ):
        read_bytes(file_at(path))


def test_a_file_that_is_gone_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(UnreadableInputError, match=r"^.*/a.txt: no such file or directory. It was removed"):
        read_bytes(file_at(tmp_path / "a.txt"))


def test_a_folder_or_pipe_in_a_files_place_is_an_error(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    for path, what in ((tmp_path, "is a directory"), (tmp_path / "pipe.txt", "this is a pipe, not a file")):
        with pytest.raises(UnreadableInputError, match=f"^{path}: {what}. Leave it out"):
            read_bytes(file_at(path))


def test_a_file_without_permission_is_an_error(tree: Tree, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tree("a.txt") / "a.txt"
    failing_open(monkeypatch, "a.txt")
    with pytest.raises(UnreadableInputError, match=f"^{path}: permission denied. Allow reading it"):
        read_bytes(file_at(path))


@pytest.mark.skipif(os.geteuid() == 0, reason="for root permissions do not count")
def test_permissions_on_disk(tree: Tree) -> None:
    root = tree("a.txt", "closed/b.txt")
    (root / "a.txt").chmod(0)
    (root / "closed").chmod(0)
    try:
        with pytest.raises(UnreadableInputError, match="permission denied"):
            read_bytes(file_at(root / "a.txt"))
        assert skipped(root) == {"closed": "permission denied"}
    finally:
        (root / "closed").chmod(0o700)
