"""Answers that say what something is: the predicate of a sentence that has the term as its subject."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from aicompute_cli.answer.query import Query
from aicompute_cli.answer.text.fitting import Fit
from aicompute_cli.answer.text.glosses import BEFORE, BEHIND, CALLED, NAMED, find_glosses
from aicompute_cli.answer.text.spans import Found
from aicompute_cli.answer.text.wordings import Wording

_TERM_BEFORE = Wording(
    r"(?P<term>[^，。,？?；;：:]{1,30}?)[”」\"]?(?:这个?(?:词|概念|说法|东西)?)?(?:，|,)?(?:说穿了|说白了|其实|到底|究竟|具体|主要|通常|一般|本质上?|实质上?|的?(?:定义|含义|意思|本质|实质|全称|作用|概念)|就|又|则|所|会|被|可以|应该|应)*"
    r"(?:是|指|叫|为|相当于|好比|等于|意味着|比作|比喻成|比喻为|理解为|称为|怎么|如何|怎样|做|有)"
)
_WHAT_IS = Wording(
    r"(?:什么是|什么叫做?|何谓|啥是|啥叫|解释一?下|怎么理解|如何理解|如何定义|怎么定义)(?P<term>[^，。,？?]{2,24})"
)
_TAKEN_AS = Wording(
    "[把将](?P<term>[^，。,？?]{1,16}?)(?:比作|比喻|形容|称|看作|视为|当作|当成|定义|理解|叫)"
)
_QUOTED = Wording('[“「"](?P<term>[^”」"]{2,24})[”」"]')
_TRIM = Wording(
    "^.*(?:所谓的?|讲的|说的|提到的|提出的|时代的|里的|中的|眼里|看来|来说|^请问)|(?:到底|究竟|其实|又|说穿了|说白了|这个词|这个概念)$"
)
_COPULA = Wording(
    r"[”」\"’]?[\x00]*(?P<mid>(?:的(?:本质|核心|实质|定义|含义|意思|目标)|[,，]|本质上|实质上|其实|简单来?说|说白了|通常|一般|在这里|也|则|就|又|更|主要|可以?|应|被|正|\s){0,4}|[^，。；,]{1,8}[，,](?=也就是|即是?|意思是|指的是))"
    r"(?P<copula>是指|指的是|指的就是|意思是|意思就是|意为|意指|定义为|理解为|看作|视为|视作|称为|称作|誉为|比作|比喻为|好比是?|相当于是?|等于是?|等同于|意味着|代表着?|指(?![出责导标数引控向])|即(?![使便可将])是?|也就是|就是|则是|便是|是一[种个类项款套家座]|属于|用于|用来|专门用于|主要用于|旨在|是|就像|像)"
)
_EXPLAINS = Wording("是指|指的是|也就是|即")
_STRONG = Wording("是指|指|意|定义|理解|称|相当|好比|等|即|就是|则是|是一|比|属于|代表|像")
_NO_PREDICATE = Wording(
    "(?:其中|由|在|从|被|为了|通过|因为|否|不|谁|什么|哪|多少|如何|怎么|怎样|最[大高多]的|第|不是|[0-9.]+[%亿万]|如此|这样|对的|的)"
)
_END = Wording("[。；;！？!?]")
_SURE, _PLAIN, _OPENS, _SAYS_SO = 0.4, 0.25, 0.12, 0.12
_GLOSS = Wording(r"[(（][^()（）]{0,60}[)）]")


def term_of(query: Query) -> str:
    """What the question asks the meaning of.

    >>> from aicompute_cli.answer.query import Query
    >>> term_of(Query("余热回收说白了是什么?", "definition")), term_of(Query("什么是智算中心?", "definition"))
    ('余热回收', '智算中心')
    """
    text = query.text
    if match := _WHAT_IS.search(text):
        return match["term"].strip('“”「」" 的')
    if (match := _QUOTED.search(text)) and not re.search('[”」"]的', text[match.end() - 1 : match.end() + 1]):
        return match["term"]
    if match := _TAKEN_AS.search(text):
        return match["term"].strip('“”「」" ')
    known = [
        concept.text
        for concept in query.concepts
        if concept.role != "weak" and concept.text not in ("拿来", "用来")
    ]
    found = list(_TERM_BEFORE.finditer(text))
    stretches = [m for m in found if any(word in m["term"] or m["term"] in word for word in known)] or found[
        :1
    ]
    if not stretches:
        return re.sub("(?:的?(?:定义|含义|意思|概念|全称))?[？?]?$", "", text).strip()
    term = _TRIM.without(stretches[-1]["term"].strip('“”「」" ')).strip('“”「」" 的')
    owner, _, thing = term.rpartition("的")
    return thing if owner and len(thing) > 1 else term


_COUNTED = Wording("(?:^|[^一二两三四五六七八九十])([二两三四五六七八九])[^的是个，。]{1,5}$")


def counted_term(query: Query) -> int | None:
    """How many things a term counts that is to be explained: 两网指什么, 四大要素是什么; None for others."""
    match = _COUNTED.search(term_of(query))
    return "一二三四五六七八九".find(match[1].replace("两", "二")) + 1 if match else None


def find_definitions(query: Query, fits: Sequence[Fit]) -> Iterator[Found]:
    """The predicates of the term in the passages, each as sure as it fits."""
    forms = _forms(query, term_of(query))
    as_image = _IMAGE.search(query.text) is not None
    kinds = {c.kind for c in query.concepts if c.text in forms}
    for found in _candidates(forms, fits, kinds.pop() if len(kinds) == 1 else ""):
        text = found.passage.lowered
        if found.text or text[found.start : found.end].strip("“”「」 ") in forms:
            continue
        image = not as_image and _IMAGE.search(text[max(0, found.start - 4) : found.start])
        score = found.score - (_AS_IMAGE if image else 0.0)
        again = _AGAIN.match(text, found.start, found.end)
        start = again.end() if again else found.start
        yield found._replace(start=start, end=_ending(text, start, found.end), score=score)


_AGAIN = Wording("[，,]?(?:就是|即是?|则是|是)")
_IMAGE = Wording("好比|比作|比喻|相当于|如同|像|誉为|称作|称为")
_AS_IMAGE = 0.15
_GOES_ON = Wording(
    "[，,](?=他|她|它|这|该|其中|此外|目前|如今|今年|去年|数[十百千万]|[^，。]{2,12}好比|[^，。]{2,12}则)|）"
)


def _ending(text: str, start: int, end: int) -> int:
    """Where a predicate ends: at the quotation mark that closes it, or where the sentence goes on about another."""
    close = text.find(_CLOSED_BY.get(text[start : start + 1], "\n"), start, end)
    if close > 0 and text[close + 1 : close + 2] in "，,。；":
        return close + 1
    match = _GOES_ON.search(text, start + _LEAST, end)
    if match is None or text.count("（", start, match.start()) != text.count("）", start, match.start()):
        return end
    return match.start()


_CLOSED_BY = {"“": "”", "「": "」"}
_LEAST = 4


def _candidates(forms: dict[str, float], fits: Sequence[Fit], kind: str) -> Iterator[Found]:
    for fit in fits:
        text = fit.passage.lowered
        plain = _GLOSS.hidden(text, "\x00")
        bare = re.sub("[()（）]", "\x00", text)
        for form, worth in forms.items():
            for start, end, rule in find_glosses(text, form, kind):
                yield Found(fit.passage, start, end, (fit.score + _GLOSSES[rule]) * worth)
            yield from (found._replace(score=found.score * worth) for found in _of_form(form, plain, fit))
            yield from (
                found._replace(score=found.score * worth)
                for found in _of_gloss(form, text, fit, tuple(forms))
            )
            yield from (found._replace(score=found.score * worth) for found in _of_form(form, bare, fit))


_GLOSSES = {CALLED: 0.48, NAMED: 0.48, BEFORE: 0.3, BEHIND: 0.4}


def _forms(query: Query, term: str) -> dict[str, float]:
    """The term and what means the same, each with what it is worth."""
    forms = {term: 1.0} if len(term) > 1 else {}
    for concept in query.concepts:
        inside = concept.text in term and (len(concept.text) * 2 > len(term) or term.startswith(concept.text))
        if inside or term in concept.text:
            forms |= {form: 0.9 for form in concept.forms if len(form) > 1 and form not in forms}
    return forms


def _of_form(form: str, plain: str, fit: Fit) -> Iterator[Found]:
    bare = plain.replace("\x00", "")
    if form not in bare:
        return
    hidden = re.compile("\x00*".join(map(re.escape, form)))
    for place in hidden.finditer(plain):
        match = _COPULA.match(plain, place.end())
        if match is None:
            continue
        end = _END.search(plain, match.end())
        stop = end.start() if end else len(plain)
        predicate = plain[match.end() : stop]
        if len(predicate.strip("\x00 ”」，,")) < 2 or (
            _NO_PREDICATE.match(predicate) and not _EXPLAINS.match(match["copula"])
        ):
            continue
        strong = _STRONG.search(match["copula"]) or "本质" in match["mid"]
        opens = (
            not plain[: place.start()].strip('“「"‘ \x00')
            or plain[: place.start()].rstrip('“「"‘ ')[-1:] in "，,。：:；;、——"
        )
        score = fit.score + (_SURE if strong else _PLAIN) + (_OPENS if opens else 0.0)
        score += _SAYS_SO if re.match("是指|指的|意[为指思]|定义|是一", match["copula"]) else 0.0
        yield Found(fit.passage, match.end(), stop, score)


_LATIN_GLOSS = "[(（]{0}(?:[,，、][^()（）]*)?[)）]"


def _of_gloss(form: str, text: str, fit: Fit, forms: tuple[str, ...]) -> Iterator[Found]:
    """What stands before a short form in brackets: 总拥有成本(tco); what stands in brackets behind it."""
    if not form.isascii():
        return
    for match in re.finditer(_LATIN_GLOSS.format(re.escape(form)), text):
        before = re.search(r"[\w -]+$", text[: match.start()])
        if before and not before[0].endswith(tuple(other for other in forms if not other.isascii())):
            start = before.start() + _phrase_start(before[0])
            yield Found(fit.passage, start, match.start(), fit.score + _SURE)
    for match in re.finditer(rf"(?<![a-z]){re.escape(form)}[(（]([^()（）]{{3,40}})[)）]", text):
        if re.search(r"[^\Wa-zA-Z0-9_]", match[1]) or " " in match[1]:
            yield Found(fit.passage, match.start(1), match.end(1), fit.score + _SURE)


def _phrase_start(stretch: str) -> int:
    """Where the name before a bracket begins: behind the last word that cannot be in it."""
    ends = [
        match.end()
        for match in re.finditer("的是|[是为在和与及对把将用称]|采用|使用|以及", stretch)
        if match.end() < len(stretch) - 1
    ]
    return ends[-1] if ends else 0
