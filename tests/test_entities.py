"""Who and what a text names: mentions, aliases, roles and quotations."""

from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aicompute_cli.document.loader import document_from_text
from aicompute_cli.extract.article import article_of
from aicompute_cli.extract.entities.scan import RULES, find_entities
from aicompute_cli.extract.facts import find_facts
from aicompute_cli.extract.names.overlap import choose
from aicompute_cli.extract.names.scan import find_names
from aicompute_cli.extract.reading import read_document
from aicompute_cli.extract.rules import Rule
from aicompute_cli.model import DocumentEntities, FoldedSpan, Name
from tests.conftest import load_cases


def read(text: str) -> tuple[str, DocumentEntities]:
    doc = document_from_text("text", text)
    return doc.folded, read_document(doc).entities


@pytest.mark.parametrize("case", load_cases("entities"))
def test_entities_of_a_text(case: Any) -> None:
    folded, found = read(case["text"])
    got = [[folded[m.span.start : m.span.end], m.canonical, m.kind] for m in found.mentions]
    assert all(want in got for want in case["want"]), got
    assert not {surface for surface, _, _ in got} & {*case.get("not", [])}, got
    names = {surface: canonical for surface, canonical, _ in got}
    assert len({names[surface] for surface in case.get("one", [])}) <= 1, got
    assert len({names[surface] for surface in case.get("two", [])}) in (0, 2), got
    assert sorted({(a.name, a.canonical) for a in found.aliases}) == sorted(map(tuple, case["aliases"]))


@pytest.mark.parametrize("case", load_cases("roles"))
def test_roles_of_a_text(case: Any) -> None:
    _, found = read(case["text"])
    got = [[role.person, role.organization, role.title] for role in found.roles]
    assert sorted(got, key=str) == sorted(case["want"], key=str), case["why"]


@pytest.mark.parametrize("case", load_cases("quotations"))
def test_quotations_of_a_text(case: Any) -> None:
    folded, found = read(case["text"])
    got = [[said.speaker, folded[said.span.start : said.span.end]] for said in found.quotations]
    assert got == case["want"], case["why"]


def rules_of(found: DocumentEntities) -> set[str]:
    items: list[Any] = [*found.mentions, *found.roles, *found.quotations]
    return {rule for item in items for rule in item.rules}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_each_rule_works_on_its_example_only(rule: Rule) -> None:
    assert rule.id in rules_of(read(rule.example)[1])
    assert rule.id not in rules_of(read(rule.counter)[1])


PARTS = [
    *(
        "英特尔",
        "院长",
        "何敬之",
        "表示",
        "《年报》",
        "（",
        "）",
        "以下简称“年报”",
        "公司",
        "又称“远院”",
        "GPT-4",
    ),
    *(
        "任命",
        "担任",
        "，",
        "。",
        "\n",
        "IDC",
        "、",
        "和",
        "“",
        "”",
        "算力大会",
        "数据中心",
        "首席执行官",
        "John Morton",
        "作者：",
    ),
]


@settings(deadline=None)
@given(st.lists(st.sampled_from(PARTS), max_size=60).map("".join))
def test_what_is_found_is_in_the_text_in_order_and_apart(text: str) -> None:
    folded, found = read(text)
    spanned: list[list[Any]] = [[*found.mentions], [*found.quotations]]
    for items in spanned:
        assert all(0 <= item.span.start < item.span.end <= len(folded) for item in items)
        assert all(a.span.end <= b.span.start for a, b in pairwise(items))
    assert all(m.canonical.isprintable() and m.canonical.strip() == m.canonical for m in found.mentions)
    assert all(folded[a.span.start : a.span.end].strip() for a in found.aliases)
    assert all(role.title and role.span.start < role.span.end for role in found.roles)


def test_reading_gives_the_facts_that_are_found_alone() -> None:
    doc = document_from_text("text", "据IDC数据，2031年出货量为3万台。院长何敬之表示，今年会有4万台。")
    read_at_once = read_document(doc)
    assert read_at_once.facts == find_facts(doc)
    assert read_at_once.facts
    article = article_of(doc)
    assert read_at_once.entities == find_entities(article, find_names(article))


def named(start: int, end: int, kind: str, rule: str = "told") -> Name:
    return Name(FoldedSpan(start, end), f"{start}-{end}", kind, (rule,))


def test_of_names_that_overlap_the_longer_remains_then_the_earlier_then_the_first() -> None:
    longer, earlier, first = named(0, 3, "place"), named(4, 6, "place"), named(8, 9, "event")
    others = [named(1, 3, "person"), named(5, 7, "person"), named(8, 9, "person")]
    assert choose([longer, earlier, first, *others]) == [longer, earlier, first]


def test_of_two_names_of_one_stretch_that_of_the_tables_remains() -> None:
    article = article_of(document_from_text("text", "GPT-4"))
    found = [named(0, 5, "organization"), named(0, 5, "product", "name.known.table")]
    assert [mention.kind for mention in find_entities(article, found).mentions] == ["product"]


@pytest.mark.parametrize(
    "unit",
    [
        "院长何敬之表示，",
        "何敬之（",
        "担任总裁、",
        "英特尔（高通）",
        "又称“远院”",
        "“何敬之表示：",
        "作者：何敬之\n",
        "2031算力大会",
        "、总裁",
    ],
)
def test_a_page_of_one_pattern_is_read(unit: str) -> None:
    """How time grows with such pages is a benchmark's to say; one that explodes never ends here."""
    article = article_of(document_from_text("text", unit * (20_000 // len(unit))))
    found = find_entities(article, find_names(article), [])
    assert all(a.span.end <= b.span.start for a, b in pairwise(found.mentions))
