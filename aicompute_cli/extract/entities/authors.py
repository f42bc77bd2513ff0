"""Who wrote an article, as a role at the paper that published it."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence

from aicompute_cli.document.bylines import words
from aicompute_cli.extract.rules import Rule
from aicompute_cli.model import FoldedSpan, Name, Role

RULES = (
    Rule(
        "role.byline.author",
        "who wrote an article is its author at the paper that published it",
        "机房每天用电十万度，一年要付三千万元的电费。（本文首发界面新闻，作者|何敬之）",
        "机房每天用电十万度，一年要付三千万元的电费。（本文首发界面新闻，何敬之有贡献）",
    ),
)

_LABEL = re.compile(r"(?P<label>[\u4e00-\u9fff]{2,4})\s?[:：|/／]?\s{0,3}$")
_AUTHOR = frozenset(("作者", "本文作者", "文章作者", "撰文", "撰稿"))


def byline_roles(folded: str, mentions: Sequence[Name], publisher: str | None) -> Iterator[Role]:
    """Authors as such, at the paper or account that the same line or note names, else at the article's."""
    for index, name in enumerate(mentions):
        if name.kind != "person" or name.rules[0] not in _WROTE:
            continue
        start, end = name.span.start, name.span.end
        label = _label_of(folded, mentions, index)
        near = mentions[max(0, index - 3) : index + 4]
        same = [n.canonical for n in near if n.kind == "organization" and _in_one_note(folded, n, name)]
        known = label is not None and (label["label"] in _labels() or label["label"].endswith("编辑"))
        if name.rules[0] == "name.person.byline" and not known:
            continue  # who took a picture
        title = label["label"] if label and known and label["label"] not in _AUTHOR else "作者"
        span = FoldedSpan(label.start() if label and known else start, end)
        organization = next(iter(same), publisher)
        yield Role(name.canonical, organization, title, span, ("role.byline.author",))


def _label_of(folded: str, mentions: Sequence[Name], index: int) -> re.Match[str] | None:
    """The label before a name, or before the first of the names that are joined to it: 责编：何某、吴某."""
    start = mentions[index].span.start
    while index and mentions[index - 1].kind == "person":
        if not _JOINED.fullmatch(folded, mentions[index - 1].span.end, start):
            break
        index -= 1
        start = mentions[index].span.start
    return _LABEL.search(folded, max(folded.rfind("\n", 0, start) + 1, start - 10), start)


_JOINED = re.compile("\\s?[、，,&]?\\s?(?:[和与])?")


@functools.cache
def _labels() -> frozenset[str]:
    return frozenset((*words("author"), *words("other")))


_WROTE = frozenset(("byline.author", "byline.date-line", "name.person.byline"))


def _in_one_note(folded: str, one: Name, other: Name) -> bool:
    """Whether two names stand in the same bracket or label line: 本文首发某刊，作者某某."""
    first, last = sorted((one.span, other.span))
    return not re.search(r"[()（）【】\n。]", folded[first.end : last.start]) and last.start - first.end < 24
