"""Who wrote, edited and published an article: the names in the lines around it and the notes in it."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from aicompute_cli.document.bylines import LONGEST, plain, reporter, words
from aicompute_cli.document.folding import fold
from aicompute_cli.document.words import cut_words
from aicompute_cli.extract import tables
from aicompute_cli.extract.article import Article
from aicompute_cli.extract.entities.titled import is_person
from aicompute_cli.extract.names.canonical import canonical_name, is_known
from aicompute_cli.extract.names.known import find_known
from aicompute_cli.extract.names.organisations.channels import is_channel
from aicompute_cli.extract.names.overlap import choose
from aicompute_cli.extract.rules import Rule
from aicompute_cli.model import FoldedSpan, Name

RULES = (
    Rule(
        "byline.author",
        "a name behind 作者, 记者, 责编 and the like in the lines around an article worked on it",
        "机房的账本\n作者：何敬之\n\n机房每天用电十万度，一年要付三千万元的电费，今年还会更多。",
        "机房的账本\n温度：何敬之\n\n机房每天用电十万度，一年要付三千万元的电费，今年还会更多。",
    ),
    Rule(
        "byline.publisher",
        "a name behind 来源 in the lines around an article published it",
        "机房的账本\n来源：山海视野\n\n机房每天用电十万度，一年要付三千万元的电费，今年还会更多。",
        "机房的账本\n热度：山海视野\n\n机房每天用电十万度，一年要付三千万元的电费，今年还会更多。",
    ),
    Rule(
        "byline.date-line",
        "what stands beside the date at the head is who wrote or published it, if it is called so",
        "机房的账本\n2031年3月2日 何敬之 前沿周刊\n\n机房每天用电十万度，一年要付三千万元的电费，今年还会更多。",
        "机房的账本\n2031年3月2日 阅读 评论\n\n机房每天用电十万度，一年要付三千万元的电费，今年还会更多。",
    ),
    Rule(
        "byline.picture",
        "whom a caption names for the source of a picture",
        "新机房上月投用。\n图源：山海视野",
        "新机房上月投用。\n图源：网络",
    ),
)

_TOP_LINES = 15
_BOTTOM_LINES = 6  # below the article
_LAST_LINES = 8  # of the article
_NOTE = re.compile(r"[(（\[【〔]([^()（）\[\]【】〔〕\n]{2,120})[)）\]】〕]")
_SENTENCE = re.compile(r"[。！？!?；]")
_SEVERAL = re.compile("[、，,&＆ ]+")
_NOBODY = re.compile(
    "报[道导]|综合|整理|转载|原创|^网络|互联网|本[网站报刊社台]|生成|官网|官方|图片|资料|https?|www|未知|不详|匿名|佚名|小编|平台$|^[\\dA-Za-z]{1,2}$"
)
_HAN_NAME = re.compile("[\u4e00-\u9fff]{2,4}")
_TOKEN = re.compile(r"[^\s|/·:,，()（）\[\]【】]+")
_PICTURE = re.compile(
    r"(?:图片?来源|图源|配图|图片)(?:于|自)?\s?[:：|/]\s?(?P<value>[^\s，,。；;:：()（）【】\[\]]{2,24})"
)
_NOT_PEOPLE = frozenset(
    ("id", "ID", "出品", "发布人", "發布人", "发布者", "發布者", "上传者", "发表人", "设计", "設計")
)


class _Line(NamedTuple):
    start: int
    text: str


class _Found(NamedTuple):
    line: _Line
    at: int
    name: str
    rule: str


def find_bylines(article: Article, author: str | None = None) -> list[Name]:
    """The authors, editors and publishers that the text around the article itself names, where they stand.

    `author` and the article's publisher are names that are known from elsewhere.
    """
    found: dict[FoldedSpan, Name] = {}
    for line in _lines(article):
        told = [*_labelled(line), *_spaced(line), *_beside_date(line), *_alone(line)]
        told += _given(line, author, article.publisher)
        for name in (*(name for item in told for name in _named(item)), *_known_in(line, told)):
            found.setdefault(name.span, name)
    for picture in _PICTURE.finditer(article.folded, article.begin):
        for name in _of_picture(picture):
            found.setdefault(name.span, name)
    return [found[span] for span in sorted(found)]


def _of_picture(picture: re.Match[str]) -> Iterator[Name]:
    """The known organisations in the source of a picture, else all of it where it is called like one."""
    start, value = picture.start("value"), _APP.sub("", picture["value"])
    known = [name for name in find_known(value) if name.kind == "organization"]
    for name in known:
        span = FoldedSpan(start + name.span.start, start + name.span.end)
        yield name._replace(span=span, rules=("byline.picture",))
    latin = value.isascii() and value.isalpha() and len(value) > 3
    if not known and not _NOBODY.search(value) and (latin or is_channel(value)):
        span = FoldedSpan(start, start + len(value))
        yield Name(span, canonical_name(value), "organization", ("byline.picture",))


def _labelled(line: _Line) -> Iterator[_Found]:
    shown = plain(line.text)
    for field in ("author", "publisher"):
        for match in _labels(field).finditer(shown):
            value = _APP.sub("", _any_label().split(match["value"])[0])
            yield _Found(line, match.start("value"), value, f"byline.{field}")
    if name := reporter(shown):
        yield _Found(line, shown.find(name), name, "byline.author")


def _spaced(line: _Line) -> Iterator[_Found]:
    """作者 何敬之 校对 吴敏之; 何敬之/文: names of persons beside a label without a mark between."""
    shown = plain(line.text)
    for match in (*_after_label().finditer(shown), *_BEFORE_LABEL.finditer(shown)):
        if is_person(match["value"]):
            yield _Found(line, match.start("value"), match["value"], "byline.author")


_BEFORE_LABEL = re.compile(
    r"(?:^|[\s|/])(?P<value>[\u4e00-\u9fff]{2,4}) ?/ ?(?:文|图|摄影|报道)(?![\u4e00-\u9fff])"
)


def _alone(line: _Line) -> Iterator[_Found]:
    """A line that is a name of three characters and no word: the author's, as some pages set it."""
    name = line.text.strip()
    if len(name) == 3 and is_person(name) and len(cut_words(name)) > 1:
        yield _Found(line, line.text.find(name), name, "byline.author")


