"""The places in an order that a document claims: 排名前五的依次为甲、乙…, 位居第二, 榜首, 跻身前十.

An item of a list stands for its place, a wording such as 第二名 for itself. 第二季度, 第三方 and 第一时间 are no
places, and 最大, 龙头 and 领跑 name none. The words are in data/rank_words.tsv.
"""

from __future__ import annotations

import functools
import re
from bisect import bisect_right
from decimal import Decimal

from aicompute_cli.extract.article import Article
from aicompute_cli.extract.ranks import lists, places
from aicompute_cli.extract.ranks.sentence import Place, Reading
from aicompute_cli.extract.ranks.words import any_of, words_of
from aicompute_cli.model import Claim, Quantity

RULES = lists.RULES + places.RULES

_DIGIT = r"[\d一二两三四五六七八九十百廿卅]"


def find_ranks(article: Article) -> list[Claim]:
    """The places in an order that `article` claims, sentence by sentence in the order of the text.

    Each is a `Claim` of unit and kind ``rank``: the place of an item of a list stands at the item's name, which is
    its `item` too; any other at its own wording (第二名, 榜首), with the `item` that has it where the sentence says
    so (第二名是甲; 甲、乙分列第二、第三位). `start`, `end` and `modality` are left for the timing of claims.
    """
    sentences = list(article.sentences())
    starts = [sentence.folded_span.start for sentence in sentences]
    readings: dict[int, Reading] = {}
    for trigger in _trigger().finditer(article.folded):
        at = bisect_right(starts, trigger.start()) - 1
        if at < 0 or trigger.start() >= sentences[at].folded_span.end:
            continue  # outside the article: furniture of the page
        if at not in readings:
            readings[at] = Reading(article.folded, sentences[at], readings.get(at - 1))
        _read(readings[at], trigger)
    return [claim for _, reading in sorted(readings.items()) for claim in _claims(reading)]


@functools.cache
def _trigger() -> re.Pattern[str]:
    """What a place may begin with, or a list with places."""
    words = {word[0] for word in words_of("first", "top", "leads", "second")}
    first = "".join(sorted(words | set("NnTt冠亚季次第前三五十百排位居列依分其紧随接")))
    return re.compile(
        rf"(?=[{first}])(?:(?P<word>{any_of('first', 'top')}|(?:{any_of('leads', 'second')})(?![位席])"
        r"|[Nn][Oo]\.? ?1(?![\d\w]))"
        r"|(?P<title>[冠亚季]军(?![赛杯级])|次席(?![代执]))"
        rf"|(?P<ordinal>第(?= ?{_DIGIT}))"
        rf"|(?P<first>前(?= ?{_DIGIT})|三甲(?![医基烷氧苯胺级])|(?<![前\d])[三五十百]强(?![大化势])"
        r"|[Tt][Oo][Pp](?= ?-?\d))"
        rf"|(?P<verb>(?:排名|位列|位居|排在|居|列)(?={_DIGIT}))"
        r"|依次|依序|分别(?=为|是)|其次|紧[随接跟]其后|随后|其后|接下来)"
    )


def _read(reading: Reading, trigger: re.Match[str]) -> None:
    at = trigger.start()
    if at < reading.done or reading.in_title(at):
        return
    match trigger.lastgroup:
        case "word":
            found = places.place_word(reading, at, trigger.end())
        case "title":
            found = places.title(reading, at, trigger.end())
        case "ordinal":
            found = places.ordinal(reading, at)
        case "first":
            found = places.first(reading, at)
        case "verb":
            found = lists.several(reading, trigger.end())
        case _:
            found = lists.ordered(reading, at) or lists.following(reading, at)
    reading.add(found)


def _claims(reading: Reading) -> list[Claim]:
    places = {place.span: place for place in sorted(reading.places, key=lambda place: place.span)}
    return [_claim(place, reading.number) for place in places.values()]


def _claim(place: Place, sentence: int) -> Claim:
    high = None if place.high is None else Decimal(place.high)
    quantity = Quantity(place.span, place.span, Decimal(place.value), high, "rank", place.bound)
    return Claim(quantity, sentence, "rank", item=place.item, rules=(place.rule,))
