"""A web page as people read it."""

from pathlib import Path

import pytest

from ingest.readers.html import html_text, read_html
from ingest.readers.limits import Limits
from ingest.values import Source

PAGE = """<!doctype html><html><head><title>Ny skole i Mosebølle | Ådal Kommune</title><style>h1{}</style></head><body>
<div id="cookie-banner"><h2>Vi bruger cookies</h2><button>Acceptér</button></div>
<nav><ul><li><a href="/">Forside</a></li></ul></nav><div class="sidemenu">Borger Erhverv</div>
<header class="top"><h1>Ny skole i Mosebølle</h1></header>
<main><p>Byrådet har besluttet at bygge en skole.<br>Den står færdig i 2027.</p><script>alert("æ")</script>
<h2>Økonomi</h2><ul><li>Anlæg</li><li>Drift</li></ul>
<table><tr><th>År</th><th>Beløb</th></tr><tr><td>2026</td><td>12.000.000</td></tr><tr><td>Udvalg:</td><td>Byrådet</td></tr></table>
<p hidden>Skjult</p><p aria-hidden="true">Pynt</p></main><footer>Rådhuset</footer></body></html>"""


def read(tmp_path: Path, data: bytes) -> Source:
    path = tmp_path / "side.html"
    path.write_bytes(data)
    return read_html(path, Limits())


def test_the_frame_is_gone_and_the_words_are_there(tmp_path: Path) -> None:
    source = read(tmp_path, PAGE.encode())
    text = source.pages[0].text
    assert text.startswith("Ny skole i Mosebølle\n")
    assert "Byrådet har besluttet at bygge en skole.\nDen står færdig i 2027." in text
    assert "År | Beløb\n2026 | 12.000.000\nUdvalg: Byrådet" in text.replace("\n\n", "\n")
    assert "• Anlæg" in text
    for gone in ("cookies", "Acceptér", "Forside", "Borger", "alert", "Skjult", "Pynt", "Rådhuset", "h1{}"):
        assert gone not in text
    assert source.title == "Ny skole i Mosebølle | Ådal Kommune"
    assert source.headings == ("Ny skole i Mosebølle", "Økonomi")


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "utf-16"])
def test_the_letters_survive_every_encoding(tmp_path: Path, encoding: str) -> None:
    page = f'<html><head><meta charset="{encoding}"></head><body><p>Blåbærgrød på Ærø</p></body></html>'
    assert read(tmp_path, page.encode(encoding)).pages[0].text == "Blåbærgrød på Ærø"


def test_entities_are_letters(tmp_path: Path) -> None:
    assert read(tmp_path, b"<html><body><p>Bl&aring;b&aelig;r &amp; &oslash;l</p></body></html>").pages[0].text == (
        "Blåbær & øl"
    )


def test_an_agenda_that_folds_out_gives_each_item_its_number_and_title(tmp_path: Path) -> None:
    rows = "".join(
        f"<tr><td><span>{n}</span></td><td><button><h2>{title}</h2></button><div><span>{case}</span><p>Tekst {n}.</p>"
        "</div></td></tr>"
        for n, title, case in ((1, "Dagsorden", "EMN-2025-000001"), (2, "Nyt tag", "EMN-2025-000002"))
    )
    text = read(tmp_path, f"<html><body><table>{rows}</table></body></html>".encode()).pages[0].text
    assert [line for line in text.split("\n") if line] == [
        "1. Dagsorden", "EMN-2025-000001", "Tekst 1.", "2. Nyt tag", "EMN-2025-000002", "Tekst 2.",
    ]  # fmt: skip


def test_a_page_that_is_all_frame_keeps_its_words(tmp_path: Path) -> None:
    assert "Kun her" in read(tmp_path, b"<html><body><nav><p>Kun her</p></nav></body></html>").pages[0].text


def test_words_nested_far_too_deep_are_not_lost() -> None:
    assert "dybt" in html_text("<div>" * 5000 + "dybt" + "</div>" * 5000)


@pytest.mark.shared
def test_a_saved_agenda_of_firstagenda_has_its_items(shared: Path) -> None:
    source = read_html(shared / "samples/real/aarhus_byraad_dagsorden_2025-10-08.html", Limits())
    text = source.pages[0].text
    assert "Mødested: Byrådssalen" in text
    assert "2. Forslag til budget 2026-2029" in source.headings
    assert "budgetforslaget" in text
    assert "Hent som PDF" not in text


def test_banners_and_badges_go_and_items_folded_in_stay(tmp_path: Path) -> None:
    folded = "Sagen om skolens tag og de nye vinduer blev drøftet på mødet og sendt videre til byrådet. " * 2
    page = (
        '<body><div id="CybotCookiebotDialog">Vi bruger cookies</div>'
        '<div class="onetrust-banner">Samtykke</div><h1>Punkt</h1>'
        f'<div aria-hidden="true">{folded}</div><i aria-hidden="true">+</i>'
        '<ul><li><span class="label pdf-label">PDF</span><a>Bilag 1</a></li></ul></body>'
    )
    text = read(tmp_path, page.encode()).pages[0].text
    assert [line for line in text.split("\n") if line] == ["Punkt", folded.strip(), "• Bilag 1"]


def test_menus_without_a_name_go_and_lists_of_annexes_stay(tmp_path: Path) -> None:
    links = "".join(f'<a href="{n}.htm">Område {n}</a><br>' for n in range(5))
    annexes = "".join(f'<li><a href="{n}.pdf">Bilag {n}: Høringssvar</a></li>' for n in range(3))
    page = (
        f"<body><table><tr><td><b>Menu</b><br>{links}</td><td><h1>Referat</h1><p>Godkendt.</p><ul>{annexes}</ul></td></tr>"
        "<tr><td colspan=2>Copyright Ådal Kommune. Du er besøgende nummer 7.</td></tr></table>"
        "<aside><h2>Se også</h2><a>Dagsordener</a> <a>Høringer</a></aside></body>"
    )
    text = read(tmp_path, page.encode()).pages[0].text
    assert [line for line in text.split("\n") if line] == [
        "Referat", "Godkendt.", "• Bilag 0: Høringssvar", "• Bilag 1: Høringssvar", "• Bilag 2: Høringssvar",
    ]  # fmt: skip
