"""The postings: which block of sentences holds which term, kept and ranked (BM25) by tantivy.

A segment, once written, never changes. Each group of documents has segments of its own, written by the
process that read the documents; an index is opened over a folder that links the segments of all groups
and lists them in tantivy's own ``meta.json``. So a changed document costs the rewriting of its group
only, and no deleted document ever weighs in the statistics: the ranking of a corpus is the same
whichever way its index came about.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import tantivy

from aicompute_cli.index.errors import IndexDamagedError
from aicompute_cli.index.segments import NUMBER, Segment

TERMS = "terms"

_META = "meta.json"
_HEAP_BYTES = 256_000_000  # an upper bound, taken as needed; below 60 MB tantivy cuts small segments


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field(TERMS, tokenizer_name="whitespace", index_option="freq")
    builder.add_integer_field(NUMBER, fast=True)
    return builder.build()


def _register(index: tantivy.Index) -> tantivy.Index:
    analyzer = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()
    index.register_tokenizer("whitespace", analyzer)
    return index


def _write(index: tantivy.Index, blocks: Iterable[tuple[int, str]]) -> None:
    writer = _register(index).writer(_HEAP_BYTES, 1)
    for number, terms in blocks:
        document = tantivy.Document()
        document.add_text(TERMS, terms)
        document.add_integer(NUMBER, number)
        writer.add_document(document)
    writer.commit()
    writer.wait_merging_threads()


def write_segments(folder: Path, blocks: Iterable[tuple[int, str]]) -> list[Segment]:
    """Write (block number, terms joined by spaces) as segments into the new folder `folder`."""
    folder.mkdir()
    _write(tantivy.Index(_schema(), path=str(folder)), blocks)
    listed = json.loads((folder / _META).read_text("utf-8"))["segments"]
    return [_segment(folder, row["segment_id"], row["max_doc"]) for row in listed]


def _segment(folder: Path, segment_id: str, blocks: int) -> Segment:
    prefix = segment_id.replace("-", "")
    files = {path.name: path.stat().st_size for path in sorted(folder.glob(f"{prefix}.*"))}
    return Segment(segment_id, blocks, files)


def assemble(folder: Path, parts: Sequence[tuple[Path, Segment]]) -> None:
    """Make the new folder `folder` an index of `parts`: (where a segment's files are now, the segment)."""
    folder.mkdir()
    for source, segment in parts:
        for name in segment.files:
            _link(source / name, folder / name)
    segments = [{"segment_id": part.id, "max_doc": part.blocks, "deletes": None} for _, part in parts]
    (folder / _META).write_text(_meta(segments), "utf-8")


def _link(source: Path, target: Path) -> None:
    try:
        os.link(source, target)
    except OSError:  # a file system without hard links
        target.write_bytes(source.read_bytes())


def _meta(segments: Sequence[Mapping[str, object]]) -> str:
    schema = [
        {
            "name": TERMS,
            "type": "text",
            "options": {
                "indexing": {"record": "freq", "fieldnorms": True, "tokenizer": "whitespace"},
                "stored": False,
                "fast": False,
            },
        },
        {
            "name": NUMBER,
            "type": "i64",
            "options": {"indexed": False, "fieldnorms": False, "fast": True, "stored": False},
        },
    ]
    settings = {"docstore_compression": "lz4", "docstore_blocksize": 16384}
    meta = {"index_settings": settings, "segments": segments, "schema": schema, "opstamp": 0}
    return json.dumps(meta)


def open_postings(folder: Path) -> tantivy.Index:
    """Open an assembled folder for reading; raises IndexDamagedError where tantivy cannot read it."""
    try:
        return _register(tantivy.Index.open(str(folder)))
    except ValueError as error:
        raise IndexDamagedError(f"{folder}: {error}") from error


def build_in_memory(blocks: Iterable[tuple[int, str]]) -> tantivy.Index:
    """The same postings without a folder, where none can be written."""
    index = tantivy.Index(_schema())
    _write(index, blocks)
    index.reload()
    return index
