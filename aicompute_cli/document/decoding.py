"""From the bytes of a file to its characters, whatever encoding they are in.

Valid UTF-8 is UTF-8. Anything else is read in every encoding, and the reading whose characters are the
commonest is the right one: each character costs -log2 of its share in Chinese text, in bits
(data/common_characters.tsv), and the cheapest reading of the same bytes wins. Asking which encoding
decodes without an error would not do: Big5 decodes as GB18030 into nonsense that is all Chinese.

The same measure mends what is broken. A lost byte shifts every pair after it in GB18030, Big5 and UTF-16,
mostly without an error; where two rare characters stand close together or a byte decodes as nothing, the
cheapest way to cut the bytes around the place is found, with U+FFFD as one of the pieces. Bytes that decode
without an error are cut otherwise only if that turns them into clean text.
"""

from __future__ import annotations

import codecs
import functools
import re
import sys
from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from aicompute_cli.errors import UnreadableInputError, UsageError

ENCODINGS = ("utf-8", "utf-8-sig", "utf-16-le", "utf-16-be", "gb18030", "big5")

_TABLE = Path(__file__).parents[1] / "data" / "common_characters.tsv"
_MARKS = {"utf-8-sig": codecs.BOM_UTF8, "utf-16-le": codecs.BOM_UTF16_LE, "utf-16-be": codecs.BOM_UTF16_BE}
_ALIASES = {
    "ascii": "utf-8",
    "utf-16": "utf-16-le",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "cp950": "big5",
    "big5hkscs": "big5",
}
_SIGNATURES = {
    b"%PDF-": "a PDF",
    b"PK\x03\x04": "a zip archive or an Office document",
    b"\xd0\xcf\x11\xe0": "an old Office document",
    b"{\\rtf": "an RTF document",
    b"\x1f\x8b": "a gzip archive",
    b"7z\xbc\xaf\x27\x1c": "a 7z archive",
    b"Rar!\x1a\x07": "a RAR archive",
    b"\x89PNG": "a PNG image",
    b"\xff\xd8\xff": "a JPEG image",
    b"GIF89a": "a GIF image",
    b"SQLite format 3\0": "an SQLite database",
    b"\x7fELF": "a program",
    codecs.BOM_UTF32_LE: "UTF-32",
    codecs.BOM_UTF32_BE: "UTF-32",
}

# What an undecodable byte becomes until it is counted: a lone surrogate, which no decoder lets through.
_LOST = "\udcff"
_LOST_BITS = 30  # dearer than any character that decodes (28 at most): a rare one is kept
_LOST_BYTE_BITS = 8  # a further byte under the same U+FFFD
_UNNAMED_BITS = 24  # a character that the table does not name
_RARE_BITS = 19  # a Han character outside the 4,500 or so commonest, and all that is dearer
_GUESSED_BITS = 6  # a byte after the last whole character of a window
_CLEAN_BITS = 6.5  # a byte; clean text takes 3 to 6, shifted pairs 8 and more
_NONSENSE_BITS = 8.5  # a byte; measured: text takes 3 to 7.7, binary files 9.7 and more
_FEW_NULS = 25  # one in so many bytes

# Readings are compared on the first part of a file that is not ASCII text.
_SAMPLE = 2048
_SMALL_SAMPLE = 512
_NOT_ASCII_TEXT = re.compile(rb"[\x00\x80-\xff]")
_PRIOR_BITS = {"utf-8": 0, "gb18030": 1, "big5": 2, "utf-16-le": 10, "utf-16-be": 11}

# Bytes read at once; characters before a broken place that are read again with it; bytes that are cut
# anew there; those of them that are kept, the rest being there to see how it goes on.
_BLOCK = 8192
_MARGIN = 12
_WINDOW = 112
_KEPT = 72
# Where no byte shows that it is broken, bytes are cut anew if that makes clean text or saves so many bits,
# and there are so many characters for each U+FFFD.
_SURE_BITS = 120
_MENDED_LENGTH = 6

