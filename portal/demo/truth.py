"""What is known about every document of the sample archive, for tests that ask whether it was understood and found."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from portal.demo.paper import Block, Paper, PaperItem, sentences
from portal.demo.plan import IMAGE_ONLY, NEEDS_OCR, Planned, plan


@dataclass(frozen=True, slots=True)
class Truth:
    """One document of the archive.

    Attributes:
        path: In the archive's folder; `container/member` for what is inside a ZIP or mail.
        form: How the file is made; see `portal.demo.plan.ENDINGS`.
        title: As printed on top.
        case_number: The one case it is about; None for agendas and minutes, whose items have their own.
        damaged: Its words were read by OCR with the wrong language.
        image_only: It has no text until somebody reads it by OCR.
        made_with_ocr: It is not there where Tesseract is missing.
        sentences: Some open sentences by which it can be found, as written (a damaged document shows them damaged).
        closed_sentences: Every sentence that only those with a grant may see.
        secrets: Words that stand in its closed text and in no open text of the archive.
        open_text, closed_text: All its words; headings of closed items count as open, as the law has it.
    """

    path: str
    form: str
    kind: str
    title: str
    date: date
    committee: str | None
    case_number: str | None
    publisher: str | None
    damaged: bool
    image_only: bool
    made_with_ocr: bool
    items: tuple[PaperItem, ...]
    sentences: tuple[str, ...]
    closed_sentences: tuple[str, ...]
    secrets: tuple[str, ...]
    open_text: str
    closed_text: str


def truth(documents: int = 96, seed: int = 1) -> tuple[Truth, ...]:
    """Say what `build` with the same arguments writes; members of containers each for themselves."""
    return tuple(told for planned in plan(documents, seed) for told in _told(planned))


def closed_only_words(told: Iterable[Truth]) -> frozenset[str]:
    """Give the words, in small letters, that stand in closed text and nowhere open: none of them may ever leak."""
    told = tuple(told)
    closed = {word for each in told for word in _words(each.closed_text)}
    return frozenset(closed - {word for each in told for word in _words(f"{each.open_text} {each.title}")})


def _words(text: str) -> set[str]:
    return set(re.findall(r"[a-zæøåé]{3,}", text.lower()))


def _told(planned: Planned) -> Iterator[Truth]:
    for name, paper in planned.papers:
        yield _one(f"{planned.path}/{name}" if name else planned.path, planned.form, paper)
    if planned.mail:
        _, paper = planned.papers[0]
        parts = tuple(Block("para", " ".join(part.split())) for part in planned.mail.split("\n\n"))
        yield _one(
            planned.path, planned.form, Paper("other", paper.title, paper.date, parts, publisher=paper.publisher)
        )


def _one(path: str, form: str, paper: Paper) -> Truth:
    closed = [sentence for block in paper.blocks if block.closed for sentence in sentences(block.text)]
    return Truth(
        path=path,
        form=form,
        kind=paper.kind,
        title=paper.heading,
        date=paper.date,
        committee=paper.committee,
        case_number=paper.case_number,
        publisher=paper.publisher,
        damaged=form in NEEDS_OCR,
        image_only=form in IMAGE_ONLY,
        made_with_ocr=form in NEEDS_OCR,
        items=paper.items,
        sentences=_telling(paper),
        closed_sentences=tuple(closed),
        secrets=paper.secrets,
        open_text=paper.words(closed=False),
        closed_text=paper.words(closed=True),
    )


def _telling(paper: Paper) -> tuple[str, ...]:
    """Give the first, middle and last of the open sentences long enough to be told from others."""
    found = [
        sentence
        for block in paper.blocks
        if block.kind == "para" and not block.closed
        for sentence in sentences(block.text)
        if 45 <= len(sentence) <= 170
    ]
    places = sorted({0, len(found) // 2, len(found) - 1}) if found else []
    return tuple(dict.fromkeys(found[place] for place in places))
