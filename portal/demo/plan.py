"""Which files the sample archive has: every document with its name on disk and the form it comes in."""

from __future__ import annotations

import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice

from portal.demo.layouts import paper
from portal.demo.meetings import Meeting, meetings, more_meetings
from portal.demo.paper import Block, Paper
from portal.demo.prose import Letter, data, matters, town

#: Forms and the end of their file names. What each is: `portal.demo.making`.
ENDINGS = {
    "pdf": "pdf", "pdf2": "pdf", "scan": "pdf", "scan_g4": "pdf", "scan_eng": "pdf", "damaged_pdf": "pdf",
    "damaged_txt": "txt", "docx": "docx", "html": "html", "html1252": "htm", "utf8": "txt", "utf8_nfd": "txt",
    "cp1252": "txt", "cp865": "TXT", "tiff": "tif", "eml": "eml", "eml_docx": "eml", "zip": "zip",
}  # fmt: skip
#: Made with Tesseract; left out where it is missing.
NEEDS_OCR = frozenset({"scan_eng", "damaged_txt", "damaged_pdf"})
#: Only an image: text needs OCR by whoever reads it.
IMAGE_ONLY = frozenset({"scan", "scan_g4", "tiff"})
_ASCII = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "Æ": "Ae", "Ø": "Oe", "Å": "Aa"})
#: Forms of the papers beyond the base archive, in turn: quick to make, none with OCR.
_QUICK = ("pdf", "pdf", "html", "pdf", "docx", "pdf", "pdf", "utf8", "pdf2", "html")


@dataclass(frozen=True, slots=True)
class Planned:
    """One file to be made.

    Attributes:
        path: In the archive's folder, with forward slashes.
        papers: Name inside the file ("" for the file's own text) and document. One, but for a ZIP.
        mail: Text of the mail around the document, else "".
    """

    path: str
    form: str
    papers: tuple[tuple[str, Paper], ...]
    mail: str = ""

    @property
    def date(self) -> date:
        """Of the youngest document in it."""
        return max(paper.date for _, paper in self.papers)

    @property
    def number(self) -> int:
        """A number that belongs to this path: seeds the scanner, numbers the scans."""
        return zlib.crc32(self.path.encode())


def plan(documents: int, seed: int) -> list[Planned]:
    """Choose that many files: every form once, then twice, and so on; beyond the base archive more meetings."""
    held = meetings(seed)
    base = [*_letters(matters()[1]), *_kept(held)]
    if documents <= len(base):
        return _mixed(base)[:documents]
    return [*_mixed(base), *islice(_beyond(held, seed), documents - len(base))]


def _mixed(files: Iterable[Planned]) -> list[Planned]:
    """Put the files so that the first few already show every form, each by its shortest document."""
    seen: defaultdict[str, int] = defaultdict(int)
    ranked = []
    for planned in sorted(files, key=lambda planned: (len(planned.papers[0][1].words(closed=False)), planned.path)):
        seen[planned.form] += 1
        ranked.append((seen[planned.form], planned.date, planned.path, planned))
    return [planned for *_, planned in sorted(ranked, key=lambda row: row[:3])]


def _kept(held: dict[tuple[str, date], Meeting]) -> Iterator[Planned]:
    """Give the minutes and agendas of the base archive."""
    chosen = data("arkiv.toml")
    for kind in ("minutes", "agenda"):
        for key, form in chosen[kind].items():
            code, day = key.split(" ")
            yield _of_meeting(held[code, date.fromisoformat(day)], kind, form)


def _beyond(held: dict[tuple[str, date], Meeting], seed: int) -> Iterator[Planned]:
    """Give minutes of the meetings that left none in the base archive, then of meetings made up."""
    minutes = data("arkiv.toml")["minutes"]
    rest = [meeting for (code, day), meeting in held.items() if f"{code} {day}" not in minutes]
    for meeting in rest:
        yield _of_meeting(meeting, "minutes", "pdf")
    for turn, meeting in enumerate(more_meetings(seed)):
        kind = "agenda" if turn % 4 == 3 else "minutes"
        yield _of_meeting(meeting, kind, _QUICK[turn % len(_QUICK)])


