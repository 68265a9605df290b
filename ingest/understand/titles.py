"""A document's title: what its markup says when sensible, else its first prominent line. Never a closed heading."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.understand.bodies import is_body
from ingest.understand.closed_marks import mark_in
from ingest.understand.dates import days_in, first_day, is_date_line
from ingest.understand.headings import Heading
from ingest.understand.labels import IN_LINE
from ingest.understand.seen import Seen, is_noise
from ingest.understand.title_lines import (
    GREETING,
    LETTERHEAD,
    LONGEST,
    SPEAKS,
    STAMP,
    TO,
    goes_on,
    is_beside,
    may_be,
    menu_end,
    names_paper,
    stands_apart,
)
from ingest.understand.wording import bare_words, plain
from ingest.values import Source

_USELESS = re.compile(
    r"(?i)microsoft word|untitled|uden titel|^dokument\d*$|^document\d*$|^https?:"
    r"|\.(?:docx?|pdf|html?|xlsx?|rtf|odt|indd)\b|^[\W\d_]*$"
    r"|^(?:forside|hjem|home|index|scan\w*|billede\d*|page \d+)$|^layout \d"
)
_TRANSCRIPT = re.compile(r"^Download \"(.{8,200})\"$")
_PARTS = re.compile(r"\s[|·–-]\s")
_SITE = re.compile(r"(?i)(?:\S+\s){1,2}(?:kommune|region)|[\w.-]+\.dk")
_ABOUT = re.compile(
    r"(?i)(?:emne|subject|ang\.?|vedr\.?|vedr[øo]rende|angående|titel|overskrift)\s?:\s?(?P<about>.{5,160})$"
)
_ANSWER = re.compile(r"(?i)^(?:(?:sv|vs|re|fw|fwd|aw)\s?:\s*)+")
_BEHIND = re.compile(
    r"(?i),?\s(?:sags?\s?nr|j\.?\s?nr)\.?\s?:?\s?\S*\d.*$|\s\((?:jeres|deres|vores|j\.?\s?nr|sags?).*\)$"
)
_POINT = re.compile(r"^(?:Punkt|Pkt\.?)\s\d{1,4}\s?[.:–-]\s(?=\S)")
_GENERIC = re.compile(
    r"(?i)pressemeddelelse(?:\s[-–].*|\s.*\s\d{4})?|(?:intern |ny )?h[øo]ring|notat|memo|brev|hvidbog"
    r"|h[øo]ringsnotat|nyhed|arkivnyhed|oplæg"
)
_OF_MUNICIPALITY = re.compile(r"\s(?:i|for)\s[A-ZÆØÅ][\w-]+\s[Kk]ommune$")
_RULED = re.compile(r"[=_~*-]{4,}$")  # a title in plain text is underlined
_FIRST_HEADINGS = 60  # lines; menus stand before the heading
_LOOKED_AT = 14  # lines


@dataclass(frozen=True, slots=True)
class Title:
    """A title and the line it stands on (None when only the markup has it)."""

    text: str
    line: int | None


def title_of(
    source: Source, seen: Sequence[Seen], reasons: Sequence[str], items: Sequence[Heading], family: bool
) -> Title | None:
    """Choose the title from open lines; None when no line looks like one.

    Args:
        source: For the markup's title.
        seen: All lines.
        reasons: For each line the words that close it, "" when open.
        items: The items of a meeting's paper.
        family: It is a meeting's paper, whose title may be the committee's name; a letter's is not its sender's.
    """
    single = items[0] if len(items) == 1 and items[0].key and not reasons[items[0].line] else None
    mail = source.media_type in {"message/rfc822", "application/vnd.ms-outlook"}
    if source.title and _is_sensible(source.title, seen, reasons, trusted=mail):
        told = bare_words(_without_site(plain(source.title)))
        if single and (told[-len(single.key) :] == single.key or told == bare_words(single.printed)):
            return Title(single.title, single.line)  # the markup says `Punkt 12: Frit valg`
        return _longer(plain(source.title), seen, reasons)
    first = next((h.line for h in items), len(seen))
    if len(items) == 1 and items[0].style == "title" and items[0].line < _LOOKED_AT and not reasons[items[0].line]:
        return Title(items[0].title, items[0].line)
    menu = menu_end(seen)
    top = [n for n in range(menu, min(menu + _LOOKED_AT, first, len(seen))) if not reasons[n]]
    found = (
        _marked(seen, top)
        or (None if family else _labelled(seen, top))
        or _transcript(seen, top)
        or _prominent(seen, top, family)
        or _before_label(seen, top)
        or _committee(seen, top)
        or (Title(single.title, single.line) if single and single.line < _LOOKED_AT else None)
    )
    if found and single and single.line < _LOOKED_AT and not names_paper(found.text):
        return Title(single.title, single.line)  # a letterhead or a menu stands above the one item
    return found


def _longer(title: str, seen: Sequence[Seen], reasons: Sequence[str]) -> Title:
    """Take the markup's title without the site's name, and as the first lines print it where they do."""
    title = _without_site(title)
    words = bare_words(title)
    parts = {bare_words(part) for part in _PARTS.split(title)}
    for n in range(min(_FIRST_HEADINGS, len(seen))):
        said = bare_words(seen[n].text) if seen[n].line.heading and not reasons[n] else ()
        paper = SPEAKS.match(seen[n].text) and any(part and said[-len(part) :] == part for part in parts)
        if said and (said in parts or paper):
            return Title(seen[n].text, n)  # what else the title says is where the page is filed
        if (
            not reasons[n]
            and seen[n].line.heading
            and len(words) > 3
            and bare_words(seen[n].text)[: len(words)] == words
        ):
            return Title(seen[n].text, n)  # the markup's is cut short
        if not reasons[n] and (seen[n].line.heading or seen[n].text == title) and bare_words(seen[n].text) == words:
            return Title(seen[n].text, n)
    return Title(title, None)


def _without_site(title: str) -> str:
    """Drop the part that only names the municipality: `Bredt forlig om budgettet | Ådal Kommune`."""
    title = _POINT.sub("", title)
    parts = [part.strip() for part in _PARTS.split(title)]
    kept = [part for part in parts if part and not _SITE.fullmatch(part)]
    if len(kept) > 1 and not is_body(kept[0]):
        kept = [kept[0], *(part for part in kept[1:] if not is_body(part))]
    return title if len(kept) == len(parts) or not kept else " · ".join(kept)


def _is_sensible(title: str, seen: Sequence[Seen], reasons: Sequence[str], *, trusted: bool) -> bool:
    """A title in the file's properties counts when its words stand in the text too: templates leave wrong ones."""
    words = bare_words(title)
    if _USELESS.search(title.strip()) or len("".join(words)) < 5 or len(title) > 300 or mark_in(title, heading=True):
        return False
    if trusted:
        return True
    text = {word for n in range(min(60, len(seen))) if not reasons[n] for word in bare_words(seen[n].text)}
    return len(words) > 1 and sum(word in text for word in words) >= 0.7 * len(words)


