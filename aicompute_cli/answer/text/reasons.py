"""Answers that give a reason: the cause beside the effect that a question asks about."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from aicompute_cli.answer.text.fitting import Fit
from aicompute_cli.answer.text.scenes import Scenes
from aicompute_cli.answer.text.spans import Found
from aicompute_cli.answer.text.wordings import Wording

_BEHIND = Wording(
    r"(?:(?:重要|主要|根本|核心|关键)?原因(?:之一|有[一二三四五])?(?:[,，])?(?:就?是因?为?|在于|包括|有|为|主要是|是多方面的[,，]包括|:|：)|理由是|旨在|意在|目的(?:是|在于)|为的是|意图|图的是|这是因为|是因为|因为|由于|缘于|源于|源自|出于|得益于|受益于|归功于|归因于|"
    r"在于|凭借|依靠|靠着?的?是|鉴于|随着|受(?=[^，。,]{1,20}(?:影响|推动|拉动|带动|驱动|限制|制约))|依托|为了|解释(?:称|说|道|为|是)?[,，:：]?|答案是|关键在于|只因|皆因|主因是?|考虑到|担心|碍于|限于)(?P<cause>[^。；;！？!?]{2,})"
)
_EFFECT = Wording(
    r"[,，]?(?:导致|使得|造成|致使|引发|以致|从而|因此|所以|因而|于是|令(?!人)|让(?!人)|迫使|推高|带来|推动了?|拉动了?|带动了?|这也?是[^。]{0,20}原因)"
)
_DASH = Wording(r"(?:——|[：:])(?P<cause>[^。；;！？!?]{4,})")
_CONTINUES = Wording(
    r"^[“「\"]?(?:(?:这|其|究其|个中|背后的?|主要|一个|重要|最大的?|更|深层|的|也|主要的?){0,4}原因|这是因为|因为|由于|背后|归根结底|究其|理由|一方面|首先|答案|关键|毕竟|原来|主要是|之所以|得益于|问题(?:出)?在)"
)
_THEREFORE = Wording(
    r"^(?:因此|所以|因而|于是|正因(?:为)?(?:如此|此)|这(?:也|就|便)?(?:导致|使得|造成|意味着|让)|由此|故而|为此|基于此|在此背景下)"
)
_CUE, _WEAK, _NEXT = 0.3, 0.15, 0.35
_LEAST, _MOST = 8, 160


def find_reasons(fits: Sequence[Fit], scenes: Scenes) -> Iterator[Found]:
    """The causes in the passages and beside them, each as sure as it fits."""
    for fit in fits:
        text = fit.passage.lowered
        yield from _within(text, fit)
        if _ASKS.search(text):
            yield from _reply(fit, scenes)
            continue
        behind = scenes.numbered(fit.passage.number + 1, fit.passage)
        if behind is not None and _CONTINUES.match(behind.lowered):
            stop = len(behind.lowered.rstrip("。"))
            cause = _BEHIND.search(behind.lowered)
            start = cause.start("cause") if cause else 0
            yield Found(behind, start, stop, fit.score + _NEXT)
        if _THEREFORE.match(text) and fit.passage.before:
            before = scenes.numbered(fit.passage.number - 1, fit.passage)
            if before is not None:
                yield Found(before, 0, len(before.lowered.rstrip("。")), fit.score + _WEAK)


_ASKS = Wording("(?:为什么|为何|原因|怎么会)[^。！!]*[？?]$")


def _reply(fit: Fit, scenes: Scenes) -> Iterator[Found]:
    """What stands behind a sentence that asks why itself."""
    behind = scenes.numbered(fit.passage.number + 1, fit.passage)
    if behind is not None:
        yield Found(behind, 0, len(behind.lowered.rstrip("。")), fit.score + _NEXT)


def _within(text: str, fit: Fit) -> Iterator[Found]:
    if match := _BEHIND.search(text):
        yield _found(fit, match.span("cause"), _CUE)
    if text == fit.passage.document.lead:
        return
    if (match := _DASH.search(text)) and len(match["cause"]) >= _LEAST:
        yield _found(fit, match.span("cause"), _WEAK)
    if (match := _EFFECT.search(text, _LEAST)) and (cause := _before(text, match.start())):
        yield _found(fit, cause, _WEAK)


def _before(text: str, end: int) -> tuple[int, int] | None:
    """The cause that stands before its effect, from the last mark that ends a sentence."""
    start = max(text.rfind(mark, 0, end) for mark in "。；;！？!?") + 1
    return (start, end) if end - start >= _LEAST else None


def _found(fit: Fit, span: tuple[int, int], worth: float) -> Found:
    start, end = span
    cause = fit.passage.lowered[start:end]
    effect = re.search(r"[，,](?:所以|因此|因而|导致|使得|故|从而|进而)", cause)
    end = start + effect.start() if effect else end
    return Found(fit.passage, start, min(end, start + _MOST), fit.score + worth)
