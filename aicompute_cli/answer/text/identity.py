"""Whom a question asks about that only wants to know who someone is: 甲是谁, 甲担任什么职务."""

from __future__ import annotations

from functools import cache

from aicompute_cli.answer.query import Query
from aicompute_cli.answer.text.wordings import Wording, words_of
from aicompute_cli.extract.tables import read_rows

_NAME = r"(?P<who>[^\W_\d]{2,4}?(?:·[^\W_\d]{1,8})*|[a-z]+(?:[ ·.-]+[a-z]+){0,3})"
_WHO_IS = Wording(
    rf"^(?:请问)?(?:{_NAME}(?:这个人|此人)?(?:现在|目前|究竟|到底)?(?:的?(?:职务|职位|头衔|身份|职衔|title)(?:是(?:什么|啥))?"
    r"|是(?:谁|哪位|哪一位|何人|何许人也?|什么人|干什么的|做什么的|干嘛的|什么来头|(?:什么|啥)(?:职务|职位|头衔|身份|官))"
    r"|(?:担任|出任|任|当)(?:的是)?(?:了)?(?:什么|何|啥|哪个)(?:职务|职位|头衔|职|官|岗位)?))[？?]?$"
)
_IS_WHO = Wording(rf"^(?:请问)?(?:谁是|who is |介绍一下|介绍){_NAME}[？?]?$")


@cache
def _surnames() -> frozenset[str]:
    """Those of one character row by row, those of two with spaces between."""
    rows = [row[0] for row in read_rows("surnames")]
    return frozenset(name for row in rows for name in (row.split(" ") if " " in row else row))


def person_asked(query: Query) -> str:
    """The name of the person who is to be introduced; empty where a question asks something else.

    >>> from aicompute_cli.answer.query import Concept
    >>> of = (Concept("何敬之", ("何敬之",), "name", 1.8, kind="person"),)
    >>> person_asked(Query("何敬之担任什么职务?", "definition", of)), person_asked(Query("港口是谁", "person", of))
    ('何敬之', '')
    """
    match = _WHO_IS.search(query.text) or _IS_WHO.search(query.text)
    who = match["who"].strip() if match else ""
    return who if who and may_be_person(who, query) else ""


def may_be_person(who: str, query: Query) -> bool:
    """Whether a name is a person's: the corpus knows one, or no such name and it begins with a surname."""
    own = [concept for concept in query.concepts if concept.text in who or who in concept.text]
    if any(concept.kind == "person" for concept in own):
        return True
    unknown = all(concept.kind in ("", "unknown") and len(concept.text) <= len(who) for concept in own)
    is_name = who[0] in _surnames() or who[:2] in _surnames()
    return unknown and is_name and words_of("common").isdisjoint(who[1:]) and not who.endswith(_TITLES)


_TITLES = ("长", "裁", "席", "监", "经理", "书记", "教授", "院士", "老师", "公司")
