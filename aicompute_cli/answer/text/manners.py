"""Answers that tell a way: 怎么解决…, 如何建设…, by the sentence that names the means beside the deed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from aicompute_cli.answer.passages import match
from aicompute_cli.answer.query import Query
from aicompute_cli.answer.text.asked import Asked
from aicompute_cli.answer.text.fitting import Fit
from aicompute_cli.answer.text.spans import Found
from aicompute_cli.answer.text.wordings import Wording, words_of
from aicompute_cli.extract.rules import Rule

MEANS, OUGHT = "answer.manner.means", "answer.manner.ought"
RULES = (
    Rule(MEANS, "通过…, 办法是…: the means", "通过错峰调度缓解缺电。", "通过率逐年提高。"),
    Rule(OUGHT, "要…, 应…: what is to be done", "要缓解缺电，须先扩建电网。", "主要缺电的是南边。"),
)
_MEANS = Wording(
    "(?:通过|借助|依靠|依托|凭借|利用|借由|经由)(?![率者])|(?<![可依停牢])靠着?(?![近前后岸谱性])|(?:办法|做法|途径|方法|路径|方式|思路|模式)(?:是|为|有|包括|在于)"
    "|以[^，。；]{2,16}(?:方式|模式|办法|形式|手段)|采用|采取"
)
_OUGHT = Wording("(?<![主重需只不])(?:要|须|应当?|需要?|必须)(?![求素点闻用对付知])")
_ASKS = Wording("怎么|如何|怎样|咋")
_TOLD, _MEANT, _LEAST, _VERB = 0.75, 0.45, 0.3, 2


def find_manners(query: Query, asked: Asked, fits: Sequence[Fit]) -> Iterator[Found]:
    """The sentences that have what is asked with a word for the means, from that word on."""
    del asked  # the deed stands behind 怎么, wherever the span of the question word ends
    deed, thing = _deed(query)
    if not deed:
        return
    words = [c for c in query.concepts if c.text not in words_of("idle")]
    total = sum(c.weight for c in words) or 1.0
    for fit in fits:
        text = fit.passage.lowered
        told = sum(c.weight for c in words if match(c, text) >= _LEAST) / total
        if told < _TOLD or not any(form in text for form in deed) or thing not in text:
            continue
        for start, end, rule in ways(text):
            yield Found(fit.passage, start, end, told + (_MEANT if rule == MEANS else 0.0) + fit.words)
            break


def ways(text: str) -> Iterator[tuple[int, int, str]]:
    """Where a folded sentence tells a way, each with the id of the rule.

    >>> [text[a:b] for text in ("企业通过错峰调度缓解缺电。",) for a, b, _ in ways(text)]
    ['通过错峰调度缓解缺电']
    """
    stop = len(text.rstrip("。；"))
    for pattern, rule in ((_MEANS, MEANS), (_OUGHT, OUGHT)):
        if found := pattern.search(text):
            yield found.start(), stop, rule


def _deed(query: Query) -> tuple[tuple[str, ...], str]:
    """The verb behind 怎么 with what means the same, and how its object ends; no verb where none stands there (怎么样).

    >>> _deed(Query("怎么缓解电力短缺?", "reason")), _deed(Query("天气怎么样", "reason"))
    ((('缓解',), '短缺'), ((), ''))
    """
    asks = _ASKS.search(query.text)
    behind = query.text[asks.end() :].rstrip("？?的呢 ") if asks else ""
    if len(behind) < _VERB or behind[0] in "样了回啦":
        return (), ""
    concept = next((c for c in query.concepts if behind.startswith(c.text)), None)
    verb = concept.forms if concept else (behind[:_VERB],)
    object_ = behind[len(verb[0]) :]
    return verb, object_[-_VERB:] if len(object_) >= _VERB else ""
