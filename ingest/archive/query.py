"""The query language and its tree.

Words are AND; "exact phrase"; OR; -without; prefix* of three letters or more; a case number is one word.
No engine's syntax is ever reached.
"""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Word:
    """One word. `terms` are the tokens of the `all` stream of which any one matches (normally one: the lemma).

    Attributes:
        text: As typed.
        surface: Normalised surface token, looked for in `text` and `title` to lift.
        terms: Tokens in `all`; never empty. More than one when the word is ambiguous or was widened.
        exclude: Tokens by which `-word` excludes: surface and lemma alone.
    """

    text: str
    surface: str
    terms: tuple[str, ...]
    exclude: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words next to each other, decided on the `text` stream. `surfaces` in order; one alone: exactly this form.

    Attributes:
        others: Other ways of writing the same (`danish.phrases`): they match, and rank lower.
    """

    text: str
    surfaces: tuple[str, ...]
    others: tuple[tuple[str, ...], ...] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class Prefix:
    """Words beginning so, decided on the `all` stream. Three letters or more, normalised."""

    text: str
    prefix: str


@dataclass(frozen=True, slots=True)
class And:
    """Every part. One part or more."""

    parts: tuple[Query, ...]


@dataclass(frozen=True, slots=True)
class Or:
    """Any part. `expanded` is True when the synonym table added the others to the first."""

    parts: tuple[Query, ...]
    expanded: bool = False


@dataclass(frozen=True, slots=True)
class Not:
    """Without that part. Only inside And, beside at least one part that is not Not."""

    part: Query


@dataclass(frozen=True, slots=True)
class Everything:
    """Every passage: an empty box with filters."""


Query = Word | Phrase | Prefix | And | Or | Not | Everything


class QueryProblem(ValueError):
    """The query cannot be answered; `message` is one Danish sentence that says what to do."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


@dataclass(frozen=True, slots=True)
class ParsedQuery:
    """A query in our own tree, and what was done to it.

    Attributes:
        tree: What the engine is asked.
        notes: Danish sentences for the reader: what was left out or widened. May be empty.
        expansions: (typed, added) pairs from the synonym table. May be empty.
    """

    text: str
    tree: Query
    notes: tuple[str, ...] = ()
    expansions: tuple[tuple[str, str], ...] = ()
