"""How far what a source says reaches: headlines, paragraphs that go on, the text's own words, figures of nobody's."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cache

from aicompute_cli.extract.article import Article, Paragraph
from aicompute_cli.extract.attribution.cues import cue_words
from aicompute_cli.extract.attribution.marks import FORECASTERS, Mark, is_plan
from aicompute_cli.extract.attribution.reader import Reader
from aicompute_cli.extract.attribution.subjects import company_meant
from aicompute_cli.extract.names.canonical import organisation_type
from aicompute_cli.extract.tables import any_of
from aicompute_cli.model import Attribution, FoldedSpan

_HEADLINE = re.compile(r"[^，。；：:！？\n]{2,40}[:：](?!//)")
_ISSUED_TITLE = re.compile(r"(?:正式|日前|近日)?(?:出台|发布|印发|公布|出炉|面世|发表|明确|提出)")


def headline(reader: Reader, paragraph: Paragraph) -> list[Mark]:
    """某某：… at the head of a paragraph, of one sentence where no person speaks; or a title that is just out."""
    start, end = paragraph.span.start, paragraph.span.end
    text = reader.text
    names = reader.names_in(start, min(end, start + 60))
    if not names:
        return []
    first = names[0]
    if first.kind == "report" and first.span.start == start and _ISSUED_TITLE.match(text, first.span.end):
        return [Mark(start, (reader.title_of(first),), "report", ("source.headline.title",), start)]
    colon = _HEADLINE.match(text, start, end)
    if not colon or colon.end() >= end:
        return []
    last = next((n for n in reversed(names) if n.span.end == colon.end() - 1), None)
    line = len(paragraph.sentences) == 1 and text[end - 1] not in "。；"
    counts = last is not None and organisation_type(last.canonical) == "research"
    if last is None or not (last.kind == "person" or (last.kind == "organization" and (line or counts))):
        return []
    sources = reader.sources_in(start, colon.end())
    return [Mark(start, sources, last.kind, ("source.headline.colon",), start)] if sources else []


def carried(reader: Reader, paragraph: Paragraph, before: Mark | None, marks: list[Mark]) -> list[Mark]:
    """The source of the paragraph before, where this one opens by going on with it."""
    start = paragraph.span.start
    if before is None or not before.sources or (marks and marks[0].start <= start):
        return []
    goes_on = _goes_on(reader, before, start, paragraph.span.end)
    if before.kind == "person" and (quote := _QUOTE_ALONE.match(reader.text, start, paragraph.span.end)):
        rules = (*before.rules, "reach.paragraph.quote")
        return [before._replace(start=start, cue=start, end=quote.end(), rules=rules)]
    results = before.kind == "results" and not _other_company(reader, paragraph, before)
    if results and not _ACCOUNTS.search(reader.text, start, marks[0].start if marks else paragraph.span.end):
        return []  # the price of a product, what it can do
    if _is_published(reader, before) and _VIEW.match(reader.text, start, paragraph.span.end):
        sources = tuple(source for source in before.sources if source[0] != "《") or before.sources
        rules = (*before.rules, "reach.paragraph.opening")
        return [before._replace(start=start, cue=start, sources=sources, rules=rules)]
    if not goes_on and not results:
        return []
    rule = "reach.paragraph.opening" if goes_on else "reach.paragraph.results"
    return [before._replace(start=start, cue=start, rules=(*before.rules, rule))]


def _is_published(reader: Reader, mark: Mark) -> bool:
    """Whether a mark reports what somebody published: data, a report, not an opinion of a bank's."""
    if any(organisation_type(name) == "finance" for name in mark.sources):
        return False
    return mark.kind in ("data", "report") or set(mark.sources) == set(reader.issuers)


def _goes_on(reader: Reader, before: Mark, start: int, end: int) -> bool:
    """Whether a paragraph opens with a word that only what was reported explains; of a speaker or a plan none does."""
    if before.kind == "person" or is_plan(before.sources):
        return False
    return bool(_carries().match(reader.text, start, end))


