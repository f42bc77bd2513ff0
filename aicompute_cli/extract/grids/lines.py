"""The tables that stand in a text: their lines, the heads of their columns and the values of their rows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from aicompute_cli.extract.article import Article, Paragraph
from aicompute_cli.extract.grids.heads import Caption, Head, caption_above, head_of
from aicompute_cli.extract.grids.words import Scale, pattern_of, scale_of, words_of

_LONGEST_LINE = 300
_LONGEST_LABEL = 40
_LONGEST_CATEGORY = 20
_MOST_COLUMNS = 24
_CAPTION_LINES = 3
_MOST_LABELS = 3

_SENTENCE = re.compile(r"[。！？!?；;]")
_BRACKETED = re.compile(r"[(（][^()（）]{0,30}[)）]")
_NO_HEADER = re.compile(r"[。！？!?；;，]|,(?!\d)|(?<!\d),")
_WORD = re.compile(r"[A-Za-z一-鿿]")
_AROUND = " \t*"  # bold in Markdown
_RULER = re.compile(r"[|\s:+\-=—─━┼│]+")
_WIDE_CELL = re.compile(r"\S+(?: \S+)*")
_TIGHT_CELL = re.compile(r"\S+")
_VALUE = re.compile(
    r"(?P<bound>[约~≈<>≤≥])? ?(?P<sign>[+\-−–↑↓▲▼(])? ?"
    r"(?P<digits>\d{1,3}(?:,\d{3}){1,6}(?:\.\d{1,8})?|\d{1,18}(?:\.\d{1,8})?)\)?"
    r" ?(?P<unit>[^\d\s()\[\]]{0,8})(?: ?[*#\[(]\d?[\])]?)?"
)
_NOTHING = re.compile(r"[-–—/*.…]*|N/?A|n/?a|无|暂无|未披露")
_UNIT_HEADS = ("单位", "计量单位")
_NUMBERED = re.compile(r"(?:No\.)?\d{1,3}[.、) ]+(?=\S*[A-Za-z一-鿿])")


class Cell(NamedTuple):
    """The words of a cell and where they start in the folded text."""

    text: str
    start: int


class Header(NamedTuple):
    """The heads of the columns, None for one without values; `rule` is how the table is written.

    `barred` where bars, tabs or wide gaps keep the cells apart.
    """

    columns: tuple[Head | None, ...]
    barred: bool
    caption: Caption
    rule: str = "claim.grid.cell"
    unit_column: int | None = None  # where each row has its unit, counted from the last cell
    labels: int = 1  # how many lines a row begins with, where every cell has a line


class Row(NamedTuple):
    """A label and its values, each with its head and the parts of its wording."""

    label: str
    values: tuple[tuple[Head, Cell, re.Match[str]], ...]
    paragraphs: tuple[Paragraph, ...]
    unit: str = ""  # as the row's cell for it has it


class Table(NamedTuple):
    """A table of at least two rows, or of one under a caption with a unit."""

    header: Header
    rows: tuple[Row, ...]


class _Line(NamedTuple):
    paragraph: Paragraph
    text: str
    cells: tuple[Cell, ...]
    barred: bool


class _Page(NamedTuple):
    lines: Sequence[_Line]
    published: date | None
    currency: str

    def head(self, cell: Cell) -> Head | None:
        return head_of(cell.text, self.published, self.currency)

    def caption(self, at: int, corner: str) -> Caption:
        above = [line.text for line in self.lines[max(0, at - _CAPTION_LINES) : at]]
        return caption_above(above, corner, self.currency)


def find_tables(article: Article, currency: str) -> Iterator[Table]:
    """The tables of `article` in the order of the text. `currency` is what 元 alone is."""
    lines = [_line(article.folded, paragraph) for paragraph in article.paragraphs]
    page = _Page(lines, article.published, currency)
    at = 0
    while at < len(lines):
        header, after = _header(page, at)
        rows, after = _rows(page, after, header) if header else ([], after)
        if header and (len(rows) > 1 or (rows and header.caption.scale)):
            yield Table(header, tuple(rows))
            at = after
        else:
            at += 1


def _line(folded: str, paragraph: Paragraph) -> _Line:
    start, end = paragraph.span.start, paragraph.span.end
    text = folded[start:end] if end - start <= _LONGEST_LINE else ""
    mark = "|" if "|" in text else "\t" if "\t" in text else ""
    if mark:
        cells = _cells_between(text, mark, start)
    else:
        pattern = _WIDE_CELL if "  " in text else _TIGHT_CELL
        cells = [Cell(match[0], start + match.start()) for match in pattern.finditer(text)]
    return _Line(paragraph, text, tuple(cells), bool(mark) or "  " in text)


def _cells_between(text: str, mark: str, start: int) -> list[Cell]:
    """The cells between the marks, empty ones too but for those outside the outer bars."""
    cells = []
    for part in text.split(mark):
        lead = len(part) - len(part.lstrip(_AROUND))
        cells.append(Cell(part.strip(_AROUND), start + lead))
        start += len(part) + 1
    if mark == "|":
        cells = cells[not cells[0].text :]
        cells = cells[: len(cells) - (bool(cells) and not cells[-1].text)]
    return cells


def _header(page: _Page, at: int) -> tuple[Header | None, int]:
    """The header at a line and where its rows begin."""
    line = page.lines[at]
    if not line.cells or _NO_HEADER.search(_BRACKETED.sub("", line.text)) or len(line.cells) > _MOST_COLUMNS:
        return None, at + 1
    if len(line.cells) == 1 and not line.barred:
        return _upright_header(page, at)
    corner = line.cells[0].text
    columns = _columns(page, line)
    heads = [head for head in columns if head]
    if len(heads) < (1 if line.barred or _is_named(line, heads) else 2):
        return None, at + 1
    caption = page.caption(at, corner)
    units = _units_below(page, at + 1, columns)
    if units:
        columns = [head and head._replace(scale=head.scale or unit) for head, unit in units]
    if not any(head.certain for head in heads) and not corner.startswith(words_of("dates")):
        return None, at + 1
    header = Header(tuple(_with_shared_units(columns)), line.barred, caption)
    unit_at = next((at for at, cell in enumerate(reversed(line.cells), 1) if cell.text in _UNIT_HEADS), None)
    return header._replace(unit_column=unit_at), at + 1 + bool(units)


def _is_named(line: _Line, heads: Sequence[Head]) -> bool:
    """Whether one column is enough: the labels have a head and the values a unit."""
    return line.cells[0].text.startswith(words_of("corner", "dates")) and any(head.scale for head in heads)


def _with_shared_units(columns: Sequence[Head | None]) -> list[Head | None]:
    """A unit that one head names is that of all heads of the same words (Q3收入(亿元), Q2收入)."""
    units = {head.text: head.scale for head in columns if head and head.text and head.scale}
    return [head and head._replace(scale=head.scale or units.get(head.text)) for head in columns]


def _units_below(
    page: _Page, at: int, columns: Sequence[Head | None]
) -> list[tuple[Head | None, Scale | None]]:
    """The columns with the units that a line of their own gives them under their heads; none where it does not."""
    cells = page.lines[at].cells[-len(columns) :] if at < len(page.lines) else ()
    units = [scale_of(cell.text, page.currency) for cell in cells]
    pairs = list(zip(columns, units, strict=False))
    return pairs if len(cells) == len(columns) and all(unit for head, unit in pairs if head) else []


def _columns(page: _Page, line: _Line) -> list[Head | None]:
    first, *others = line.cells
    columns: list[Head | None] = [page.head(cell) for cell in others]
    if first.text.startswith(words_of("corner", "dates")):  # any short name may head a column then
        pairs = zip(columns, others, strict=True)
        return _without_leading([None, *(head or _category(cell.text) for head, cell in pairs)], line)
    corner = page.head(first)
    dated = corner and corner.start and not first.text.startswith("截")  # 截至6月底止 heads the labels
    return _without_leading([corner if dated else None, *columns], line)


def _without_leading(columns: list[Head | None], line: _Line) -> list[Head | None]:
    """Without bars only the heads count that nothing else follows: a label may have gaps of its own."""
    if line.barred:
        return columns
    return columns[max((at + 1 for at, head in enumerate(columns) if head is None), default=0) :]


def _category(text: str) -> Head | None:
    if len(text) > _LONGEST_CATEGORY or not _WORD.search(text) or pattern_of("corner", "dates").search(text):
        return None
    return Head(text)


def _upright_header(page: _Page, at: int) -> tuple[Header | None, int]:
    """Heads that have a line each: at least two, and periods where no known head of labels stands above them."""
    corners = _corners_above(page, at)
    corner = corners[-1] if corners else ""
    columns: list[Head] = []
    for line in page.lines[at : at + _MOST_COLUMNS]:
        head = page.head(line.cells[0]) if len(line.cells) == 1 else None
        if not head or not (head.start or corner or (columns and head.kind)):
            break
        columns.append(head)
    if len(columns) + len(corners) < (3 if len(corners) > 1 else 2 + bool(corners)):
        return None, at + 1
    caption = page.caption(at - len(corners), corner)
    header = Header(tuple(columns), False, caption, "claim.grid.lines", labels=max(1, len(corners)))
    return header, at + len(columns)


def _corners_above(page: _Page, at: int) -> list[str]:
    """The heads of labels on the lines right above a line, from the uppermost: 排名, 城市."""
    corners: list[str] = []
    for line in page.lines[max(0, at - _MOST_LABELS) : at]:
        is_corner = len(line.cells) == 1 and line.text.startswith(words_of("corner", "dates"))
        corners = [*corners, line.text] if is_corner else []
    return corners


def _rows(page: _Page, at: int, header: Header) -> tuple[list[Row], int]:
    rows = []
    while at < len(page.lines):
        if header.rule == "claim.grid.lines":
            row, after = _upright_row(page, at, header)
        else:
            row, after = _row(page, page.lines[at], header), at + 1
        if row:
            rows.append(row)
        elif not _goes_on(page.lines[at], header):
            break
        at = after
    return rows, at


def _goes_on(line: _Line, header: Header) -> bool:
    """Whether a table goes on after a line that is no row of values: a ruler, a row of words between bars."""
    words = header.barred and line.barred and len(line.cells) == len(header.columns)
    return bool(line.text) and bool(words or _RULER.fullmatch(line.text))


def _row(page: _Page, line: _Line, header: Header) -> Row | None:
    cells, columns = line.cells, header.columns
    first = len(cells) - len(columns)
    if line.barred != header.barred or _SENTENCE.search(line.text) or (first if line.barred else first < 1):
        return None
    if line.barred:
        label = next((cell.text for cell in cells if _names_a_row(page, cell.text)), "")
    else:
        label = line.text[: cells[first].start - line.paragraph.span.start].strip()
    row = _row_of(page, label, list(zip(columns, cells[first:], strict=True)), (line.paragraph,))
    unit = cells[-header.unit_column].text if header.unit_column and header.unit_column < len(cells) else ""
    return row and row._replace(unit=unit, label=row.label.removesuffix(unit).strip() or row.label)


def _upright_row(page: _Page, at: int, header: Header) -> tuple[Row | None, int]:
    after = at + header.labels + len(header.columns)
    labels, block = page.lines[at : at + header.labels], page.lines[at + header.labels : after]
    if len(block) < len(header.columns) or any(len(line.cells) != 1 for line in block):
        return None, after
    label = next((line for line in labels if _WORD.search(line.text)), labels[0])
    pairs = [(head, line.cells[0]) for head, line in zip(header.columns, block, strict=True)]
    return _row_of(page, label.text, pairs, tuple(line.paragraph for line in block)), after


def _names_a_row(page: _Page, text: str) -> bool:
    return bool(_WORD.search(text) or page.head(Cell(text, 0)))


def _row_of(
    page: _Page, label: str, pairs: list[tuple[Head | None, Cell]], paragraphs: tuple[Paragraph, ...]
) -> Row | None:
    numbered = _NUMBERED.match(label)
    label = label[numbered.end() :] if numbered else label
    if not label or len(label) > _LONGEST_LABEL or _SENTENCE.search(label) or not _names_a_row(page, label):
        return None
    values = []
    for head, cell in pairs:
        value = _VALUE.fullmatch(cell.text) if head else None
        if head and value:
            values.append((head, cell, value))
        elif head and head.certain and not _NOTHING.fullmatch(cell.text):
            return None
    return Row(label, tuple(values), paragraphs) if values else None