def _of_meeting(meeting: Meeting, kind: str, form: str) -> Planned:
    made = paper(meeting, _layout(meeting, form), kind=kind, published=form.startswith("html"), columns=_columns(form))
    return Planned(_name(meeting, kind, form), form, (("", made),))


def _columns(form: str) -> int:
    return 2 if form == "pdf2" else 1


def _layout(meeting: Meeting, form: str) -> str:
    year = meeting.date.year
    if meeting.code in ("HLU", "MLU"):
        return "lokal"
    if meeting.code in ("ÆR", "HR"):
        return "raad"
    if form == "html" and year >= 2016:
        return "udgivelse"
    if year <= 2008:
        return "gammel"
    if year <= 2014:
        return "tabel"
    if year <= 2019:
        return "forrest" if meeting.code in ("TMU", "KFU") else "under"
    return "punkter"


def _name(meeting: Meeting, kind: str, form: str) -> str:
    """Name a file as somebody in that office would have."""
    word = {"minutes": "referat", "agenda": "dagsorden"}[kind]
    day, code, committee = meeting.date, meeting.code, meeting.committee
    ending = ENDINGS[form]
    number = zlib.crc32(f"{code}{day}".encode()) % 9000 + 100
    names = {
        "scan": f"Scanninger/{day.year}/Scan_{number:04d}",
        "scan_g4": f"Scanninger/{day.year}/{day:%Y%m%d}_{number:04d}",
        "scan_eng": f"Scanninger/OCR/Scan_{number:04d}",
        "tiff": f"Scanninger/{day.year}/Scan_{number:04d}",
        "damaged_txt": f"Afskrifter/{code} {day:%d%m%y} {word}",
        "damaged_pdf": f"Afskrifter/{code}_{day}_{word}_afskrift",
        "cp865": f"Gammelt drev/{code.translate(_ASCII).upper()}{day:%y%m}",
        "html": f"Dagsordener og referater/{day}-{committee.lower().replace(' ', '-').translate(_ASCII)}-{word}",
        "html1252": f"Gammel hjemmeside/{word}_{code.translate(_ASCII).lower()}_{day:%y%m%d}",
        "docx": f"{committee}/{day.year}/{word.capitalize()} {committee} {day.day}.{day.month}.{day.year}",
    }
    usual = f"{committee}/{day.year}/{code}_{day}_{word}"
    return f"{names.get(form, usual)}.{ending}"


def _letters(letters: Iterable[Letter]) -> Iterator[Planned]:
    """Give the letters; those that name the same ZIP come in one file."""
    by_file: defaultdict[str, list[Letter]] = defaultdict(list)
    for letter in letters:
        by_file[letter.file].append(letter)
    for path, inside in by_file.items():
        papers = tuple((letter.member or letter.attachment, _written(letter)) for letter in inside)
        yield Planned(path, inside[0].form, papers, inside[0].mail)


def _written(letter: Letter) -> Paper:
    """Set a letter: the municipality's own papers with running lines, what others sent without."""
    from_others = letter.kind == "hearing_response" or letter.publisher is not None
    publisher = letter.publisher or (letter.committee if from_others else None) or str(town()["name"])
    blocks = letter.body
    if not any(block.kind == "heading" for block in blocks):
        blocks = (Block("heading", letter.title, level=1), *blocks)
    return Paper(
        kind=letter.kind,
        title=letter.title,
        date=letter.date,
        blocks=blocks,
        committee=letter.committee,
        case_number=letter.serial,
        header="" if from_others else f"{town()['name']} · {letter.title}",
        footer="" if from_others else "Side {page} af {pages}",
        columns=_columns(letter.form),
        justified=not from_others,
        font="New Computer Modern" if from_others else "Libertinus Serif",
        publisher=publisher,
    )
