"""A document before it is a file: what it says, in blocks that every format can show."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

Rows = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Block:
    """One piece of a document, top to bottom.

    Attributes:
        kind: `heading` | `para` | `bullets` | `facts` | `table` | `lines` | `contents` | `break`.
        text: The words of a heading or paragraph; else "".
        level: 1 for the document's title, 2 for an agenda item or section, 3 for a label inside; 0 for no heading.
        rows: Lines, bullets (one cell each), facts (label, value), a table (first row its head) or the contents.
        style: Of facts: `inline` | `below` | `split` | `table`.
        closed: True when it may not be seen by everybody. Changes nothing in how it looks.
    """

    kind: str
    text: str = ""
    level: int = 0
    rows: Rows = ()
    style: str = ""
    closed: bool = False

    @property
    def words(self) -> str:
        """Everything it says, one line a row."""
        return "\n".join([self.text] if self.text else [" ".join(row) for row in self.rows])


@dataclass(frozen=True, slots=True)
class PaperItem:
    """What is known about one agenda item of a document.

    Attributes:
        number, title, case_number: As printed; case_number None when the layout leaves it out.
        decision: As printed; "" in an agenda, or when a closed item's text is left out.
        closed: True when the item is closed.
    """

    number: str
    title: str
    case_number: str | None
    recommendation: tuple[str, ...]
    decision: str
    closed: bool


@dataclass(frozen=True, slots=True)
class Paper:
    """A whole document.

    Attributes:
        kind: agenda, minutes, hearing_letter, hearing_response, hearing_note, hearing_page, decision,
            cooperation_agreement, policy, news, other.
        title: For the file's own metadata; the printed title is the first heading.
        committee: Whose document it is, by its full name; None when it is nobody's.
        case_number: The one case it is about, as printed; None for an agenda or minutes.
        header, footer: Running lines; `{page}` and `{pages}` in the footer. "" for none.
        secrets: Invented words that stand in closed blocks and nowhere else.
    """

    kind: str
    title: str
    date: date
    blocks: tuple[Block, ...]
    committee: str | None = None
    case_number: str | None = None
    header: str = ""
    footer: str = ""
    columns: int = 1
    justified: bool = True
    font: str = "Libertinus Serif"
    items: tuple[PaperItem, ...] = ()
    secrets: tuple[str, ...] = ()
    publisher: str | None = None

    @property
    def heading(self) -> str:
        """The printed title."""
        return next((block.text for block in self.blocks if block.kind == "heading"), self.title)

    def words(self, *, closed: bool) -> str:
        """Give the text of all closed, or all open, blocks."""
        return "\n".join(block.words for block in self.blocks if block.closed == closed)


def blocks_of(markup: str, *, top: int = 1, closed: bool = False) -> tuple[Block, ...]:
    """Read the light markup of the data files.

    `# ` and `## ` begin headings of level `top` and the next, `- ` bullets, `| ` table rows,
    `> ` lines that are kept apart; everything else between blank lines is a paragraph.
    """
    found = [_block(part, top) for part in re.split(r"\n\s*\n", markup.strip()) if part.strip()]
    return tuple(replace(block, closed=closed) for block in found)


def _block(part: str, top: int) -> Block:
    lines = [line.strip() for line in part.strip().splitlines()]
    if lines[0].startswith("#"):
        marks, text = part.strip().split(" ", 1)
        return Block("heading", text, level=top + len(marks) - 1)
    if lines[0].startswith("|"):
        return Block("table", rows=tuple(tuple(cell.strip() for cell in line[1:-1].split("|")) for line in lines))
    if lines[0].startswith(">"):
        return Block("lines", rows=tuple((line[1:].strip(),) for line in lines))
    if lines[0].startswith("- "):
        return Block("bullets", rows=tuple((line[2:],) for line in lines))
    if re.match(r"(Dato|Sagsnr\.): ", lines[0]):  # facts in a page of the web
        return Block("lines", rows=tuple((line,) for line in lines))
    return Block("para", " ".join(lines))


def sentences(text: str) -> list[str]:
    """Cut running text into sentences: at a full stop, question mark or exclamation mark before a capital."""
    parts = re.split(r"(?<=[.!?])\s+(?=[A-ZÆØÅ”])", text.strip())
    joined: list[str] = []
    for part in parts:
        if joined and re.search(r"(\b(nr|ca|kl|pr|J)\.|^\d+\.)$", joined[-1]):
            joined[-1] += f" {part}"
        else:
            joined.append(part)
    return joined
