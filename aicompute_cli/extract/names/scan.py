"""All names of an article: of the tables, by their structure, and the short forms that the article itself sets up."""

from __future__ import annotations

import functools
import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator

from aicompute_cli.extract.article import Article
from aicompute_cli.extract.names import known
from aicompute_cli.extract.names.canonical import canonical_name
from aicompute_cli.extract.names.organisations import (
    beside_cues,
    bodies,
    channels,
    dealing,
    employers,
    introduced,
    lists,
    structure,
)
from aicompute_cli.extract.names.overlap import choose, outside
from aicompute_cli.extract.names.persons import links
from aicompute_cli.extract.names.persons import scan as persons
from aicompute_cli.extract.rules import Rule
from aicompute_cli.extract.tables import read_rows, words
from aicompute_cli.model import FoldedSpan, Name

RULES = (
    *known.RULES,
    *structure.RULES,
    *bodies.RULES,
    *channels.RULES,
    *lists.RULES,
    *employers.RULES,
    *persons.RULES,
    *links.RULES,
    *beside_cues.RULES,
    *introduced.RULES,
    *dealing.RULES,
    Rule(
        "name.alias.bracket",
        "a short form set up in brackets means the name before them, from there on",
        "明远数据研究院（以下简称“明远院”）发布报告。明远院称，用电增加。",
        "这份报告（下称报告）列出数字。",
    ),
)

_ALIAS = re.compile(
    r"[(（]\s*(?:(?:以下|下)(?:统|均|又)?简?称(?:为|作)?|简称(?:为)?)\s*[:：]?\s*[“\"'‘「『《]?([^()（）“”\"'‘’「」『』》\n]{2,20})[”\"'’」』》]?\s*[)）]"
)
_GLOSS = re.compile(r"[(（]\s*(?:英文)?(?:简称)?[:：]?\s*([A-Za-z][A-Za-z0-9&.\- ]{1,30})\s*[)）]")
_TOLD_BY_CUES = frozenset(
    rule.id
    for rule in (*beside_cues.RULES, *introduced.RULES, *channels.RULES, *lists.RULES, *employers.RULES)
)
_COMMON = frozenset(
    ("AI", "IT", "CPU", "GPU", "IaaS", "PaaS", "SaaS", "APP", "App", "HK", "US", "IPO", "CEO")
)


def find_names(article: Article) -> list[Name]:
    """The names of `article` in order, none overlapping another: of two that do, the longer, then the earlier.

    `canonical` is one name for all aliases: that of the tables, else the name itself, and for a short form the name
    that it was set up for.
    """
    found: list[Name] = []
    stretches = list(find_stretches(article))
    for start, end in stretches:
        found += moved(_find(article.folded[start:end]), start)
    again = [name for name in found if name.kind == "person" or name.rules[0] in _TOLD_BY_CUES]
    for start, end in stretches if again else ():
        found += moved(list(persons.find_again(article.folded[start:end], again)), start)
        found += moved(
            list(links.find_by_family_name(article.folded[start:end], _before(again, start))), start
        )
    found += links.find_joined(article.folded, [n for n in found if n.rules[0] == "name.person.again"])
    found = choose(found) if again else found
    found = [_by_script(name, article) for name in found]
    short = list(_inside(employers.find_short_forms(article.folded, found), stretches))
    found = choose([*short, *found]) if short else found
    aliases = list(_aliases(article.folded, found))
    return choose([*_inside(_again(article, aliases), stretches), *found]) if aliases else found


def _by_script(name: Name, article: Article) -> Name:
    """`name` under the name that its form has in the article's script: 超微 is another firm in Taiwan."""
    if article.script != "hant" or name.kind != "organization":
        return name
    other = known.in_taiwan().get(article.folded[name.span.start : name.span.end])
    return name._replace(canonical=other) if other else name


def _inside(names: Iterable[Name], stretches: list[tuple[int, int]]) -> Iterator[Name]:
    """Those of `names` that stand in the text of the article, not in the page around it."""
    starts = [start for start, _ in stretches]
    for name in names:
        at = bisect_left(starts, name.span.start + 1) - 1
        if at >= 0 and name.span.end <= stretches[at][1]:
            yield name


def find_stretches(article: Article) -> Iterator[tuple[int, int]]:
    """Where the paragraphs stand, neighbours joined."""
    start = end = None
    for paragraph in article.paragraphs:
        if end is not None and start is not None and article.folded[end : paragraph.span.start].strip():
            yield start, end
            start = None
        start = paragraph.span.start if start is None else start
        end = paragraph.span.end
    if start is not None and end is not None:
        yield start, end


