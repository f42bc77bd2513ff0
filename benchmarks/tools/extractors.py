"""What finds quantities and periods in Chinese text: aic beside Recognizers-Text and JioNLP, in this process."""

from __future__ import annotations

import contextlib
import importlib.util
import io
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from aicompute_cli.document.folding import fold
from aicompute_cli.document.loader import document_from_text
from aicompute_cli.extract.facts import find_facts
from aicompute_cli.extract.periods.scan import find_periods
from aicompute_cli.extract.quantities.scan import find_quantities

Extract = Callable[[str], object]

_TODAY = date(2023, 12, 5)  # what 今年 is counted from


@dataclass(frozen=True, slots=True)
class Extractor:
    """A tool and what it looks for: ``quantities``, ``periods`` or ``facts``."""

    name: str
    finds: str
    extract: Extract


def aic() -> list[Extractor]:
    """aic: folding included, as every text needs it."""
    return [
        Extractor("aic", "quantities", lambda text: find_quantities(fold(text).folded)),
        Extractor("aic", "periods", lambda text: find_periods(fold(text).folded, _TODAY)),
        Extractor("aic", "facts", lambda text: find_facts(document_from_text("-", text))),
    ]


def recognizers() -> list[Extractor]:
    """Recognizers-Text: all its models of quantities, its model of dates; none where it is not installed."""
    if importlib.util.find_spec("recognizers_suite") is None:
        return []
    import recognizers_suite as suite  # noqa: PLC0415 - a peer that need not be there

    models = (
        suite.recognize_number,
        suite.recognize_percentage,
        suite.recognize_currency,
        suite.recognize_dimension,
    )
    culture = suite.Culture.Chinese
    name = "Recognizers-Text"
    return [
        Extractor(name, "quantities", lambda text: [model(text, culture) for model in models]),
        Extractor(name, "periods", lambda text: suite.recognize_datetime(text, culture)),
    ]


def jionlp() -> list[Extractor]:
    """JioNLP: money and time; none where it is not installed."""
    if importlib.util.find_spec("jionlp") is None:
        return []
    with contextlib.redirect_stdout(io.StringIO()):  # it greets
        import jionlp as jio  # noqa: PLC0415 - a peer that need not be there

    now = datetime(_TODAY.year, _TODAY.month, _TODAY.day).timestamp()
    return [
        Extractor("JioNLP", "quantities", lambda text: jio.ner.extract_money(text, with_parsing=True)),
        Extractor("JioNLP", "periods", lambda text: jio.ner.extract_time(text, now, with_parsing=True)),
    ]
