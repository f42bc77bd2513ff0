"""Products, systems, models, services and chips, by their structure and by the words around them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from aicompute_cli.extract.names.products import (
    again,
    centres,
    codes,
    coined,
    headed,
    kinds,
    latin,
    series,
    told,
)
from aicompute_cli.model import Name

RULES = (
    *series.RULES,
    *codes.RULES,
    *latin.RULES,
    *coined.RULES,
    *centres.RULES,
    *headed.RULES,
    *told.RULES,
    *kinds.RULES,
    *again.RULES,
)


def find_products(text: str, names: Sequence[Name]) -> Iterator[Name]:
    """The products that `text` names; they may overlap each other and `names`.

    `text` is folded text of consecutive paragraphs, `names` what `find_names` found in it, with spans into it.
    `canonical` is one form for all spellings of one product.
    """
    words = latin.latin_words(text)
    heads = headed.head_places(text)
    found = [
        *series.find_series(text, names),
        *codes.find_codes(text, names),
        *latin.find_latin(text, names, words),
        *coined.find_coined(text, names),
        *centres.find_centres(text, names, heads),
        *headed.find_headed(text, names, heads),
        *codes.find_versioned(text),
        *told.find_told(text, names, words),
        *kinds.find_by_kind(text, names, words),
    ]
    found += told.find_listed_quoted(text, found)
    found = list(again.short_forms(found))
    yield from found
    yield from again.find_again(text, found)
    tabled = [name for name in names if name.kind == "product"]
    others = [name for name in names if name.kind != "product"]
    yield from latin.find_listed(text, [*found, *tabled], others, words)
