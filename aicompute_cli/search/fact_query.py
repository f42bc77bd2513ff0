"""What is asked of the facts: the values of options, read and folded."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from aicompute_cli.errors import UsageError
from aicompute_cli.index.facts import match_form
from aicompute_cli.search.filters import iso_day

if TYPE_CHECKING:
    from aicompute_cli.search.amounts import Amount, Unit

Given = Mapping[str, Sequence[str]]
"""What was typed, by the field that it is about: the options' names, and ``word``."""

Fold = Callable[[str], str]


class Known(NamedTuple):
    """What is known of the corpus: the units that its facts have, and the entities that have a name."""

    units: Callable[[], Sequence[str]]
    named: Callable[[str], Sequence[Named]]


class Named(NamedTuple):
    """An entity of the corpus, and the names that mean it and no other."""

    number: int
    names: Sequence[str]


class Asked(NamedTuple):
    """An entity that is asked for: all of its names, and its numbers, none where the corpus has no such entity."""

    names: tuple[str, ...]
    numbers: tuple[int, ...] = ()


_MOST = 200  # words and values: SQLite takes conditions of a depth below 1000


class FactQuery(NamedTuple):
    """What is asked for. Of several values of one field any will do; of `words` all must be there.

    Text is in the form that facts are compared in (`match_form`). `sources` and `entities` hold for each all of
    its names, `metrics` the parts between spaces, all of which must be there. `since` and `until` are ISO dates.
    """

    words: tuple[str, ...] = ()
    sources: tuple[tuple[str, ...], ...] = ()
    metrics: tuple[tuple[str, ...], ...] = ()
    entities: tuple[Asked, ...] = ()
    units: tuple[Unit, ...] = ()
    kinds: tuple[str, ...] = ()
    modalities: tuple[str, ...] = ()
    years: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None
    docs: tuple[str, ...] = ()
    minimum: Amount | None = None
    maximum: Amount | None = None


def read_query(given: Given, fold: Fold, known: Known) -> FactQuery:
    """Read what was typed; `fold` simplifies and narrows it, `known` says what the corpus has.

    Raises UsageError for what is no unit, amount, year or date, for an empty text, and for too much at once.
    """
    for field, texts in given.items():
        if any(not text.strip() for text in texts):
            raise UsageError(f"--{field} is empty. Give a value, or leave the option out")
    if sum(map(len, given.values())) > _MOST:
        raise UsageError(f"facts: more than {_MOST} words and options. Ask in several commands")
    units = _units(given["unit"], fold, known.units)
    return FactQuery(
        words=_forms(given["word"], fold),
        sources=tuple(_source(name, fold, known) for name in given["source"]),
        metrics=tuple(_forms(text.split(), fold) for text in given["metric"]),
        entities=tuple(_entity(name, fold, known) for name in given["entity"]),
        units=units,
        kinds=tuple(given["kind"]),
        modalities=tuple(given["modality"]),
        years=tuple(map(_year, given["year"])),
        since=_day(given, "since"),
        until=_day(given, "until", last=True),
        docs=tuple(given["doc"]),
        minimum=_amount(given, "min", fold, units),
        maximum=_amount(given, "max", fold, units),
    )


def _forms(texts: Sequence[str], fold: Fold) -> tuple[str, ...]:
    """The forms of what was typed; a byte that is no character, which nothing holds, is ``?``."""
    forms = (match_form(fold(text)).encode("utf-8", "replace").decode("utf-8") for text in texts)
    return tuple(dict.fromkeys(forms))


def _source(name: str, fold: Fold, known: Known) -> tuple[str, ...]:
    folded = fold(name).strip()
    names = [folded, *(other for of in known.named(folded) for other in of.names)]
    if len(names) == 1:
        from aicompute_cli.search.names import names_of  # noqa: PLC0415 - reads the list of organisations

        names += names_of(folded)
    return _forms(names, fold)


def _entity(name: str, fold: Fold, known: Known) -> Asked:
    folded = fold(name).strip()
    found = known.named(folded)
    names = [folded, *(other for of in found for other in of.names)]  # with those of the lists
    if len(names) == 1:
        from aicompute_cli.search.names import all_names_of  # noqa: PLC0415 - reads the lists of names

        names += all_names_of(folded)
    return Asked(_forms(names, fold), tuple(of.number for of in found))


def _units(given: Sequence[str], fold: Fold, known_units: Callable[[], Sequence[str]]) -> tuple[Unit, ...]:
    if not given:
        return ()
    from aicompute_cli.search.amounts import read_unit  # noqa: PLC0415 - only for amounts

    known = known_units()
    return tuple(read_unit(fold(text).strip(), known) for text in given)


def _amount(given: Given, field: str, fold: Fold, units: Sequence[Unit]) -> Amount | None:
    if not given[field]:
        return None
    from aicompute_cli.search.amounts import read_amount  # noqa: PLC0415 - only for amounts

    return read_amount(fold(given[field][0]).strip(), f"--{field}", units)


def _year(given: str) -> str:
    if not (given.isascii() and given.isdecimal() and len(given) == 4):
        raise UsageError(
            f"--year {given}: not a year. Give four digits, as in --year 2023; for other times --since and --until"
        )
    return given


def _day(given: Given, field: str, *, last: bool = False) -> str | None:
    return iso_day(given[field][0], f"--{field}", last=last) if given[field] else None
