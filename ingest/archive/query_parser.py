"""From what a reader typed to our own tree. Never slow, never an engine's syntax; what was left out is said in Danish.

Words are AND. OR (also ELLER) joins the two parts beside it, so `a b OR c` is a and (b or c). Parentheses, brackets
and other engines' signs (`+ ^2 ~1 field:`) only part words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ingest.archive.query import And, Everything, Not, Or, ParsedQuery, Phrase, Prefix, Query, QueryProblem, Word
from ingest.danish import normalise, query_terms, tokens
from ingest.danish.case_numbers import gathered
from ingest.danish.phrases import other_ways
from ingest.danish.spelling import beginnings
from ingest.danish.synonyms import SynonymTable
from ingest.danish.tokens import Token

LONGEST = 1000  # characters
MOST_WORDS = 32
SHORTEST_PREFIX = 3

_QUOTES = '"»«„“”‟'
_LEX = re.compile(
    rf"""
      (?P<minus> (?<![^\s()\[\]]) [-–−]+ (?=[^\s()\[\]–−-]) )?
      (?: [{_QUOTES}] (?P<phrase> [^{_QUOTES}]* ) (?P<closed> [{_QUOTES}] )?
        | (?P<word> [^\s()\[\]{{}}{_QUOTES}]+ ) )
    """,
    re.VERBOSE,
)
_BOOST = re.compile(r"[\^~]\d*(?:\.\d+)?$")
_INTERVAL = re.compile(r"[\[{](\S{1,40}) TO (\S{1,40})[\]}]")
_NUMBER = re.compile(r"\d|[^\W\d_]{2,5}-(?:19|20)\d\d")
_PARTED = re.compile(r"[^\w.@/&'’´`\u2010\u2011-]+")  # what parts words; the others tie them to a phrase

_NO_WORDS = "Der er ingen ord at søge efter. Skriv et ord, et navn eller et sagsnummer."
_SHORT = "Skriv mindst tre bogstaver foran stjernen, for eksempel skole*."
_ONLY_WITHOUT = "Skriv også mindst ét ord, der skal findes, og ikke kun ord, der skal udelades."
_ONLY_OR = "Skriv et ord på hver side af ELLER."


@dataclass(slots=True)
class _Reading:
    """What is gathered while reading: each of `parts` is one AND; its members are OR."""

    parts: list[list[Query]] = field(default_factory=list)
    without: list[Query] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    expansions: list[tuple[str, str]] = field(default_factory=list)
    words: int = 0
    joins: bool = False  # OR stands between the last part and the next
    short: bool = False  # a prefix was too short
    alone: bool = False  # OR was read

    def note(self, text: str) -> None:
        if text not in self.notes:
            self.notes.append(text)


def parse(text: str, synonyms: SynonymTable) -> ParsedQuery:
    """Read a query.

    Raises:
        QueryProblem: There is nothing in it that can be answered; the message says what to type instead.
    """
    reading = _Reading()
    typed = text
    if len(text) > LONGEST:
        text = text[:LONGEST].rpartition(" ")[0] or text[:LONGEST]
        reading.note(f"Søgningen er for lang. Kun de første {LONGEST} tegn er brugt.")
    text = normalise(text)
    if not text.strip():
        return ParsedQuery(typed, Everything())
    text, intervals = _INTERVAL.subn(r" \1 \2 ", text)
    if intervals:
        reading.note("Et interval kan ikke skrives i søgefeltet. Vælg datoer i filtrene.")
    _read(gathered(text), reading)
    tree = _tree(reading, synonyms)
    return ParsedQuery(typed, tree, tuple(reading.notes), tuple(reading.expansions))


def _read(text: str, reading: _Reading) -> None:
    negated = False
    for match in _LEX.finditer(text):
        word = match["word"]
        if word in ("OR", "ELLER", "||", "|"):
            reading.joins = bool(reading.parts)
            reading.alone = True
            continue
        if word in ("AND", "&&"):
            continue
        if word == "NOT":
            negated = True
            continue
        if word is None and match["closed"] is None and match["phrase"].strip():
            reading.note("Der mangler et anførselstegn. Resten af søgningen er læst som én vending.")
        nodes = list(_nodes_of_word(word, reading) if word is not None else _nodes_of_phrase(match["phrase"]))
        for node in nodes:
            left = MOST_WORDS - reading.words
            size = len(node.surfaces) if isinstance(node, Phrase) else 1
            if size > left:
                reading.note(f"Søgningen har for mange ord. Kun de første {MOST_WORDS} er brugt.")
                if left < 2 or not isinstance(node, Phrase):
                    return
                size, node = left, Phrase(node.text, node.surfaces[:left], tuple(w[:left] for w in node.others))
            reading.words += size
            _add(node, reading, without=negated or match["minus"] is not None)
        negated = False


def _add(node: Query, reading: _Reading, *, without: bool) -> None:
    if without:
        if node not in reading.without:
            reading.without.append(node)
    elif reading.joins:
        if node not in reading.parts[-1]:
            reading.parts[-1].append(node)
    elif [node] not in reading.parts:
        reading.parts.append([node])
    reading.joins = False


def _nodes_of_word(raw: str, reading: _Reading) -> Iterator[Query]:
    """Give what one run of characters without spaces asks for: usually one word."""
    raw = _BOOST.sub("", raw)
    stars = raw.endswith("*")
    if "*" in raw.rstrip("*"):
        reading.note("Stjernen kan kun stå sidst i et ord.")
    subwords = [part for part in _PARTED.split(raw) if any(character.isalnum() for character in part)]
    if stars and not subwords:
        reading.short = True
    for at, part in enumerate(subwords):
        if stars and at == len(subwords) - 1:
            yield from _prefix(part, reading)
        else:
            yield word_of(part)


def _prefix(part: str, reading: _Reading) -> Iterator[Query]:
    found = tokens(part)
    number = _NUMBER.match(part) is not None  # of a case: its beginning is the beginning of one token
    prefix = part.lower() if number else found[0].joined or found[-1].text
    if len(prefix) < SHORTEST_PREFIX:
        reading.short = True
        reading.note(f"{part}* er for kort og er sprunget over. {_SHORT}")
        return
    if len(found) > 1 and not found[0].joined and not number:
        yield word_of(part[: found[-1].start])
    typed = Prefix(f"{part}*", prefix)
    others = tuple(Prefix(typed.text, other) for other in beginnings(prefix))
    yield Or((typed, *others)) if others else typed


def word_of(part: str, text: str | None = None) -> Query:
    """Give the node for a typed word: a Word, or a Phrase when it is several tokens tied together (`kk.dk`, `0-6`).

    Args:
        part: Holds at least one letter or digit.
        text: What the node says was typed, when it is not `part`.
    """
    found = tokens(part)
    surfaces = tuple(token.text for token in found)
    phrase = _phrase(text or part, found)
    if len(surfaces) > 1 and not (found[0].joined and found[0].joined_end == found[-1].end):
        return phrase
    surface, terms, exclude = query_terms(part)
    word = Word(text or part, surface, terms, exclude)
    return Or((word, phrase)) if len(surfaces) > 1 else word


def _nodes_of_phrase(phrase: str) -> Iterator[Query]:
    found = tokens(phrase)
    if len(found) == 1 and not found[0].text.isalpha():  # a case number is found by its KLE number, quoted or not
        yield word_of(phrase)
    elif found:
        yield _phrase(phrase.strip(), found)


def _phrase(typed: str, found: Sequence[Token]) -> Phrase:
    """Give the node for words side by side; one word alone is asked for in exactly its form."""
    return Phrase(typed, tuple(token.text for token in found), other_ways(found) if len(found) > 1 else ())


def _tree(reading: _Reading, synonyms: SynonymTable) -> Query:
    if not reading.parts:
        if reading.without:
            raise QueryProblem(_ONLY_WITHOUT)
        if reading.short:
            raise QueryProblem(_SHORT)
        if reading.alone:
            raise QueryProblem(_ONLY_OR)
        raise QueryProblem(_NO_WORDS)
    parts = [_either(part, reading, synonyms) for part in _named(reading, synonyms)]
    parts += [Not(node) for node in reading.without]
    return parts[0] if len(parts) == 1 else And(tuple(parts))


def _named(reading: _Reading, synonyms: SynonymTable) -> Iterator[list[Query]]:
    """Put words that stand beside each other and together are a name of the table into one part."""
    at = 0
    while at < len(reading.parts):
        size = min(synonyms.longest, len(reading.parts) - at)
        while size > 1:
            run = [part[0] for part in reading.parts[at : at + size] if len(part) == 1]
            words = [node for node in run if isinstance(node, Word)]
            if len(words) == size and (others := synonyms.expand(" ".join(word.surface for word in words))):
                yield [_expanded(And(tuple(words)), " ".join(word.text for word in words), others, reading)]
                break
            size -= 1
        else:
            size = 1
            yield reading.parts[at]
        at += size


def _either(part: list[Query], reading: _Reading, synonyms: SynonymTable) -> Query:
    nodes: list[Query] = []
    for node in part:
        match node:
            case Word(text=text, surface=surface):
                others = synonyms.expand(surface)
            case Phrase(text=text, surfaces=surfaces) if len(surfaces) > 1:
                others = synonyms.expand(" ".join(surfaces))
            case _:
                text, others = "", ()
        nodes.append(_expanded(node, text, others, reading) if others else node)
    return nodes[0] if len(nodes) == 1 else Or(tuple(nodes))


def _expanded(node: Query, typed: str, others: tuple[str, ...], reading: _Reading) -> Query:
    added: list[Query] = []
    for other in others:
        found = tokens(other)
        added.append(_phrase(typed, found) if len(found) > 1 else word_of(other, typed))
        reading.expansions.append((typed, other))
    return Or((node, *added), expanded=True)
