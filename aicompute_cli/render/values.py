"""One value of a record as text: exact numbers, and JSON that is safe to show."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from decimal import Decimal

from aicompute_cli.render.terminal import UNSAFE

# Beyond this many digits before or after the point a number is written with an exponent: nobody counts
# them, and 1E+999999 is nine characters, not a million.
_PLAIN_DIGITS = 40

_encode = json.JSONEncoder(ensure_ascii=False, allow_nan=False).encode
_encode_ascii = json.JSONEncoder(ensure_ascii=True, allow_nan=False).encode


def number_text(number: float | Decimal) -> str:
    """A number as JSON, CSV and tables show it: exact, no thousands separator, no padding zeros.

    A Decimal has all of its digits and, below 1e40, no exponent; a float is its shortest form that
    reads back as the same float. Raises ValueError for what is no number (NaN, infinity).

    >>> number_text(Decimal("4.141E+20")), number_text(Decimal("-3.80")), number_text(1e-7)
    ('414100000000000000000', '-3.8', '1e-07')
    """
    if not isinstance(number, Decimal):
        return _encode(number)
    if not number.is_finite():
        raise ValueError(f"{number} cannot be printed as a number")
    if abs(number.adjusted()) >= _PLAIN_DIGITS:
        return f"{number:E}"
    digits = f"{number:f}"
    return digits.rstrip("0").rstrip(".") if "." in digits else digits


def json_text(value: object, *, ascii_only: bool = False) -> str:
    r"""`value` on one line of JSON, Chinese as it is, a Decimal as an exact number.

    json.dumps leaves C1 controls, bidirectional controls, U+2028 and lone surrogates bare where
    ensure_ascii is off; here they are escaped, so that JSON too is safe to look at. With `ascii_only`
    every character beyond ASCII is. A high surrogate before a low one reads back as the one character
    that they make: JSON has no other way to write them.

    Raises ValueError for NaN and infinity, which JSON has not, TypeError for what is no JSON value.

    >>> print(json_text({"value": Decimal("6.3E+9"), "text": "63亿\x9b"}))
    {"value": 6300000000, "text": "63亿\u009b"}
    """
    text = _json(value, _encode_ascii if ascii_only else _encode)
    return text if text.isprintable() else UNSAFE.sub(_escape, text)


def _json(value: object, encode: Callable[[object], str]) -> str:
    """As `encode`, but Decimals exact: json knows no hook that writes digits of one's own."""
    if value is None or isinstance(value, (str, int, float)):
        return encode(value)
    if isinstance(value, Decimal):
        return number_text(value)
    if isinstance(value, Mapping):
        return "{" + ", ".join([f"{encode(key)}: {_json(item, encode)}" for key, item in value.items()]) + "}"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join([_json(item, encode) for item in value]) + "]"
    raise TypeError(f"{type(value).__name__} is no value of a record: {value!r}")


def _escape(match: re.Match[str]) -> str:
    return f"\\u{ord(match[0]):04x}"


def value_text(value: object) -> str:
    """`value` as the text of a cell: None is empty, lists and objects are JSON, text stays as it is.

    >>> value_text(None), value_text(True), value_text(["IDC"]), value_text("智算")
    ('', 'true', '["IDC"]', '智算')
    """
    if isinstance(value, str):
        return value
    return "" if value is None else json_text(value)
