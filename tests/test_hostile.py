"""Documents, names, arguments and machines that mean no good, against the whole program."""

from __future__ import annotations

import json
import os
import pty
import re
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import pytest

from .conftest import Run
from .kept import cache, corpus

FORMATS = ("table", "json", "jsonl", "csv", "tsv", "md")

# Written out here once more, so that a slip in the program's own list is noticed.
UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
OWN_COLOURS = re.compile(r"\x1b\[[0-9;]*m")

# Colour, link, clipboard, the one-byte forms, a line written over, bell, turned text, delete.
EVIL = (
    "\x1b[31m红\x1b[0m\x1b]8;;http://x.example\x07链\x1b]8;;\x07\x1b]52;c;ZXZpbA==\x07"
    "\x9b31m\x90q\x9c\x07\x08\u202e倒\u202c\u2066隔\u2069\x7f"
)
# Verbatim on every terminal: neither markup nor emoji nor a link.
MARKUP = r"[/b] [link=file:///x]算力[/link] [注1] :100: :smile: a\[b] [bold red]"


@pytest.fixture(scope="module")
def evil(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with control characters wherever there can be some."""
    folder = tmp_path_factory.mktemp("evil")
    name = "名" + EVIL.replace("/", "") + "\r\n"
    text = f"标题{EVIL}算力\n\n算力{EVIL}增长，覆\r盖\x00。\n{MARKUP}\n=cmd|'/C calc'!A0算力\n－3.8算力\n"
    text += f"=2023年{EVIL}东岭[/b]算力规模为{EVIL}3亿元。\n"
    (folder / f"{name}.txt").write_bytes(text.encode())
    (folder / "b.txt").write_text(
        f'---\ntitle: "=1+1{EVIL}"\n---\n北港的算力。\n'.replace("\x7f", ""), "utf-8"
    )
    (folder / "c.txt").write_text("东岭的算力。\n", "utf-8")
    bells = EVIL.replace("\x00", "")
    (folder / "metadata.csv").write_text(
        f'doc,title,published,publisher,author\nc,"+题{bells}",2023{bells},"@社{bells}","-人{bells}"\n',
        "utf-8",
    )
    return folder


def check_is_clean(*streams: str) -> None:
    for text in streams:
        assert UNSAFE.findall(text) == []


def check_ends_with_one_line(run: subprocess.CompletedProcess[str], *statuses: int) -> None:
    assert run.returncode in statuses, run.stderr
    assert "Traceback" not in run.stderr
    assert run.stderr.startswith("aic: ")
    assert run.stderr.count("\n") == 1
    check_is_clean(run.stdout, run.stderr)


# Control characters, markup, formulas


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize(
    "command", [("search", "算力"), ("facts",), ("docs",)], ids=["search", "facts", "docs"]
)
def test_no_control_character_of_a_corpus_reaches_a_stream(
    aic: Run, evil: Path, command: Sequence[str], form: str
) -> None:
    run = aic(*command, "--format", form, corpus=evil)
    assert run.returncode == 0, run.stderr
    check_is_clean(run.stdout, run.stderr)
    assert "1b" in run.stdout


def test_no_control_character_is_shown_or_extracted(aic: Run, evil: Path) -> None:
    (odd,) = (
        doc["doc"] for doc in json.loads(aic("docs", "--json", corpus=evil).stdout) if "名" in doc["doc"]
    )
    for command in (("show", odd, "--clean"), ("show", odd, "--span", "0:30")):
        run = aic(*command, corpus=evil)
        assert (run.returncode, run.stderr) == (0, "")
        check_is_clean(run.stdout)
    run = aic("extract", "--layer", "sentences", stdin=f"算力{EVIL}增长。\n")
    check_is_clean(run.stdout, run.stderr)


def test_json_has_the_control_characters_of_the_text(aic: Run, evil: Path) -> None:
    hits = json.loads(aic("search", "算力 增长", "--json", corpus=evil).stdout)
    assert any(EVIL in hit["text"] for hit in hits)
    assert all("算" in hit["text"][start:end] for hit in hits for start, end in hit["highlights"][:1])


@pytest.mark.parametrize(
    "arguments",
    [
        ("search", f"没有{EVIL}"),
        ("search", "算力", "--doc", EVIL),
        ("search", "算力", "--since", EVIL),
        ("search", "算力", f"--{EVIL}"),
        ("search", "--batch", EVIL),
        ("docs", "--format", EVIL),
        ("facts", "--source", EVIL),
        ("facts", "--metric", EVIL, EVIL),
        ("facts", "--min", EVIL),
        ("facts", "--unit", EVIL),
        ("facts", "--kind", EVIL),
        ("facts", "--sort", EVIL),
        ("show", EVIL),
        ("show", "--fact", EVIL),
        ("extract", "--layer", "sentences", EVIL),
        (EVIL,),
        ("--corpus", f"/{EVIL}", "docs"),
        ("--encoding", EVIL, "docs"),
        ("--color", EVIL, "docs"),
    ],
    ids=lambda arguments: " ".join(arguments)[:14].replace("\x1b", ""),
)
def test_arguments_come_back_harmless(aic: Run, corpus: Path, arguments: Sequence[str]) -> None:
    check_ends_with_one_line(aic(*arguments, corpus=None if "--corpus" in arguments else corpus), 1, 2)


def on_terminal(*arguments: str, cache: Path, **environ: str) -> tuple[int, str]:
    """Status and output of ``aic`` where stdout and stderr are a terminal."""
    ours, theirs = pty.openpty()
    env = {**os.environ, "AIC_CACHE": str(cache), "TERM": "xterm-256color", "COLUMNS": "80", "NO_COLOR": ""}
    command = [sys.executable, "-m", "aicompute_cli", *arguments]
    with subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs, env=env | environ) as process:
        os.close(theirs)
        read = bytearray()
        while True:
            try:
                part = os.read(ours, 65536)
            except OSError:  # how Linux says that nobody writes any more
                break
            if not part:
                break
            read += part
        status = process.wait(20)
    os.close(ours)
    return status, read.decode().replace("\r\n", "\n")


@pytest.mark.parametrize(
    "arguments",
    [
        ("search", "算力"),
        ("facts",),
        ("docs",),
        ("show", "c", "--span", "0:2"),
        ("show", EVIL),
        ("search", f"无{EVIL}"),
    ],
    ids=["search", "facts", "docs", "show", "show a wrong id", "search for nothing"],
)
def test_a_terminal_gets_no_escape_but_our_colours(
    aic: Run, evil: Path, cache: Path, arguments: Sequence[str]
) -> None:
    aic("index", corpus=evil)  # so that there is no progress bar
    _, shown = on_terminal("--corpus", str(evil), *arguments, cache=cache)
    check_is_clean(OWN_COLOURS.sub("", shown))


def test_the_progress_bar_is_on_a_terminal_only_and_leaves_nothing_behind(
    aic: Run, corpus: Path, cache: Path
) -> None:
    status, shown = on_terminal("--corpus", str(corpus), "index", "--rebuild", cache=cache)
    assert status == 0
    assert shown.count("\x1b[?25l") == shown.count("\x1b[?25h")  # the cursor comes back
    assert "indexing" not in OWN_COLOURS.sub("", shown.rpartition("\x1b[2K")[2])
    assert aic("index", "--rebuild", corpus=corpus).stderr == ""


@pytest.mark.parametrize("colour", ["", "1"])
def test_markup_of_a_document_is_text(aic: Run, evil: Path, colour: str) -> None:
    run = aic("search", "算力", corpus=evil, FORCE_COLOR=colour)
    assert MARKUP in OWN_COLOURS.sub("", run.stdout)
    assert ("\x1b[" in run.stdout) is bool(colour)


def test_formulas_in_csv_are_defused_unless_raw(aic: Run, evil: Path) -> None:
    for command in (("search", "算力"), ("facts",), ("docs",)):
        run = aic(*command, "--format", "csv", corpus=evil)
        assert not re.search(r'(?m)(?:^|,)"?[=+@－-]', run.stdout)
    assert "'－3.8算力" in aic("search", "算力", "--format", "csv", corpus=evil).stdout
    assert "\n=cmd" in aic("search", "算力", "--format", "tsv", "--raw", corpus=evil).stdout.replace(
        "\t", "\n"
    )
    assert aic("docs", "--format", "csv", "--bom", corpus=evil).stdout.startswith("\ufeffdoc,title")


# Size


class Measured(NamedTuple):
    status: int
    seconds: float
    megabytes: float
    out: bytes


# Linux counts the memory of the process that starts another into the peak of that other, and the one that
# runs the tests is large: so a small one in between starts aic and says on stderr what it took.
_LAUNCHER = """
import json, resource, subprocess, sys
status = subprocess.run(sys.argv[1:], stderr=subprocess.DEVNULL).returncode
used = resource.getrusage(resource.RUSAGE_CHILDREN)
json.dump([status, used.ru_utime + used.ru_stime, used.ru_maxrss], sys.stderr)
"""


def measured(*arguments: str | Path, cache: Path) -> Measured:
    """Run ``aic`` and measure CPU time and peak memory of the process and its children."""
    command = [sys.executable, "-m", "aicompute_cli", *map(str, arguments)]
    env = {**os.environ, "AIC_CACHE": str(cache)}
    launched = [sys.executable, "-I", "-S", "-c", _LAUNCHER, *command]
    run = subprocess.run(launched, capture_output=True, env=env, check=True)
    status, seconds, peak = json.loads(run.stderr)
    unit = 1 << 20 if sys.platform == "darwin" else 1 << 10
    return Measured(status, seconds, peak / unit, run.stdout)


@pytest.mark.parametrize("unit", ["智算", "1", "亿", "（", "中国智能计算服务器市场规模将达"])
def test_three_megabytes_in_one_line(tmp_path: Path, cache: Path, unit: str) -> None:
    """Thirty took 3 to 21 s and 220 MB."""
    (tmp_path / "long.txt").write_text(unit * (3_000_000 // len(unit.encode())), "utf-8")
    run = measured("--corpus", tmp_path, "index", cache=cache)
    assert run.status == 0
    assert run.seconds < 8
    assert run.megabytes < 400
    found = measured("--corpus", tmp_path, "search", unit, "--json", cache=cache)
    assert found.seconds < 3
    assert all(len(hit["text"]) <= 1000 for hit in json.loads(found.out or b"[]"))


@pytest.mark.parametrize("unit", ["智算", "1", "“", "?dāng)?", "數(shù)"])
def test_extract_is_linear(tmp_path: Path, cache: Path, unit: str) -> None:
    (tmp_path / "long.txt").write_text(unit * (200_000 // len(unit.encode())), "utf-8")
    assert measured("extract", "--layer", "sentences", tmp_path / "long.txt", cache=cache).seconds < 5


@pytest.mark.parametrize(
    "query",
    ["智算中心" * 25_000, "“" * 100_000, "「" * 100_000, '"' * 100_000, " -算" * 33_000, '"智" ' * 25_000,
     "什么" * 50_000, "ab " * 33_000, "1" * 100_000],
    ids=lambda query: query[:4],
)  # fmt: skip
def test_a_query_of_a_hundred_thousand_characters(
    corpus: Path, cache: Path, tmp_path: Path, query: str
) -> None:
    (tmp_path / "queries").write_text(query + "\n智算\n", "utf-8")
    run = measured("--corpus", corpus, "search", "--batch", tmp_path / "queries", cache=cache)
    assert run.status == 0
    assert run.seconds < 4
    first, second = map(json.loads, run.out.splitlines())
    assert first["query"] == query
    assert second["hits"]


def test_what_is_said_of_a_long_query_is_short(aic: Run, corpus: Path) -> None:
    run = aic("search", "".join(map(chr, range(0x4E00, 0x4E00 + 20_000))), corpus=corpus)
    assert len(run.stderr) < 1000


def test_ten_thousand_queries(corpus: Path, cache: Path, tmp_path: Path) -> None:
    (tmp_path / "queries").write_text("南州智算中心 算力\n没有\n" * 5_000, "utf-8")
    run = measured("--corpus", corpus, "search", "--batch", tmp_path / "queries", cache=cache)
    assert run.out.count(b"\n") == 10_000
    assert run.seconds < 20
    assert run.megabytes < 200


@pytest.mark.parametrize("number", ["9223372036854775807", "9" * 30])
def test_a_number_may_be_of_any_size(aic: Run, corpus: Path, number: str) -> None:
    run = aic("search", "智算中心", "--limit", number, "--context", number, "--json", corpus=corpus)
    assert run.returncode in (0, 2)
    assert "Traceback" not in run.stderr
    assert run.stderr.count("\n") == (run.returncode == 2)


# Names and kinds of files

NAMES = (
    "-dash", "sp ace ", "new\nline", "[b]x[-b]", "=1+1", "'; DROP TABLE documents; --", "%s%n", 'a b"c', "\x1b[31m",
    "长" * 83, "x" * 251, "~", "..x", "a\\b",
)  # fmt: skip


def test_odd_names_are_found_shown_and_filtered_by(aic: Run, tmp_path: Path) -> None:
    for name in NAMES:
        (tmp_path / f"{name}.txt").write_text("南州的智算中心。\n", "utf-8")
    (tmp_path / ".txt").write_text("南州的智算中心。\n", "utf-8")  # hidden
    ids = [doc["doc"] for doc in json.loads(aic("docs", "--json", corpus=tmp_path).stdout)]
    assert len(ids) == len(NAMES) - 1  # ..x is hidden too
    chosen = [part for doc in ids for part in ("--doc", doc)]
    hits = json.loads(aic("search", "智算", *chosen, "--limit", "99", "--json", corpus=tmp_path).stdout)
    assert sorted(hit["doc"] for hit in hits) == ids
    for doc in ("-dash", "new\\nline", "a\\\\b"):
        assert aic("show", "--", doc, corpus=tmp_path).stdout == "南州的智算中心。\n"


@pytest.mark.skipif(sys.platform == "darwin", reason="names are Unicode there")
def test_a_name_that_is_no_unicode(aic: Run, tmp_path: Path) -> None:
    good = Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff\xfe.txt"))
    good.write_text("南州的智算中心。\n", "utf-8")
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xfa.txt")).write_bytes(bytes(range(256)) * 4)
    for _ in range(2):
        run = aic("search", "智算", "--json", corpus=tmp_path)
        assert [hit["doc"] for hit in json.loads(run.stdout)] == [r"\xff\xfe"]
        check_is_clean(run.stderr)
        os.utime(good)
    run = aic("status", "--json", corpus=tmp_path)
    assert r"\xfa.txt" in json.loads(run.stdout)[0]["skipped"][0]["path"]


def test_loops_pipes_devices_and_links_out_are_named_and_the_rest_is_read(aic: Run, tmp_path: Path) -> None:
    folder = tmp_path / "articles"
    (folder / "folder.txt").mkdir(parents=True)
    (folder / "good.txt").write_text("南州的智算中心。\n", "utf-8")
    (folder / "binary.txt").write_bytes(bytes(range(256)) * 4)
    (tmp_path / "secret.txt").write_text("外面的智算中心。\n", "utf-8")
    os.mkfifo(folder / "pipe.txt")
    links = {"loop": ".", "outside.txt": "../secret.txt", "zero.txt": "/dev/zero", "nowhere.txt": "gone"}
    for name, target in links.items():
        (folder / name).symlink_to(target)
    started = time.monotonic()
    run = aic("search", "智算", "--json", corpus=folder)
    assert time.monotonic() - started < 5
    assert [hit["doc"] for hit in json.loads(run.stdout)] == ["good"]
    for name in (*links, "pipe.txt", "binary.txt"):
        assert run.stderr.count(f"/{name}: ") == 1, name
    assert "外面" not in run.stdout + run.stderr


def test_metadata_outside_of_the_corpus_is_not_read(aic: Run, tmp_path: Path) -> None:
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "a.txt").write_text("南州的智算中心。\n", "utf-8")
    (tmp_path / "other.csv").write_text("doc,title\na,别处来的\n", "utf-8")
    (folder / "metadata.csv").symlink_to("../other.csv")
    run = aic("docs", "--json", corpus=folder)
    assert "别处" not in run.stdout
    assert "metadata.csv" in run.stderr


@pytest.mark.parametrize(
    ("name", "said"),
    [("/dev/null", "device"), ("pipe", "pipe"), ("gone", "no such file"), ("link", "no such")],
)
def test_a_corpus_that_is_none(aic: Run, tmp_path: Path, name: str, said: str) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "link").symlink_to("gone")
    run = aic("docs", corpus=tmp_path / name)
    check_ends_with_one_line(run, 2)
    assert said in run.stderr


@pytest.mark.parametrize("content", [None, "", " \n\u3000\t\n", "\ufeff", "版权所有\n相关阅读\n"])
def test_a_corpus_without_text(aic: Run, tmp_path: Path, content: str | None) -> None:
    if content is not None:
        (tmp_path / "a.txt").write_text(content, "utf-8")
    run = aic("search", "智算", corpus=tmp_path)
    check_ends_with_one_line(run, 1)
    assert aic("index", corpus=tmp_path).returncode == 0
    assert aic("docs", corpus=tmp_path).returncode == (1 if content is None else 0)
    if content is None:
        assert "no documents" in run.stderr
    else:
        assert aic("show", "a", "--line", "1", corpus=tmp_path).returncode == 0


# Encodings

SIMPLIFIED = (
    "东岭数据中心改用液冷以后，用水减少三成，团队表示平稳。\n\n北港的算力规模达到三百，二期明年开工。\n"
)
TRADITIONAL = (
    "東嶺資料中心改用液冷以後，用水減少三成，團隊表示平穩。\n\n北港的算力規模達到三百，二期明年動工。\n"
)
ENCODED = {
    "gb18030": SIMPLIFIED.encode("gb18030"),
    "big5": TRADITIONAL.encode("big5"),
    "utf-16-le": SIMPLIFIED.encode("utf-16-le"),
    "utf-16-be": b"\xfe\xff" + SIMPLIFIED.encode("utf-16-be"),
    "utf-8-sig": b"\xef\xbb\xbf" + SIMPLIFIED.encode(),
    "utf-8": SIMPLIFIED.encode().replace("团".encode(), "团".encode()[:2]),  # one byte lost
}


def test_encodings_from_the_bytes_to_the_highlight(aic: Run, tmp_path: Path) -> None:
    for name, data in ENCODED.items():
        (tmp_path / f"{name}.txt").write_bytes(data)
    docs = {doc["doc"]: doc for doc in json.loads(aic("docs", "--json", corpus=tmp_path).stdout)}
    assert {name: doc["encoding"] for name, doc in docs.items()} == {name: name for name in ENCODED}
    assert docs["utf-8"]["repairs"] == {"replaced_bytes": 1}
    hits = {
        hit["doc"]: hit for hit in json.loads(aic("search", "算力規模", "--json", corpus=tmp_path).stdout)
    }
    assert hits.keys() == ENCODED.keys()
    for name, hit in hits.items():
        text = (
            TRADITIONAL if name == "big5" else SIMPLIFIED.replace("团", "\ufffd" if name == "utf-8" else "团")
        )
        assert hit["text"] == text[slice(*hit["span"])]
        assert [hit["text"][slice(*place)] for place in hit["highlights"]] in (["算力规模"], ["算力規模"])


def test_one_character_of_several_is_marked_once(aic: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("占比½的千米㎞，１２％。\n", "utf-8")
    for query, places in (("½", [[2, 3]]), ("km", [[6, 7]]), ("㎞ 1/2", [[2, 3], [6, 7]]), ("12", [[8, 10]])):
        (hit,) = json.loads(aic("search", query, "--json", corpus=tmp_path).stdout)
        assert hit["highlights"] == places, query


def test_a_forced_encoding(aic: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes("北港算力".encode("gb18030"))
    assert aic("--encoding", "GBK", "show", "a", corpus=tmp_path).stdout == "北港算力\n"
    assert aic("--encoding", "utf-8", "show", "a", corpus=tmp_path).stdout != "北港算力\n"
    assert json.loads(aic("--encoding", "gbk", "search", "北港", "--json", corpus=tmp_path).stdout)


@pytest.mark.parametrize("name", ["latin-1", "gbk", "ascii"])
def test_any_encoding_of_the_terminal(corpus: Path, cache: Path, name: str) -> None:
    for command in (("search", "--batch", "-"), ("docs", "--json")):
        command_line = [sys.executable, "-m", "aicompute_cli", "--corpus", str(corpus), *command]
        environ = {**os.environ, "AIC_CACHE": str(cache), "PYTHONIOENCODING": name}
        run = subprocess.run(
            command_line, capture_output=True, env=environ, input="液冷\n".encode(), check=True
        )
        assert "液冷" in str(json.loads(run.stdout.decode(name))) or command[0] == "docs"
        assert run.stderr == b""


def test_arguments_and_queries_that_are_no_unicode(aic: Run, corpus: Path, tmp_path: Path) -> None:
    (tmp_path / "queries").write_bytes("智算\n".encode() + b"\xff\xfe\n" + "服务器\n".encode())
    run = aic("search", "--batch", str(tmp_path / "queries"), corpus=corpus)
    assert [bool(json.loads(line)["hits"]) for line in run.stdout.splitlines()] == [True, False, True]
    bad = os.fsdecode(b"\xff\xfe")
    assert aic("search", "智算", bad, corpus=corpus).returncode == 0
    for arguments in (("search", bad), ("show", bad), ("search", "智算", "--doc", bad), (bad,)):
        check_ends_with_one_line(aic(*arguments, corpus=corpus), 1, 2)
