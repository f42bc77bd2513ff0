"""The work of one process: read the documents of a group, write the group's segments."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from aicompute_cli.document.files import read_bytes
from aicompute_cli.document.folding import fold
from aicompute_cli.document.loader import Document, load_document
from aicompute_cli.document.terms import index_terms, lower
from aicompute_cli.document.words import cut_words
from aicompute_cli.errors import UnreadableInputError
from aicompute_cli.extract.reading import read_document
from aicompute_cli.index import records
from aicompute_cli.index.changes import Fresh, Group, Unread, digest_of, digest_of_metadata, printable_path
from aicompute_cli.index.entity_rows import entity_rows
from aicompute_cli.index.fact_rows import fact_rows
from aicompute_cli.index.numbers import place_of, range_of
from aicompute_cli.index.postings import write_segments
from aicompute_cli.index.segments import Segment
from aicompute_cli.model import Sentence, Skipped

BLOCK_CHARACTERS = 600
"""A block ends with the sentence that reaches this many characters; see docs/ranking.md."""


@dataclass(frozen=True, slots=True)
class GroupTask:
    """What a process is to do.

    `records` is the database that holds the documents to keep. `folder` is where the segments are
    written, or None where the caller takes the terms instead.
    """

    group: Group
    records: Path | None
    folder: Path | None
    encoding: str | None


@dataclass(frozen=True, slots=True)
class GroupResult:
    """What a process has done."""

    group: Group
    documents: list[records.IndexedDocument]
    segments: list[Segment]
    notes: list[Skipped]
    unread: list[Unread]


def index_group(task: GroupTask) -> GroupResult:
    """Read the new documents of a group and write its segments."""
    documents: list[records.IndexedDocument] = []
    notes: list[Skipped] = []
    unread: list[Unread] = []
    for fresh in task.group.fresh:
        try:
            data = read_bytes(fresh.file)
            doc, new_notes = load_document(fresh.file, data, fresh.described, task.encoding)
        except UnreadableInputError as error:
            unread.append(Unread(fresh.file, str(error)))
            continue
        notes += new_notes
        documents.append(_indexed(doc, fresh, task.group.number, digest_of(data)))
    segments = []
    if task.folder is not None:
        segments = write_segments(task.folder, _with_terms(task, documents))
    return GroupResult(task.group, documents, segments, notes, unread)


def terms_of_block(lowered: str) -> str:
    """The terms of a block as the postings take them: joined by spaces."""
    return " ".join(index_terms(lowered, cut_words))


def _with_terms(task: GroupTask, documents: list[records.IndexedDocument]) -> Iterator[tuple[int, str]]:
    for number, lowered in _kept_blocks(task):
        yield number, terms_of_block(lowered)
    for indexed in documents:
        for number, _, lowered in indexed.blocks:
            yield number, terms_of_block(lowered)


def _kept_blocks(task: GroupTask) -> Iterator[tuple[int, str]]:
    if not task.group.kept or task.records is None:
        return
    connection = records.open_read_only(task.records)
    for number in task.group.kept:
        yield from connection.execute(
            "SELECT number, lowered FROM blocks WHERE number BETWEEN ? AND ?", range_of(number)
        )
    connection.close()


def _indexed(doc: Document, fresh: Fresh, group: int, digest: str) -> records.IndexedDocument:
    file, meta = fresh.file, doc.metadata
    extracted = read_document(doc)
    facts = extracted.facts
    entities = entity_rows(doc, extracted, fresh.number)
    row = (
        fresh.number, doc.id, group, printable_path(file.path), file.size, file.mtime_ns, digest,
        digest_of_metadata(fresh.described), meta.title, meta.published, meta.publisher, meta.author, meta.url,
        doc.script, doc.encoding, len(doc.text), sum(not s.furniture for s in doc.sentences),
        len(facts), entities.entities, records.dump_repairs(doc.repairs), _lead(doc),
    )  # fmt: skip
    blocks = [
        (place_of(fresh.number, count), first, lowered) for count, (first, lowered) in enumerate(_blocks(doc))
    ]
    sentences = [_sentence_row(doc, sentence, fresh.number) for sentence in doc.sentences]
    return records.IndexedDocument(row, blocks, sentences, fact_rows(doc, facts, fresh.number), entities)


def _blocks(doc: Document) -> Iterator[tuple[int, str]]:
    """Runs of sentences without page furniture: the first one's number and their text, a line each."""
    block: list[str] = []
    size = 0
    for sentence in doc.sentences:
        if sentence.furniture or size >= BLOCK_CHARACTERS:
            if block:
                yield sentence.number - len(block), "\n".join(block)
            block, size = [], 0
        if not sentence.furniture:
            block.append(_lowered(doc, sentence))
            size += len(block[-1])
    if block:
        yield len(doc.sentences) - len(block), "\n".join(block)


def _lead(doc: Document) -> str:
    """What says what a document is about: its title, or the first sentence where none is known."""
    if doc.metadata.title:
        return lower(fold(doc.metadata.title).folded)
    return next((_lowered(doc, sentence) for sentence in doc.sentences if not sentence.furniture), "")


def _lowered(doc: Document, sentence: Sentence) -> str:
    span = sentence.folded_span
    return lower(doc.folded[span.start : span.end]).replace("\n", " ")


def _sentence_row(doc: Document, sentence: Sentence, document: int) -> tuple[object, ...]:
    span = sentence.span
    text = doc.text[span.start : span.end]
    offsets = doc.offsets.window(sentence.folded_span)
    return (
        place_of(document, sentence.number), span.start, span.end, sentence.line,
        int(sentence.furniture), text, None if offsets.is_identity else offsets.to_bytes(),
    )  # fmt: skip
