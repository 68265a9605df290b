"""What people type, and what people type who mean no good: made from the words of the archive that is searched."""

from __future__ import annotations

import random
from collections.abc import Sequence
from urllib.parse import urlencode

from portal.demo import bulk

HOSTILE = {
    "a star": "*",
    "a question mark and a star": "?*",
    "10,000 characters": "skole " * 1666,
    "one word of 10,000 characters": "a" * 10_000,
    "5,000 parentheses": "(" * 2500 + "skole" + ")" * 2500,
    "unbalanced quotes": '"skole "budget" "havn',
    "a OR, 500 times": "a OR " * 500,
    "a prefix of three letters": "for*",
    "the commonest words as a phrase": '"og i" OR "i og" OR "at der" OR "af en" OR "til at"',
    "every common word": "og i at det en den til er som på de med han af for ikke der var",
}


def mixed(passages: Sequence[bulk.Passage], count: int, seed: int = 1) -> list[str]:
    """Give the query parts of so many addresses: words, phrases, prefixes, case numbers, filters, sorts, pages."""
    dice = random.Random(seed)
    kinds = [_one, _two, _two, _three, _either, _phrase, _prefix, _without, _case, _filtered, _dated, _everything]
    return [urlencode(kinds[n % len(kinds)](dice, dice.choice(passages).text.split())) for n in range(count)]


Asked = dict[str, str]


def _words(dice: random.Random, text: list[str], count: int) -> str:
    long = [word.strip('.,:;"()') for word in text if len(word) > 4] or text
    return " ".join(dice.choice(long) for _ in range(count))


def _one(dice: random.Random, text: list[str]) -> Asked:
    return {"q": _words(dice, text, 1)}


def _two(dice: random.Random, text: list[str]) -> Asked:
    return {"q": _words(dice, text, 2)}


def _three(dice: random.Random, text: list[str]) -> Asked:
    return {"q": _words(dice, text, 3)}


def _either(dice: random.Random, text: list[str]) -> Asked:
    return {"q": _words(dice, text, 3).replace(" ", " OR ")}


def _phrase(dice: random.Random, text: list[str]) -> Asked:
    start = dice.randrange(10, len(text) - 10)
    return {"q": f'"{" ".join(text[start : start + dice.choice((2, 2, 3, 5))])}"'}


def _prefix(dice: random.Random, text: list[str]) -> Asked:
    return {"q": _words(dice, text, 1)[: dice.randint(3, 6)] + "*"}


def _without(dice: random.Random, text: list[str]) -> Asked:
    return {"q": f"{_words(dice, text, 1)} -{_words(dice, text, 1)}"}


def _case(dice: random.Random, text: list[str]) -> Asked:
    return {"q": text[text.index("Sagsnr.:") + 1]}


def _filtered(dice: random.Random, text: list[str]) -> Asked:
    return {"q": _words(dice, text, 1), "type": "referat", "sort": "nyeste"}


def _dated(dice: random.Random, text: list[str]) -> Asked:
    first = dice.randint(2004, 2020)
    return {"q": _words(dice, text, 2), "fra": str(first), "til": str(first + 5)}


def _everything(dice: random.Random, text: list[str]) -> Asked:
    return {"q": "", "fra": str(dice.randint(2004, 2020)), "side": str(dice.randint(1, 5))}