def _known_in(line: _Line, told: Sequence[_Found]) -> Iterator[Name]:
    """The known organisations in a line that tells who wrote or published: 某某日报 记者何某."""
    if not told:
        return
    for name in choose(find_known(_SHARE_BAR.sub("", line.text))):
        if name.kind == "organization":
            span = FoldedSpan(line.start + name.span.start, line.start + name.span.end)
            yield name._replace(span=span)


# Where else a page can be sent stands behind who wrote it: 分享到: 微博 微信.
_SHARE_BAR = re.compile("(?:分享到|分享至|分享给|转发到|一键分享|扫一扫|关注我们).*")


def _beside_date(line: _Line) -> Iterator[_Found]:
    shown = plain(line.text)
    if not (dated := _DATED.search(shown)) or len(shown) - (dated.end() - dated.start()) > 40:
        return
    for token in _TOKEN.finditer(_DATED.sub(lambda found: " " * len(found[0]), shown)):
        name = token[0]
        paper = _is_called_like_a_paper(name) or is_known(canonical_name(name))
        person = len(name) < 4 and is_person(name) and (len(name) == 3 or is_channel(name))
        if _HAN.search(name) and (person or (paper and _names_someone(name))):
            yield _Found(line, token.start(), name, "byline.date-line")


_DATED = re.compile(
    r"(?<!\d)(?:19|20)\d\d ?[年\-/.] ?\d{1,2} ?[月\-/.] ?\d{1,2}日?(?:[ T]{1,3}\d{1,2}:\d{2}(?::\d{2})?)?(?!\d)"
)
_HAN = re.compile("^[\u4e00-\u9fffA-Za-z0-9·]{2,14}$")


def _given(line: _Line, author: str | None, publisher: str | None) -> Iterator[_Found]:
    for name, rule in ((author, "byline.author"), (publisher, "byline.given")):
        known = _APP.sub("", _folded(name)) if name else ""
        at = line.text.find(known) if len(known) > 1 else -1
        if at >= 0:
            yield _Found(line, at, known, rule)


@functools.lru_cache(maxsize=64)
def _folded(name: str) -> str:
    return fold(name).folded.strip()


def publisher_of(article: Article) -> str | None:
    """The canonical name of who published `article`."""
    return canonical_name(_APP.sub("", _folded(article.publisher))) if article.publisher else None


_APP = re.compile("(?:App|APP|app|客户端|微信公众号|公众号|官网)$")


def _named(found: _Found) -> Iterator[Name]:
    at = 0
    for part in _SEVERAL.split(found.name):
        at = found.name.find(part, at)
        kind = _kind(part, found.rule) if len(part) > 1 else None
        if kind and part.lower() not in words("nobody") and not _NOBODY.search(part):
            start = found.line.start + found.at + at
            rule = "byline.publisher" if found.rule == "byline.given" else found.rule
            yield Name(FoldedSpan(start, start + len(part)), canonical_name(part), kind, (rule,))


def _kind(name: str, rule: str) -> str | None:
    """A person's name has a family name or is short; what is called like a paper or an account is one."""
    if is_known(canonical_name(name)):
        return "organization"
    if _SECTION.fullmatch(name) or _DESCRIBED.search(name) or _OF_NO_PLACE.match(name):
        return None
    if is_person(name):
        return "person"
    if rule == "byline.author" and _PEN_NAME.fullmatch(name) and not _is_called_like_a_paper(name):
        return "person"
    return "organization" if rule == "byline.given" or _names_someone(name) else None


