"""Receipts as PDF: tagged, readable, whole, and never a program."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pypdfium2
import pytest

from portal import answers, receipts
from portal.model import Attachment, Hearing, Question, Response, ResponseKind, ResponseVersion
from portal.receipts import next_steps, pdf_of
from tests.cpr_numbers import PERSON

MOMENT = datetime(2026, 3, 29, 0, 30, 7, tzinfo=UTC)  # half an hour before summer time begins
HOSTILE = [
    '#read("/etc/passwd")',
    "#panic()",
    "$ x^2 $ *fed* _skrå_ `kode`",
    '"]; #include "portal/receipt.typ"',
    "\\u{48} @henvisning <mærke> = overskrift",
]


def version(text: str, kind: ResponseKind = ResponseKind.ANSWER, files: tuple[str, ...] = ()) -> ResponseVersion:
    hearing = Hearing(
        id=7, title="Fælles skoledistrikt i Ådal Øst", type="other", case_number="26/001234",
        deadline=date(2026, 3, 31), contact="hoering@aadal.example",
        questions=[Question(id=3, section="Skolevejen", text="Hvad mener I om Ågade?", kind="text")],
    )  # fmt: skip
    attached = [Attachment(name=name, size=1234567, sha256="ab" * 32, media_type="application/pdf") for name in files]
    content = answers.copy_of(hearing, "Ældrerådet på Ærø", kind, {"3": text}, attached)
    return ResponseVersion(
        response=Response(hearing=hearing), number=2, kind=kind, content=content, sha256=answers.digest_of(content),
        receipt_number="HS-2026-4K7M-Q2XD", submission="x", sent_by="Åse Ødegaard", sent_at=MOMENT, late=False,
    )  # fmt: skip


def text_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    return " ".join(" ".join(page.get_textpage().get_text_bounded() for page in document).split())


def test_it_is_tagged_and_says_its_language_and_title():
    pdf = pdf_of(version("Vi ønsker os et fortov."))
    for mark in (b"/MarkInfo", b"/StructTreeRoot", b"/Lang"):
        assert mark in pdf
    assert pypdfium2.PdfDocument(pdf).get_metadata_value("Title") == "Kvittering for høringssvar"


def test_everything_is_on_it_and_can_be_read():
    sent = version("Vi ønsker os en tryg skolevej.\n\nOg lys på Ågade – æøå ÆØÅ é.", files=("Bilag på ø.pdf",))
    text = text_of(pdf_of(sent))
    for words in (
        "HS-2026-4K7M-Q2XD", "29. marts 2026 kl. 01.30.07", "Ældrerådet på Ærø", "Fælles skoledistrikt i Ådal Øst",
        "26/001234", sent.sha256, "Åse Ødegaard", "Skolevejen", "Hvad mener I om Ågade?",
        "Vi ønsker os en tryg skolevej.", "Og lys på Ågade – æøå ÆØÅ é.", "Bilag på ø.pdf", "1,2 MB", "ab" * 32,
        "31. marts 2026 kl. 23.59", "hoering@aadal.example",
    ):  # fmt: skip
        assert words in text, words


@pytest.mark.parametrize("kind", [ResponseKind.NO_COMMENTS, ResponseKind.DECLINES])
def test_one_step_answers_have_receipts_too(kind: ResponseKind):
    said = {"no_comments": "Ingen bemærkninger.", "declines": "Afgiver ikke høringssvar."}[kind]
    assert said in text_of(pdf_of(version("", kind)))


@pytest.mark.parametrize("written", HOSTILE)
def test_what_people_write_is_text_and_nothing_else(written: str):
    sent = version(written, files=(written,))
    sent.content["party"] = sent.content["hearing"]["title"] = written
    text = text_of(pdf_of(sent))
    assert text.count(" ".join(written.split())) >= 4
    assert "root:" not in text


def test_letters_without_a_picture_stop_nothing():
    assert "før" in text_of(pdf_of(version("før \x00 \x07 🙂 漢字 \ufffe\u202e efter " + "x" * 5000)))


def test_civil_registration_numbers_are_covered_unless_it_is_the_senders_own():
    sent = version(f"Formandens cpr er {PERSON}.")
    assert PERSON not in text_of(pdf_of(sent))
    assert PERSON in text_of(pdf_of(sent, whole=True))


def test_after_the_deadline_nothing_can_be_changed():
    sent = version("x")
    over = datetime(2026, 4, 1, 12, tzinfo=UTC)
    steps = next_steps(sent.response.hearing, None, over)
    assert not any("ændre" in step for step in steps)
    assert any("ændre" in step for step in next_steps(sent.response.hearing, None, MOMENT))


def test_the_time_is_the_clock_on_the_wall_here():
    assert receipts.stamp(MOMENT) == "29. marts 2026 kl. 01.30.07 (dansk tid)"
    assert receipts.stamp(MOMENT.replace(hour=1)) == "29. marts 2026 kl. 03.30.07 (dansk tid)"
