"""Names that the tables know, found in one pass, where the words around them do not make them something else."""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING, NamedTuple

from aicompute_cli.extract.rules import Rule
from aicompute_cli.extract.tables import any_of, read_rows, words
from aicompute_cli.model import FoldedSpan, Name

if TYPE_CHECKING:
    import ahocorasick_rs

RULES = (
    Rule(
        "name.known.table",
        "a name or alias of the tables is a name",
        "据路透社报道，订单增加。",
        "订单增加。",
    ),
    Rule(
        "name.known.opening",
        "a name that is a common word too stands where a name does",
        "曙光发布新品。",
        "胜利的曙光在前。",
    ),
    Rule(
        "name.known.listed",
        "a name that is mostly a common word stands beside another organisation in a list, or before what firms do",
        "比亚迪、红旗等车企参加。",
        "彩旗、红旗迎风飘扬。",
    ),
)

# What a name may follow that is a common word too: nothing, a mark, or a word that joins names or opens a phrase.
_OPENING = re.compile(
    r"[\s,，。:：;；、!！?？“”\"‘’'()（）《》【】\[\]|｜/·—\-和与及同由据在对向让被把从跟给为是而如像以括有过前后日商头按照於于]"
)
_FIELDS = {"places": 3, "products": 2, "persons": 2, "organisations": 4}
_KINDS = {"places": "place", "products": "product", "persons": "person", "organisations": "organization"}


# Where a space may stand that the tables do not write.
_JOINT_OF_SCRIPTS = re.compile(r"(?<=[\u4e00-\u9fff])(?=[A-Za-z0-9])|(?<=[A-Za-z0-9])(?=[\u4e00-\u9fff])")


class _Pattern(NamedTuple):
    text: str
    canonical: str
    kind: str
    rule: str
    not_after: re.Pattern[str] | None
    not_before: re.Pattern[str] | None


def find_known(text: str) -> list[Name]:
    """The names of the tables in `text`; names within names are among them, the caller chooses."""
    automaton, patterns = _automaton()
    found = []
    for index, start, end in automaton.find_matches_as_indexes(text, overlapping=True):
        pattern = patterns[index]
        if _stands(pattern, text, start, end):
            found.append(Name(FoldedSpan(start, end), pattern.canonical, pattern.kind, (pattern.rule,)))
    return _without_lone(found, text)


def _without_lone(found: list[Name], text: str) -> list[Name]:
    """Without the names that need company and have none; one that has some gives it to the next."""
    if not any(name.rules[0] == "name.known.listed" for name in found):
        return found
    sure: list[Name] = []
    waiting: list[Name] = []
    for name in found:
        alone = name.rules[0] == "name.known.listed" and not _acts(name, text)
        (waiting if alone else sure).append(name)
    ends = {name.span.end for name in sure if name.kind == "organization"}
    starts = {name.span.start for name in sure if name.kind == "organization"}
    for name in (*waiting, *reversed(waiting)):
        start, end = name.span.start, name.span.end
        before, after = _JOINT_BEFORE.search(text, max(0, start - 2), start), _JOINT.match(text, end)
        if (before and before.start() in ends) or (after and after.end() in starts):
            ends.add(end)
            starts.add(start)
            sure.append(name)
    return list(dict.fromkeys(sorted(sure, key=lambda name: (name.span.start, name.span.end))))


_JOINT = re.compile("[、/]|以及|和|与|及")
_JOINT_BEFORE = re.compile("(?:[、/]|以及|和|与|及)$")


def _acts(name: Name, text: str) -> bool:
    words_after = _contexts()[0].get(text[name.span.start : name.span.end], {}).get("listed", "")
    return bool(words_after) and text.startswith(tuple(words(words_after)), name.span.end)


def _latin(character: str) -> bool:
    return character.isascii() and character.isalnum()


