"""The tables a query is folded and cut with: kept beside the indexes, so that no query loads a dictionary.

They hold jieba's dictionary with the domain words and opencc's variants, in a form that is mapped into
memory instead of parsed. Their folder is named after what they are made of and never changed.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

from aicompute_cli.document.folding.variants import Variants, variants_fingerprint
from aicompute_cli.document.words import Lexicon, lexicon_fingerprint


_VARIANTS = "variants.txt"


@dataclass(frozen=True, slots=True)
class Tables:
    """The dictionary and the variants."""

    lexicon: Lexicon
    variants: Variants


def tables_name() -> str:
    """The name of the folder for the dictionary and the variants as they are installed now."""
    parts = lexicon_fingerprint() + variants_fingerprint()
    return f"tables-{hashlib.blake2b(parts.encode(), digest_size=6).hexdigest()}"


def write_tables(folder: Path) -> None:
    """Write the tables into `folder` unless they are there; complete or not at all."""
    if folder.is_dir():
        return
    temporary = Path(tempfile.mkdtemp(prefix=f"{folder.name}.", dir=folder.parent))
    try:
        Lexicon.from_jieba().save(temporary)
        Variants.from_opencc().save(temporary / _VARIANTS)
        os.rename(temporary, folder)
    except OSError:
        shutil.rmtree(temporary, ignore_errors=True)
        if not folder.is_dir():  # otherwise another process was faster
            raise


def open_tables(folder: Path) -> Tables:
    """Map the tables; they are made in memory, which takes a second, where there is no such folder."""
    if folder.is_dir():
        return Tables(Lexicon.open(folder), Variants.load(folder / _VARIANTS))
    return Tables(Lexicon.from_jieba(), Variants.from_opencc())
