"""The way back from folded text, held against the plainest model of it: an origin for every character."""

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aicompute_cli.document.offsets import Edit, OffsetMap, apply_edits
from aicompute_cli.model import FoldedSpan, Span


def follow(origins: list[tuple[int, int]], edits: list[Edit]) -> list[tuple[int, int]]:
    """The origins of the characters after `edits`, from those before."""
    found, done = [], 0
    for edit in edits:
        found += origins[done : edit.start]
        replaced = origins[edit.start : edit.end]
        if len(edit.replacement) == len(replaced):
            found += replaced
        else:
            found += [(replaced[0][0], replaced[-1][1])] * len(edit.replacement)
        done = edit.end
    return found + origins[done:]


@st.composite
def edits_of(draw, length: int) -> list[Edit]:
    cuts = sorted(draw(st.sets(st.integers(0, length), max_size=12)))
    return [
        Edit(start, end, draw(st.text("ab", max_size=4)))
        for start, end in pairwise(cuts)
        if draw(st.booleans())
    ]


@st.composite
def maps(draw):
    """An offset map, the origins it should have, and the length of its text."""
    length = draw(st.integers(0, 24))
    offsets, origins = OffsetMap.identity(length), [(at, at + 1) for at in range(length)]
    for _ in range(draw(st.integers(0, 4))):
        edits = draw(edits_of(len(origins)))
        offsets, origins = offsets.then(edits), follow(origins, edits)
    return offsets, origins, length


def spans_within(length: int):
    return [(start, end) for start in range(length) for end in range(start + 1, length + 1)]


@given(maps())
def test_to_text_is_from_the_first_origin_to_the_last(drawn):
    offsets, origins, length = drawn
    assert (offsets.text_length, offsets.folded_length) == (length, len(origins))
    for start, end in spans_within(len(origins)):
        assert offsets.to_text(FoldedSpan(start, end)) == Span(origins[start][0], origins[end - 1][1])


@given(maps())
def test_to_folded_is_all_that_touches(drawn):
    offsets, origins, length = drawn
    for start, end in spans_within(length):
        touched = [at for at, (low, high) in enumerate(origins) if low < end and high > start]
        span = offsets.to_folded(Span(start, end))
        assert list(range(span.start, span.end)) == touched


@given(maps())
def test_there_and_back_contains_the_span(drawn):
    offsets, origins, _ = drawn
    for start, end in spans_within(len(origins)):
        back = offsets.to_folded(offsets.to_text(FoldedSpan(start, end)))
        assert back.start <= start < end <= back.end


@given(maps())
def test_empty_spans_stay_empty_and_in_order(drawn):
    offsets, origins, length = drawn
    places = [offsets.to_text(FoldedSpan(at, at)) for at in range(len(origins) + 1)]
    assert all(place.start == place.end for place in places)
    assert places == sorted(places)
    folded = [offsets.to_folded(Span(at, at)) for at in range(length + 1)]
    assert all(place.start == place.end <= len(origins) for place in folded)
    assert folded == sorted(folded)


@given(maps(), st.data())
def test_window_is_the_map_of_the_part(drawn, data):
    offsets, origins, _ = drawn
    start = data.draw(st.integers(0, len(origins)))
    end = data.draw(st.integers(start, len(origins)))
    window, part = offsets.window(FoldedSpan(start, end)), offsets.to_text(FoldedSpan(start, end))
    assert (window.text_length, window.folded_length) == (part.end - part.start, end - start)
    for low, high in spans_within(end - start):
        span = window.to_text(FoldedSpan(low, high))
        whole = offsets.to_text(FoldedSpan(start + low, start + high))
        assert (span.start + part.start, span.end + part.start) == (whole.start, whole.end)


@given(maps())
def test_stored_and_read_back(drawn):
    offsets, _, _ = drawn
    assert OffsetMap.from_bytes(offsets.to_bytes()) == offsets


@given(st.binary(max_size=12))
def test_other_bytes_are_a_map_or_a_value_error(packed):
    try:
        OffsetMap.from_bytes(packed)
    except ValueError:
        return


