"""One file becomes one document: decoded, folded, cut into sentences, its page furniture marked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from aicompute_cli.document.decoding import decode
from aicompute_cli.document.files import SourceFile
from aicompute_cli.document.folding import fold
from aicompute_cli.document.folding.variants import detect_script
from aicompute_cli.document.furniture import mark_furniture
from aicompute_cli.document.metadata import merge, read_front_matter
from aicompute_cli.document.metadata_text import metadata_from_text
from aicompute_cli.document.offsets import OffsetMap
from aicompute_cli.document.sentences import split_sentences
from aicompute_cli.document.terms import cut_tokens
from aicompute_cli.document.words import cut_words
from aicompute_cli.errors import UnreadableInputError
from aicompute_cli.model import FoldedSpan, Metadata, Sentence, Skipped, Span, Token

# Lines at both ends of a page in which its title, date and publisher are looked for.
_EDGE_LINES = 20
_EDGE_LENGTH = 200


@dataclass(frozen=True, slots=True)
class Document:
    """A document as it was read.

    `text` is the file decoded, `folded` its repaired, simplified form, `offsets` the way back. `repairs` counts
    what was mended, by the name of the repair.
    """

    id: str
    text: str
    folded: str
    offsets: OffsetMap
    metadata: Metadata
    script: str
    encoding: str
    sentences: tuple[Sentence, ...]
    repairs: dict[str, int]


def load_document(
    file: SourceFile, data: bytes, described: Metadata | None = None, encoding: str | None = None
) -> tuple[Document, list[Skipped]]:
    """The document in `data`, and what in it could not be read.

    `described` is what a ``metadata.csv`` says of it, `encoding` is forced. Raises UnreadableInputError where
    the bytes are no text and UsageError for an encoding that there is not.
    """
    try:
        decoded = decode(data, encoding)
    except UnreadableInputError as error:
        raise UnreadableInputError(f"{file.path}: {error}") from error
    front = read_front_matter(decoded.text, file.path)
    doc = _document(file.doc, decoded.text, front.end)
    metadata = merge(described or Metadata(), front.metadata, doc.metadata)
    repairs = doc.repairs | ({"replaced_bytes": decoded.replaced} if decoded.replaced else {})
    doc = replace(doc, metadata=metadata, encoding=decoded.encoding, repairs=repairs)
    return doc, [front.skipped] if front.skipped else []


def document_from_text(name: str, text: str) -> Document:
    """A document of text that is in no file."""
    return _document(name, text, 0)


def _document(name: str, text: str, start: int) -> Document:
    result = fold(text)
    places = _places(text, start, result.offsets)
    folded = [result.folded[span.start : span.end] for _, span, _ in places]
    furniture = mark_furniture(folded, [line for _, _, line in places])
    sentences = tuple(
        Sentence(number, span, folded_span, line, furniture[number])
        for number, (span, folded_span, line) in enumerate(places)
    )
    return Document(
        id=name,
        text=text,
        folded=result.folded,
        offsets=result.offsets,
        metadata=_metadata(text, sentences),
        script=detect_script(text),
        encoding="utf-8",
        sentences=sentences,
        repairs=result.repairs,
    )


def _places(text: str, start: int, offsets: OffsetMap) -> list[tuple[Span, FoldedSpan, int]]:
    """Every sentence in the file and in the folded text; ones of which folding left nothing are none."""
    found = []
    for low, high, line in split_sentences(text, start):
        folded = offsets.to_folded(Span(low, high))
        if folded.start < folded.end:
            found.append((Span(offsets.to_text(folded).start, high), folded, line))
    return found


def _metadata(text: str, sentences: Sequence[Sentence]) -> Metadata:
    lines = []
    furniture = []
    for _, group in groupby(sentences, key=lambda sentence: sentence.line):
        parts = list(group)
        lines.append(text[parts[0].span.start : parts[-1].span.end])
        furniture.append(all(part.furniture for part in parts))
    edges = {*range(_EDGE_LINES), *range(len(lines) - _EDGE_LINES, len(lines))}
    return metadata_from_text(
        [_repaired(row) if i in edges else row for i, row in enumerate(lines)], furniture
    )


def _repaired(line: str) -> str:
    """`line` as it is shown: repaired, but in its own script. One too long for a title or byline stays."""
    return fold(line, lambda _: []).folded if len(line) <= _EDGE_LENGTH else line


def tokens_of(doc: Document) -> Iterator[Token]:
    """The words, numbers and marks of a document, white space left out."""
    for sentence in doc.sentences:
        start = sentence.folded_span.start
        for at, folded in cut_tokens(doc.folded[start : sentence.folded_span.end], cut_words):
            if not folded.isspace():
                span = doc.offsets.to_text(FoldedSpan(start + at, start + at + len(folded)))
                yield Token(doc.text[span.start : span.end], folded, span)
