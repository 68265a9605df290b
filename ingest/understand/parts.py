"""The sections of one item: which lines are its presentation, recommendation, decision, path and attachments."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ingest.understand.bodies import body_in
from ingest.understand.closed_marks import opens_section
from ingest.understand.dates import first_day
from ingest.understand.decision_labels import names_only_meeting
from ingest.understand.headings import Heading
from ingest.understand.seen import Seen, is_noise

# `Teknik- og Miljøudvalget, 10. september 2019, pkt. 65:` begins what another committee decided before.
_EARLIER = re.compile(r"^.{4,80}?,?\s(?:den\s|d\.\s)?\d{1,2}[. /-].{4,30}(?:(?:pkt|punkt|sag)\.?.{0,20})?:?$")
_ASKS = re.compile(r"^[A-ZÆØÅ].{2,80}\s(?:indstiller|foresl[åa]r|anbefaler)(?:\stil\s[^,:]{3,60})?\s?[,:]?$")
_POINT = re.compile(r"(?i)^(?:[•·*+»«…–-]\s*|\d{1,2}[.)]\s*|[a-h]\)\s*)?at\b")
# `Mødet hævet kl. 18.10` below the last item's decision
_OVER = re.compile(
    r"(?i)m[øo]det\s(?:blev\s|er\s)?(?:h[æa]vet|slut(?:tede|tet)?|afsluttet|h[æa]ves|oph[øo]rte)\b.{0,40}$"
)
_LISTED = re.compile(r"(?i)bilag\s(?:nr\.?\s)?[\dA-ZÆØÅ]{1,3}\s?[:.–-]\s?\S")
_DIGIT = re.compile(r"\d")
_BULLET = re.compile(r"^[\s•·*+»«…–-]+(?=\S)")


@dataclass
class Section:
    """A section of an item.

    Attributes:
        name: As in `labels.tsv`.
        head: The line of its label; the item's heading for what stands above the first label.
        title: The label's line as printed.
        lines: (position, text) of what stands in it; buttons and menus left out.
    """

    name: str
    head: int
    title: str
    lines: list[tuple[int, str]] = field(default_factory=list)

    @property
    def body(self) -> str | None:
        """The committee its label names."""
        return body_in(self.title) if len(self.title) > 14 else None


def sections_of(seen: Sequence[Seen], item: Heading, stop: int, readable: Mapping[int, bool]) -> list[Section]:
    """Walk down an item and give its sections in order; the first is what stands right under the heading."""
    found = [Section("", item.line, item.printed)]
    for n in range(item.end, stop):
        one = seen[n]
        if not readable[n]:
            continue
        if one.section:
            if _is_attached(seen, found, n, stop):
                found[-1].lines.append((n, one.text))
                continue
            title = (
                one.text[: one.text.rindex(one.section[1])].rstrip(" :") if one.section[1] else one.text.rstrip(" :")
            )
            found.append(Section(one.section_name, n, title))
            if one.section[1]:
                found[-1].lines.append((n, one.section[1]))
        elif opens_section(one.text) or (one.mark and one.mark.alone and one.mark.what == "section"):
            found.append(Section("break", n, one.text))
        elif found[-1].name in {"", "body"} and _asks(seen, n, stop):
            found.append(Section("recommendation", n, one.text, [(n, one.text)]))
        elif (found[-1].name or _stands_alone(one)) and (told := _earlier(one.text)):
            found.append(Section("path", n, told[0]))
            if told[1]:
                found[-1].lines.append((n, told[1]))
        elif _OVER.match(one.text):
            found.append(Section("end", n, one.text))
        elif any(f.label.name == "-" and f.start == 0 for f in one.fields) and found[-1].name == "decision":
            found.append(Section("attendance", n, one.text))
        elif one.line.first and n and one.text == seen[0].text:
            continue  # a running header that a reader of two pages cannot know for one
        elif not is_noise(one.text) and any(c.isalnum() for c in one.text):
            found[-1].lines.append((n, one.text))
    return found


def _is_attached(seen: Sequence[Seen], found: Sequence[Section], n: int, stop: int) -> bool:
    """Say whether a line called as a section is the first of the attachments above (`Bilag` / `Indstilling`)."""
    last = found[-1]
    if last.name != "attachments" or last.head != n - 1 or seen[n].section[1]:  # type: ignore[index]
        return False
    listed = n + 1 < stop and _LISTED.match(seen[n + 1].text) is not None
    before = any(section.name == seen[n].section_name for section in found)
    return listed or (n + 1 == stop and before)


def _stands_alone(one: Seen) -> bool:
    """`Byrådet den 4. maj 2011` apart from what stands above begins a section also where no label came before."""
    return one.line.gap and names_only_meeting(one.text.partition(": ")[0])


def _asks(seen: Sequence[Seen], n: int, stop: int) -> bool:
    """Say whether a recommendation begins here without its label: `Formandskabet foreslår` above points that say at."""
    text = seen[n].text
    below = seen[n + 1].text if n + 1 < stop else ""
    return (_ASKS.match(text) is not None and _POINT.match(below) is not None) or text.startswith("Det indstilles")


def _earlier(text: str) -> tuple[str, str] | None:
    """Find the line under which another committee's decision stands: the line, and what follows its colon."""
    if not text[0].isupper() or not _DIGIT.search(text, 0, 130):
        return None
    head, _, rest = text.partition(": ") if ": " in text[:130] else (text, "", "")
    if len(head) > 130 or not _EARLIER.match(head):
        return None
    name = body_in(head)
    known = name is not None and head.startswith(name) and first_day(head) is not None
    return (head, rest) if known else None


def paragraphs(seen: Sequence[Seen], lines: Sequence[tuple[int, str]]) -> str:
    """Join lines to text: one line a paragraph, bullets left out."""
    text = ""
    for n, line in lines:
        bullet = _BULLET.match(line)
        plain = line[bullet.end() :] if bullet else line
        apart = bullet or seen[n].line.gap or text.endswith((".", ":", "!", "?"))
        text += ("\n" if apart else " ") + plain if text else plain
    return text
