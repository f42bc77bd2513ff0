"""All names that the lists have of whom a name means, for filters on sources and entities."""

from __future__ import annotations

from aicompute_cli.extract.names.canonical import canonical_name
from aicompute_cli.index.known_names import LISTS, listed_names


def names_of(name: str) -> tuple[str, ...]:
    """`name`, folded, and the name that sources are stored under.

    >>> names_of("信通院"), names_of("某某公司")
    (('信通院', '中国信息通信研究院'), ('某某公司',))
    """
    asked = name.casefold()
    persons = (names[0] for names in listed_names("persons") if asked in map(str.casefold, names))
    return tuple(dict.fromkeys((name, canonical_name(name), *persons)))


def all_names_of(name: str) -> tuple[str, ...]:
    """`name`, folded, and every other name that the lists have for the same.

    >>> "英伟达" in all_names_of("NVIDIA"), "华为云" in all_names_of("华为")
    (True, False)
    """
    asked = {name.casefold(), canonical_name(name).casefold()}
    found = (
        names
        for table in LISTS
        for names in listed_names(table)
        if not asked.isdisjoint(known.casefold() for known in names)
    )
    return tuple(dict.fromkeys([*names_of(name), *(known for names in found for known in names)]))
