"""The one name of an organisation whose name is built as the law builds names: place, own name, trade, form."""

from __future__ import annotations

import functools
import re

from aicompute_cli.extract.names.canonical import canonical_name, is_known, organisation_type
from aicompute_cli.extract.tables import any_of, read_rows, words

# Units of a body, which are that body: 某某顾问产业研究中心, 某某中心发展部.
_UNIT = re.compile(
    r"(?:研究中心|研究总?院|研究所|实验室|事业部|事业群|事业本部|办公厅|办公室|编辑部|[分支]行|分公司|分社|分院|[处部科室所局]|科技委|(?<!公)司|商学院|学院)$"
)
_BRACKETS = re.compile("[()（）]")


def whole_name(name: str) -> str:
    """The one name of whom `name` means; a legal name leads to the firm, a bureau's has its town's full name.

    Companies are called place + own name + trade + form (the Rules on Enterprise Names of China); what stands between
    a known name and the form may only be trade words, else it is another company.

    >>> whole_name("北京旷视科技有限公司"), whole_name("华为终端有限公司"), whole_name("河南洛阳教育局")
    ('旷视科技', '华为终端有限公司', '洛阳市教育局')
    """
    known = canonical_name(name)
    if is_known(known):
        return known
    if latin := _LATIN_FIRM.fullmatch(name):
        return canonical_name(latin["own"])
    return _company(name) or _local(name) or name


_LATIN_FIRM = re.compile(r"(?P<own>[A-Za-z][A-Za-z0-9.&\- ]+)公司")


_SCHOOL = re.compile("(?P<owner>.{2,}?大学)(?!城).{1,12}(?:学院|研究院|研究所|实验室|研究中心|系)$")


def own_name(name: str) -> list[str]:
    """What a company or institute may be called by for short: its own name with its trade, and alone.

    >>> own_name("北京珂闳科技有限公司"), own_name("明远数据研究院")
    (['珂闳科技', '珂闳'], ['明远'])
    """
    form = _forms().search(name) or _INSTITUTE.search(name)
    stem = _BRACKETS.sub("", name[: form.start()]) if form else name
    place = _places().match(stem)
    stem = stem[place.end() :] if place and len(stem) - place.end() > 1 else stem
    trade = _trade_end().search(stem)
    core = stem[: trade.start()] if trade else ""
    first = _first_trade().match(trade[0]) if trade and len(core) > 1 else None
    with_trade = core + first[0] if first and name.endswith(("公司", "集团")) else ""
    return [found for found in dict.fromkeys((with_trade, core)) if 2 <= len(found) <= 6 and found != name]


_INSTITUTE = re.compile("(?:研究院|研究所|研究中心|实验室)$")


@functools.cache
def _trade_end() -> re.Pattern[str]:
    trades = words(dict(read_rows("organisation_stems"))["legal"])
    return re.compile(f"(?:{any_of(trades)})+$")


@functools.cache
def _first_trade() -> re.Pattern[str]:
    return re.compile(any_of(words(dict(read_rows("organisation_stems"))["legal"])))


def _company(name: str) -> str | None:
    form = _forms().search(name)
    if not form:
        return None
    stem = _BRACKETS.sub("", name[: form.start()])
    place = _places().match(stem) if "有限" in form[0] else None  # 香港航天科技集团 is no 航天科技
    for body in (stem, stem[place.end() :] if place else ""):
        for size in range(len(body), 1, -1):
            owner = canonical_name(body[:size])
            if is_known(owner) and organisation_type(owner) in ("company", "research"):
                rest = body[size:]
                return owner if not rest or _trades().fullmatch(rest) else None
    return None


def _local(name: str) -> str | None:
    """A bureau with its town's full name, and without the province before the town: 洛阳市 of 河南洛阳."""
    found = _towns().match(name)
    if not found or not _BUREAU.search(name) or _NOT_THE_TOWNS.match(name, found.end()):
        return None
    return f"{found['town']}市{name[found.end() :]}"


_BUREAU = re.compile("(?:局|委|办|市政府|人民政府)$")
# Bureaus that only stand in the town, and names that are none.
_NOT_THE_TOWNS = re.compile("$|铁路|海关|海事|民航|邮政|供电|电力|国民|军|临时|直辖|政府")


def owner_of(name: str) -> str | None:
    """The organisation whose unit `name` is, None where it is a body of its own or nobody's that is known.

    A source is the unit itself; who asks for the organisations of a text may count it as its owner.

    >>> owner_of("赛迪顾问集成电路研究中心"), owner_of("阿里国际数字商业集团"), owner_of("昆山大学商学院")
    ('赛迪顾问', None, '昆山大学')
    """
    if is_known(canonical_name(name)) or not _UNIT.search(name):
        return None
    for size in range(len(name) - 1, 1, -1):
        owner = canonical_name(name[:size])
        if is_known(owner):
            return owner if owner not in _umbrellas() else None
    school = _SCHOOL.match(name)
    return school["owner"] if school else None


@functools.cache
def _umbrellas() -> frozenset[str]:
    """Bodies whose parts are bodies of their own: 中科院, 联合国."""
    return frozenset(words(dict(read_rows("organisation_stems"))["umbrella"]))


@functools.cache
def _forms() -> re.Pattern[str]:
    return re.compile("(?:集团)?(?:股份)?(?:有限责任|有限)?(?:总?公司|集团)$")


@functools.cache
def _trades() -> re.Pattern[str]:
    return re.compile(
        f"(?:{any_of(words(dict(read_rows('organisation_stems'))['legal']))}|{_places().pattern})*"
    )


@functools.cache
def _places() -> re.Pattern[str]:
    kinds = ("country", "province", "city", "district", "taiwan")
    return re.compile(f"(?:{any_of(_names_of(*kinds))})[省市]?")


@functools.cache
def _towns() -> re.Pattern[str]:
    towns = any_of([name for name in _names_of("city") if not name.endswith("市")])
    direct = "北京|上海|天津|重庆"
    return re.compile(
        f"(?:(?:{any_of(_names_of('province'))})省?)?(?P<town>{towns}|{direct})市?(?!州|盟|地区|[县区旗])"
    )


def _names_of(*kinds: str) -> list[str]:
    """The places of `kinds` with their other names."""
    rows = [row for row in read_rows("places") if row[1] in kinds]
    return [name for row in rows for name in (row[0], *words(row[2] if len(row) > 2 else ""))]