_NATIVE_UTF16 = f"utf-16-{sys.byteorder[:1]}e"
_CODECS = {"big5": "big5hkscs"}
_LENGTHS = {"gb18030": (1, 2, 4), "big5": (1, 2), "utf-16-le": (2, 4), "utf-16-be": (2, 4)}
_ERRORS, _ERRORS_UTF8 = "aicompute-lost", "aicompute-lost-utf-8"
# Where Python's big5hkscs differs from what Windows and browsers take the same bytes for.
_WINDOWS_BIG5 = str.maketrans("•､‾∼♁☉¥¢£￭", "‧﹑¯～⊕⊙￥￠￡▓")
_HKSCS_COMBINING = "\u0304\u030c"  # Big5-HKSCS has four characters that are two in Unicode
# A line in which a converter slipped by a byte when it added pinyin (``?shù)厝斯``). The byte was lost before
# the file was written: these are the file's own characters, and folding repairs them.
_OLD_SLIP = re.compile(rb"[^\n]{0,64}?\?(?:[a-z]|\xa8[\xa1-\xc0]){1,14}\)[^\n]*\n?")
# One broken character that would else read as a bad byte and a good one: half of four bytes at the end;
# in Big5, where second bytes are letters, a spoiled first byte and a letter that no other follows.
_BROKEN = {
    "gb18030": re.compile(rb"[\x81-\xfe][0-9][\x81-\xfe]?\Z"),
    "big5": re.compile(rb"[\x80-\xff][@-~](?![A-Za-z])"),
    "utf-16-le": re.compile(rb".[\xd8-\xdb].\Z", re.DOTALL),
    "utf-16-be": re.compile(rb"[\xd8-\xdb]..\Z", re.DOTALL),
}
_UTF8_CHARACTER = re.compile(
    rb"[\x00-\x7f]|[\xc2-\xdf][\x80-\xbf]|\xe0[\xa0-\xbf][\x80-\xbf]|[\xe1-\xec\xee\xef][\x80-\xbf]{2}"
    rb"|\xed[\x80-\x9f][\x80-\xbf]|\xf0[\x90-\xbf][\x80-\xbf]{2}|[\xf1-\xf3][\x80-\xbf]{3}|\xf4[\x80-\x8f][\x80-\xbf]{2}"
)
_ASCII_WITHIN = re.compile(rb"[\x20-\x7f][\x80-\xbf]")


@dataclass(frozen=True, slots=True)
class Decoded:
    """The characters of a file, the encoding they were in, and how many U+FFFD decoding put there."""

    text: str
    encoding: str
    replaced: int


