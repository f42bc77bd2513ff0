"""Bytes to characters: the encoding that is found, and what one broken byte costs."""

from __future__ import annotations

import random
import time
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from aicompute_cli.document.decoding import ENCODINGS, decode
from aicompute_cli.errors import UnreadableInputError, UsageError
from tests.conftest import load_cases

SENTENCES = [param.values[0] for param in load_cases("decoding_sentences")]
HANS = [case["text"] for case in SENTENCES if case["want"] == "hans"]
HANT = [case["text"] for case in SENTENCES if case["want"] == "hant"]
CODECS = {name: name for name in ENCODINGS} | {"big5": "big5hkscs"}


@pytest.mark.parametrize("case", load_cases("decoding"))
def test_case(case: dict[str, Any]) -> None:
    decoded = decode(bytes.fromhex(case["bytes"]))
    got = {"text": decoded.text, "encoding": decoded.encoding, "replaced": decoded.replaced}
    assert got == case["want"], case["why"]


@pytest.mark.parametrize("length", [10, 30, 200])
@pytest.mark.parametrize("name", ENCODINGS)
@pytest.mark.parametrize("script", ["hans", "hant"])
def test_each_encoding_is_told_from_the_others(script: str, name: str, length: int) -> None:
    if (script, name) == ("hans", "big5"):
        pytest.skip("Big5 has no simplified characters")
    sentences = HANS if script == "hans" else HANT
    for number in range(len(sentences)):
        text = "".join(sentences[number:] + sentences[:number])[:length]
        decoded = decode(text.encode(CODECS[name]))
        assert (decoded.text, decoded.encoding, decoded.replaced) == (text, name, 0)


@given(st.data())
def test_one_bad_byte_spoils_few_characters(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(ENCODINGS[2:]))
    sentences = data.draw(
        st.permutations(HANT if name == "big5" else data.draw(st.sampled_from([HANS, HANT])))
    )
    text = "\n".join(sentences[:3])
    decoded = decode(with_bad_byte(text.encode(CODECS[name]), data))
    assert decoded.encoding == name
    assert differing_characters(text, decoded.text) <= 12
    assert decoded.replaced <= 2


@given(st.sampled_from([*HANS, *HANT]), st.data())
def test_one_bad_byte_in_utf8_spoils_one_character(sentence: str, data: st.DataObject) -> None:
    decoded = decode(with_bad_byte(sentence.encode(), data))
    assert decoded.encoding == "utf-8"
    assert differing_characters(sentence, decoded.text) <= 1
    assert decoded.replaced <= 2


def with_bad_byte(body: bytes, data: st.DataObject) -> bytes:
    """`body` with one byte lost, changed, or too many."""
    at = data.draw(st.integers(0, len(body) - 1))
    put, drop = data.draw(st.sampled_from([(b"", 1), (None, 1), (None, 0)]))
    if put is None:
        put = bytes([data.draw(st.integers(0, 255))])
    return body[:at] + put + body[at + drop :]


def differing_characters(text: str, other: str) -> int:
    """Characters of `text` between the longest beginning and the longest end that `other` shares with it."""
    shorter = min(len(text), len(other))
    front = next((i for i in range(shorter) if text[i] != other[i]), shorter)
    back = next((i for i in range(shorter - front) if text[-1 - i] != other[-1 - i]), shorter - front)
    return len(text) - front - back