def _stands(pattern: _Pattern, text: str, start: int, end: int) -> bool:
    before, after = text[start - 1 : start], text[end : end + 1]
    if _latin(text[start]) and before and _latin(before):
        return False
    if _latin(text[end - 1]) and after and _latin(after):
        return False
    if pattern.rule == "name.known.opening" and before and not _OPENING.match(before):
        return False
    if pattern.not_before and pattern.not_before.match(text, end):
        return False
    return not (pattern.not_after and pattern.not_after.search(text[max(0, start - 6) : start]))


@functools.cache
def _automaton() -> tuple[ahocorasick_rs.AhoCorasick, list[_Pattern]]:
    import ahocorasick_rs  # noqa: PLC0415 - only where text is read

    found = list(_patterns())
    return ahocorasick_rs.AhoCorasick([pattern.text for pattern in found]), found


@functools.cache
def kind_words(kind: str) -> frozenset[str]:
    """All names and aliases of a kind."""
    return frozenset(pattern.text for pattern in _patterns() if pattern.kind == kind)


@functools.cache
def _patterns() -> tuple[_Pattern, ...]:
    found: dict[str, _Pattern] = {}
    for table, size in _FIELDS.items():
        for row in read_rows(table):
            aliases = words(row[size - 1]) if len(row) >= size else []
            for name in (row[0], *aliases):
                found[name] = _pattern(name, row[0], _KINDS[table])
                if (
                    table in ("organisations", "products")
                    and (spaced := _JOINT_OF_SCRIPTS.sub(" ", name)) != name
                ):
                    found.setdefault(spaced, found[name]._replace(text=spaced))  # IT 之家
                if table == "persons" and "·" in name:  # 比尔盖茨
                    found[name.replace("·", "")] = _pattern(name.replace("·", ""), row[0], "person")
    return tuple(found.values())


def _pattern(name: str, canonical: str, kind: str) -> _Pattern:
    own, endings = _contexts()
    rules = dict(own.get(name, {}))
    for ending, words_after in endings.items():
        if kind == "organization" and name.endswith(ending):
            rules.setdefault("not_before", words_after)
    short_person = kind == "person" and len(name) == 2
    rule = "name.known.opening" if "start" in rules or short_person else "name.known.table"
    rule = "name.known.listed" if "listed" in rules else rule
    before, after = rules.get("not_after"), rules.get("not_before")
    return _Pattern(
        name,
        canonical,
        kind,
        rule,
        re.compile(f"(?:{any_of(words(before))})$") if before else None,
        re.compile(any_of(words(after))) if after else None,
    )


@functools.cache
def _contexts() -> tuple[dict[str, dict[str, str]], dict[str, str]]:
    """What the table says of each name, and of all names with an ending."""
    own: dict[str, dict[str, str]] = {}
    endings: dict[str, str] = {}
    for name, rule, *fields in read_rows("name_contexts"):
        if rule.endswith(" ending"):
            endings[name] = fields[0]
        else:
            own.setdefault(name, {})[rule] = fields[0] if fields else ""
    return own, endings


def goes_on(name: str, text: str, end: int) -> bool:
    """Whether `name`, which ends at `end`, is the beginning of another word: 某某大学 of 大学生."""
    return any(
        name.endswith(ending) and text.startswith(tuple(words(after)), end)
        for ending, after in _contexts()[1].items()
    )


@functools.cache
def local_places() -> frozenset[str]:
    """The places below countries and their regions, by their canonical names."""
    return frozenset(
        row[0] for row in read_rows("places") if row[1] in ("province", "city", "district", "taiwan")
    )


@functools.cache
def nations() -> frozenset[str]:
    """The countries by their canonical names, and Taiwan."""
    return frozenset((*(row[0] for row in read_rows("places") if row[1] == "country"), "台湾"))


@functools.cache
def in_taiwan() -> dict[str, str]:
    """The forms that mean another organisation in texts of Taiwan and Hong Kong, and which."""
    return {name: rules["taiwan"] for name, rules in _contexts()[0].items() if "taiwan" in rules}