def test_sizes_of_what_is_stored():
    assert len(OffsetMap.identity(120).to_bytes()) == 1
    assert len(OffsetMap.identity(600).to_bytes()) == 2
    readings = [Edit(3 * at + 1, 3 * at + 3, "") for at in range(40)]
    assert len(OffsetMap.identity(120).then(readings).to_bytes()) < 130


@pytest.mark.parametrize("packed", [b"", b"\x80", b"\x05\x05", b"\x05\x05\x00", b"\x05\x06\x00\x00"])
def test_what_is_no_stored_map(packed):
    with pytest.raises(ValueError, match="stored offset map"):
        OffsetMap.from_bytes(packed)


def test_edits_of_each_kind():
    text = "數(shù)據約½"
    edits = [Edit(1, 6, ""), Edit(6, 7, "据"), Edit(8, 9, "1/2")]
    offsets = OffsetMap.identity(len(text)).then(edits)
    assert apply_edits(text, edits) == "數据約1/2"
    assert [offsets.to_text(FoldedSpan(at, at + 1)) for at in range(6)] == [
        Span(0, 1),
        Span(6, 7),
        Span(7, 8),
        Span(8, 9),
        Span(8, 9),
        Span(8, 9),
    ]


def test_deletions_at_the_ends_of_a_span_are_left_out():
    offsets = OffsetMap.identity(9).then([Edit(0, 2, ""), Edit(4, 5, ""), Edit(7, 9, "")])
    assert offsets.to_text(FoldedSpan(0, 4)) == Span(2, 7)
    assert offsets.to_text(FoldedSpan(0, 2)) == Span(2, 4)
    assert offsets.to_folded(Span(7, 9)) == FoldedSpan(4, 4)


def test_everything_deleted():
    offsets = OffsetMap.identity(3).then([Edit(0, 3, "")])
    assert offsets.to_text(FoldedSpan(0, 0)) == Span(0, 0)
    assert offsets.to_folded(Span(0, 3)) == FoldedSpan(0, 0)
    assert OffsetMap.from_bytes(offsets.to_bytes()) == offsets


@pytest.mark.parametrize(
    "edits",
    [
        [Edit(1, 1, "x")],
        [Edit(2, 1, "")],
        [Edit(0, 6, "")],
        [Edit(-1, 1, "")],
        [Edit(2, 4, ""), Edit(3, 5, "")],
        [Edit(2, 3, "a"), Edit(1, 2, "b")],
    ],
)
def test_edits_out_of_order_or_place(edits):
    with pytest.raises(ValueError, match="edit of"):
        OffsetMap.identity(5).then(edits)


@pytest.mark.parametrize(("start", "end"), [(-1, 1), (2, 1), (0, 6)])
def test_spans_out_of_the_text(start, end):
    offsets = OffsetMap.identity(5)
    with pytest.raises(ValueError, match="not within"):
        offsets.to_text(FoldedSpan(start, end))
    with pytest.raises(ValueError, match="not within"):
        offsets.to_folded(Span(start, end))


def test_same_length_edits_leave_the_map_as_it_is():
    offsets = OffsetMap.identity(5)
    assert offsets.then([Edit(0, 2, "ab"), Edit(4, 5, "c")]).is_identity
    assert not offsets.then([Edit(0, 1, "")]).is_identity
    assert OffsetMap.identity(0).is_identity


def seconds_to_edit(count: int) -> float:
    edits = [Edit(3 * at + 1, 3 * at + 2, "" if at % 2 else "xy") for at in range(count)]
    offsets = OffsetMap.identity(3 * count)
    begin = time.perf_counter()
    twice = offsets.then(edits).then(edits)
    for at in range(0, count, 7):
        twice.to_folded(twice.to_text(FoldedSpan(at, at + 1)))
    return time.perf_counter() - begin


def test_many_edits_take_linear_time():
    """Ten times as many edits take far less than the hundredfold of a quadratic map."""
    assert seconds_to_edit(50_000) < 40 * max(seconds_to_edit(5_000), 0.01)