def _marked(seen: Sequence[Seen], top: Sequence[int]) -> Title | None:
    """Take the markup's first heading."""
    for n in top:
        one = seen[n]
        if one.line.heading and not one.section and not is_noise(one.text) and len(one.text) <= LONGEST:
            return Title(one.text, n)
    return None


def _labelled(seen: Sequence[Seen], top: Sequence[int]) -> Title | None:
    """Take what a letter or a note says that it is about: `Emne: Høring om lukkedage`."""
    match, line = next(((m, n) for n in top if (m := _ABOUT.match(seen[n].text))), (None, 0))
    return Title(_BEHIND.sub("", _ANSWER.sub("", match["about"])).rstrip(" ."), line) if match else None


def _transcript(seen: Sequence[Seen], top: Sequence[int]) -> Title | None:
    for n in top:
        match = _TRANSCRIPT.match(seen[n].text)
        if match and not IN_LINE.search(match[1]):
            return Title(match[1], n)
        if match and len(re.findall(r":", match[1])) == 1 and re.search(r"\d", match[1]):
            return Title(match[1], n)
    return None


def _prominent(seen: Sequence[Seen], top: Sequence[int], family: bool) -> Title | None:
    """Take the first line that looks like a title, or one near it that says what kind of paper this is."""
    prose = next((n for n in top if len(seen[n].text) > 60 and seen[n].text.endswith(".")), len(seen))
    likely = [n for n in top if may_be(seen, n) and (n < prose or not seen[n].text.endswith("."))]
    likely = [n for n in likely if family or not LETTERHEAD.fullmatch(seen[n].text)] or likely
    likely = [n for n in likely if family or not TO.match(seen[n].text)] or likely
    likely = [n for n in likely if family or not is_beside(seen[n].text)] or likely
    if not likely:
        return None
    first = likely[0]
    if _GENERIC.fullmatch(seen[first].text) and not family:
        more = next((n for n in likely[1:4] if seen[n].text.count(" ") > 1 and not days_in(seen[n].text)), first)
        return Title(seen[more].text.rstrip(" :.-–"), more)
    subject = None if family else _subject(seen, top, likely)
    if subject is not None:
        return Title(seen[subject].text.rstrip(" :.-–"), subject)
    ruled = [n for n in likely if n + 1 < len(seen) and _RULED.match(seen[n + 1].text)]
    if ruled:
        return Title(seen[ruled[0]].text, ruled[0])
    speaking = [n for n in likely[:5] if n <= first + 8 and SPEAKS.search(seen[n].text)]
    apart = [n for n in speaking if seen[n].line.gap or seen[n].line.first or seen[n].line.heading]
    sender = not family and is_body(_OF_MUNICIPALITY.sub("", seen[first].text))
    apart = speaking if sender else apart
    chosen = apart[0] if apart and (sender or not is_body(seen[first].text)) else first
    if (
        chosen == first
        and not apart
        and first
        and first + 1 in likely
        and _is_tag(seen[first].text, seen[first + 1].text)
    ):
        chosen = first + 1
    if _GENERIC.fullmatch(seen[chosen].text.strip()) and not family:
        later = (n for n in likely if chosen < n <= chosen + 12)
        chosen = next((n for n in later if seen[n].text.count(" ") > 1 and not first_day(seen[n].text)), chosen)
    text = STAMP.sub("", seen[chosen].text).rstrip(" :.-–")
    if chosen + 1 < len(seen) and goes_on(seen, chosen):
        text = f"{text} {seen[chosen + 1].text}"
    header = bare_words(_without_site(text))
    near = [n for n in likely if chosen < n <= chosen + 3]
    again = next((n for n in near if bare_words(seen[n].text)[: len(header)] == header), None)
    if again is not None and text != _without_site(text):  # a running header above the title
        return _prominent(seen, [n for n in top if n >= again], family)
    return Title(_without_site(text), chosen)


