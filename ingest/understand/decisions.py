"""Decisions: what was decided, of which kind, by whom, with which reservations. What others decided is the path."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ingest.understand.bodies import body_in
from ingest.understand.dates import first_day
from ingest.understand.headings import Heading
from ingest.understand.labels import CELL, section_in
from ingest.understand.parts import Section, paragraphs
from ingest.understand.seen import Seen
from ingest.understand.values_found import Value
from ingest.understand.wording import rows, spelled

_TYPES = [(re.compile(rf"(?i)(?<!\w){spelled(row[0])}(?!\w)"), row[1]) for row in rows("decisions.tsv")]
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-ZÆØÅ])|\n")
_RESERVATION = re.compile(r"(?i)\b(?:tog|tager|med) forbehold\b")
_DISSENT = re.compile(
    r"(?i)stemte (?:imod|mod)|kunne ikke (?:tiltr[æa]de|st[øo]tte|godkende)|undlod at stemme|til protokols|mindretal"
    r"|\bimod stemte\b"
)
_MADE = re.compile(r"(?i)\b(?:besluttede|besluttet|vedtog|vedtaget|godkendte)\b")
_DECIDES = re.compile(
    r"(?i)\b(?:er|blev)\s(?:\w+\s){0,2}(?:godkendt|vedtaget|besluttet|aftalt|tiltr[åa]dt|udsat|forkastet|afvist|oversendt"
    r"|taget til efterretning)\b|\b(?:besluttede|vedtog|godkendte|tiltr[åa]dte|anbefalede|forkastede|afviste|udsatte)\b"
    r"|\b(?:blev|var) enige om|\btog .{0,40}til efterretning|\bdet (?:besluttedes|aftaltes|vedtoges)\b"
    r"|^(?:Godkendt|Vedtaget|Tiltr[åa]dt|Udsat|Taget til efterretning|Besluttet|Afvist|Forkastet|Anbefales|Udgår"
    r"|Oversendt|Dr[øo]ftet|Bevilget|Imødekommet|Orienteret|Til efterretning|Sendes i h[øo]ring|Tages til efterretning"
    r"|(?:Punktet|Sagen) (?:udgår|udgik|uds[æa]ttes|genoptages|sendes|oversendes)"
    r"|Indstillingen (?:godkendes|tiltr[æa]des|f[øo]lges|vedtages)|Som indstillet|Ingen bem[æa]rkninger)\b"
)
_INSIDE = re.compile(r"(?:^|[.|]\s)(?:Beslutning|Besluttet|Konklusion|Aftalt):\s(\S.*)$")
_BEFORE = re.compile(
    r"(?i)\b(?:18|19|20)\d\d\b|\b(?:tidligere|sidste [åa]r|har (?:\w+ )?(?:besluttet|vedtaget|godkendt)|ikke f[øo]r)\b"
)
_POINTS = re.compile(
    r"(?P<word>(?i:ad|punkt|pkt\.?|at-punkt|indstillingspunkt)\s?)?(?P<n>(?:\d{1,2}|[a-h])(?:\s?(?:,|og|-|–)\s?(?:\d{1,2}|[a-h]))*)"
    r"\s?[.):]\s?(?P<t>[^\W\d].*)$"
)
_BEFORE_POINT = re.compile(r"\s(?=(?:Ad|Punkt|Pkt\.)\s\d{1,2}\b)")
_POINTS_MOST = 40
_MOST = 2000
_FEW = 5


def decided(
    seen: Sequence[Seen], sections: Sequence[Section], committee: str | None, day: str | None, part: int
) -> Iterator[Value]:
    """Give an item's decision: its own committee's, or the last where nobody says whose it is."""
    found = [s for s in sections if s.name == "decision" and s.lines]
    found = found or [s for s in sections if s.name == "path" and s.lines and _is_own(s, committee, day)]
    own = [s for s in found if not s.body or not committee or _same_body(s.body, committee)]
    if not own:
        return
    named = [s for s in own if s.body and committee]
    section = (named or own)[-1]
    text = paragraphs(seen, section.lines)[:_MOST]
    line = section.lines[0][0]
    yield Value("decision", text, line, text, part)
    kind = decision_type(text)
    if kind:
        yield Value("decision_type", kind[0], line, kind[1], part)
    for number, point, words in decided_points(text):
        yield Value("decision_point", f"{number}: {point}", line, words, part)
    if section.body:
        yield Value("decision_body", section.body, section.head, part=part)
    yield from _disagreement(text, line, part)


def _is_own(section: Section, committee: str | None, day: str | None) -> bool:
    """Say whether what stands under a committee and a day was decided at this meeting itself."""
    when = first_day(section.title)
    same = section.body is not None and committee is not None and _same_body(section.body, committee)
    return same and when is not None and when.day is not None and when.day.isoformat() == day


def _same_body(a: str, b: str) -> bool:
    """`Byrådet` and `Aarhus Byråd` may be one; `Økonomiudvalget` and `Byrådet` are not."""
    a, b = a.casefold().removesuffix("et").removesuffix("en"), b.casefold().removesuffix("et").removesuffix("en")
    return a.endswith(b) or b.endswith(a)


def decision_type(text: str) -> tuple[str, str] | None:
    """Give the kind of a decision and the words that tell it, from its first two sentences."""
    sentences = _SENTENCE.split(text)
    start = " ".join(sentences[:2])[:600]
    best: tuple[int, int, str, str] | None = None
    for pattern, kind in _TYPES:
        match = pattern.search(start)
        if match and (best is None or (match.start(), -len(match[0])) < best[:2]):
            best = (match.start(), -len(match[0]), kind, match[0])
    return (best[2], best[3]) if best else None


def decided_points(text: str) -> list[tuple[str, str, str]]:
    """Give the kind of decision for each point that a decision names: (`1`, `tiltrådt`, the words).

    Bare numbers count where they run from the first on; a point whose words tell no kind is left out.
    """
    points: list[tuple[str, str, bool]] = []
    for line in _BEFORE_POINT.sub("\n", text).split("\n"):
        match = _POINTS.match(line.strip())
        if match:
            numbers = re.findall(r"\d{1,2}|(?<![a-z])[a-h](?![a-z])", match["n"])
            points.extend((number, match["t"], match["word"] is not None) for number in numbers)
    if not all(named for _, _, named in points) and (len(points) < 2 or points[0][0] not in {"1", "a"}):
        return []
    kinds = ((number, decision_type(words), words) for number, words, _ in points[:_POINTS_MOST])
    return [(number, kind[0], words) for number, kind, words in kinds if kind]


def _disagreement(text: str, line: int, part: int) -> Iterator[Value]:
    for sentence in _SENTENCE.split(text):
        if _RESERVATION.search(sentence):
            yield Value("reservation", sentence, line, sentence, part)
        elif _DISSENT.search(sentence):
            yield Value("dissent", sentence, line, sentence, part)


def prose_decision(seen: Sequence[Seen], lines: Sequence[int], committee: str | None, part: int) -> Iterator[Value]:
    """Give the first sentence of an item that tells a decision: for minutes that have no headings of decisions."""
    for n in lines:
        said = _INSIDE.search(seen[n].text)
        if not said and not _DECIDES.search(seen[n].text):
            continue
        for sentence in [said[1].split(CELL)[0]] if said else _SENTENCE.split(seen[n].text):
            name = body_in(sentence[:80])
            others = name and committee and not _same_body(name, committee)
            if (said or _DECIDES.search(sentence)) and not _BEFORE.search(sentence) and not others:
                yield Value("decision", sentence, n, sentence, part)
                kind = decision_type(sentence)
                if kind:
                    yield Value("decision_type", kind[0], n, kind[1], part)
                yield from _disagreement(sentence, n, part)
                return


def row_decision(seen: Sequence[Seen], item: Heading, part: int) -> list[Value]:
    """Give the decision that stands in an item's row, in the column that is called so."""
    cells = seen[item.line].text.split(CELL)
    if len(cells) < 2:
        return []
    for above in range(item.line - 1, max(-1, item.line - 60), -1):
        names = seen[above].text.split(CELL)
        column = next((k for k, name in enumerate(names) if _is_decision_name(name)), None) if len(names) > 1 else None
        if column is not None:
            text = cells[column].strip(" -–") if column < len(cells) else ""
            kind = decision_type(text)
            found = [Value("decision", text, item.line, text, part)] if text else []
            return [*found, Value("decision_type", kind[0], item.line, kind[1], part)] if kind else found
    return []


def _is_decision_name(cell: str) -> bool:
    section = section_in(cell.strip())
    return section is not None and section[0].name == "decision" and not section[1]


def told_decisions(seen: Sequence[Seen], readable: Sequence[int]) -> Iterator[Value]:
    """Find decisions that a paper tells about: a committee, a day with its year and a verb in one sentence."""
    given = 0
    for n in readable:
        text = seen[n].text
        if not _MADE.search(text):
            continue
        for sentence in _SENTENCE.split(text):
            day = first_day(sentence)
            verb = _MADE.search(sentence)
            name = body_in(sentence[:80]) if day and verb else None
            if day and day.day and verb and name and sentence.find(name) < min(verb.start(), 40) and given < _FEW:
                given += 1
                yield Value("decision", sentence, n, sentence)
                yield Value("decision_body", name, n, sentence)
                yield Value("decision_date", day.day.isoformat(), n, sentence[: day.end])
                kind = decision_type(sentence[verb.start() :])
                if kind:
                    yield Value("decision_type", kind[0], n, sentence)
