"""What a search index promises, said as slowly and plainly as possible: every entry looked at for every question."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta

from ingest.archive.index import Answer, Entry, Filters
from ingest.archive.query import And, Everything, Not, Or, Phrase, Prefix, Query, Word
from ingest.values import Streams

KINDS = ("agenda", "minutes", "hearing_letter", "other")
COMMITTEES = ("Børne- og Ungdomsudvalget", "Økonomiudvalget", "Ældrerådet", None)
STEMS = (
    "skole", "budget", "høring", "lokalplan", "børn", "ældre", "vej", "kultur", "økonomi", "idræt", "havn", "bibliotek",
    "frist", "svar", "udvalg", "møde", "plan", "trafik", "støj", "å", "læringscenter", "00.01.10-g01-1-21", "18/01234",
)  # fmt: skip
ENDINGS = ("", "en", "er", "erne", "ets", "et")


def streams(text: str, title: str = "") -> Streams:
    """Make streams as the language does, from words made of a stem, `+` and an ending: the stem is the lemma."""
    words = text.split()
    surfaces = [word.replace("+", "") for word in words]
    lemmas = [word.split("+")[0] for word in words if not word.endswith("+") and "+" in word]
    twins = [word.replace("å", "aa").replace("ø", "oe") for word in surfaces if "å" in word or "ø" in word]
    titles = [word.replace("+", "") for word in title.split()]
    return Streams(
        all=" ".join([*surfaces, *lemmas, *twins]),
        text=" ".join(surfaces),
        lemma=" ".join(lemmas),
        forms=" ".join(twins),
        title=" ".join(titles),
    )


def entry(passage_id: int, text: str, **more: object) -> Entry:
    """Make an entry from a text; the document is the passage's unless it is given."""
    values = {"document_id": passage_id, "kind": "minutes"} | more
    return Entry(passage_id=passage_id, streams=streams(text, str(values.pop("title", ""))), **values)  # type: ignore[arg-type]


def some_entries(count: int, seed: int) -> list[Entry]:
    """Make entries of random words, facets, days and audiences; some documents have several, of which some closed."""
    dice = random.Random(seed)
    made = []
    for passage_id in range(1, count + 1):
        text = [f"{dice.choice(STEMS)}+{dice.choice(ENDINGS)}" for _ in range(dice.randint(1, 30))]
        committee = dice.choice(COMMITTEES)
        made.append(
            entry(
                passage_id,
                " ".join(text),
                title=" ".join(text[:2]),
                document_id=1 + (passage_id - 1) // 3,
                kind=dice.choice(KINDS),
                committee=committee,
                day=dice.choice((None, date(2004, 1, 1) + timedelta(days=dice.randint(0, 4000)))),
                quality=dice.choice(("clean", "clean", "damaged")),
                decision=dice.choice((None, None, "godkendt", "afvist")),
                audience=f"closed:{(committee or 'ukendt').lower()}" if dice.random() < 0.2 else None,
            )
        )
    return made


def some_query(dice: random.Random, depth: int = 2) -> Query:
    """Make a query of every kind there is."""
    roll = dice.random()
    if depth and roll < 0.3:
        parts = [some_query(dice, depth - 1) for _ in range(dice.randint(1, 3))]
        without = [Not(some_query(dice, 0)) for _ in range(dice.choice((0, 0, 1)))]
        return And((*parts, *without))
    if depth and roll < 0.5:
        return Or(tuple(some_query(dice, depth - 1) for _ in range(dice.randint(1, 3))), expanded=dice.random() < 0.3)
    if roll < 0.6:
        surfaces = tuple(f"{dice.choice(STEMS)}{dice.choice(ENDINGS)}" for _ in range(2))
        return Phrase(" ".join(surfaces), surfaces)
    if roll < 0.7:
        return Prefix("", dice.choice(STEMS)[: dice.randint(1, 5)])
    if roll < 0.72:
        return Everything()
    return word(dice.choice(STEMS), dice.choice(ENDINGS))


def word(stem: str, ending: str = "") -> Word:
    """Make the query of one word: found by its lemma, left out by surface and lemma."""
    return Word(stem + ending, stem + ending, (stem,) if ending or stem else (), (stem + ending, stem))


def some_filters(dice: random.Random) -> Filters:
    """Make filters, often none."""
    first = date(2004, 1, 1) + timedelta(days=dice.randint(0, 3000))
    return Filters(
        kinds=frozenset(dice.sample(KINDS, dice.choice((0, 0, 1, 2)))),
        committees=frozenset(c for c in dice.sample(COMMITTEES, dice.choice((0, 0, 1, 2))) if c),
        first=dice.choice((None, None, first)),
        last=dice.choice((None, None, first + timedelta(days=dice.randint(0, 2000)))),
        documents=frozenset(dice.sample(range(1, 80), dice.choice((0, 0, 0, 40)))),
        qualities=frozenset(dice.choice(((), (), ("damaged",)))),
        decisions=frozenset(dice.choice(((), (), ("afvist",)))),
    )


FACETS = ("kind", "committee", "year", "quality", "decision")


def matches(one: Entry, query: Query, *, without: bool = False) -> bool:
    """Tell whether an entry matches. `without`: whether it has what must not be there."""
    everything, text = one.streams.all.split(), one.streams.text.split()
    sure = {*text, *one.streams.lemma.split()}
    match query:
        case Word():
            return bool(sure & set(query.exclude)) if without else bool(set(everything) & set(query.terms))
        case Prefix():
            return any(token.startswith(query.prefix) for token in (sure if without else everything))
        case Phrase():
            size = len(query.surfaces)
            return any(tuple(text[n : n + size]) == query.surfaces for n in range(len(text)))
        case And():
            return all(matches(one, part, without=without) for part in query.parts)
        case Or():
            return any(matches(one, part, without=without) for part in query.parts)
        case Not():
            return not matches(one, query.part, without=True)
        case Everything():
            return True


def passes(one: Entry, filters: Filters, but: str = "") -> bool:
    """Tell whether an entry passes the filters, one facet's left out."""
    kind = but == "kind" or not filters.kinds or one.kind in filters.kinds
    committee = but == "committee" or not filters.committees or one.committee in filters.committees
    dated = but == "year" or (
        (not filters.first or (one.day is not None and one.day >= filters.first))
        and (not filters.last or (one.day is not None and one.day <= filters.last))
    )
    document = not filters.documents or one.document_id in filters.documents
    quality = but == "quality" or not filters.qualities or one.quality in filters.qualities
    decided = but == "decision" or not filters.decisions or one.decision in filters.decisions
    return kind and committee and dated and document and quality and decided


def expected(entries: Iterable[Entry], query: Query, filters: Filters, audience: frozenset[str]) -> Answer:
    """Give the answer without hits."""
    seen = [e for e in entries if e.audience is None or e.audience in audience or "closed:*" in audience]
    found = [e for e in seen if matches(e, query)]
    kept = [e for e in found if passes(e, filters)]
    return Answer(
        total=len(kept),
        documents=len({e.document_id for e in kept}),
        hits=(),
        facets={name: _facet(kept, name) for name in FACETS},
        choices={name: _facet([e for e in found if passes(e, filters, but=name)], name) for name in FACETS},
    )


def _facet(entries: Iterable[Entry], name: str) -> dict[str, int]:
    values = ((str(e.day.year) if e.day else None) if name == "year" else getattr(e, name) for e in entries)
    return dict(Counter(value for value in values if value is not None))
