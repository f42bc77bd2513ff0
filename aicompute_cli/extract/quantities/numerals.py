"""Numerals as Chinese text writes them: 1,200 · 4.78万亿 · 一百零八 · 二〇二三 · 一点〇八兆 · 5亿1万 · 卅七.

A numeral is read piece by piece from the left and ends where its grammar ends: 三亿三亿 is two of them. Nothing here
knows of units or of the words around it; whether a numeral is a number at all (一 in 一切) is not asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Context, Decimal
from typing import NamedTuple

from aicompute_cli.extract.quantities.numeral_forms import (
    ARABIC,
    MORE_BEHIND,
    POWER,
    SCALES,
    SIMPLE,
    candidates,
    following,
    fraction,
    more_inside,
    pieces,
    scales,
)
from aicompute_cli.extract.quantities.reading import EXACT, Reading, table
from aicompute_cli.extract.rules import Rule

LONGEST = 40  # digits of a number; more are an identifier

RULES = (
    Rule("quantity.numeral.digits", "digits, with or without a scale word", "共1,200台", "共一千二百台"),
    Rule("quantity.numeral.han", "a number in Chinese characters", "共一千二百台", "共1,200台"),
    Rule("quantity.numeral.positional", "Chinese digits by place", "营收三八六亿元", "营收三百八十六亿元"),
    Rule(
        "quantity.numeral.spoken", "the last digit counts the next lower place", "卖了两万六", "卖了两万零六"
    ),
    Rule("quantity.numeral.pair", "two neighbouring digits are a range", "两三家企业", "二十三家企业"),
    Rule(
        "quantity.numeral.scale-alone",
        "a scale word without a digit is the number",
        "突破千亿美元",
        "万物互联",
    ),
)


class Numeral(NamedTuple):
    """A number at ``text[start:end]``, up to `stop` with a 多 or 余 behind it.

    `high` is the second number of a pair (三五百). `more` is the bound that 多, 余, 几 (gt), + (ge) and 来 (approx)
    make, or "". `scale` is the power of ten of the scale words it ends with. `alone` means that it starts with one
    (万亿), `han` that it is in Chinese characters.
    """

    start: int
    end: int
    stop: int
    value: Decimal
    high: Decimal | None = None
    more: str = ""
    scale: int = 0
    alone: bool = False
    han: bool = False
    rules: tuple[str, ...] = ()


def parse_numeral(text: str, start: int = 0) -> Numeral | None:
    """The longest numeral that starts at `start`, or None.

    >>> parse_numeral("两万六千亿").value
    Decimal('2600000000000')
    >>> parse_numeral("8052.37分").value, parse_numeral("四五百块").high
    (Decimal('8052.37'), Decimal('500'))
    """
    simple = SIMPLE.match(text, start)
    if simple and text[simple.end() : simple.end() + 1] not in following():
        return _simple(simple)
    return _composed(text, start)


def _simple(match: re.Match[str]) -> Numeral | None:
    """Digits and at most one scale word, which is what most numerals are."""
    digits, _, scale = match.groups()
    if len(digits) > LONGEST:
        return None
    power = SCALES[scale]
    value = Decimal(digits.replace(",", ""))
    end = match.end() if scale else match.end(1)
    rules = ("quantity.numeral.digits",)
    return Numeral(
        match.start(), end, end, value.scaleb(power, EXACT) if power else value, scale=power, rules=rules
    )


def _composed(text: str, start: int) -> Numeral | None:
    reading = Reading()
    at, saved, pointed = start, None, False
    while (piece := pieces().match(text, at)) is not None:
        kind = piece.lastgroup
        if kind == "rest" and reading.kind != "scale":
            break
        if kind == "rest":
            at = piece.end()
            continue
        if kind == "letter" and (reading.kind not in ("digit", "digits") or reading.han or reading.groups):
            break
        if (at_scale := kind in ("small", "tens", "big")) and at == start and piece.group("gap"):
            return None
        taken = _take(reading, piece, text, at)
        if not taken:
            if saved and at_scale and reading.kind != "scale":
                at, state = saved
                reading.restore(state)
            break
        at = taken
        if at_scale:
            if more := more_inside().match(text, at):
                at, reading.more = more.end(), "ge" if "+" in more.group() else "gt"
            saved = (at, reading.saved())
        elif not pointed and (fraction := _fraction_at(reading, text, at)):
            at, pointed = fraction, True
        if kind != "big" and (more := more_inside().match(text, at)):
            at, reading.more = more.end(), "ge" if "+" in more.group() else "gt"
    if at == start:
        return None
    return _finished(reading, text, start, start + len(text[start:at].rstrip(" ")))


def _take(reading: Reading, piece: re.Match[str], text: str, at: int) -> int:
    """Where reading goes on behind the piece; 0 where the number ended before it."""
    kind, characters = piece.lastgroup, piece.group().strip()
    if kind == "digit":
        if characters[0] == "两" and reading.kind and text[at + 1 : at + 2] not in scales():
            return 0
        return at + len(characters) if reading.take_digits(characters) else 0
    if kind == "arabic":
        return _arabic(reading, text, piece)
    if kind == "letter":
        power = 3 if characters in "kK" else 4
        reading.current = (reading.current or Decimal(0)).scaleb(power, EXACT)
        reading.last, reading.kind = power, "letter"
        return piece.end()
    value = table()[str(kind)][characters[-1]]
    takes = {"small": reading.take_small, "tens": reading.take_tens, "big": reading.take_big}
    return piece.end() if takes[str(kind)](value) else 0


_REST = re.compile(r"[\d.,]*[年月日号时点:]")
_EXPONENT = re.compile(POWER)


def _scale_behind(text: str, at: int) -> int:
    """The power of ten of 万 or 亿 at `at`, one space aside; 0 where there is none."""
    return table()["big"].get(text[at : at + 2].lstrip(" ")[:1], 0)


_POWERS = Context(prec=60)


def _arabic(reading: Reading, text: str, piece: re.Match[str]) -> int:
    if len(piece.group()) > LONGEST or (reading.kind and _REST.match(text, piece.start())):
        return 0
    if not reading.take_arabic(piece.group(), _scale_behind(text, piece.end()) if reading.kind else 0):
        return 0
    power = _EXPONENT.match(text, piece.end())
    if not power or reading.groups or reading.section or reading.current is None:
        return piece.end()
    number = int(re.sub(r"[^\d-]", "", power.group()).replace("--", ""))
    if power.group()[0] in "eE":
        value = reading.current.scaleb(number, EXACT)
    else:
        value = _POWERS.power(reading.current, number) if reading.current else reading.current
    if abs(value.adjusted()) > LONGEST:
        return piece.end()
    reading.current = value
    return power.end()


def _fraction_at(reading: Reading, text: str, at: int) -> int:
    """Where the digits behind a point end (三十六点二); 0 where there is no point. 八点五十 is a time."""
    if not reading.han or reading.kind not in ("digit", "digits"):
        return 0
    return _add_fraction(reading, text, at)


def _add_fraction(reading: Reading, text: str, at: int) -> int:
    match = fraction().match(text, at)
    if not match or len(match[1]) > LONGEST:
        return 0
    if reading.kind == "digit":
        reading.take_spoken_tail() if reading.last > 1 else None
    if reading.spread:  # 八九点三: 89.3
        reading.take_place()
    digits = "".join(str(table()["digit"][character]) for character in match[1])
    reading.current = EXACT.add(reading.current or Decimal(0), Decimal(f"0.{digits}"))
    reading.kind = "digits"
    return match.end()


def _finished(reading: Reading, text: str, start: int, at: int) -> Numeral | None:
    if reading.kind == "scale" and reading.last and (end := _add_fraction(reading, text, at)):
        at = end  # 四百亿点五
    if reading.spread and at - start == len("七八") and text[at : at + 1] == "%":
        reading.take_place()
    reading.take_spoken_tail()
    value = reading.value()
    stop, more = at, reading.more
    if (
        reading.kind != "letter"
        and (behind := MORE_BEHIND.match(text, at))
        and _is_round(reading, text[at - 1])
    ):
        stop, more = behind.end(), "approx" if "来" in behind.group() else "gt"
    han = reading.han or reading.alone
    first = "quantity.numeral.han" if han or not text[start].isdecimal() else "quantity.numeral.digits"
    alone = ("quantity.numeral.scale-alone",) if reading.alone else ()
    return Numeral(
        start=start,
        end=at,
        stop=stop,
        value=value,
        high=EXACT.add(value, reading.spread) if reading.spread else None,
        more=more,
        scale=_trailing_scale(reading, text[start:at], han=han),
        alone=reading.alone,
        han=han,
        rules=(first, *alone, *reading.rules),
    )


def _is_round(reading: Reading, last: str) -> bool:
    """Whether 多 may follow: 三十多, 30多, 五百余, not 35多."""
    return reading.kind == "scale" or last == "0"


def _trailing_scale(reading: Reading, written: str, *, han: bool) -> int:
    """The power of ten of the scale words at the end: what the left end of a range shares (两到三万)."""
    if reading.kind not in ("scale", "letter"):
        return 0
    if han or reading.kind == "letter":
        return reading.last
    digits = re.match(ARABIC, written)
    head = Decimal(digits.group().replace(",", "")) if digits else Decimal(0)
    whole = reading.value()
    power = (whole.adjusted() - head.adjusted()) if head else 0
    return power if head and head.scaleb(power, EXACT) == whole else reading.last


def find_numerals(text: str) -> Iterator[Numeral]:
    """Every numeral of the text in order, none inside another.

    >>> [str(numeral.value) for numeral in find_numerals("三亿三亿，12.5和二〇二三")]
    ['300000000', '300000000', '12.5', '2023']
    """
    place = 0
    while (match := candidates().search(text, place)) is not None:
        numeral = parse_numeral(text, match.start())
        if numeral is None:
            place = _skip_digits(text, match.end())
        else:
            yield numeral
            place = numeral.end


_DIGITS = re.compile(r"[\d.,]*")


def _skip_digits(text: str, place: int) -> int:
    match = _DIGITS.match(text, place)
    return match.end() if match else place
