"""Questions in English as Chinese asks them, word for word; names and what no list has stay as they are."""

from __future__ import annotations

import re
from functools import cache

from aicompute_cli.extract.tables import read_rows

_FEWEST = 3  # words; fewer are keywords, which stay
_ENDS = frozenset(("是什么", "多少", "是谁", "在哪里", "占比多少", "增长多少"))


@cache
def _words() -> dict[str, str]:
    return {row[0]: row[1] if row[1:] else "" for row in read_rows("question_english")}


@cache
def _pattern() -> re.Pattern[str]:
    words = sorted(_words(), key=len, reverse=True)
    return re.compile(r"(?<![\w-])(?:" + "|".join(map(re.escape, words)) + r")(?![\w-])|'s\b")


def in_chinese(text: str) -> str:
    """A folded question in lower case; one that is in English in Chinese words, the question word behind.

    >>> in_chinese("how large is china's ai server market in 2023?")
    '中国 ai服务器 市场 2023 多少'
    >>> in_chinese("gpt-3 参数"), in_chinese("what is maas?")
    ('gpt-3 参数', 'maas 是什么')
    """
    if not text.isascii() or len(text.split()) < _FEWEST:
        return text
    asked: list[str] = []

    def told(match: re.Match[str]) -> str:
        word = _words().get(match[0], "")
        if word in _ENDS:
            asked.append(word)
            return " "
        return f" {word} "

    body = _pattern().sub(told, text.rstrip("?. "))
    ends = asked[:1]
    if ends == ["是什么"] and any(word in body for word in _MEASURED):
        ends = ["多少"]
    return " ".join([*body.split(), *ends])


_MEASURED = (
    "规模",
    "参数",
    "营收",
    "利润",
    "份额",
    "占比",
    "增速",
    "出货量",
    "融资",
    "估值",
    "员工",
    "开支",
    "渗透率",
)
