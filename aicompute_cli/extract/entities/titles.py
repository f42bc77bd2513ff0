"""Title phrases: 远川科技联合创始人、首席执行官 is two titles at one organisation."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from typing import NamedTuple

from aicompute_cli.extract.entities.named_text import NamedText
from aicompute_cli.extract.names.canonical import canonical_name, is_known
from aicompute_cli.extract.tables import any_of, read_rows, words
from aicompute_cli.model import FoldedSpan, Name, Role

_LONGEST = 12  # characters of a title of the table
_GAP = 22  # characters between an organisation and a title of it
_GLOSS = re.compile(r"[(（][^()（）\n]{1,24}[)）]$")
_SEPARATOR = re.compile(r"\s?(?:、|兼任|兼|暨|/|以及|和|及|与|&)\s?")
_OF = re.compile(r"^(?:的|旗下|旗下的|下属|所属)")
_OUTSIDE_MARKS = re.compile(r"[，,。；;：:！？!?“”\"《》\n]|[在对向由将把被让了着是称说]")
_IN_CHARGE = re.compile(r".*(?:负责|主管|分管|主抓|旗下|下属|所属)?[^，。]{0,12}的")


class Title(NamedTuple):
    """A title as it stands in the text and at which organisation, None where the phrase names none.

    `department` is that of the organisation, as far as the phrase names it between the two.
    """

    title: str
    organization: Name | None
    span: FoldedSpan
    department: str = ""

    def employer(self, text: NamedText) -> str | None:
        """Where the title is held: a department or an institute of a body as it is written."""
        name = self.organization
        if name is None:
            return None
        if "entity.form.unit" not in name.rules and not self.department:
            return name.canonical
        return "".join(text.folded[name.span.start : name.span.end].split()) + self.department


def read_titles(text: NamedText, low: int, high: int) -> list[Title]:
    """The titles of the phrase that ends at `high` and reaches back to `low` at most; none if no title ends there.

    An organisation goes with the titles behind it up to the next organisation.
    """
    found: list[Title] = []
    end = high
    while (title := _last_title(text, low, end)) is not None:
        found.insert(0, title)
        begin = title.organization.span.start if title.organization else title.span.start
        separator = _separator_before(text, low, begin)
        if separator is None:
            break
        end = separator
    return _carried(found)


def _carried(found: list[Title]) -> list[Title]:
    organization = None
    done = []
    for title in found:
        organization = title.organization or organization
        done.append(title._replace(organization=organization))
    return done


def _last_title(text: NamedText, low: int, high: int) -> Title | None:
    """The title that ends at `high`."""
    folded = text.folded
    while high > low and folded[high - 1] in " ”’」":
        high -= 1
    gloss = _GLOSS.search(folded, max(low, high - 26), high)
    core_end = gloss.start() if gloss else high
    size = title_size(folded, low, core_end)
    if not size:
        return None
    core = core_end - size
    begin = _part_start(text, low, core)
    names = [name for name in text.within(begin, core) if name.kind == "organization"]
    organization = _employer(text, names) or _known_at(folded, begin, core)
    start = _title_start(text, organization.span.end if organization else begin, core, organization)
    if start is None:
        organization, start = None, _with_modifiers(folded, begin, core)
    if tense := _tense().match(folded, start, core):
        start = tense.end()
    department = _department_at(folded, start, core) if organization else ""
    title = folded[start + len(department) : high].strip()
    return Title(title, organization, FoldedSpan(start, high), department)


def _department_at(folded: str, start: int, core: int) -> str:
    """The department that stands between an organisation and the title at `core`: 自动化系 of 自动化系教授."""
    while found := _former().search(folded, max(start, core - 4), core):
        if found.start() == core:
            break
        core = found.start()
    found = _department_of_body().fullmatch(folded, start, core)
    return found[0] if found else ""


def title_size(folded: str, low: int, end: int) -> int:
    """How many characters the title has that ends at `end`, 0 where none does."""
    for size in range(min(_LONGEST, end - low), 1, -1):
        if folded[end - size : end] in titles():
            return size
    return 0


def _part_start(text: NamedText, low: int, core: int) -> int:
    """Where the part of an enumeration begins that holds the title at `core`."""
    begin = low
    for separator in _SEPARATOR.finditer(text.folded, low, core):
        place = separator.start()
        if not text.in_name(place) and not _in_bracket(text.folded, low, place) and _closes(text, low, place):
            begin = separator.end()
    return begin


def _closes(text: NamedText, low: int, place: int) -> bool:
    """Whether a name or a title ends at `place`: 技术与架构部 is one department."""
    if text.in_name(place - 1):
        return True
    gloss = _GLOSS.search(text.folded, max(low, place - 26), place)
    return bool(title_size(text.folded, low, gloss.start() if gloss else place))


def _in_bracket(folded: str, low: int, place: int) -> bool:
    opened = max(folded.rfind("(", low, place), folded.rfind("（", low, place))
    return opened > max(folded.rfind(")", low, place), folded.rfind("）", low, place))


def _employer(text: NamedText, names: list[Name]) -> Name | None:
    """The last organisation of a phrase; of a department right behind one, that one."""
    beside = len(names) > 1 and names[-2].span.end == names[-1].span.start
    if beside and _unit().search(text.folded[names[-1].span.start : names[-1].span.end]):
        return names[-2]
    return names[-1] if names else None


def _known_at(folded: str, begin: int, core: int) -> Name | None:
    """The known organisation with which a phrase begins, where the words behind made it look like another thing."""
    for size in range(min(_LONGEST, core - begin), 1, -1):
        canonical = canonical_name(folded[begin : begin + size])
        if is_known(canonical):
            return Name(FoldedSpan(begin, begin + size), canonical, "organization", ())
    return None


def _title_start(text: NamedText, start: int, core: int, organization: Name | None) -> int | None:
    """Where the title behind an organisation begins, with its department; None where another phrase does."""
    if organization is None:
        return None
    folded = text.folded
    gap = folded[start:core]
    bracket = re.match(r"\s?[(（][^()（）]{1,40}[)）]", gap)
    if bracket:
        start += bracket.end()
        gap = folded[start:core]
    if len(gap) > _GAP or outside().search(gap) or _OUTSIDE_MARKS.search(gap):
        charged = _IN_CHARGE.fullmatch(gap)
        return core if charged and len(gap) <= _GAP and not _OUTSIDE_MARKS.search(gap) else None
    while start < core and folded[start] in "）) ”":
        start += 1
    place = text.at(start)
    if place and place.kind == "place" and place.span.end <= core and folded[place.span.end - 1] != "区":
        start = place.span.end
    if opening := _OF.match(folded[start:core]):
        start += opening.end()
    return start if "的" not in folded[start:core] else core


def _with_modifiers(folded: str, low: int, core: int) -> int:
    """Where a title with no organisation before it begins: 前, 高级 and its department belong to it."""
    while found := _former().search(folded, max(low, core - 4), core):
        if found.start() == core or found.end() != core:
            break
        core = found.start()
    department = _department().fullmatch(folded, low, core)
    if not department or department["unit"].endswith(tuple(role_words("body"))):
        return core
    return department.start("unit")


def _separator_before(text: NamedText, low: int, place: int) -> int | None:
    """Where the enumeration goes on to the left: before 、 or 兼."""
    found = re.compile(rf"(?:{_SEPARATOR.pattern})$").search(text.folded, max(low, place - 4), place)
    return found.start() if found and found.start() > low else None


def role_of(person: Name, title: Title, organization: str | None, rule: str) -> Role:
    """`title` as the role of `person`, its span over both."""
    ends = [person.span.start, person.span.end, title.span.start, title.span.end]
    return Role(person.canonical, organization, title.title, FoldedSpan(min(ends), max(ends)), (rule,))


def phrase_start(titles_read: Sequence[Title]) -> int:
    """Where a phrase that was read begins."""
    first = titles_read[0]
    return min(first.span.start, first.organization.span.start if first.organization else first.span.start)


@functools.cache
def role_words(kind: str) -> list[str]:
    """The words of a kind of ``data/entity_roles.tsv``."""
    return next(words(field) for name, field in read_rows("entity_roles") if name == kind)


@functools.cache
def titles() -> frozenset[str]:
    """All titles, without forms of address.

    >>> "总裁" in titles(), "先生" in titles()
    (True, False)
    """
    found = {title for _, field in read_rows("person_titles") for title in words(field)}
    return frozenset(found - set(role_words("courtesy")))


@functools.cache
def outside() -> re.Pattern[str]:
    """Words that no title phrase holds."""
    return re.compile(any_of(role_words("outside")))


@functools.cache
def _unit() -> re.Pattern[str]:
    return re.compile(f"(?:{any_of(role_words('unit'))})$")


@functools.cache
def _department() -> re.Pattern[str]:
    units = any_of(role_words("unit"))
    return re.compile(rf"(?:{any_of(role_words('body'))})?(?P<unit>[\u4e00-\u9fffA-Za-z]{{1,10}}(?:{units}))")


@functools.cache
def _department_of_body() -> re.Pattern[str]:
    units = any_of([unit for unit in role_words("unit") if not unit.endswith(("区", "总部", "公司"))])
    return re.compile(rf"[\u4e00-\u9fffA-Za-z0-9]{{1,14}}?(?:{units})")


@functools.cache
def _tense() -> re.Pattern[str]:
    return re.compile(f"(?:{any_of(role_words('tense'))})")


@functools.cache
def _former() -> re.Pattern[str]:
    return re.compile(f"(?:{any_of(role_words('former'))})$")
