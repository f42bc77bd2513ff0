"""Noun phrases left and right of a figure: what is left of a clause when the words of value and change are gone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from aicompute_cli.extract.metrics.pieces import Piece, joined
from aicompute_cli.extract.metrics.site import Site
from aicompute_cli.extract.metrics.words import endings, head_of, heads, role, verbs

NAME_KINDS = frozenset(("organization", "person", "place", "product", "report", "event"))
_EDGE = frozenset(("value", "change", "particle", "adverb"))
_NOMINAL = frozenset("nbjliaegkshf")  # first letters of jieba's tags of nouns and what modifies them
_MAX_PHRASE = 40


class Phrase(NamedTuple):
    """`pieces` name what is measured; `before` is what stands left of them in the clause (who says or does it)."""

    pieces: tuple[Piece, ...]
    before: tuple[Piece, ...] = ()
    stripped: tuple[Piece, ...] = ()

    @property
    def text(self) -> str:
        """The phrase in words, without 的 where it can go."""
        return joined(without_de(self.pieces))


def strippable(piece: Piece) -> bool:
    """Whether `piece` says nothing of what is measured when it stands next to the figure."""
    if piece.kind in ("period", "list"):
        return True
    if piece.text in ("其中", "当中", "自己", "其它", "分别") or is_time(piece):
        return True
    if piece.kind in NAME_KINDS:
        return False
    return bool(piece.classes & _EDGE) or (
        piece.tag in ("x", "m", "uj", "ul", "uz", "ug") and piece.kind == "word"
    )


def is_owner(piece: Piece) -> bool:
    """Whether `piece` names who or where something is."""
    return piece.kind in ("organization", "place", "product", "person", "event") or bool(
        piece.classes & {"self", "where"}
    )


def phrase_of(site: Site) -> Phrase:
    """What stands before a figure: in its clause, or in the one before that only leads up to it.

    The second is the case of 全省的产量规模,到2030年达4万吨.
    """
    if site.phrase is None:
        site.phrase = _phrase_of(site)
    return site.phrase


def _phrase_of(site: Site) -> Phrase:
    phrase = left_phrase(site.left)
    if phrase.pieces or not site.first or not site.previous:
        return phrase
    leading = left_phrase(site.previous)
    if leading.pieces and not leading.stripped and leading.pieces[-1].text in heads():
        return leading
    return phrase


def is_time(piece: Piece) -> bool:
    """Whether `piece` is a word of time (午间, 上周五) that no period covers."""
    return (
        piece.kind == "word" and piece.tag == "t" and not head_of(piece.text) and "noun" not in piece.classes
    )


def facility(pieces: Sequence[Piece]) -> int:
    """How many pieces the name at the start takes with the works of it (南洲|超算中心); 1 where none follow."""
    end = 1
    while (
        end < min(6, len(pieces))
        and pieces[end].kind == "word"
        and pieces[end].tag[:1] in ("n", "b", "j", "l", "v")
    ):
        end += 1
        if pieces[end - 1].text.endswith(endings("facility")):
            return end
    return 1


def left_phrase(left: Sequence[Piece]) -> Phrase:
    """What the words left of a figure name; no pieces where they name nothing."""
    compare = _comparison(left)
    end = compare if compare is not None else len(left)
    while end and (strippable(left[end - 1]) or _carries(left, end) or _estimates(left, end - 1)):
        end -= 1
    start = end
    while start and end - start < _MAX_PHRASE and not _boundary(left, start - 1):
        start -= 1
    return Phrase(_cleaned(_to_head(left[start:end])), tuple(left[:start]), tuple(left[end:]))


def _estimates(left: Sequence[Piece], at: int) -> bool:
    """Whether a verb of saying stands behind what it is said of, and nobody says it: 产值|估."""
    return at > 0 and "report" in left[at].classes and left[at - 1].text in heads()


def _carries(left: Sequence[Piece], end: int) -> bool:
    """Whether a verb stands before 到, 上 or 为 at the figure and says only how it got there: 冲|到, 攻|上."""
    piece = left[end - 1]
    return (
        end < len(left)
        and left[end].text in role("complement")
        and piece.tag == "v"
        and piece.kind == "word"
        and len(piece.text) < 3
        and piece.text not in verbs()
        and piece.text not in heads()
        and "noun" not in piece.classes
    )


def _to_head(region: Sequence[Piece]) -> Sequence[Piece]:
    """Up to the last head noun, where only adverbs and adjuncts follow: 股价|在午盘一度, 收入|已连续两季."""
    if region and region[-1].text in heads():
        return region
    for at in range(len(region) - 2, -1, -1):
        piece = region[at]
        if piece.kind == "word" and len(piece.text) > 1 and piece.text in heads() and piece.tag != "v":
            after = region[at + 1]
            loose = (
                after.text in ("在", "于", "自")
                or after.kind == "period"
                or after.classes & {"adverb", "unitof"}
            )
            rest = region[at + 1 :]
            if all(p.classes & {"value", "adverb"} or p.text in role("having") for p in rest):
                return region[: at + 1]  # 收入|累计完成
            return region[: at + 1] if loose and (not is_time(after) or "unitof" in after.classes) else region
    return region


def _comparison(left: Sequence[Piece]) -> int | None:
    """Where a comparison begins that runs up to the figure: 较去年同期, 比8月增加, 与上年相比."""
    for at in range(len(left) - 1, -1, -1):
        piece = left[at]
        if piece.kind == "mark":
            return None
        if (
            piece.text in ("的", "是")
            and at < len(left) - 1
            and piece.kind == "word"
            and not _period_before(left, at)
        ):
            continue
        if "compare" in piece.classes and at + 1 < len(left):
            return at
        if piece.text in ("与", "和", "同") and any(p.text in ("相比", "比") for p in left[at:]):
            return at
    return None


def _period_before(left: Sequence[Piece], at: int) -> bool:
    return at > 0 and left[at - 1].kind == "period"


def _boundary(left: Sequence[Piece], at: int) -> bool:
    piece = left[at]
    if piece.kind in ("mark", "claim"):
        return True
    if piece.kind in NAME_KINDS:
        return piece.kind == "report"
    if (
        "report" in piece.classes
        and at
        and at + 1 < len(left)
        and left[at + 1].text == "的"
        and is_owner(left[at - 1])
    ):
        return False
    if "report" in piece.classes and "adverb" not in piece.classes:
        return (
            piece.text not in role("saying-noun")
            or at == 0
            or is_owner(left[at - 1])
            or strippable(left[at - 1])
        )
    if "report" in piece.classes:  # 预计: a boundary after a name alone
        return at == 0 or is_owner(left[at - 1]) or left[at - 1].text in role("reporter")
    return "cause" in piece.classes and "adverb" not in piece.classes


def _cleaned(region: Sequence[Piece]) -> tuple[Piece, ...]:
    """`region` without words that name nothing: those it begins and ends with, and adverbs within."""
    kept: list[Piece] = []
    after = next((i for i, p in enumerate(region[:4]) if p.text in ("后", "之后", "时", "以后")), None)
    if after is not None and after + 1 < len(region):
        region = region[after + 1 :]
    hands = next((i for i, p in enumerate(region[:6]) if p.text in role("hands")), None)
    if hands is not None and region[0].text in ("从", "由"):
        region = region[hands + 1 :]  # 从甲手里夺回
    years = False
    for piece in region:
        if piece.kind == "list" and years_beside(region, piece):
            continue
        idle = piece.kind == "period" or is_time(piece) or (years and piece.tag == "m")
        years = piece.text == "连续"
        if idle or years or _idle_within(piece, region, kept) or (not kept and _idle_first(piece, region)):
            continue
        kept.append(piece)
    while kept and strippable(kept[-1]):
        kept.pop()
    if len(kept) == 1 and kept[0].text in role("dull-noun"):
        return ()
    return tuple(_plain(kept))


def years_beside(region: Sequence[Piece], mark: Piece) -> bool:
    """Whether a 、 stands between times: 9月、10月."""
    return any(p.kind == "period" and (p.end == mark.start or p.start == mark.end) for p in region)


def _idle_within(piece: Piece, region: Sequence[Piece], kept: Sequence[Piece]) -> bool:
    """Whether `piece` names nothing wherever it stands: an adverb, 了, 设有 between who has and what."""
    if piece.kind != "word":
        return False
    if kept and piece.text in ("以上", "以下", "以内") and _bounded(kept[-1]):
        return False
    if kept and piece.text in role("having") and piece.tag == "v" and "noun" not in piece.classes:
        return _joins(region, piece)
    return _adverbial(piece) or piece.text in "了着过" or piece.text in role("inner-link")


def _bounded(piece: Piece) -> bool:
    """Whether 以下 behind `piece` tells which are meant: 2000元|以下, 18岁及|以下, 规模|以上."""
    return piece.text in ("及", "和", "或", "规模") or piece.tag in ("m", "q")


def _idle_first(piece: Piece, region: Sequence[Piece]) -> bool:
    """Whether `piece` names nothing at the start of a phrase: 其中, 设有, 一台, 的, 在."""
    if piece.kind == "list" or piece.text in ("的", "中", "里"):
        return True
    if piece.kind != "word":
        return False
    if "light" in piece.classes and "noun" not in piece.classes and piece is not region[-1]:
        return True
    if piece.text in ("累计", "合计") and _company_next(region, piece):
        return True
    one = piece.tag == "m" and piece.text[0] == "一" and 1 < len(piece.text) < 3
    led = "link" in piece.classes or piece.text in role("preposition")
    return one or ("whole" in piece.classes and piece.tag == "v") or (led and not _partner(region, piece))


def _plain(kept: list[Piece]) -> list[Piece]:
    """Without the relative clause before a name (甲研制的乙号), which does not tell which, and without how (基于…)."""
    for at in range(len(kept) - 1, 1, -1):
        if kept[at].kind in ("organization", "product", "event") and kept[at - 1].text == "的":
            kept = kept[at:]
            break
    means = next((i for i, p in enumerate(kept) if i and p.text in role("means")), None)
    if means is not None and any(p.tag == "v" for p in kept[means + 1 :]):
        last = next(i for i in range(len(kept) - 1, means, -1) if kept[i].tag == "v")
        kept = kept[:means] + kept[last:]
    return kept


def _company_next(region: Sequence[Piece], piece: Piece) -> bool:
    rest = [p for p in region if p.start > piece.start and p.kind != "period"]
    return bool(rest) and rest[0].text in heads() and heads()[rest[0].text].kind == "company"


def _joins(region: Sequence[Piece], piece: Piece) -> bool:
    """Whether a verb of having stands between who has and what (门店 in 青禾设有门店), in no relative clause."""
    rest = [p for p in region if p.start > piece.start]
    return bool(rest) and not any(p.text == "的" for p in rest)


def _partner(region: Sequence[Piece], piece: Piece) -> bool:
    """Whether 与 introduces whom somebody does something with (与甲合建)."""
    at = next(i for i, p in enumerate(region) if p is piece)
    return piece.text in ("与", "同", "跟") and at + 1 < len(region) and region[at + 1].kind == "organization"


def _adverbial(piece: Piece) -> bool:
    if piece.text in ("累计", "合计"):  # part of the name where a verb or noun follows: 累计出货
        return False
    return (
        "adverb" in piece.classes
        and not head_of(piece.text)
        and (len(piece.text) > 1 or piece.text in role("inner-adverb"))
    )


def without_de(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """`pieces` without 的 and 在, but for the 的 that ends a clause with a verb (采用液冷的机柜)."""
    kept = []
    for at, piece in enumerate(pieces):
        if piece.text == "的" and piece.kind == "word" and not _relative(pieces, at):
            continue
        if (
            piece.text in ("在", "于", "之", "以", "计算")
            and piece.kind == "word"
            and not _noun_follows(pieces, at)
        ):
            continue
        kept.append(piece)
    return tuple(kept)


def _noun_follows(pieces: Sequence[Piece], at: int) -> bool:
    """Whether 计算 begins a compound (计算设备) and does not end an adjunct (以美元计算的)."""
    return pieces[at].text == "计算" and (
        at + 1 >= len(pieces)
        or pieces[at + 1].text != "的"
        or not any(p.text in ("以", "按") for p in pieces[:at])
    )


def _relative(pieces: Sequence[Piece], at: int) -> bool:
    return any(
        p.tag == "v"
        and p.text not in heads()
        and p.kind == "word"
        and "noun" not in p.classes
        and p.text != "计算"
        for p in pieces[:at]
    )


def right_phrase(right: Sequence[Piece]) -> Phrase:
    """The noun phrase that follows a figure: 院士 in 31位院士, 芯片 in 亿美元的芯片."""
    start = 0
    while start < len(right) and right[start].text in role("after-figure"):
        start += 1
    if start < len(right) and right[start].tag == "m" and right[start].text in ("一次", "每次"):
        start += 1 + (start + 1 < len(right) and right[start + 1].text == "的")
    end = start
    while end < len(right) and end - start < 12 and _nominal(right, end):
        if end > start and right[end].tag in ("l", "i") and right[end - 1].text in heads():
            break  # 投资额|一马当先
        end += 1
    while end - start > 1 and end == len(right) and right[end - 1].text in role("rank-verb"):
        end -= 1
    while end > start and (_weak_end(right[end - 1]) or (end - start > 1 and _predicate(right, end - 1))):
        end -= 1
    return Phrase(tuple(p for p in right[start:end] if p.kind != "period"), (), tuple(right[end:]))


def _predicate(right: Sequence[Piece], at: int) -> bool:
    """Whether a verb that could be a noun ends the clause: 业者经营."""
    piece = right[at]
    return piece.tag == "v" and "noun" not in piece.classes and not head_of(piece.text)


def _weak_end(piece: Piece) -> bool:
    return piece.text in ("的", "和", "与", "及", "、", "以及", "等", "及其") or piece.kind == "list"


def _nominal(right: Sequence[Piece], at: int) -> bool:
    """Whether the piece at `at` goes on with the noun phrase that begins `right`."""
    piece = right[at]
    idiom = piece.tag == "i" and len(piece.text) == 4
    ends = piece.kind in ("mark", "claim", "period") or piece.text in role("phrase-end")
    if ends or idiom or _intends(right, at):
        return False
    if piece.kind in NAME_KINDS:
        before = right[at - 1]
        return at < 2 or before.kind == "list" or before.tag == "h" or before.text in ("和", "与", "的")
    if piece.kind == "list" or piece.text in role("joint"):
        return at > 0
    if "noun" in piece.classes or (at and piece.text in role("ordinal-unit") and right[at - 1].tag == "eng"):
        return True
    if head_of(piece.text) or piece.tag[:1] in _NOMINAL or piece.tag in ("vn", "eng"):
        return not piece.classes & {"link", "value", "adverb"}
    return _unknown(piece) or _modifier(right, at)


def _intends(right: Sequence[Piece], at: int) -> bool:
    """Whether the piece is a verb of intention with what is intended behind it: 企业|计划|扩产."""
    after = right[at + 1] if at + 1 < len(right) else None
    return at > 0 and right[at].text in role("intends") and after is not None and after.tag == "v"


def _unknown(piece: Piece) -> bool:
    return piece.tag == "" and not piece.classes and piece.text not in verbs()


def _modifier(right: Sequence[Piece], at: int) -> bool:
    """Whether a verb modifies the noun after it: 受访企业, 等穿戴产品, 改造的厂房."""
    piece = right[at]
    if piece.tag != "v":
        return False
    if at and right[at - 1].text == "等":
        return True
    idle = piece.text in role("opener") or piece.classes & {"report", "light", "value"}
    if idle or at + 1 >= len(right):
        return False
    if right[at + 1].text in heads():
        return True  # 拍照时间
    follows = right[at + 1].tag == "n" or right[at + 1].kind in NAME_KINDS
    return right[at + 1].text == "的" if at else follows and piece.text in role("telling")