def decode(data: bytes, encoding: str | None = None) -> Decoded:
    r"""The characters of a file's bytes; line ends stay, a byte order mark is no part of the text.

    Without `encoding` it is found: UTF-8, UTF-16 (with or without mark), GB18030 (and with it GBK and
    GB2312) or Big5 (with the Windows and Hong Kong additions). A bad byte, or the rest of a character
    that lost a byte, becomes one U+FFFD; `replaced` counts those. The encoding of the result is one of
    `ENCODINGS`, utf-8-sig being UTF-8 with a mark. Sound bytes are read as `bytes.decode` reads them (for
    UTF-16 without the mark), but Big5 as Windows and browsers do: ``～``, not ``∼``.

    Raises UnreadableInputError where the bytes are no text, UsageError for an unknown `encoding`.

    >>> decode("服务器".encode("gbk"))
    Decoded(text='服务器', encoding='gb18030', replaced=0)
    >>> decode("人工智慧\r\n".encode("big5"))
    Decoded(text='人工智慧\r\n', encoding='big5', replaced=0)
    >>> decode("算力".encode()[:-1])
    Decoded(text='算�', encoding='utf-8', replaced=1)
    """
    if encoding is not None:
        return _decoded(data, _canonical(encoding, data))
    _refuse_known_formats(data)
    for name, mark in _MARKS.items():
        if data.startswith(mark):
            return _decoded(data, name)
    if data.count(0) <= max(1, len(data) // _FEW_NULS):  # English in UTF-16 is every other byte NUL
        try:
            return Decoded(data.decode("utf-8"), "utf-8", 0)
        except UnicodeDecodeError:
            pass  # another encoding, or broken UTF-8: the cheapest reading tells
    return _decoded(data, _cheapest_encoding(data))


def _canonical(encoding: str, data: bytes) -> str:
    """The one of `ENCODINGS` that is meant by any name Python knows it by."""
    try:
        name = codecs.lookup(encoding).name
    except (LookupError, ValueError):  # ValueError: a NUL in the name
        name = encoding
    if name == "utf-16" and data.startswith(codecs.BOM_UTF16_BE):
        return "utf-16-be"
    name = _ALIASES.get(name, name)
    if name not in ENCODINGS:
        raise UsageError(f"unknown encoding {encoding!r}. Use one of: {', '.join(ENCODINGS)}")
    if name in ("utf-8", "utf-8-sig"):
        return "utf-8-sig" if data.startswith(codecs.BOM_UTF8) else "utf-8"
    return name


def _refuse_known_formats(data: bytes) -> None:
    for signature, what in _SIGNATURES.items():
        if data.startswith(signature):
            raise UnreadableInputError(
                f"this is {what}, no plain text. Convert it to a UTF-8 text file first"
            )


def _decoded(data: bytes, name: str) -> Decoded:
    text = _read(data.removeprefix(_MARKS.get(name, b"")), name)
    replaced = text.count(_LOST)
    return Decoded(text.replace(_LOST, "\ufffd") if replaced else text, name, replaced)


# Which encoding


def _cheapest_encoding(data: bytes) -> str:
    """The encoding in which `data` makes the commonest characters; an error if it makes no text in any."""
    first = _NOT_ASCII_TEXT.search(data)
    start = first.start() & ~1 if first else 0  # even: UTF-16 pairs from the start of the file
    sample = data[start : start + _SAMPLE]
    names = [name for name in _PRIOR_BITS if name != "utf-8" or _is_mostly_utf8(sample)]
    final = start + len(sample) == len(data)
    ranked = _ranked({name: _strict(sample, name, final=final)[0] for name in names}, sample)
    bits, name, text = ranked[0]
    if bits > _CLEAN_BITS * len(sample) or bits * 1.2 + 40 > ranked[1][0]:
        # Broken or short: mend every reading that is near before they are compared.
        near = [name for other, name, _ in ranked if other <= bits * 1.6 + 80]
        sample = sample[:_SMALL_SAMPLE]
        bits, name, text = _ranked({name: _read(sample, name) for name in near}, sample)[0]
    bearable = _NONSENSE_BITS * len(sample) + (0 if "\0" in text else _LOST_BITS)
    if bits > bearable and (_LOST in text or max(_bits(text)) >= _UNNAMED_BITS):
        raise UnreadableInputError(
            "this is no text in any encoding that aic reads. Convert it to UTF-8 first"
        )
    return name


def _ranked(texts: dict[str, str], data: bytes) -> list[tuple[int, str, str]]:
    """Bits, encoding and text of each reading of `data`, the cheapest first."""
    return sorted((_cost(text, data, name), name, text) for name, text in texts.items())


def _is_mostly_utf8(data: bytes) -> bool:
    """Whether most of what is not ASCII is in whole UTF-8 characters."""
    kept = data.decode("utf-8", "ignore")
    whole = len(kept.encode()) - len(kept.encode("ascii", "ignore"))
    return 2 * whole >= len(data) - len(data.decode("ascii", "ignore"))


def _cost(text: str, data: bytes, name: str) -> int:
    """The bits that reading `data` as `text` takes, U+FFFD and the bytes under it included."""
    good = text.replace(_LOST, "")
    lost = len(text) - len(good)
    lost_bytes = len(data) - _byte_length(good, name)
    bits = _PRIOR_BITS[name] + sum(_bits(good))
    return bits + lost * _LOST_BITS + max(0, lost_bytes - lost) * _LOST_BYTE_BITS


def _bits(text: str) -> Iterator[int]:
    """The cost of each UTF-16 unit of `text`, which holds no `_LOST`."""
    return map(_commonness().__getitem__, array("H", text.encode(_NATIVE_UTF16)))


@functools.cache
def _commonness() -> bytes:
    """The cost in bits of every UTF-16 unit, 0 to U+FFFF."""
    bits = bytearray([_UNNAMED_BITS]) * 0x10000
    for line in _TABLE.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        cost, _, characters = line.partition("\t")
        if characters.startswith("U+"):
            first, last = (int(end.removeprefix("U+"), 16) for end in characters.split(".."))
            bits[first : last + 1] = bytes([int(cost)]) * (last + 1 - first)
        else:
            for character in characters:
                bits[ord(character)] = int(cost)
    return bytes(bits)


# Reading, and mending what is broken


def _read(data: bytes, name: str) -> str:
    """`data` in the encoding `name`, each place that is broken as one `_LOST`."""
    if name.startswith("utf-8"):
        return _strict(data, name)[0]
    text = "".join(_mended(data, name))
    return text.translate(_WINDOWS_BIG5) if name == "big5" else text


def _strict(data: bytes, name: str, *, final: bool = True) -> tuple[str, int]:
    """`data` decoded in order, where a lost byte shifts what follows, and the bytes read.

    Without `final` half a character at the end is not read.
    """
    if name.startswith("utf-8"):
        return data.decode("utf-8", _ERRORS_UTF8), len(data)
    decoder = codecs.getincrementaldecoder(_CODECS.get(name, name))(_ERRORS)
    text = decoder.decode(data, final)
    return text, len(data) - len(decoder.getstate()[0])


def _mended(data: bytes, name: str) -> Iterator[str]:
    """The text in pieces, block by block, so that the work does not grow with what follows a broken place."""
    position, blind = 0, _KEPT
    while position < len(data):
        final = position + _BLOCK >= len(data)
        text, used = _strict(data[position : position + _BLOCK], name, final=final)
        broken = _trouble().search(text)
        if broken or not final:
            text = text[: max(0, broken.start() - _MARGIN)] if broken else text[:-_MARGIN]
            used = _byte_length(text, name)
        yield text
        position += used
        if broken:
            text, used, clean = _mend(data, position, name, blind)
            yield text
            position += used
            blind = _KEPT if clean else min(2 * blind, _BLOCK)


def _mend(data: bytes, position: int, name: str, blind: int) -> tuple[str, int, bool]:
    """The characters from `position` past a strange place, their bytes, and whether they are clean text.

    Text that is strange however it is cut is strange, not broken: it is read in order, `blind` bytes of it.
    """
    if name == "gb18030":
        slip = _OLD_SLIP.match(data, position)
        if slip:
            return *_strict(slip[0], name), True
    final = position + blind >= len(data)
    in_order, used_in_order = _strict(data[position : position + blind], name, final=final)
    text, used = _cheapest_cut(data[position : position + _WINDOW], name)
    clean = _trouble().search(text.replace(_LOST, "")) is None
    if _LOST in in_order:
        return (in_order, used_in_order, False) if blind == _BLOCK and not clean else (text, used, clean)
    seen = data[position : position + used]
    saved = _cost(_strict(seen, name, final=False)[0], seen, name) - _cost(text, seen, name)
    if (clean or saved > _SURE_BITS) and len(text) >= _MENDED_LENGTH * text.count(_LOST):
        return text, used, True
    return in_order, used_in_order, False


def _byte_length(text: str, name: str) -> int:
    """How many bytes `text`, which holds no `_LOST`, was decoded from."""
    if name == "big5":
        return 2 * len(text) - len(text.encode("ascii", "ignore"))
    return len(text.encode(name))


@functools.cache
def _trouble() -> re.Pattern[str]:
    """Finds what is no clean text: a byte that decodes as nothing, or two rare characters close together."""
    runs = re.finditer(b"[\\0-\\x%02x]+" % (_RARE_BITS - 1), _commonness())
    common = "".join(f"{re.escape(chr(run.start()))}-{re.escape(chr(run.end() - 1))}" for run in runs)
    return re.compile(f"[{_LOST}{_HKSCS_COMBINING}]|[^{common}][{common}]{{0,3}}[^{common}]")


def _cheapest_cut(window: bytes, name: str) -> tuple[str, int]:
    """The cheapest reading of bytes that start a character, and how many of them it covers."""
    size = len(window)
    best: list[tuple[int, int, str]] = [(0, 0, "")] + [(1 << 30, 0, "")] * size  # bits, from where, text
    for at in range(size):
        bits = best[at][0]
        for text, length, cost in _pieces(window, at, name):
            if bits + cost < best[at + length][0]:
                best[at + length] = (bits + cost, at, text)
    final = size < _WINDOW
    ends = [size] if final else range(size - 3, size + 1)
    end = min(ends, key=lambda end: best[end][0] + (size - end) * _GUESSED_BITS)
    pieces = []
    while end:
        _, start, text = best[end]
        if final or start < _KEPT:
            pieces.append((text, end))
        end = start
    return "".join(text for text, _ in reversed(pieces)), pieces[0][1]


def _pieces(window: bytes, at: int, name: str) -> Iterator[tuple[str, int, int]]:
    """What the bytes at `at` can be: text, bytes taken, bits."""
    left = len(window) - at
    for length in _LENGTHS[name]:
        if length <= left:
            character, bits = _character(window[at : at + length], name)
            if character:
                yield character, length, bits
    # Several bytes are one broken character if the first can begin one and the third is none by itself.
    begins = window[at] >= 0x80 or name.startswith("utf-16")
    longest = 1 if not begins else 3 if left > 2 and window[at + 2] >= 0x80 else 2
    for length in range(1, min(longest, left) + 1):
        yield _LOST, length, _LOST_BITS + (length - 1) * _LOST_BYTE_BITS
    broken = _BROKEN[name].match(window, at)
    if broken:
        yield _LOST, broken.end() - at, _LOST_BITS


@functools.lru_cache(maxsize=1 << 16)
def _character(data: bytes, name: str) -> tuple[str, int]:
    """The one character that `data` is and its bits, or an empty string."""
    for codec in ("big5hkscs", "cp950") if name == "big5" else (name,):
        try:
            text = data.decode(codec)
        except UnicodeDecodeError:
            continue
        if len(text) == 1 or text[1:] in _HKSCS_COMBINING:
            return text, sum(_bits(text))
    return "", 0


# Error handlers for the decoders


def _lose_unit(error: UnicodeError) -> tuple[str, int]:
    """The unit that does not decode as `_LOST`; in Big5 first what Windows knows and Hong Kong does not."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    if error.encoding == "big5hkscs":
        character, _ = _character(error.object[error.start : error.start + 2], "big5")
        if character:
            return character, error.start + 2
    return _LOST, error.end


def _lose_utf8_character(error: UnicodeError) -> tuple[str, int]:
    """One `_LOST` for all that is left of a character: at most four bytes, none that starts a good one."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    data, start = error.object, error.start
    end = start + 1
    while end < min(start + 4, len(data)):
        # An ASCII byte between two parts of one character came in the place of, or between, its bytes.
        inside = data[start] >= 0xC2 and end < start + 3 and _ASCII_WITHIN.match(data, end)
        if not inside and _UTF8_CHARACTER.match(data, end):
            break
        end += 1
    return _LOST, end


codecs.register_error(_ERRORS, _lose_unit)
codecs.register_error(_ERRORS_UTF8, _lose_utf8_character)
