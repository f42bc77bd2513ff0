"""One name for all names of an organisation, from one small table: for what a user types as well as for texts."""

from __future__ import annotations

import functools

from aicompute_cli.extract.tables import read_rows, words


def canonical_name(name: str) -> str:
    """The one name of whom `name` means, `name` itself where it is no known organisation's.

    The name that the field uses most, in simplified Chinese; source: ``data/organisations.tsv``.

    >>> canonical_name("信通院"), canonical_name("nvidia"), canonical_name("某某公司")
    ('中国信息通信研究院', '英伟达', '某某公司')
    """
    name = name.strip()
    return _canonical().get(name.casefold(), name)


@functools.cache
def _canonical() -> dict[str, str]:
    found = {}
    for canonical, _type, _country, *aliases in read_rows("organisations"):
        for name in (canonical, *words(aliases[0] if aliases else "")):
            found[name.casefold()] = canonical
    return found


def organisation_type(canonical: str) -> str:
    """What an organisation is: ``company``, ``research``, ``agency``, ``university``, ``finance``, ``media``.

    That of the table; of one that no table knows, by how its name ends.

    >>> organisation_type("IDC"), organisation_type("明远市统计局"), organisation_type("明远科技")
    ('research', 'agency', 'company')
    """
    known = _types().get(canonical)
    if known:
        return known
    return next((kind for kind, endings in _ENDINGS.items() if canonical.endswith(endings)), "company")


def is_known(canonical: str) -> bool:
    """Whether the table has the organisation, and its type is no guess.

    >>> is_known("IDC"), is_known("明远科技")
    (True, False)
    """
    return canonical in _types()


_ENDINGS = {
    "agency": ("委员会", "统计处", "处", "局", "部", "厅", "政府", "委", "署", "总局", "法院"),
    "research": (
        "研究院",
        "研究所",
        "研究中心",
        "科学院",
        "协会",
        "学会",
        "联盟",
        "咨询",
        "智库",
        "实验室",
        "联合会",
        "Research",
    ),
    "university": ("大学", "学院", "University", "Institute"),
    "finance": ("证券", "银行", "基金", "投顾", "资本", "Securities", "Bank", "Capital"),
    "media": ("日报", "晚报", "时报", "周刊", "新闻", "财经", "杂志", "通讯社"),
}


@functools.cache
def _types() -> dict[str, str]:
    return {row[0]: row[1] for row in read_rows("organisations")}
