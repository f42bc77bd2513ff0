"""Names that no list knows, by where they stand: what begins a clause and has a time or a description beside it."""

from __future__ import annotations

from collections.abc import Sequence

from aicompute_cli.extract.metrics.pieces import Piece, joined
from aicompute_cli.extract.metrics.words import endings, head_of, heads, role

_LEAD = 8  # pieces of a description before the name it describes
_MAX_NAME = 5
_MAX_KNOWN = 9
_DESCRIBING = frozenset(("word", "organization", "place"))
_NO_DESCRIPTION = frozenset("是为在由向被和与")
_PROPER = frozenset(("nr", "nz", "nt", "nrt", "nrfg"))


def with_names(pieces: Sequence[Piece], known: set[str], things: Sequence[str] = ()) -> list[Piece]:
    """`pieces` with the names that begin clauses in one piece each, without what describes them.

    Names found are added to `known` and found again wherever they stand. 该项目 is the last of `things` that has 项目.
    """
    pieces = _with_slashes(pieces)
    firsts = {name[0] for name in known}
    found: list[Piece] = []
    at, begins = 0, True
    while at < len(pieces):
        back = _named_before(pieces, at, things) if begins else None
        if back is not None:
            found.append(back)
            at, begins = at + (2 if pieces[at].text in role("this") else 1), False
            continue
        end = _name_end(pieces, at) if begins else 0
        start = _after_description(pieces, at) if begins and not end else at
        if start > at:
            end = _name_end(pieces, start, described=True)
        if not end and pieces[at].text[:1] in firsts:
            end = _again(pieces, at, known)
        piece = pieces[at]
        if end:
            piece = _named(pieces[start:end])
            known.add(piece.text)
        elif piece.kind == "organization" and 1 < len(piece.text) < _MAX_KNOWN:
            known.add(piece.text)
        found.append(piece)
        paired = piece.text in ("和", "与", "及") and len(found) > 1 and found[-2].kind == "organization"
        begins = paired or piece.kind in ("mark", "list") or (begins and not end and _leads(piece))
        at = end or at + 1
    return found


def _with_slashes(pieces: Sequence[Piece]) -> Sequence[Piece]:
    """`pieces` with two names that a slash joins in one."""
    if "/" not in [p.text for p in pieces]:
        return pieces
    found: list[Piece] = []
    for piece in pieces:
        if len(found) > 1 and found[-1].text == "/" and piece.kind == found[-2].kind == "organization":
            first = found[-2]
            found[-2:] = [Piece(f"{first.text}/{piece.text}", first.start, piece.end, "organization")]
        else:
            found.append(piece)
    return found


def _named_before(pieces: Sequence[Piece], at: int, things: Sequence[str]) -> Piece | None:
    """该项目, 项目 at the start of a clause: the one that was named before."""
    this = pieces[at].text in role("this") and at + 1 < len(pieces)
    noun = pieces[at + 1] if this else pieces[at]
    after = pieces[at + 2 :][:1] if this else pieces[at + 1 :][:1]
    if noun.kind != "word" or noun.text not in role("works") or not after or after[0].kind == "list":
        return None
    if (not this and noun.text not in ("项目", "工程")) or (at and pieces[at - 1].text == "大"):
        return None
    for thing in reversed(things):
        end = thing.find(noun.text)
        if end > 0:
            return Piece(thing[: end + len(noun.text)], noun.start, noun.end, "product")
    return Piece(noun.text, noun.start, noun.end, "product") if this else None


def _leads(piece: Piece) -> bool:
    """Whether a clause's subject can follow: 而, 其中, 去年."""
    return piece.kind == "period" or (
        piece.kind == "word" and bool(piece.classes & {"link", "adverb"} or piece.text in role("joint"))
    )


def _named(run: Sequence[Piece]) -> Piece:
    if len(run) == 1 and run[0].kind != "word":
        return run[0]
    return Piece(joined(run), run[0].start, run[-1].end, "organization", "", frozenset())


def _after_description(pieces: Sequence[Piece], at: int) -> int:
    """Where the name begins that 封测龙头, 云计算服务商 or 子公司 before it describes; `at` where there is none."""
    if pieces[at].kind in ("mark", "claim", "list"):
        return at
    describes = endings("describes")
    for end in range(at + 1, min(at + _LEAD, len(pieces))):
        before = pieces[end - 1]
        if before.kind not in _DESCRIBING or before.text in _NO_DESCRIPTION:
            return at
        if before.kind == "word" and before.text.endswith(describes) and _is_name(pieces, end):
            return end
    return at


def _is_name(pieces: Sequence[Piece], at: int) -> bool:
    return pieces[at].kind == "organization" or bool(_name_end(pieces, at, described=True))


def _name_end(pieces: Sequence[Piece], at: int, *, described: bool = False) -> int:
    """Where the name that begins at `at` ends; 0 where none does."""
    first = pieces[at]
    if described and first.kind == "organization":
        return at + 1
    if first.kind != "word":
        return 0
    if first.tag == "eng":
        return _latin_end(pieces, at)
    end, size, odd = at, 0, False
    for piece in pieces[at : at + 4]:
        if piece.kind != "word" or piece.classes or piece.text in heads() or not _han_name_part(piece):
            break
        size += len(piece.text)
        odd = odd or len(piece.text) == 1 or piece.tag in _PROPER
        end += 1
    if not (odd and 1 < size < _MAX_NAME and end < len(pieces)):
        return 0
    return end if pieces[end].kind == "period" or (described and pieces[end].kind == "mark") else 0


def _latin_end(pieces: Sequence[Piece], at: int) -> int:
    """Where a name in Latin script ends: Acme, ABC Mobile; 0 where it is a term (AI PC)."""
    end = at
    while end < len(pieces) and pieces[end].tag == "eng":
        end += 1
    if not any(_latin_name(p) for p in pieces[at:end]):
        return 0
    firm = end < len(pieces) and end - at > 1 and pieces[end].text in ("厂商", "公司", "集团")
    return end if firm or not _noun_after(pieces, end) else 0


def _han_name_part(piece: Piece) -> bool:
    return (
        not piece.text.isascii()
        and piece.tag[:1] in ("n", "j", "g", "z", "a", "q")
        and not head_of(piece.text)
    )


def _latin_name(piece: Piece) -> bool:
    text = piece.text
    return (
        piece.tag == "eng"
        and len(text) > 2
        and text[0].isupper()
        and text[1:].islower()
        and text not in role("latin-term")
    )


def _noun_after(pieces: Sequence[Piece], at: int) -> bool:
    if at >= len(pieces):
        return False
    after = pieces[at]
    if after.kind != "word" or after.text in heads():
        return False
    return after.tag == "eng" or (after.tag[:1] == "n" and not after.classes)


def _again(pieces: Sequence[Piece], at: int, known: set[str]) -> int:
    """Where a name that was found before ends, if it stands here again; 0 if not."""
    if pieces[at].kind != "word":
        return 0
    text = ""
    for end in range(at, min(at + 4, len(pieces))):
        text += pieces[end].text
        if text in known:
            return end + 1
    return 0
