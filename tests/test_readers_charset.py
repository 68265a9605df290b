"""æ, ø and å from every encoding that Danish offices have used."""

import codecs
from pathlib import Path

import pytest

from ingest.errors import TooManyPages
from ingest.readers.charset import decode
from ingest.readers.limits import Limits
from ingest.readers.text import read_text

ENCODINGS = (
    "utf-8",
    "utf-8-sig",
    "utf-16",
    "utf-16-le",
    "utf-16-be",
    "utf-32",
    "cp1252",
    "cp865",
    "cp850",
    "mac_roman",
)
TEXTS = (
    "Høringssvar fra forældrebestyrelsen på Sankt Annæ Skole. Afgørelse på mødet: ÅBENT. Se § 4.",
    "RÅDHUSET, ØSTERBRO, ÆLDRERÅDET",
    "Mødet blev hævet kl. 21",
    "på",
    "Café Sommersted ved åen, å, ø",
)


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("text", TEXTS)
def test_danish_letters_are_right(text: str, encoding: str) -> None:
    if encoding.startswith("cp8"):
        text = text.replace("§", "paragraf")
    assert decode(text.encode(encoding)) == text


def test_the_first_danish_letter_may_come_late() -> None:
    text = "A" * 400_000 + " på mødet"
    assert decode(text.encode("cp865")) == text


def test_utf8_with_stray_windows_letters_is_read_whole() -> None:
    data = "Børn og ældre på Ærø, åbent møde. ".encode() * 3 + "Købt og afgjort".encode("cp1252")
    assert decode(data).endswith("åbent møde. Købt og afgjort")


def test_letters_broken_once_before_are_mended_and_only_those() -> None:
    assert decode("bÃ¸rn og Ã¦ldre pÃ¥ skolen â€“ fÃ¥r".encode()) == "børn og ældre på skolen – får"
    assert decode("SÃO PAULO og blåbærgrød".encode()) == "SÃO PAULO og blåbærgrød"


def test_what_the_file_declares_is_believed() -> None:
    assert decode("Łódź".encode("iso8859-2"), "iso-8859-2") == "Łódź"
    assert decode("Rådet".encode("cp1252"), "utf-8") == "Rådet"
    assert decode("Rådet".encode("cp1252"), "not-an-encoding") == "Rådet"


def test_any_bytes_become_text() -> None:
    assert isinstance(decode(bytes(range(256)) * 50), str)
    assert isinstance(decode(b"\xff\xfe\x00"), str)


def test_form_feeds_end_pages_and_decomposed_letters_are_composed(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Fo\u0308rste møde pa\u030a\fAnden side\f", encoding="utf-8")
    source = read_text(path, Limits())
    assert [page.number for page in source.pages] == [1, 2]
    assert source.pages[0].text == "Förste møde på"
    assert source.pages[1].body == "Anden side"


def test_more_form_feeds_than_pages_allowed(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("x\f" * 50, encoding="utf-8")
    with pytest.raises(TooManyPages):
        read_text(path, Limits(max_pages=20))


@pytest.mark.shared
def test_the_seeds_lose_nothing(shared: Path) -> None:
    for path in sorted((shared / "seeds").glob("*.txt")) + sorted((shared / "samples" / "documents").glob("*.txt")):
        page = read_text(path, Limits()).pages[0]
        assert page.text.split() == path.read_text(encoding="utf-8").replace("\u00a0", " ").split(), path.name


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (codecs.BOM_UTF8, "cp1252"),
        (codecs.BOM_UTF8, "cp865"),
        (codecs.BOM_UTF16_LE, "utf-16-be"),
        (codecs.BOM_UTF16_BE, "utf-16-le"),
        (codecs.BOM_UTF16_LE, "cp1252"),
        (codecs.BOM_UTF16_BE, "ascii"),
        (codecs.BOM_UTF8, "utf-16-le"),
    ],
)
def test_a_mark_that_does_not_fit_is_left_out(mark: bytes, encoding: str) -> None:
    text = "Referat fra moedet i byraadet om skoler" if encoding == "ascii" else TEXTS[0]
    assert decode(mark + text.replace("§", "stk.").encode(encoding)) == text.replace("§", "stk.")