_ACCOUNTS = re.compile(
    "收入|营收|利润|溢利|盈利|亏损|净利|纯益|毛利|费用|开支|支出|成本|现金|资产|负债|存货|应收|应付|股息|派息|每股|研发|投入|回购"
    "|占比|客户|员工|份额|出货|销量|同比|环比|[年季月][增减]|按[年季]|业务|订单|产能|募资|股东|持股"
)
# 分地区看, 以芯片来拆: the same figures by another division.
_VIEW = re.compile(r"(?:若|再|而|另)?(?:以|从)[^，,。；：\d版]{1,8}?(?:来说|来拆|来分|而言|看)[，,：:]")
_QUOTE_ALONE = re.compile(r"“[^“”]{6,}”|「[^「」]{6,}」")


def _other_company(reader: Reader, paragraph: Paragraph, before: Mark) -> bool:
    names = reader.names_in(paragraph.span.start, paragraph.span.end)
    return any(n.kind == "organization" and not before.sources[0].startswith(n.canonical) for n in names)


def own_words(reader: Reader, paragraph: Paragraph, marks: list[Mark]) -> list[Mark]:
    """`marks` with those at which the text speaks for itself again."""
    if not marks:
        return marks
    added = []
    index = -1
    for sentence in paragraph.sentences:
        start = sentence.folded_span.start
        while index + 1 < len(marks) and marks[index + 1].cue <= start:
            index += 1
        if (
            index < 0
            or not marks[index].sources
            or (index + 1 < len(marks) and marks[index + 1].start <= start)
        ):
            continue
        if _speaks_itself(reader.text, sentence.folded_span, marks[index]):
            added.append(Mark(start, (), "nobody", ("reach.own.words",), start))
    return sorted([*marks, *added], key=lambda mark: mark.cue)


def _speaks_itself(text: str, span: FoldedSpan, mark: Mark) -> bool:
    """Whether a sentence is the text's own: 照此推算…; a person may go on with 如果, or with prices.

    What is so today is not laid down by a plan, and 有…厂商 and 早在 begin another story than a report's.
    """
    own = _own().match(text, span.start)
    if mark.kind == "person":
        return bool(own) and not _if().match(text, span.start)
    if own or _PRICES.search(text, span.start, span.end) or _OTHERS.match(text, span.start):
        return True
    return is_plan(mark.sources) and bool(_TODAY.match(text, span.start))


_OTHERS = re.compile(
    r"(?:也|还|已|但|而)?有(?!\d|[一二三四五六七八九十百千近超约])[^，,。；]{0,8}?(?:厂商|公司|企业|厂家|商家|工厂)"
    r"|(?:而|但|不过|其实)?(?:早在|而在\d{4}|在此之前)|(?:而|但)在\d{4}年"
)
_TODAY = re.compile(r"截至|截止|目前|现在|如今|眼下|今年以来|去年|迄今|此外，?,?\d{4}年")


def paint(reader: Reader, paragraph: Paragraph, marks: list[Mark]) -> list[Attribution]:
    """The stretches that the marks cover, without the figures that a bracket or nobody claims."""
    spans: list[Attribution] = []
    for mark, after in zip(marks, [*marks[1:], None], strict=False):
        end = min(mark.end or paragraph.span.end, paragraph.span.end)
        end = min(end, after.start) if after else end
        start = max(mark.start, spans[-1].span.end) if spans else mark.start
        if spans and not mark.sources and spans[-1].sources:
            spans[-1] = spans[-1]._replace(rules=(*spans[-1].rules, *mark.rules))  # what ended it
        if start < end:
            spans.append(Attribution(FoldedSpan(start, end), mark.sources, mark.rules))
    return [
        span
        for span in lay_over(
            spans,
            [*_brackets(reader, paragraph), *_market(reader, paragraph), *_own_guidance(reader, paragraph)],
        )
        if span.sources
    ]


