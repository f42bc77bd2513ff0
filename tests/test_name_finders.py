"""Places, events, publications, programmes and the terms of the field: names by their structure and their tables."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aicompute_cli.document.loader import document_from_text
from aicompute_cli.extract.article import article_of
from aicompute_cli.extract.names import events, places_built, programmes, publications, technologies
from aicompute_cli.extract.names.overlap import choose
from aicompute_cli.extract.names.scan import find_names
from aicompute_cli.extract.rules import Rule
from aicompute_cli.extract.tables import read_rows, words
from aicompute_cli.model import Name
from tests.conftest import load_cases


class Finder(NamedTuple):
    """A finder of names: its kinds of names, its rules, and words that lead it astray, joined by a bar."""

    module: Any
    kinds: frozenset[str]
    pieces: str

    def find(self, text: str, names: Sequence[Name]) -> Iterable[Name]:
        if self.module is technologies:
            return technologies.find_technologies(text)
        return getattr(self.module, FUNCTIONS[self.module])(text, names)  # type: ignore[no-any-return]

    def found(self, text: str) -> tuple[str, list[Name]]:
        """The folded text, and what is found in it, in order."""
        folded = article_of(document_from_text("text", text))
        names = self.find(folded.folded, find_names(folded))
        return folded.folded, sorted(names, key=lambda name: name.span)


FUNCTIONS = {
    events: "find_events",
    places_built: "find_built_places",
    programmes: "find_programmes",
    publications: "find_publications",
}
FINDERS = {
    "events": Finder(
        events,
        frozenset(["event"]),
        "大会|第三届|2031年|中国|算力|“|”|论坛|在|华为|GTC| |2024|，|。|\n|云岭|开发者|上|Build|主题|（|）|“论坛”",
    ),
    "places": Finder(
        places_built,
        frozenset(["place"]),
        "合肥|高新区|国家|试验区|人工智能|集群|地区|成渝|枢纽|市|观山湖区|贵阳|，|。|\n|和|数据中心|开发区|省|四川| ",
    ),
    "programmes": Finder(
        programmes,
        frozenset(["product", "report"]),
        "“远闳”计划|“远闳|「远闳资助计划」。|计划|华为|”|工程|，|。|\n",
    ),
    "publications": Finder(
        publications,
        frozenset(["report"]),
        "指数|排行榜|2031年|中国|算力|《|》|白皮书|发布|“十四五”|规划|TOP500|，|。|\n|研究报告|的|行动计划|液冷| ",
    ),
    "technologies": Finder(
        technologies,
        frozenset(["technology"]),
        "AI|算力| |大模型|OpenAI|IDC|机房|预测|液冷|浸没式|5G|-A|GPU|数据中心|(|，|\n|3E|HBM|+|预",
    ),
}
RULES = [(name, rule) for name, finder in FINDERS.items() for rule in finder.module.RULES]
CASES = [
    pytest.param(name, *case.values, id=f"{name}-{case.id}", marks=case.marks)
    for name in FINDERS
    for case in load_cases(name)
]


@pytest.mark.parametrize(("name", "case"), CASES)
def test_names_of_a_text(name: str, case: Any) -> None:
    finder = FINDERS[name]
    folded, names = finder.found(case["text"])
    if name == "programmes":
        got = [[found.canonical, found.kind] for found in names]
    else:
        got = [[folded[found.span.start : found.span.end], found.canonical] for found in names]
    assert got == case["want"], case["why"]
    assert {found.kind for found in names} <= finder.kinds


@pytest.mark.parametrize(("name", "rule"), RULES, ids=lambda value: getattr(value, "id", value))
def test_each_rule_works_on_its_example_only(name: str, rule: Rule) -> None:
    assert any(rule.id in found.rules for found in FINDERS[name].found(rule.example)[1])
    assert not any(rule.id in found.rules for found in FINDERS[name].found(rule.counter)[1])


@pytest.mark.parametrize("name", FINDERS)
@given(data=st.data())
def test_names_are_of_the_text_and_stand_apart(name: str, data: st.DataObject) -> None:
    finder = FINDERS[name]
    folded, names = finder.found(
        "".join(data.draw(st.lists(st.sampled_from(finder.pieces.split("|")), max_size=40)))
    )
    assert all(0 <= found.span.start < found.span.end <= len(folded) and found.canonical for found in names)
    assert all(a.span.end <= b.span.start for a, b in pairwise(choose(names)))


@pytest.mark.parametrize("name", FINDERS)
def test_a_page_of_one_pattern_is_read(name: str) -> None:
    """How time grows with such pages is a benchmark's to say; one that explodes never ends here."""
    finder = FINDERS[name]
    for piece in finder.pieces.split("|"):
        text = piece * (8000 // len(piece))
        assert all(found.span.end <= len(text) for found in finder.find(text, []))


def test_no_form_is_of_two_terms() -> None:
    rows = read_rows("technologies")
    forms = [form for row in rows for form in (row[0], *words(row[1] if len(row) > 1 else ""))]
    assert len(forms) == len(set(forms))
    assert len(rows) > 250
