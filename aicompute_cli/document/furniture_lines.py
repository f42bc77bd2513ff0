"""Judge one line of a page, given where it stands: above, inside or below the article."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cached_property

from aicompute_cli.document.bylines import is_date_line, is_outlet, labelled, plain, without_bylines
from aicompute_cli.document.furniture_cues import counter, cues, menu_item

_SHORT = 60  # characters of the longest line that can be a menu, a byline or a heading of a list
_PROSE = 60  # a line of so many characters is prose, with a full stop or without
_SENTENCE_AT_LEAST = 8
_WHOLE = 25  # a whole paragraph has at least so many characters
_LEGAL = 2000  # the longest legal note

_CLOSERS = '”’」』）】》\\])}"›'
_PROSE_END = re.compile(rf"[。｡!?！？;；][{_CLOSERS}]*(?: ?\[\d{{1,3}}\])*\Z")
_FULL_STOP = re.compile(rf"[。｡][{_CLOSERS}]*\Z")
_SENTENCE = re.compile(r"[。｡!?！？]")
_LETTERS = re.compile(r"[\u3400-\u9fff]|[^\W\d_]+")

_NOTE = re.compile(r"[\[(（【〔*＊※▲△↑◎■◆●★]|本文|本稿|声明|免责声明|版权声明|特别声明|以上内容|原标题")
_IN_BRACKETS = re.compile(r"[(\[][^()\[\]]{1,80}(?:\([^()]{0,40}\)[^()\[\]]{0,40})?[)\]]\Z")
_SEPARATORS = re.compile(r"[\s|/·>,、:;()\[\]<+…~•◆●■\-_—!]+")
_COUNT = re.compile(r"\d[\d.,]*[万亿千kwm]?\+?[条次人个篇元台家]?|top\d*|条")
_CRUMBS = (
    re.compile(r"[^>。]{1,40}(?:>{1,2}[^>。]{1,60}){2,8}(?:>{1,2} ?)?"),  # 科技 > 芯片 > 正文
    re.compile(r"[^>。]{0,20}(?:首页|主页|网|在线|频道) ?>{1,2}[^>。]{1,60}(?:> ?)?"),
)
_SHAPES = (
    re.compile(r"[^。!?>]{1,20} ?>{1,2}"),  # a link: 更多公告 >
    re.compile(r"[^_\d]{2,10}(?:_[^_\d]{2,10}){2,9}"),  # a title stuffed with words to be found by
    re.compile(r"◤[^。]{1,40}"),  # an advertisement
)
_CAPTION = re.compile(r"[▲△↑][^。]{1,120}\Z")
_PROVIDED = re.compile(r"(?:图片|照片|图|视频)?均?由[^。]{2,30}(?:提供|摄|供图)\Z")
_HASHTAG = re.compile(r"#[^\s#]{1,20}(?:#|\s|\Z)")


class Line:
    """A line of the page: its sentences, its wording made plain, and its shape.

    `parts` are the numbers of its sentences in the document. `ended` says that it ends as a sentence does,
    `prose` that it reads as text of an article, `whole` that it is a paragraph with its full stop.
    """

    def __init__(self, parts: list[int], sentences: Sequence[str]) -> None:
        self.parts = parts
        self.sentences = [sentences[part] for part in parts]
        self._wording = self.sentences[0] if len(parts) == 1 else " ".join(self.sentences)
        self.length = len(self._wording)
        end = self._wording[-16:]
        self.ended = self.length >= _SENTENCE_AT_LEAST and _PROSE_END.search(end) is not None
        stopped = self.ended and (_FULL_STOP.search(end) is not None or "。" in self._wording)
        self.prose = stopped or self.length >= _PROSE
        self.whole = stopped and self.length >= _WHOLE

    @cached_property
    def text(self) -> str:
        """The wording in lower case with half-width separators."""
        return plain(self._wording).lower().strip()

    @cached_property
    def label(self) -> bool:
        """Short, and no sentence; it may end with an exclamation mark."""
        if self.length > _SHORT:
            return False
        return not _SENTENCE.search(self._wording, 0, self.length - (self._wording[-1:] in "!！"))

    @cached_property
    def note(self) -> bool:
        """Whether it opens as a note of the page does: 【…, *…, 本文…."""
        return _NOTE.match(self._wording) is not None

    @cached_property
    def legal(self) -> bool:
        """Whether the line as a whole is a legal note, a disclaimer or the like."""
        if self.length > _LEGAL:
            return False
        if cues("notice", "opening").match(self.text):
            return True
        within = cues("notice", "within")
        hits = [within.search(plain(sentence).lower()) is not None for sentence in self.sentences]
        return hits[0] or 2 * sum(hits) > len(hits) or (self.note and any(hits))

    @cached_property
    def boilerplate(self) -> bool:
        """Whether the line is of the page by its own words, however long it is."""
        return self.legal or (self.length <= 2 * _SHORT and not self.ended and _is_tagged(self.text))

    @cached_property
    def ends_article(self) -> bool:
        """Whether the line is an end mark, or closes with one."""
        last = self.sentences[-1]
        return len(last) <= 20 and cues("end", "line").fullmatch(plain(last).lower().strip()) is not None

    def closing_notes(self) -> Iterator[int]:
        """The sentences at the line's end that are notes: (完), (责任编辑:…), (本文首发…), 图片由…提供."""
        for part, sentence in zip(reversed(self.parts[1:]), reversed(self.sentences[1:]), strict=True):
            text = plain(sentence).lower().strip() if len(sentence) <= _SHORT else ""
            if not is_note(text) and not _PROVIDED.match(text):
                return
            yield part


