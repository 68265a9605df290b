"""Much text with the word statistics of real agendas, from what is written by hand.

Sentences of the sample municipality keep their frame; nouns in them are exchanged for words drawn from some 37,000
forms of made-up compounds by Zipf's law (rank by rank ever rarer), so an index of it grows as a real one does.
"""

from __future__ import annotations

import re
from functools import cache
from random import Random

from portal.demo.paper import Block, sentences
from portal.demo.prose import data, matters

#: A word that is most likely a noun: behind an article or preposition, before a pause or a small word.
_NOUN = re.compile(
    r"(?<= )(?P<before>en|et|af|til|for|om|med|ved|fra|på|og|i|flere|ny|nye) (?P<noun>[a-zæøå]{6,})"
    r"(?=[,.]| (?:og|i|på|der|som|til|af|for|med|er|har|kan|skal|vil|bliver|ved|fra|om|når|hvor|mellem|under)\b)"
)
#: Ranks are shifted by so much (Zipf-Mandelbrot), as the small words of the frames already hold the first places.
_SHIFT = 20


def dice(*seed: object) -> Random:
    """Give a source of chance that is the same for the same seed."""
    return Random(":".join(map(str, seed)))  # noqa: S311 - a sample, not a secret


class Vocabulary:
    """Words by falling frequency, and sentences made with them; the same for the same seed."""

    def __init__(self, seed: int) -> None:
        self._words: dict[str, list[str]] = {}
        compounds = list(_compounds())
        dice(seed, "words").shuffle(compounds)
        for shape, word in compounds:
            self._words.setdefault(shape, []).append(word)

    def word(self, rng: Random, shape: str = "definite") -> str:
        """Draw a word: `en` or `et` (the article it takes), `definite` or `plural`."""
        words = self._words[shape]
        rank = (_SHIFT + 1) * ((len(words) + _SHIFT) / (_SHIFT + 1)) ** rng.random() - _SHIFT
        return words[min(int(rank), len(words)) - 1]

    def sentence(self, rng: Random) -> str:
        """Make one sentence."""
        frame, shapes = rng.choice(_frames())
        return frame % tuple(self.word(rng, shape) for shape in shapes)

    def paragraph(self, rng: Random, words: int) -> str:
        """Make whole sentences until there are at least so many words."""
        made: list[str] = []
        count = 0
        while count < words:
            made.append(self.sentence(rng))
            count += made[-1].count(" ") + 1
        return " ".join(made)

    def exactly(self, rng: Random, words: int) -> str:
        """Make a paragraph of exactly so many words, the last sentence cut."""
        return " ".join(self.paragraph(rng, words).split(" ")[:words])

    def title(self, rng: Random) -> str:
        """Make the heading of an agenda item."""
        starts = ("Godkendelse af", "Orientering om", "Forslag til", "Høring om", "Evaluering af", "Status for")
        return f"{rng.choice(starts)} {self.word(rng, 'plural')} og {self.word(rng, 'plural')}"

    def point(self, rng: Random) -> str:
        """Make what a recommendation asks for, without the word `at`."""
        asked = ("godkendes", "tages til efterretning", "sendes i høring", "drøftes", "oversendes til byrådet")
        return f"{self.word(rng)} {rng.choice(asked)}"


@cache
def _compounds() -> tuple[tuple[str, str], ...]:
    """Give shape and word of every compound."""
    parts = data("ordforraad.toml")
    found = []
    for first in parts["first"].split():
        for last in parts["last"].split():
            single, definite, plural = last.split(",")
            article = "et" if definite.endswith("t") else "en"
            found += [(article, first + single), ("definite", first + definite), ("plural", first + plural)]
    return tuple(found)


@cache
def _frames() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Give the open sentences written by hand as formats, with the shapes of the words that go into their places."""
    texts = dict.fromkeys(sentence for block in open_paragraphs() for sentence in sentences(block.text))
    found = []
    for text in texts:
        shapes = tuple(_shape(hit["before"], hit["noun"]) for hit in _NOUN.finditer(text))
        if not shapes or re.search(r"\d\. [a-z]|@", text):  # a day of the year would be wrong elsewhere
            continue
        found.append((_NOUN.sub(r"\g<before> %s", text.replace("%", " procent")), shapes))
    return tuple(found)


def _shape(before: str, noun: str) -> str:
    if before in ("en", "et"):
        return before
    if before == "ny":
        return "en"
    return "plural" if before in ("flere", "nye") or noun.endswith("er") else "definite"


@cache
def open_paragraphs() -> tuple[Block, ...]:
    """Give every open paragraph written by hand, each once."""
    items, letters = matters()
    blocks = [block for item in items if not item.closed for block in item.body]
    blocks += [block for letter in letters for block in letter.body]
    return tuple(dict.fromkeys(block for block in blocks if block.kind == "para"))
