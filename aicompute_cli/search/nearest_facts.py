"""What to say when no fact is found: which condition rules all out, and what there is instead."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from aicompute_cli.search.facts import Condition, Facts

_SUGGESTIONS = 5
_MOST = 12
_SHOWN = 80  # characters of an option that a message repeats
_CLOSE_ENOUGH = 45  # rapidfuzz's ratio, 0 to 100: nearly two of four characters
_YEARS = "substr(coalesce(first_day, last_day), 1, 4) || '-' || substr(coalesce(last_day, first_day), 1, 4)"
_COLUMNS = {
    "year": _YEARS, "since": _YEARS, "until": _YEARS, "unit": "unit", "min": "unit", "max": "unit", "kind": "kind",
    "modality": "modality",
}  # fmt: skip


def reason_for_nothing(facts: Facts, conditions: Sequence[Condition], given: Mapping[str, str]) -> str:
    """One line: what is missing, and the nearest that there is. `given` has the options as they were typed."""
    if not facts.count([]):
        return "the documents of the corpus state no facts"
    in_unit = [condition for condition in conditions if condition.field == "unit"]
    fields = [
        field for field in dict.fromkeys(condition.field for condition in conditions) if given.get(field)
    ]
    for field in fields:
        context = in_unit if field in ("min", "max") else []  # what is much in one unit is little in another
        if not facts.count([*context, *_of(field, conditions)]):
            return f"no fact has {_shown(field, given)}. {_nearest(facts, field, given, context)}".rstrip()
    asked = ", ".join(_shown(field, given) for field in fields)
    without = "".join(_without_one(facts, conditions, fields, given))
    alone = ", ".join(
        f"{facts.count(_of(field, conditions))} have {_shown(field, given)}" for field in fields
    )
    return f"no fact has all of: {asked}{without or f'. By itself: {alone}'}"


def _of(field: str, conditions: Sequence[Condition]) -> list[Condition]:
    return [condition for condition in conditions if condition.field == field]


def _shown(field: str, given: Mapping[str, str]) -> str:
    text = given.get(field, "")
    return f"{field} {text if len(text) <= _SHOWN else text[:_SHOWN] + '…'}".strip()


def _without_one(
    facts: Facts, conditions: Sequence[Condition], fields: Iterable[str], given: Mapping[str, str]
) -> Iterator[str]:
    """For each condition how many facts there are without it, and what those have in its place."""
    for field in fields:
        rest = [condition for condition in conditions if condition.field != field]
        if count := facts.count(rest):
            there_are = _there_are(facts, field, rest)
            yield f". Without {_shown(field, given)}: {count}{f', of {there_are}' if there_are else ''}"


def _there_are(facts: Facts, field: str, rest: Sequence[Condition]) -> str:
    """What the facts that meet `rest` have where `field` was asked for, if that is one of few values."""
    column = _COLUMNS.get(field)
    if column is None:
        return ""
    values = facts.distinct(column, rest)
    if column == _YEARS:
        return f"the years {_years(values)}" if values else "no known period"
    if field in ("min", "max") and len(values) == 1:
        low, high = facts.extremes(rest)
        return f"values from {low:.12g} to {high:.12g} {values[0]}"
    plural = "modalities" if column == "modality" else f"{column}s"
    return f"the {plural} {', '.join(values[:_MOST])}"


def _nearest(facts: Facts, field: str, given: Mapping[str, str], context: Sequence[Condition]) -> str:
    """What there is that looks most like what was asked for; suggestions only, never taken for it."""
    from rapidfuzz import fuzz, process  # noqa: PLC0415 - only where nothing was found

    if there_are := _there_are(facts, field, context):
        return f"There are {there_are}"
    if field not in ("source", "entity", "metric", "word"):
        return ""
    is_name = field in ("source", "entity")
    names = facts.sources_by_use() if is_name else facts.distinct("metric", [])
    scorer = fuzz.ratio if is_name else fuzz.partial_ratio
    asked = given.get(field, "")[:_SHOWN]
    found = process.extract(asked, names, scorer=scorer, limit=_SUGGESTIONS, processor=str.lower)
    close = [name for name, score, _ in found if score >= _CLOSE_ENOUGH]
    if not close and is_name:
        return f"Named most often: {', '.join(names[:_SUGGESTIONS])}" if names else "No fact names a source"
    return f"Nearest: {', '.join(close)}" if close else ""


def _years(spans: Sequence[str]) -> str:
    """The years of spans ``2021-2025``, those that follow on each other as one range.

    >>> _years(["2020-2020", "2023-2023", "2021-2021"])
    '2020–2021, 2023'
    """
    years = set()
    for span in spans:
        first, _, last = span.partition("-")
        years |= (
            {*range(int(first), int(last) + 1)} if int(last) - int(first) < 100 else {int(first), int(last)}
        )
    ranges: list[list[int]] = []
    for year in sorted(years):
        if ranges and ranges[-1][1] == year - 1:
            ranges[-1][1] = year
        else:
            ranges.append([year, year])
    return ", ".join(str(low) if low == high else f"{low}–{high}" for low, high in ranges)
