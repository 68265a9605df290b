"""Lines with what the tables say about them: looked up once, used by every rule."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.understand.closed_marks import Mark, is_opening_hour, mark_in
from ingest.understand.dates import is_date_line
from ingest.understand.labels import Found, Label, fields_in, section_in
from ingest.understand.lines import Line
from ingest.understand.numbers import is_case_line
from ingest.understand.reading import read_as
from ingest.understand.wording import plain, rows

_NOISE = re.compile("|".join(f"(?:{row[0]})" for row in rows("noise.tsv")), re.IGNORECASE)
_MAY_MARK = re.compile(
    r"[kKhHxX<(\[|][ .·_-]?[kKhHxX<(\[]?[ .·_-]?[eEcCéèêëÉÈoOFf€aA][ .·_-]?[tTlfFI1†+7dDoOcC]"
    r"|(?i:[(\[]\s?luk\.?\s?[)\]]|fortrolig|offentlig|ikke[- ]?åb|nej\W*$|undtaget)"
)
# What is left of words that close, on a page that is else well read.
_NEARLY = re.compile(
    r"(?i)(?<!\w)[lit1|][uvn][kh]{1,2}[ec]|fortr|\bukket|[ot][ft]{1,2}ent|ikke[- ]?\w{0,3}b|nej\W*$|undt"
    r"|\w?ben\w{0,2}[:|/]"
)
_SHORT = 160  # characters of a line that may be one
_CASE_OR_LABELS = re.compile(r"\d|^(?:(?:KLE|Initialer|Sagsbehandler)[\s.,|]*)+$")
_DIVIDED = re.compile(r"(?i)(?<!\w)[l1i|]u?k{0,2}e?-$")
_FURTHER = re.compile(r"^[a-zæøå(]")


@dataclass(frozen=True, slots=True)
class Seen:
    """A line and its labels.

    Attributes:
        fields: Labels of values, with their values.
        section: The section that begins here and what follows on the line, else None.
        mark: A mark of closedness, read as an ordinary line (a heading is looked at again).
    """

    line: Line
    fields: tuple[Found, ...]
    section: tuple[Label, str] | None
    mark: Mark | None

    @property
    def text(self) -> str:
        """The line's text."""
        return self.line.text

    @property
    def section_name(self) -> str:
        """body, recommendation, decision, path, attachments, contents, end, break or ""."""
        return self.section[0].name if self.section else ""

    @property
    def names_case(self) -> bool:
        """A case number or a case officer stands here: what comes right under an item's heading."""
        return is_case_line(self.text) or any(
            found.label.where == "item"
            and (not found.value or found.label.name != "case_number" or _CASE_OR_LABELS.search(found.value))
            for found in self.fields
        )

    @property
    def opens_item(self) -> bool:
        """A section begins here that comes first in an item."""
        return self.section is not None and self.section[0].where == "opening"


def see(lines: Sequence[Line]) -> list[Seen]:
    """Look every line up in the tables."""
    found = []
    for n, line in enumerate(lines):
        following = lines[n + 1].text if n + 1 < len(lines) else ""
        mark = next((mark for text in ways(line.text, line.printed) if (mark := _mark(text, following))), None)
        if mark and mark.alone and n and is_opening_hour(lines[n - 1].text):
            mark = None
        found.append(Seen(line, fields_in(line.text), section_in(line.text), mark))
    return found


def ways(text: str, printed: str = "") -> Iterator[str]:
    """Give the ways in which a line may be a mark; one that nearly is one is read repaired on any page.

    Args:
        text: The line as it is read.
        printed: As it stands, where that differs.
    """
    yield text
    if printed and printed != text:
        yield printed
    elif len(text) < _SHORT and _NEARLY.search(text):
        repaired = read_as(text).text
        if repaired != text:
            yield repaired


def _mark(text: str, following: str) -> Mark | None:
    return mark_in(_joined(text, following), following=following) if _may_mark(text) else None


def _may_mark(text: str) -> bool:
    return _MAY_MARK.search(text if text.isascii() else plain(text)) is not None or _DIVIDED.search(text) is not None


def _joined(text: str, following: str) -> str:
    """Put `Luk-` and `ket punkt` together when a reader has not."""
    return text[:-1] + following if _DIVIDED.search(text) else text


def is_noise(text: str) -> bool:
    """Say whether a line is a banner, a menu or a button."""
    return _NOISE.match(text.strip(" •·*-\t")) is not None


def _is_topic(found: Found) -> bool:
    """`Ny frist: Høring om plejehjem` announces no date."""
    words = found.value and not re.search(r"\d", found.value)
    return bool(found.start and words and found.label.name == "hearing_deadline")


def is_title_like(seen: Seen, text: str = "") -> bool:
    """Say whether a line may be a title: short, begins with a capital or a digit, no sentence, no label, no button.

    Args:
        seen: The line.
        text: Its text without a stamp before it, when that is to be judged.
    """
    text = text or seen.text
    return (
        3 <= len(text) <= 200
        and not _FURTHER.match(text)
        and text[-1] not in ",;"
        and not (text[-1] == "." and len(text) > 60)
        and any(letter.isalpha() for letter in text)
        and all(_is_topic(found) for found in seen.fields)
        and not seen.section
        and not is_noise(text)
        and not is_date_line(text)
        and not is_case_line(text)
    )
