"""The names that an article declares, wherever they stand again."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from aicompute_cli.extract.entities.aliases import Declared, generic_names
from aicompute_cli.extract.names.canonical import canonical_name, is_known
from aicompute_cli.extract.rules import Rule
from aicompute_cli.model import FoldedSpan, Name

RULES = (
    Rule(
        "entity.again.declared",
        "another name that the text declared stands here again",
        "远川数据研究院（又称“远数院”）成立。远数院有九人。",
        "远川数据研究院（新设）成立。远数院有九人。",
    ),
)


def find_again(folded: str, declared: Iterable[Declared], stretches: Sequence[tuple[int, int]]) -> list[Name]:
    """The declared names wherever they stand, a short form from its declaration on; a report's only in its marks."""
    import ahocorasick_rs  # noqa: PLC0415 - only where text is read

    forms = _forms(declared)
    listed = list(forms)
    contested = {form for form, item in forms.items() if _is_of_organization(form, item)}
    found = []
    automaton = ahocorasick_rs.AhoCorasick(listed) if listed else None
    for low, high in stretches if automaton else ():
        assert automaton is not None
        for index, start, end in automaton.find_matches_as_indexes(folded[low:high]):
            item = forms[listed[index]]
            span = _whole(folded, start + low, end + low, item.name.kind)
            elsewhere = item.short and start + low < item.span.start
            if span and not elsewhere and not (item.form in contested and _is_source(folded, span)):
                rules = (item.rule, "entity.again.declared")
                found.append(
                    item.name._replace(span=span, rules=rules if span != item.span else (item.rule,))
                )
    return found


def _is_of_organization(form: str, item: Declared) -> bool:
    """Whether the tables hold an organisation of the name that the text declares for something else."""
    return item.name.kind != "organization" and is_known(canonical_name(form))


def _is_source(folded: str, span: FoldedSpan) -> bool:
    """Whether a name stands where one who publishes or says something does: 据IDC, IDC数据."""
    before = folded[max(0, span.start - 1) : span.start]
    return before in ("据", "与", "由") or bool(_PUBLISHES.match(folded, span.end))


_PUBLISHES = re.compile(
    "的?(?:最新)?(?:数据|报告|预[测计估]|统计|调[查研]|分析师|显示|称|指出|认为|表示|发布|公布|估|中国区?副?总|研究|副?总裁)(?!中心)"
)


def _forms(declared: Iterable[Declared]) -> dict[str, Declared]:
    """The declared names that mean one thing only."""
    forms: dict[str, Declared] = {}
    twice = set()
    for item in declared:
        kept = forms.setdefault(item.form, item)
        if (kept.name.kind, kept.name.canonical) != (item.name.kind, item.name.canonical):
            twice.add(item.form)
    return {form: item for form, item in forms.items() if form not in twice and form not in generic_names()}


def _whole(folded: str, start: int, end: int, kind: str) -> FoldedSpan | None:
    if kind == "report" and folded[start : start + 1] != "《" and not folded[start:end].isascii():
        marked = folded[start - 1 : start] == "《" and folded[end : end + 1] == "》"
        return FoldedSpan(start - 1, end + 1) if marked else None
    edges = (folded[start - 1 : start] + folded[start], folded[end - 1] + folded[end : end + 1])
    inside = any(len(edge) == 2 and edge.isascii() and edge.isalnum() for edge in edges)
    return None if inside else FoldedSpan(start, end)