# Where a line stands


def is_above(line: Line) -> bool:
    """Whether the line is furniture, given that it stands above the article.

    >>> is_above(Line([0], ["2023-12-24 08:30 来源：前沿周刊"])), is_above(Line([0], ["机房用电有多贵"]))
    (True, False)
    """
    if line.boilerplate:
        return True
    if line.length <= 2 * _SHORT and any(shape.fullmatch(line.text) for shape in _CRUMBS):
        return True
    return line.label and (
        is_credit(line)
        or is_date_line(line.text)
        or _is_known(line.text)
        or cues("notice", "start").match(line.text) is not None
        or cues("notice", "short").search(line.text) is not None
        or is_note(line.text)
        or any(shape.fullmatch(line.text) for shape in _SHAPES)
    )


def is_below(line: Line) -> bool:
    """Whether the line is furniture, given that it stands below the article."""
    return is_above(line) or (line.label and cues("notice", "below").search(line.text) is not None)


def is_inside(line: Line) -> bool:
    """Whether the line is furniture even inside the article: what no author writes."""
    if line.label:
        return _is_menu(line.text) or is_credit(line) or is_note(line.text)
    return ((line.note or line.length <= _SHORT) and is_credit(line)) or (line.note and line.legal)


def opens_closing_lines(line: Line) -> bool:
    """Whether nothing of the article can follow a furniture line that stands below its prose."""
    return not is_credit(line) and labelled(line.text, "publisher") is None


def is_byline(line: Line) -> bool:
    """Whether the line only dates the page or says who wrote it."""
    if not line.label:
        return False
    return is_date_line(line.text) or (_is_known(line.text) and without_bylines(line.text) != line.text)


def tail_kind(line: Line) -> str:
    """What begins with the line: section, neighbour, comments, end, closing end (behind its text); or ''."""
    if line.ends_article:
        return "end" if len(line.parts) == 1 else "closing end"
    if line.length <= _SHORT and "。" not in line.text and cues("neighbour", "before").match(line.text):
        return "neighbour"
    if not line.label:
        return ""
    for kind in ("section", "comments"):
        if cues(kind, "line").fullmatch(line.text):
            return kind
    return "section" if cues("section", "start").match(line.text) else ""


# What a line is


def is_credit(line: Line) -> bool:
    """Whether the line names the source of an image, or is the caption of one."""
    text = line.text
    if _CAPTION.match(text) or (line.length <= _SHORT and cues("credit", "opening").match(text)):
        return True
    return line.label and (
        _PROVIDED.match(text) is not None
        or cues("credit", "start").match(text) is not None
        or cues("credit", "short").search(text) is not None
        or (_IN_BRACKETS.match(text) is not None and cues("credit", "note").search(text) is not None)
    )


def is_note(text: str) -> bool:
    """Whether a short plain text is a note in brackets about the page: (责任编辑:…), (资料照), (完)."""
    if not _IN_BRACKETS.match(text) or _SENTENCE.search(text):
        return False
    inner = text.strip("()[] ")
    return (
        any(cues(*row).search(text) for row in (("notice", "note"), ("credit", "note"), ("notice", "within")))
        or cues("end", "line").fullmatch(text) is not None
        or is_outlet(inner)
        or (_is_known(inner) and not inner.isdigit())
    )


def _is_tagged(text: str) -> bool:
    return cues("tags", "start").match(text) is not None or _HASHTAG.match(text) is not None


def _is_known(text: str) -> bool:
    """Whether next to nothing is left of the line without dates, bylines, known words and their counts."""
    rest = without_bylines(counter().sub(" ", text))
    if rest == text:
        return _consists_of(text, menu_item(anything_known=True))
    unknown = _unknown(rest, menu_item(anything_known=True))
    return len(_LETTERS.findall(" ".join(item for item in unknown if not is_outlet(item)))) <= 2


def _is_menu(text: str) -> bool:
    """Whether the line is made of words of navigation and their counts alone."""
    return _consists_of(text, menu_item())


def _consists_of(text: str, item: re.Pattern[str]) -> bool:
    words = [word for word in _SEPARATORS.split(text) if word]
    counts = [word for word in words if _COUNT.fullmatch(word)]
    return len(counts) < len(words) and not _unknown(text, item)


def _unknown(text: str, item: re.Pattern[str]) -> list[str]:
    words = _SEPARATORS.split(text)
    return [word for word in words if word and not (item.fullmatch(word) or _COUNT.fullmatch(word))]