def _find(text: str) -> list[Name]:
    tabled = known.find_known(text)
    titles = list(structure.find_reports(text))
    starts = frozenset(name.span.start for name in tabled)
    built = list(_without_clashes(structure.find_organisations(text, _places(tabled)), tabled))
    built += bodies.find_local_bodies(
        text, [n for n in tabled if n.kind == "place" and n.canonical in known.local_places()]
    )
    built += bodies.find_national_bodies(text, [n for n in tabled if n.canonical in known.nations()])
    people = persons.find_persons(text, starts)
    people += links.find_joined(text, [*people, *(n for n in tabled if n.kind == "person")])
    people += links.find_bylines(text)
    people += links.find_of_organisations(text, tabled)
    parts = persons.full_names(people)  # the last part of a foreign name is no organisation's
    told = [name for name in _told(text, tabled, built, people) if name.canonical not in parts]
    return choose([*titles, *tabled, *built, *people, *told])


def _told(text: str, tabled: list[Name], built: list[Name], people: list[Name]) -> list[Name]:
    """The organisations that only what stands around them tells."""
    found = [*tabled, *people, *built]
    apart = [name for name in found if name.kind != "place"]  # a place may be part of a name
    told = list(channels.find_channels(text))
    told += outside(introduced.find_introduced(text), [*apart, *told])
    told += outside(dealing.find_dealing(text), [*apart, *told])
    told += dealing.find_tailed(text, tabled)
    told += outside(beside_cues.find_beside_cues(text), [*found, *told])
    told += outside((*lists.find_classed(text), *lists.find_investors(text)), [*found, *told])
    told += outside(employers.find_headed(text, [n for n in found if n.kind == "person"]), [*found, *told])
    told += lists.find_listed(text, [*found, *told])
    relatives = list(introduced.find_relatives(text, [*tabled, *built]))
    told += (name for name in relatives if name.rules[0] == "name.organisation.unit")
    whole = (name for name in built if name.rules[0] != "name.organisation.weak-ending")
    told += bodies.find_parts(text, [*tabled, *whole])
    told += outside((n for n in relatives if n.rules[0] != "name.organisation.unit"), [*found, *told])
    return told


def _before(names: list[Name], start: int) -> list[Name]:
    """The persons among `names`, their places counted from `start`."""
    return moved([name for name in names if name.kind == "person"], -start)


def _places(tabled: list[Name]) -> list[int]:
    return [n.span.start for n in tabled if n.kind == "place" and n.canonical in known.local_places()]


def _without_clashes(built: Iterable[Name], tabled: list[Name]) -> Iterator[Name]:
    """The names by structure that no name of the tables reaches out of: 在华为公司 is no 在华…"""
    spans = sorted({(name.span.start, name.span.end) for name in tabled})
    starts = [start for start, _ in spans]
    for name in built:
        at = max(0, bisect_left(starts, name.span.start) - 1)
        if at >= len(spans) or not (spans[at][0] < name.span.start < spans[at][1]):
            yield name


def moved(names: list[Name], by: int) -> list[Name]:
    """The names with their spans `by` characters further on: of a stretch as they stand in the whole, or back."""
    if not by:
        return names
    return [
        Name(FoldedSpan(span.start + by, span.end + by), canonical, kind, rules)
        for span, canonical, kind, rules in names
    ]


def _aliases(folded: str, names: list[Name]) -> Iterator[tuple[str, Name, int]]:
    """Short forms: the form, the name it stands for, and from where on."""
    for name in names:
        if name.kind not in ("organization", "report", "person") or folded[
            name.span.end : name.span.end + 1
        ] not in tuple("(（"):
            continue
        match = _ALIAS.match(folded, name.span.end) or _GLOSS.match(folded, name.span.end)
        alias = match[1].strip() if match else ""
        if match and _is_name(alias) and (name.kind == "report" or alias not in _generic()):
            yield alias, name, match.start(1)  # 《报告》 is told by its marks


def _is_name(alias: str) -> bool:
    return alias not in _COMMON and canonical_name(alias) == alias


@functools.cache
def _generic() -> frozenset[str]:
    """Words that are nobody's name, which a text may set up for its own use: 公司."""
    return frozenset(words(dict(read_rows("entity_aliases"))["generic"]))


def _again(article: Article, aliases: list[tuple[str, Name, int]]) -> Iterator[Name]:
    import ahocorasick_rs  # noqa: PLC0415 - only where text is read

    forms = {alias: (name, start) for alias, name, start in reversed(aliases)}
    listed = list(forms)
    for index, start, end in ahocorasick_rs.AhoCorasick(listed).find_matches_as_indexes(article.folded):
        name, since = forms[listed[index]]
        if start < since or _inside_word(article.folded, start, end):
            continue
        whole = _with_marks(article.folded, start, end) if name.kind == "report" else FoldedSpan(start, end)
        if whole:
            yield Name(whole, name.canonical, name.kind, ("name.alias.bracket",))


def _with_marks(folded: str, start: int, end: int) -> FoldedSpan | None:
    """A report's short form is a name only in its marks: 《报告》; the bare word is any report's."""
    marked = folded[start - 1 : start] == "《" and folded[end : end + 1] == "》"
    return FoldedSpan(start - 1, end + 1) if marked else None


def _inside_word(folded: str, start: int, end: int) -> bool:
    edges = (folded[start - 1 : start] + folded[start], folded[end - 1] + folded[end : end + 1])
    return any(len(edge) == 2 and edge.isascii() and edge.isalnum() for edge in edges)