@pytest.mark.parametrize("name", ["gb18030", "utf-16-le", "utf-16-be"])
def test_many_lost_bytes_are_each_mended(name: str) -> None:
    lines = HANS * 20
    body = "\n".join(lines).encode(name)
    broken = b"".join(body[start + 1 : start + 3001] for start in range(0, len(body), 3001))
    decoded = decode(broken)
    losses = -(-len(body) // 3001)
    assert decoded.encoding == name
    assert decoded.replaced <= losses
    assert sum(line in set(lines) for line in decoded.text.split("\n")) >= len(lines) - 2 * losses


def test_a_long_broken_line_takes_no_longer_than_its_length() -> None:
    body = bytearray("".join(HANS * 400).encode("gb18030"))  # 1.2 MB without a line end
    for at in sorted(random.Random(1).sample(range(len(body)), 200), reverse=True):
        del body[at]
    started = time.perf_counter()
    decoded = decode(bytes(body))
    assert time.perf_counter() - started < 5
    assert 0 < decoded.replaced <= 200


@pytest.mark.parametrize("name", ["gb18030", "utf-16-le", "utf-16-be"])
def test_strange_text_is_not_taken_for_broken(name: str) -> None:
    chance = random.Random(1)
    for first, last in ((0x4E00, 0x9FA5), (0x20, 0xD7FF)):
        text = "".join(chr(chance.randint(first, last)) for _ in range(30_000))
        assert decode(text.encode(name), name).text == text


def test_a_few_strange_characters_are_not_taken_for_broken() -> None:
    text = "\x7f\x80\x1f\x80"
    assert decode(text.encode("utf-16-be"), "utf-16-be").text == text


@given(st.text())
def test_utf8_round_trip(text: str) -> None:
    assume(not text.startswith("\ufeff") and "\0" not in text and not text.startswith(("%PDF-", "{\\rtf")))
    assert decode(text.encode()).text == text


@given(
    st.text(alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="\ufeff")),
    st.sampled_from(ENCODINGS),
)
def test_round_trip_in_a_given_encoding(text: str, name: str) -> None:
    if name == "big5":
        text = "".join(char for char in text if is_big5_everywhere(char))
    assert decode(text.encode(CODECS[name]), name).text == text


def is_big5_everywhere(char: str) -> bool:
    """Whether Windows and Hong Kong agree on the bytes of `char`."""
    encoded = char.encode("big5hkscs", "ignore")
    return encoded != b"" and encoded.decode("cp950", "replace") == char


@given(st.binary())
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        decoded = decode(data)
    except UnreadableInputError:
        return
    assert decoded.encoding in ENCODINGS
    decoded.text.encode()
    assert decode(data, decoded.encoding) == decoded


@given(st.binary(), st.sampled_from(ENCODINGS))
def test_any_bytes_are_read_in_a_given_encoding(data: bytes, name: str) -> None:
    decode(data, name).text.encode()


@pytest.mark.parametrize(
    "data",
    [
        b"\0" * 100,
        b"%PDF-1.7\nstream",
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
        b"PK\x03\x04\x14\0\x06\0",
        bytes(range(256)) * 4,
        "算力".encode("utf-32"),
        b"\x7fELF\x02\x01\x01",
        b"\x01\0\0\0\xe8\x03\0\0\x7f\xff\xff\xff" * 30,
    ],
)
def test_what_is_no_text_is_refused(data: bytes) -> None:
    with pytest.raises(UnreadableInputError, match=r"this is .* Convert it"):
        decode(data)


@pytest.mark.parametrize(
    ("given", "reported"),
    [
        ("UTF8", "utf-8"),
        ("GBK", "gb18030"),
        ("gb2312", "gb18030"),
        ("Big5-HKSCS", "big5"),
        ("cp950", "big5"),
        ("utf-16", "utf-16-le"),
        ("utf_16_be", "utf-16-be"),
    ],
)
def test_a_given_encoding_is_used_under_any_of_its_names(given: str, reported: str) -> None:
    assert decode("AB".encode("utf-16-le"), given).encoding == reported


def test_utf16_by_name_follows_the_mark() -> None:
    assert decode("\ufeff算力".encode("utf-16-be"), "utf-16").text == "算力"


def test_a_wrong_given_encoding_is_still_obeyed() -> None:
    assert decode("算力".encode(), "gb18030").text != "算力"


@pytest.mark.parametrize("name", ["latin-1", "nonsense", "base64", "", "a\0b"])
def test_an_unknown_encoding_is_wrong_use(name: str) -> None:
    with pytest.raises(UsageError, match="utf-8, utf-8-sig, utf-16-le, utf-16-be, gb18030, big5"):
        decode(b"", name)
