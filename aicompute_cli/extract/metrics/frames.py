"""What a metric is made of: whose it is, what is measured, and the head noun that says which side of it."""

from __future__ import annotations

from typing import NamedTuple

from aicompute_cli.extract.metrics.words import endings, head_of, heads

_LOOSE_FIRST = "、,，:：;；)）的 "  # what a torn clause can leave at the ends
_LOOSE_LAST = "、,，:：;；(（的 "


class Frame(NamedTuple):
    """`owner` is whom or where (英伟达), `core` what (数据中心), `head` the side of it that is measured (收入).

    `tail` is what sets a figure apart from the plain metric (环比, 市场预期).
    """

    owner: str
    core: str
    head: str
    tail: str = ""
    rules: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The metric in words."""
        text = merged(merged(self.owner, self.core), canonical_head(self.head)) + self.tail
        return text.lstrip(_LOOSE_FIRST).rstrip(_LOOSE_LAST)

    @property
    def thing(self) -> str:
        """Owner and core: whom and what, without the side that is measured."""
        return merged(self.owner, self.core)


def split(text: str) -> tuple[str, str]:
    """The core and the head of `text`.

    >>> split("数据中心收入")
    ('数据中心', '收入')
    """
    head = head_of(text)
    return text[: len(text) - len(head)], head


def canonical_head(head: str) -> str:
    """The mainland wording of a head noun."""
    return heads()[head].canonical if head in heads() else head


def merged(left: str, right: str) -> str:
    """`left` and `right` as one text; what one ends and the other begins with stands once.

    >>> merged("集成电路进口", "进口总金额")
    '集成电路进口总金额'
    >>> merged("英伟达", "英伟达营收")
    '英伟达营收'
    """
    if not left or right.startswith(left):
        return right
    if left.endswith(right):
        return left
    if right[:2] in left:  # else they share no two characters
        for size in range(min(len(left), len(right)) - 1, 1, -1):
            if left.endswith(right[:size]):
                return left + right[size:]
    if left[-1].isascii() and right[:1].isascii() and left[-1].isalnum() and right[:1].isalnum():
        return f"{left} {right}"
    return left + right


def plain_head(head: str) -> str:
    """`head` without the words before it that keep its kind (经调整, 税后)."""
    if head in heads():
        return head
    for modifier in endings("modifier"):
        if head.startswith(modifier) and head[len(modifier) :]:
            return plain_head(head[len(modifier) :])
    return head