def lay_over(spans: list[Attribution], patches: list[Attribution]) -> list[Attribution]:
    """`spans` with `patches` over them; both are of disjoint stretches in order, else the earlier patch wins."""
    tops: list[Attribution] = []
    for patch in sorted(patches, key=lambda patch: patch.span):
        start = max(patch.span.start, tops[-1].span.end) if tops else patch.span.start
        if start < patch.span.end:
            tops.append(patch._replace(span=FoldedSpan(start, patch.span.end)))
    laid, first = list(tops), 0
    for span in spans:
        start, end = span.span.start, span.span.end
        while first < len(tops) and tops[first].span.end <= start:
            first += 1
        index = first
        while index < len(tops) and tops[index].span.start < end:
            top = tops[index]
            rules = span.rules if top.sources else (*span.rules, *top.rules)
            if start < top.span.start:
                laid.append(span._replace(span=FoldedSpan(start, top.span.start), rules=rules))
            start = max(start, tops[index].span.end)
            index += 1
        if start < end:
            laid.append(span._replace(span=FoldedSpan(start, end)))
    return sorted(laid, key=lambda span: span.span)


_BRACKET = re.compile(r"[(（](?P<source>(?:数据|资料)?来源[:：]?\s?)?(?P<names>[^()（）\n]{2,40})[)）]")
_BRACKET_REST = re.compile(
    r"[，,、和与及\s]*(?:《[^《》]*》)?[，,]?\s*(?:\d{4}年?(?:\d{1,2}月)?)?(?:最新)?(?:的)?(?:数据|统计|预测|测算|估算|报告|调查|口径)?"
)
_FIGURE = re.compile(r"[\d一二三四五六七八九十百]")


def _brackets(reader: Reader, paragraph: Paragraph) -> list[Attribution]:
    """(某某，2019年数据) behind a figure binds that figure's clause; (来源：某某) its sentence."""
    found = []
    sentences = [sentence.folded_span.start for sentence in paragraph.sentences]
    for match in _BRACKET.finditer(reader.text, paragraph.span.start, paragraph.span.end):
        names = reader.names_in(match.start("names"), match.end("names"))
        if not names or names[0].span.start != match.start("names") or names[0].kind == "person":
            continue
        if not _BRACKET_REST.fullmatch(reader.text, names[-1].span.end, match.end("names")):
            continue
        start = _clause_before(reader.text, match.start(), paragraph.span.start)
        if match["source"]:
            start = sentences[max(0, bisect_right(sentences, match.start() - 1) - 1)]
        elif not _FIGURE.search(reader.text, start, match.start()) or _is_gloss(reader, start, match.start()):
            continue
        sources = reader.sources_in(match.start("names"), match.end("names"))
        found.append(Attribution(FoldedSpan(start, match.end()), sources, ("source.bracket.figure",)))
    return [patch for patch in found if patch.sources]


def _is_gloss(reader: Reader, start: int, place: int) -> bool:
    """Whether a name ends at `place`: what the bracket behind it holds is its other name."""
    names = reader.names_in(start, place)
    return bool(names) and names[-1].span.end == place


def _clause_before(text: str, place: int, low: int) -> int:
    ends = list(_CLAUSE_MARK.finditer(text, max(low, place - _FAR), place))
    return ends[-1].end() if ends else max(low, place - _FAR)


_CLAUSE_MARK = re.compile(r"[，。；：！？)）]|,(?!\d)|(?<!\d),")
_FAR = 120  # no clause is longer
_CLAUSE_END = re.compile(r"[，。；！？\n]|,(?!\d)|(?<!\d),|$")
_AFTER = re.compile(
    r"(?:的|为|是|则为|只有|仅|约|值|中值|区间|数|[:：]){0,6}\s*[^，,。；\n]{0,10}?[\d一二三四五六七八九十百千万亿○]"
)