# What names nobody: a section of a site, what a writer does, a department of a province that is not said.
_SECTION = re.compile(
    "(?:科技|财经|IT|互联网|产业|数码|手机|汽车|房产|国际|国内|社会|要闻|热点|首页|综合|滚动|行业|商业|金融|股票|证券|科学|教育"
    "|时政|军事|娱乐|体育|健康|云计算|人工智能|AI|通信|新闻|公司|市场|政策|技术)(?:频道|栏目|专栏|版块|板块|要闻|新闻|资讯|快讯|动态|中心|版|部)"
)
_DESCRIBED = re.compile(
    "(?:研究者|从业者|爱好者|学者|工程师|分析师|程序员|投资人|创业者|人士|老兵|观察员|撰稿人|评论员|作家|博士生|研究生|实习生)$"
)
_OF_NO_PLACE = re.compile("(?:省|市|区|县|州|自治区)(?=[^\\s]{2,14}(?:厅|局|委|办|院|中心|会|政府|处)$)")


def _names_someone(name: str) -> bool:
    """Whether what stands behind a label can be a name: no single word of the dictionary, or called like a paper."""
    return bool(_HAN.match(name)) and (is_channel(name) or len(cut_words(name)) > 1)


_PEN_NAME = re.compile("[\u4e00-\u9fff]{2,3}[A-Z]?")


def _is_called_like_a_paper(name: str) -> bool:
    return bool(_paper_endings().search(name))


# The lines


def _lines(article: Article) -> Iterator[_Line]:
    """The short lines above and below the article's prose, and the notes in brackets at its two ends."""
    folded = article.folded
    if not article.paragraphs:
        return
    first, last = _prose(article)
    yield from _short(folded, max(article.begin, first.start - 2000), first.start, -_TOP_LINES)
    below = article.paragraphs[max(0, len(article.paragraphs) - _LAST_LINES)].span.start
    below = max(first.end, below)
    yield from _short(folded, below, min(len(folded), last.end + 600), _LAST_LINES + _BOTTOM_LINES)
    for low, high in ((first.start, first.start + 60), (max(first.start, last.end - 130), last.end + 130)):
        for note in _NOTE.finditer(folded, low, min(high, len(folded))):
            yield _Line(note.start(1), note[1])


def _prose(article: Article) -> tuple[FoldedSpan, FoldedSpan]:
    """The first and the last paragraph that hold a sentence."""
    spans = [paragraph.span for paragraph in article.paragraphs]
    first = next((span for span in spans if _is_prose(article.folded, span)), spans[-1])
    last = next((span for span in reversed(spans) if _is_prose(article.folded, span)), spans[-1])
    return first, last


def _is_prose(folded: str, span: FoldedSpan) -> bool:
    return span.end - span.start > LONGEST or "。" in folded[span.start : span.end]


def _short(folded: str, low: int, high: int, most: int) -> Iterator[_Line]:
    lines = []
    at = low
    for text in folded[low:high].split("\n"):
        if text.strip():
            lines.append(_Line(at, text))
        at += len(text) + 1
    for line in lines[most:] if most < 0 else lines[:most]:
        if len(line.text) <= LONGEST and not _SENTENCE.search(line.text):
            yield line


# The words


def _people() -> Sequence[str]:
    return [label for label in words("other") if label not in _NOT_PEOPLE]


@functools.cache
def _labels(field: str) -> re.Pattern[str]:
    alone = r"(?<![^\W\d_])" if field == "publisher" else ""  # 图片来源 is of the picture
    labels = [*words(field), *(_people() if field == "author" else ["注明出处", "原文链接"])]
    return re.compile(
        rf"{alone}(?:{tables.any_of(labels)}) ?[:|/] {{0,3}}"
        r"(?P<value>[^\s:|/,;()\[\]<>。]{2,24}(?: [\u4e00-\u9fff]{2,3}(?=\s|$))*)"
    )


@functools.cache
def _after_label() -> re.Pattern[str]:
    labels = tables.any_of([label for label in (*_people(), *words("author"), "By") if len(label) > 1])
    return re.compile(rf"(?:{labels}) {{1,3}}(?P<value>[\u4e00-\u9fff]{{2,4}})(?=[\s/|,()\[\]]|$)")


@functools.cache
def _any_label() -> re.Pattern[str]:
    return re.compile(tables.any_of([label for label in (*_people(), *words("author")) if len(label) > 1]))


@functools.cache
def _paper_endings() -> re.Pattern[str]:
    channel = dict(tables.read_rows("name_cues"))["channel"]
    return re.compile(f"(?:{tables.any_of([*tables.words(channel), *words('outlet')])})$")
