"""Who published a paper that does not come from the municipality itself: KL, ministries, agencies, regions."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ingest.understand.seen import Seen, is_noise
from ingest.understand.values_found import Value
from ingest.understand.wording import rows

_ROWS = rows("publishers.tsv")
_NAMES = {row[0].casefold(): row[1] for row in _ROWS}
_SITES = {row[2]: row[1] for row in _ROWS if row[2] != "-"}
_AUTHORITY = re.compile(
    r"(?:[A-ZÆØÅ][a-zæøå]+-?,?(?: og)? ){0,5}[A-ZÆØÅ][a-zæøå]*(?:ministeriet|styrelsen|klagenævnet)"
    r"|Region (?:Hovedstaden|Sjælland|Syddanmark|Midtjylland|Nordjylland)"
)
_SAID = re.compile(r"(?i)^(?:udgivet af|udgiver|kilde|afsender|©|copyright)\s?:?\s(?P<name>.{2,60}?)[\s,.]*(?:\d{4})?$")
# `Birkested Folkeblad`
_PAPER = re.compile(
    r"(?:[A-ZÆØÅ][\wæøå]+ ){1,3}"
    r"(?:Folkeblad|Tidende|Dagblad|Ugeblad|Ugeavis|Avis|Stiftstidende|Venstreblad|Amtsavis|Amts Avis|Lokalavis)"
)
_PARTS = re.compile(r"\s[|·–-]\s")
_FIRST = 2  # lines of a letterhead
_LAST = 8
# A councillor's motion and an answer to a ministry name it too, and are not from it.
_OWN = frozenset(("agenda", "minutes", "minutes_item", "hearing_response"))


def publisher(
    seen: Sequence[Seen], readable: Sequence[int], title: str | None, path: str, kind: str
) -> Iterator[Value]:
    """Find the publisher of an external paper: its site's name, its letterhead, a line that says it, or its folder.

    Args:
        seen: All lines.
        readable: Positions of the lines that may be read.
        title: The title that the markup gives; sites put their name last.
        path: As given; a folder may be called as the site (`www.kl.dk/nyheder`).
        kind: The paper's kind.
    """
    if kind in _OWN:
        return
    name = _known(_PARTS.split(title)[-1]) if title else None
    if title and name:
        yield Value("publisher", name, None, title)
        return
    shown = [n for n in readable[:20] if not is_noise(seen[n].text)]
    for n in (*shown[:_FIRST], *readable[-_LAST:]):
        said = _SAID.match(seen[n].text)
        name = _known(said["name"]) if said else _letterhead(seen[n].text) if n in shown[:_FIRST] else None
        if name:
            yield Value("publisher", name, n)
            return
    site = next((part for part in re.split(r"[/\\]", path.casefold()) if part.removeprefix("www.") in _SITES), None)
    if site:
        yield Value("publisher", _SITES[site.removeprefix("www.")], None, path)


def _letterhead(printed: str) -> str | None:
    """Know a name, also beside its other name: `KL - Kommunernes Landsforening`."""
    names = {_known(part) for part in _PARTS.split(printed)}
    return names.pop() if len(names) == 1 else None


def _known(printed: str) -> str | None:
    text = printed.strip(" .:")
    return _NAMES.get(text.casefold()) or (text if _AUTHORITY.fullmatch(text) or _PAPER.fullmatch(text) else None)