def _market(reader: Reader, paragraph: Paragraph) -> list[Attribution]:
    """What the market expected is nobody's: 高于市场预期的18亿美元."""
    text, found = reader.text, []
    start, end = paragraph.span.start, paragraph.span.end
    for cue in reader.cues(start, end):
        low, high = cue.start, cue.end
        if "market" not in cue.kinds or FORECASTERS.match(text, low):
            continue
        if _AFTER.match(text, high, end):
            stop = _CLAUSE_END.search(text, high, min(end, high + _FAR))
            span = FoldedSpan(low, _with_difference(text, stop.start() if stop else high, end))
        else:
            clause = _clause_before(text, low, start)
            than = max(text.rfind(word, clause, low) for word in "于过比超较")
            span = FoldedSpan(max(clause, than), high)
        found.append(Attribution(span, (), ("reach.market.figure",)))
    return found


_GUIDANCE = re.compile(
    r"(?:公司|集团|管理层)(?:自己)?(?:(?:原本?|原先|此前|早前|先前|之前|上季|前次)(?:给出|发布|公布)?的?"
    r"(?:预估|预计|预期|预测|估计|估|指引|财测|展望)|自估|(?:给出|发布|公布)的(?:指引|财测))"
    r"(?:区间|上限|下限|中值|高标|低标)?的?(?=[^，,。；：、的]{0,4}?[\d一二三四五六七八九十百])"
)


def _own_guidance(reader: Reader, paragraph: Paragraph) -> list[Attribution]:
    """What a company expected of itself is the company's figure: 高于公司原估的18亿美元."""
    found = []
    for match in _GUIDANCE.finditer(reader.text, paragraph.span.start, paragraph.span.end):
        company = company_meant(reader, match.start())
        if company:
            stop = _CLAUSE_END.search(reader.text, match.end(), min(paragraph.span.end, match.end() + _FAR))
            end = stop.start() if stop else match.end()
            span = FoldedSpan(match.start(), end)
            found.append(Attribution(span, company, ("source.guidance.own",)))
    return found


_DIFFERENCE = re.compile(r"[，,](?:两者)?(?:相差|差距|差额|差了)[^，,。；]*")


def _with_difference(text: str, place: int, end: int) -> int:
    found = _DIFFERENCE.match(text, place, end)
    return found.end() if found else place


_SOURCE_LINE = re.compile(r"\s*[(（]?(?:注[:：])?\s*(?:资料|数据|图表)来源\s*[:：]\s*")
_CAPTION = re.compile(r"\s*(?:附表|表\s?\d|图表|图\s?\d|表[:：一二三四五])")


def source_lines(reader: Reader, article: Article, found: list[Attribution]) -> list[Attribution]:
    """`found` with the tables whose source stands on the line under them."""
    paragraphs = article.paragraphs
    patches = []
    for index, paragraph in enumerate(paragraphs):
        opening = _SOURCE_LINE.match(reader.text, paragraph.span.start, paragraph.span.end)
        sources = reader.sources_in(opening.end(), paragraph.span.end) if opening else ()
        if sources:
            start = _table_start(reader.text, paragraphs, index)
            patches.append(
                Attribution(FoldedSpan(start, paragraph.span.end), sources, ("source.line.table",))
            )
    return lay_over(found, patches) if patches else found


def _table_start(text: str, paragraphs: tuple[Paragraph, ...], index: int) -> int:
    """Where the table over a source line begins: lines without a full stop, up to a caption."""
    first = index
    while first and index - first < 60:
        span = paragraphs[first - 1].span
        line = text[span.start : span.end]
        if _CAPTION.match(line):
            return span.start
        if "。" in line or len(line) > 60:
            break
        first -= 1
    return paragraphs[first].span.start


_PRICES = re.compile("股价|收市|收盘|盘后|盘前|涨停|跌停")


@cache
def _own() -> re.Pattern[str]:
    return re.compile(any_of(cue_words("own")))


@cache
def _if() -> re.Pattern[str]:
    return re.compile("若|如果|倘若|假如|作为|显然|由此|因此|那么|再看|换言之|也就是说")


@cache
def _carries() -> re.Pattern[str]:
    return re.compile(rf"\s*(?:{any_of(cue_words('carry'))})")
