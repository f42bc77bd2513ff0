"""Forms of one name within an article, by how names are built: never because two names are alike."""

from __future__ import annotations

import functools
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from aicompute_cli.extract.names.canonical import canonical_name, is_known
from aicompute_cli.extract.names.organisations.legal import own_name
from aicompute_cli.extract.rules import Rule
from aicompute_cli.extract.tables import any_of, read_rows, words

RULES = (
    Rule(
        "entity.form.spelling",
        "two spellings that differ in case, gaps and hyphens only are of one thing",
        "机构Northpeak Research称，需求增加。NorthPeak Research又称，需求会降。",
        "机构Northpeak Research称，需求增加。Southpeak Research又称，需求会降。",
    ),
    Rule(
        "entity.form.company",
        "a legal name, or a name with 公司 or 集团 behind it, is of the company whose own name the text has too",
        "远闳集团扩产。远闳表示，订单增加。",
        "远闳集团扩产。霁云表示，订单增加。",
    ),
    Rule(
        "entity.form.unit",
        "a department under a known body's name is of that body",
        "英特尔数据平台事业部扩招。",
        "英特尔研究院扩招。",
    ),
    Rule(
        "entity.form.place",
        "a body of a district is the same with and without its city",
        "成都市武侯区统计局发文。武侯区统计局又发文。",
        "成都市武侯区统计局发文。天河区统计局又发文。",
    ),
    Rule(
        "entity.form.person",
        "one part of a Latin name is the only person of whose name it is part",
        "首席执行官Alan Morton到场。Alan预测，需求增加。",
        "首席执行官Alan Morton到场。Northpeak预测，需求增加。",
    ),
    Rule(
        "entity.form.event",
        "an event is the only longer one named before that ends so",
        "英特尔数据中心技术峰会开幕。数据中心技术峰会人很多。",
        "英特尔数据中心技术峰会开幕。云计算技术峰会人很多。",
    ),
    Rule(
        "entity.form.title",
        "a title without its year or its marks is the only one that has them",
        "《绿色机房行动计划（2031年）》印发。《绿色机房行动计划》有三条。",
        "《绿色机房行动计划（2031年）》印发。《绿色机房年度报告》有三条。",
    ),
    Rule(
        "entity.form.maker",
        "a product with its maker's name before it is the product of that name",
        "微软Copilot很贵，Copilot也缺人用。",
        "微软的Copilot很贵，Copilot也缺人用。",
    ),
    Rule(
        "entity.form.centre",
        "a computing centre with and without 人工智能 in its name is one",
        "兰州人工智能超算中心投用，兰州超算中心的用户增加。",
        "兰州人工智能超算中心投用，西宁超算中心的用户增加。",
    ),
    Rule(
        "entity.form.head",
        "a product with the word for what it is behind it is the product of that name",
        "霁云推出“星基”平台。霁云的星基平台很快，“星基”也便宜。",
        "霁云推出“星基”平台。霁云的月基平台很快，“星基”也便宜。",
    ),
)

Key = tuple[str, str]  # kind and canonical

_SQUASHED = re.compile(r"[\s\-–—_·'’]+")
_MOST = 300  # no text that anyone wrote names more of a kind
_FORM = re.compile(r"(?:集团)?(?:股份|控股)?(?:有限责任公司|有限公司|集团公司|公司|集团|控股)$")
_EDITION = re.compile(
    r"[（(]?(?:19|20)\d\d(?:[-–—至](?:19|20)?\d\d)?(?:年度?)?(?:版)?[）)]?|[（(][^（）()]{1,12}版[）)]"
)


class Link(NamedTuple):
    """`form` stands for `name`; `rule` says why."""

    form: Key
    name: Key
    rule: str


def find_links(counts: Mapping[Key, int], surfaces: frozenset[str]) -> Iterator[Link]:
    """Which of the names in `counts` (how often each stands in the article) are forms of others.

    `surfaces` are the organisations of the article as they are written.
    """
    kinds: defaultdict[str, list[str]] = defaultdict(list)
    for kind, canonical in counts:
        kinds[kind].append(canonical)
    yield from _spellings(counts)
    yield from _companies(kinds["organization"][:_MOST])
    yield from _units(kinds["organization"][:_MOST])
    yield from _districts(kinds["organization"][:_MOST])
    yield from _persons(kinds["person"][:_MOST], counts)
    yield from _events(kinds["event"][:_MOST])
    yield from _titles(kinds["report"][:_MOST])
    yield from _products(kinds["product"][:_MOST], surfaces)
    yield from _centres(kinds["product"][:_MOST])


def _spellings(counts: Mapping[Key, int]) -> Iterator[Link]:
    """The spelling that the article has most, then the first."""
    groups: defaultdict[Key, list[Key]] = defaultdict(list)
    for kind, canonical in counts:
        groups[kind, _SQUASHED.sub("", canonical.casefold())].append((kind, canonical))
    for group in groups.values():
        if len(group) > 1:
            best = max(group, key=lambda key: counts[key])
            yield from (Link(key, best, "entity.form.spelling") for key in group if key != best)


