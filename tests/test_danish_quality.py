"""How well a text reads: one measure for clean pages, misread ones, garbage and everything that is no Danish prose."""

from __future__ import annotations

import codecs
import random

import pytest

from ingest.danish.quality import HARD, quality
from tests.scans import WORDS

CLEAN = (
    "Børne- og Ungeudvalget drøftede forslaget om nye åbningstider på skolebibliotekerne. Forvaltningen indstiller, "
    "at udvalget godkender normeringsaftalen, og at høringssvarene fra lokaludvalgene indgår i sagsfremstillingen. "
    "Økonomien er beskrevet i bilag 2, og ændringerne kan gennemføres inden for rammen på 1.250.000 kr. i 2014."
)
DAMAGED = (
    "Bgrne- og Ungeudvalget drgftede forslaget om nye abningstider pa skolebibliotekerne. Forvaltningen indstiller, "
    "at udvalget godkender normeringsaftalen, og at hgringssvarene fra lokaludvalgene indgar i sagsfremstillingen. "
    "@konomien er beskrevet i bilag 2, og zndringerne kan gennemfgres inden for rammen p3 1.250.000 kr. i 2014. "
    "Medlemmerne gnskede, at forzldrene far besked i god tid, og at bgrnene ma blive til klokken fem. "
) * 2
#: What DAMAGED was before a machine read it.
PRINTED = (
    CLEAN + " Medlemmerne ønskede, at forældrene får besked i god tid, og at børnene må blive til klokken fem. "
) * 2
NAMES = (
    "Anders Kjølby, Mette Østerby, Søren Hvidkjær, Jeppe Brøndum, Fatma Øktem, Muhammed Aslan, Agnieszka Kowalczyk, "
    "Nguyen Thi Hoa, Bjørk Guðmundsdóttir, Jytte Skaaning, Yildiz Akdogan, Kirsten Normann Andersen"
)
FINE = {
    "clean Danish": CLEAN,
    "another page": WORDS,
    "words divided by nothing but lines": CLEAN.replace(" ", "\n"),
    "capitals": CLEAN.upper(),
    "names": NAMES,
    "figures": "\n".join(f"{n} | {n * 3.7:.2f} | 1.{n:03}.000 | {2000 + n}" for n in range(60)),
    "a contents page": "Indhold ................ 3\nBilag . . . . . . . . . . 4\nØkonomi ........ 12",
    "case numbers": "00.01.10-G01-1-21 2014-0021312 EMN-2025-003383 18/01234 A4 12b G01 kl. 16.30",
    "English": "The committee said that the children of this town are the best of all, and so it was not to be. " * 4,
    "German": "Der Ausschuss hat beschlossen, dass die Kinder nicht mehr in den Schulhof gehen und das ist gut. " * 4,
    "Turkish": "Belediye meclisi, çocukların okul bahçesinde oynayabilmesi için yeni bir karar aldı. Cevaplarınızı "
    "ekim ayının birinci gününden önce göndermeniz gerekmektedir. Toplantı belediye binasında yapılacaktır.",
    "Finnish": "Kunnanvaltuusto päätti, että lapset saavat leikkiä koulun pihalla koulupäivän jälkeen. Vastaukset on "
    "lähetettävä ennen lokakuun ensimmäistä päivää. Kokous pidetään kunnantalolla.",
    "Arabic": "قرر المجلس البلدي أن يتمكن الأطفال من اللعب في ساحة المدرسة بعد ساعات الدوام",
    "Swedish": "Nämnden beslutade att skolan från och med hösten inte är öppen för alla barn som vill gå där. " * 4,
}
RANDOM = random.Random(5)
GARBAGE = {
    "a font without letters": "".join(chr(0xF000 + ord(letter)) if letter.isalpha() else letter for letter in CLEAN),
    "letters exchanged": codecs.encode(CLEAN, "rot13"),
    "a page on its head": "‘apI} puyy ws puepjy Sjopyey} qaq eysnopy }pueu| u9w ‘}19S}]IMs SIAY wo ‘Jay Seg I) SIP}} "
    * 4,
    "consonants": " ".join("".join(RANDOM.choices("bcdfghjklmnpqrstvwxz", k=5)) for _ in range(80)),
    "specks": "~ ^ .: | ~~ ¢ ¥ {} \\ « ~ ' .. ^^ ~ | ¢ ~",
    "digits in words": "0pg4ve 1nd5t1lling 8esl7tn1ng f0rva1tn1ng d4g50rd3n r3f3r4t " * 5,
}


@pytest.mark.parametrize("what", FINE)
def test_what_can_be_read_reads_well(what: str) -> None:
    reads = quality(FINE[what])
    assert reads is not None and reads >= 0.9


@pytest.mark.parametrize("what", GARBAGE)
def test_garbage_reads_as_garbage(what: str) -> None:
    reads = quality(GARBAGE[what])
    assert reads is not None and reads < 0.4


def test_a_page_that_lost_its_letters_lies_between() -> None:
    reads = quality(DAMAGED)
    assert reads is not None and 0.5 < reads < HARD


def test_half_the_letters_lost_is_worse_than_none() -> None:
    half = DAMAGED[: len(DAMAGED) // 2] + CLEAN
    measured = [quality(text, damaged=lost) or 0.0 for text, lost in ((DAMAGED, True), (half, True), (CLEAN, False))]
    assert measured == sorted(measured)


def test_a_repair_is_worth_what_it_is_likely() -> None:
    as_it_stands, mended, clean = (quality(DAMAGED), quality(DAMAGED, mended=True), quality(CLEAN))
    assert as_it_stands and mended and clean
    assert as_it_stands + 0.1 < mended < clean


def test_what_the_gate_knows_of_the_document_counts() -> None:
    short = "Bgrnene far mad"
    assert (quality(short, damaged=True) or 0) < (quality(short, damaged=False) or 0)


@pytest.mark.parametrize("text", ["", " \n ", "... --- ...", "—"])
def test_without_words_there_is_nothing_to_measure(text: str) -> None:
    assert quality(text) is None


@pytest.mark.parametrize("text", ["a" * 20_000_000, "bgrn " * 4_000_000, "bgr@n-" * 3_000_000, "é\u0301" * 5_000_000])
def test_twenty_megabytes_in_one_line_are_measured_by_their_beginning(text: str) -> None:
    measured = [quality(text), quality(text, damaged=True), quality(text, damaged=True, mended=True)]
    assert measured == [
        quality(text[:100_000], damaged=lost, mended=m) for lost, m in ((None, False), (True, False), (True, True))
    ]


@pytest.mark.shared
def test_real_documents_read_well(shared) -> None:  # type: ignore[no-untyped-def]
    texts = [path.read_text(encoding="utf-8") for path in sorted((shared / "samples" / "documents").glob("*.txt"))]
    measured = [quality(text[start : start + 2500]) for text in texts for start in range(0, len(text), 2500)]
    told = [reads for reads in measured if reads is not None]
    assert len(told) > 20
    assert min(told) >= 0.9


@pytest.mark.shared
def test_a_real_misread_document_lies_between(shared) -> None:  # type: ignore[no-untyped-def]
    text = (shared / "seeds" / "001_1773153660a6d451.txt").read_text(encoding="utf-8")
    measured = [quality(text[start : start + 2500]) or 0.0 for start in range(0, len(text) - 1200, 2500)]
    assert all(0.5 < reads < HARD for reads in measured), measured
