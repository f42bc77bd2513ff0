"""A corpus of any size, made from the words of the bundled one; the same on every machine.

A chain of words: each follows one that it follows somewhere in the bundled articles, now and then any word
follows; names with numbers tell the paragraphs apart. Paragraph number n is the same in a corpus of any size.
The text has no sense, and fewer different words than real text of that size would have.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from aicompute_cli.cli.settings import bundled_corpus
from aicompute_cli.document.files import find_files, read_bytes
from aicompute_cli.document.loader import load_document
from aicompute_cli.document.terms import cut_tokens
from aicompute_cli.document.words import cut_words

CHARACTERS = 432
"""A paragraph ends with the sentence that reaches this many characters; it has 460 on average."""

_ANY_WORD = 0.15  # the share of words that follow by chance
_NAMED = 0.5  # the share of sentences that begin with a name
_LONGEST = 40  # words in a sentence
_KINDS = ("园区", "机房", "项目", "公司", "集群")
_WHOLE_QUESTION = 18  # characters of a sentence that are asked back


@dataclass(frozen=True, slots=True)
class Chain:
    """The words of a corpus as often as they stand there, and those that follow each of them."""

    words: list[str]
    after: dict[str, list[str]]
    starts: list[str]
    characters: list[str]


def learn() -> Chain:
    """The chain of the bundled corpus, folded."""
    words: list[str] = []
    starts: list[str] = []
    after: defaultdict[str, list[str]] = defaultdict(list)
    for sentence in _sentences():
        tokens = [token for _, token in cut_tokens(sentence, cut_words) if not token.isspace()]
        starts += tokens[:1]
        words += tokens
        for first, second in pairwise(tokens):
            after[first].append(second)
    characters = sorted({char for word in words for char in word if "一" <= char <= "鿿"})
    return Chain(words, dict(after), starts, characters)


def _sentences() -> Iterator[str]:
    files, _ = find_files([bundled_corpus()])
    for file in files:
        doc, _ = load_document(file, read_bytes(file), None, None)
        for sentence in doc.sentences:
            if not sentence.furniture:
                yield doc.folded[sentence.folded_span.start : sentence.folded_span.end]


def paragraph(chain: Chain, number: int) -> str:
    """Paragraph `number` of every corpus made from `chain`."""
    dice = random.Random(f"paragraph {number}")
    text = ""
    while len(text) < CHARACTERS:
        text += _sentence(chain, dice)
    return text


def _sentence(chain: Chain, dice: random.Random) -> str:
    words = [_name(chain, dice)] if dice.random() < _NAMED else []
    word = _pick(chain.starts, dice)
    while word not in "。！？" and len(words) < _LONGEST:
        words.append(word)
        known = chain.after.get(word)
        word = _pick(known if known and dice.random() > _ANY_WORD else chain.words, dice)
    return "".join(words) + "。"


def _name(chain: Chain, dice: random.Random) -> str:
    name = _pick(chain.characters, dice) + _pick(chain.characters, dice) + _pick(list(_KINDS), dice)
    return f"{name}{int(dice.random() * 10_000)}号"


def _pick(choices: list[str], dice: random.Random) -> str:
    return choices[int(dice.random() * len(choices))]  # five times as fast as random.choice


def write(chain: Chain, folder: Path, count: int) -> None:
    """Write paragraphs 0 to `count` - 1 into the new folder `folder`, a file each."""
    folder.mkdir(parents=True)
    for number in range(count):
        (folder / f"{number:06}.txt").write_text(paragraph(chain, number) + "\n", "utf-8")


def queries(chain: Chain, paragraphs: int, count: int) -> list[str]:
    """`count` queries drawn from the first `paragraphs` paragraphs: by turns two to four words of one, and a
    question that holds the beginning of a sentence.
    """
    dice = random.Random("queries")
    drawn = (paragraph(chain, dice.randrange(paragraphs)) for _ in range(count))
    return [(_question if i % 2 else _words)(text, dice) for i, text in enumerate(drawn)]


def _words(text: str, dice: random.Random) -> str:
    words = [token for _, token in cut_tokens(text, cut_words) if len(token) > 1]
    return " ".join(dice.sample(words, dice.randint(2, 4)))


def _question(text: str, dice: random.Random) -> str:
    sentence = _pick(text.removesuffix("。").split("。"), dice)
    return f"{sentence[:_WHOLE_QUESTION]}是多少？"