def _companies(names: list[str]) -> Iterator[Link]:
    known = frozenset(names)
    for name in names:
        if is_known(name) or not (form := _FORM.search(name)):
            continue
        bare = name[: form.start()]
        short = next((own for own in (bare, *own_name(name)) if len(own) > 1 and own in known), None)
        if short:
            yield Link(("organization", name), ("organization", short), "entity.form.company")


def _units(names: list[str]) -> Iterator[Link]:
    """Institutes are bodies of their own, departments are not: the longest name before one is whose it is."""
    known = frozenset(names)
    for name in names:
        unit = None if is_known(name) else _UNIT.search(name)
        for size in range(unit.start() if unit else 0, 1, -1):
            owner = canonical_name(name[:size])
            if is_known(owner) or (owner in known and owner != name):
                yield Link(("organization", name), ("organization", owner), "entity.form.unit")
                break


_UNIT = re.compile(
    r"(?<=..)(?:事业部|事业群|事业本部|业务部|业务群|产品线|系统部|技术部|市场部|发展部|研究部|产业部|研究中心|编辑部|分公司|分行|支行"
    r"|办公厅|专委会|专业委员会|(?<=院).{2,10}研究所|(?<=大学).{2,10}(?:学院|系)|(?<=学院).{2,10}(?:学院|系)|(?<![干全外内局])部)$"
)


def _districts(names: list[str]) -> Iterator[Link]:
    known = frozenset(names)
    for name in names:
        city = _CITY.match(name)
        if city and name[city.end() :] in known:
            yield Link(("organization", name[city.end() :]), ("organization", name), "entity.form.place")


_CITY = re.compile(r"[\u4e00-\u9fff]{2,6}?(?:市|省|自治区|自治州)(?=[\u4e00-\u9fff]{1,4}(?:区|县|市|旗|镇))")


def _persons(names: list[str], counts: Mapping[Key, int]) -> Iterator[Link]:
    """A given name or family name that stands alone, taken for a person or an organisation that no table holds."""
    parts: defaultdict[str, list[str]] = defaultdict(list)
    for name in names:
        for part in re.split("[· ]", name):
            if part != name and len(part) > 2:
                parts[part].append(name)
    for part, whole in parts.items():
        for kind in ("person", "organization"):
            if len(whole) == 1 and (kind, part) in counts and not is_known(part):
                yield Link((kind, part), ("person", whole[0]), "entity.form.person")


def _events(names: list[str]) -> Iterator[Link]:
    for place, short in enumerate(names):
        longer = [name for name in names if name != short and name.endswith(short)]
        if len(longer) == 1 and len(short) > 3 and names.index(longer[0]) < place:
            yield Link(("event", short), ("event", longer[0]), "entity.form.event")


def _titles(names: list[str]) -> Iterator[Link]:
    """《X》, X and 《X（2031年）》, where the article has one edition only."""
    groups: defaultdict[str, list[str]] = defaultdict(list)
    for name in names:
        groups[_EDITION.sub("", name).strip("《》 ")].append(name)
    for group in groups.values():
        years = {tuple(_EDITION.findall(name)) for name in group} - {()}
        if len(group) > 1 and len(years) <= 1:
            best = max(group, key=lambda name: (name[:1] == "《", len(name)))
            for name in group:
                if name != best:
                    yield Link(("report", name), ("report", best), "entity.form.title")


def _centres(names: list[str]) -> Iterator[Link]:
    """某某超算中心 is the 某某人工智能超算中心 of the same text."""
    short = {name: _OF_AI.sub("", name) for name in names if name.endswith("中心")}
    for name, bare in short.items():
        if name != bare and bare in short:
            yield Link(("product", bare), ("product", name), "entity.form.centre")


_OF_AI = re.compile("人工智能|AI")


def _products(names: list[str], surfaces: frozenset[str]) -> Iterator[Link]:
    known = frozenset(names)
    plain = {_SQUASHED.sub("", name.casefold()): name for name in reversed(names)}
    for name in names:
        if bare := _without_maker(name, known, surfaces):
            yield Link(("product", name), ("product", bare), "entity.form.maker")
            continue
        head = _heads().search(name)
        short = plain.get(_SQUASHED.sub("", name[: head.start()].casefold())) if head else None
        if short and short != name:
            yield Link(("product", name), ("product", short), "entity.form.head")


def _without_maker(name: str, known: frozenset[str], surfaces: frozenset[str]) -> str | None:
    for place in range(2, min(len(name) - 1, 12)):
        rest = name[place:].strip()
        maker = name[:place].strip()
        if rest in known and rest != name and (maker in surfaces or is_known(canonical_name(maker))):
            return rest
    return None


@functools.cache
def _heads() -> re.Pattern[str]:
    heads = next(words(field) for kind, field in read_rows("entity_aliases") if kind == "head")
    return re.compile(rf"(?<=[\u4e00-\u9fffA-Za-z0-9.])\s?(?:AI|智能)?(?:{any_of(heads)})$")
