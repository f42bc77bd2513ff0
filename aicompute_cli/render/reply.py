"""A reply to a question for people: the answer in a line, then where it comes from; at most a screen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any, NamedTuple, TextIO

from aicompute_cli.render.amounts import period_text
from aicompute_cli.render.terminal import printable, printable_line

_LABEL = 11
_OTHERS = 4  # answers beside the first that a screen has room for
_LONGEST = 400  # characters of a sentence that are shown around the answer


class Style(NamedTuple):
    """How to draw: the width of the terminal or None, and whether in colour."""

    width: int | None = None
    colour: bool = False


def write_reply(
    record: Mapping[str, Any], marked: Sequence[tuple[int, int]], out: TextIO, style: Style
) -> None:
    """Write the answers of an `ask` record to `out`; `marked` are the ranges of the first sentence to mark."""
    first, *others = record["answers"]
    out.write(_strong(printable_line(_headline(first)), style) + "\n\n")
    for label, text in _details(first, marked, style):
        out.write(_wrapped(label, text, style.width))
    if others:
        out.write("\n")
    for other in others[:_OTHERS]:
        out.write(_wrapped("also", printable_line(_short(other)), style.width))


def _headline(answer: Mapping[str, Any]) -> str:
    notes = [
        note
        for note in (
            answer["modality"] if answer["modality"] != "actual" else "",
            "derived" if answer["derived"] else "",
        )
        if note
    ]
    items = "、".join(answer["items"])
    text = items if items and len(items) > len(answer["text"]) else answer["text"]
    return f"{text} ({', '.join(notes)})" if notes else text


def _details(
    answer: Mapping[str, Any], marked: Sequence[tuple[int, int]], style: Style
) -> Iterator[tuple[str, str]]:
    if answer["metric"]:
        yield "measure", printable_line(answer["metric"])
    if answer["sources"]:
        yield "source", printable_line(", ".join(answer["sources"]))
    if period := period_text(*answer["period"]):
        yield "period", period
    if answer["parents"]:
        yield "from", printable_line("; ".join(answer["parents"]))
    yield "sentence", _marked(answer["sentence"], marked, style)
    title = f"{answer['title']} " if answer["title"] else ""
    published = f"({answer['published']}) " if answer["published"] else ""
    yield "document", printable_line(f"{title}{published}".strip() or answer["doc"])
    yield "place", printable_line(f"{answer['doc']}:{answer['line']}")


def _short(answer: Mapping[str, Any]) -> str:
    said = f" · {', '.join(answer['sources'])}" if answer["sources"] else ""
    period = period_text(*answer["period"])
    metric = f"{answer['metric']}: " if answer["metric"] else ""
    return f"{metric}{_headline(answer)}{said}{f' · {period}' if period else ''} · {answer['doc']}:{answer['line']}"


def _marked(sentence: str, marked: Sequence[tuple[int, int]], style: Style) -> str:
    before, after = ("\x1b[1;31m", "\x1b[0m") if style.colour else ("⟦", "⟧")
    first, last = _window(sentence, marked)
    text = "…" if first else ""
    done = first
    for start, end in marked:
        text += printable_line(sentence[done:start]) + before + printable_line(sentence[start:end]) + after
        done = end
    return text + printable_line(sentence[done:last]) + ("…" if last < len(sentence) else "")


def _window(sentence: str, marked: Sequence[tuple[int, int]]) -> tuple[int, int]:
    """What of a long sentence is shown: the marked part with as much around it."""
    if len(sentence) <= _LONGEST:
        return 0, len(sentence)
    low, high = (marked[0][0], marked[-1][1]) if marked else (0, 0)
    room = max(_LONGEST - (high - low), 0) // 2
    return max(0, low - room), min(len(sentence), max(high + room, _LONGEST))


def _strong(text: str, style: Style) -> str:
    return f"\x1b[1m{text}\x1b[0m" if style.colour else text


def _wrapped(label: str, text: str, width: int | None) -> str:
    head = f"{label:<{_LABEL}}"
    if width is None or width <= _LABEL + 20:
        return f"{head}{text}\n"
    from aicompute_cli.render.wrapping import line_breaks  # noqa: PLC0415 - imports rich

    bare = printable(text)
    breaks = [0, *line_breaks(bare, width - _LABEL), len(bare)]
    lines = [bare[start:end].rstrip() for start, end in pairwise(breaks)]
    return f"{head}{lines[0]}\n" + "".join(f"{'':<{_LABEL}}{line}\n" for line in lines[1:])