def _subject(seen: Sequence[Seen], top: Sequence[int], likely: Sequence[int]) -> int | None:
    """Find what a letter is about: the line apart from others, below whom it is to, the date and the case number."""
    to = next((n for n in top if TO.match(seen[n].text) or LETTERHEAD.fullmatch(seen[n].text)), None)
    if to is None:
        return None
    facts = [n for n in top if n > to and (seen[n].fields or is_date_line(seen[n].text))]
    below = [n for n in likely if n > (facts[-1] if facts else to) and stands_apart(seen, n)]
    below = [n for n in below if not _GENERIC.fullmatch(seen[n].text)] or below
    return next((n for n in below if not GREETING.match(seen[n].text) and seen[n].text[-1] != "."), None)


def _is_tag(text: str, below: str) -> bool:
    """A word or two above the title (`Børn og unge`) say where it is filed."""
    return text.count(" ") < 3 and below.count(" ") > 4 and not is_body(text)


def _before_label(seen: Sequence[Seen], top: Sequence[int]) -> Title | None:
    """Take what stands before the first label on its line: `REBILD KOMMUNE REFERAT. Mødedato:`."""
    for n in top:
        match = IN_LINE.search(seen[n].text)
        before = seen[n].text[: match.start()].strip(" .:-") if match else ""
        if len(before) > 8 and not re.match(r"\d", before) and not is_noise(before):
            return Title(before, n)
    return None


def _committee(seen: Sequence[Seen], top: Sequence[int]) -> Title | None:
    """Take the committee where nothing else names the paper."""
    for n in top:
        for found in seen[n].fields:
            if found.label.name == "committee" and is_body(found.value):
                return Title(found.value, n)
    return None
