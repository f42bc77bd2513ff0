"""The tables a query is folded and cut with: kept beside the indexes, so that no query loads a dictionary.

They hold jieba's dictionary with the domain words and opencc's variants, in a form that is mapped into
memory instead of parsed. Their folder is named after what they are made of and never changed.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from aicompute_cli.document.folding.variants import Variants, variants_fingerprint
from aicompute_cli.document.words import Lexicon, lexicon_fingerprint
from aicompute_cli.errors import AicError

_VARIANTS = "variants.txt"
_SIZES = "sizes.json"


class TablesDamagedError(AicError):
    """Tables are missing or cut off: they are made anew."""


class Tables:
    """The dictionary and the variants, each opened when it is first used.

    Using one raises TablesDamagedError where its file cannot be read.
    """

    def __init__(self, lexicon: Callable[[], Lexicon], variants: Callable[[], Variants]) -> None:
        self._open_lexicon = lexicon
        self._open_variants = variants

    @cached_property
    def lexicon(self) -> Lexicon:
        """jieba's dictionary with the domain words: cuts queries."""
        return _opened(self._open_lexicon)

    @cached_property
    def variants(self) -> Variants:
        """The traditional, Taiwan and Hong Kong forms: fold queries."""
        return _opened(self._open_variants)


T = TypeVar("T")


def _opened(opener: Callable[[], T]) -> T:
    try:
        return opener()
    except OSError as error:
        raise TablesDamagedError(f"{error.filename}: {error.strerror}") from error


def tables_name() -> str:
    """The name of the folder for the dictionary and the variants as they are installed now."""
    import hashlib  # noqa: PLC0415 - not when the tables are only opened

    parts = lexicon_fingerprint() + variants_fingerprint()
    return f"tables-{hashlib.blake2b(parts.encode(), digest_size=6).hexdigest()}"


def make_tables() -> Tables:
    """The tables in memory, made from the installed packages; takes most of a second."""
    return Tables(Lexicon.from_jieba, Variants.from_opencc)


def write_tables(folder: Path) -> None:
    """Write the tables into `folder` unless they are there; complete or not at all."""
    if are_whole(folder):
        return
    import shutil  # noqa: PLC0415 - as above
    import tempfile  # noqa: PLC0415

    temporary = Path(tempfile.mkdtemp(prefix=f"{folder.name}.", dir=folder.parent))
    try:
        tables = make_tables()
        tables.lexicon.save(temporary)
        tables.variants.save(temporary / _VARIANTS)
        sizes = {path.name: path.stat().st_size for path in sorted(temporary.iterdir())}
        (temporary / _SIZES).write_text(json.dumps(sizes), "utf-8")
        shutil.rmtree(folder, ignore_errors=True)
        os.rename(temporary, folder)
    except OSError:
        if not are_whole(folder):  # otherwise another process was faster
            raise
    finally:
        shutil.rmtree(temporary, ignore_errors=True)


def are_whole(folder: Path) -> bool:
    """Whether all tables are in `folder`, each as long as it was written."""
    try:
        sizes = json.loads((folder / _SIZES).read_text("utf-8"))
        return all((folder / name).stat().st_size == size for name, size in sizes.items())
    except (OSError, ValueError, AttributeError):
        return False


def open_tables(folder: Path) -> Tables:
    """The tables in a folder; raises TablesDamagedError where one is missing or cut off."""
    if not are_whole(folder):
        raise TablesDamagedError(f"{folder}: tables are missing or cut off")
    return Tables(lambda: Lexicon.open(folder), lambda: Variants.load(folder / _VARIANTS))
