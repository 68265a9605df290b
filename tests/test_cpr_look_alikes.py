"""Numbers that look like a civil registration number and are none do not alarm; and none stands in this project."""

from __future__ import annotations

import subprocess
from datetime import date
from pathlib import Path
from random import Random

import pytest

from ingest.cpr import Certainty, find
from tests.cpr_numbers import number
from tests.municipal_pages import pages

ROOT = Path(__file__).resolve().parent.parent
MEDIUM, LOW = Certainty.MEDIUM, Certainty.LOW
N = number(Random(20), day=date(1985, 7, 15))  # with check digit: the worst case
PARTED = f"{N[:6]}-{N[6:]}"


@pytest.mark.parametrize(
    "text",
    [
        f"Konto 1234-{N}",
        f"1234-{N}",
        f"1234 {N}",
        f"Reg.nr. 1234 kontonr. {N}",
        f"Konto: {N}",
        f"Fakturanr. {N}",
        f"faktura {PARTED}",
        f"EAN-nummer {N}",
        f"EAN 579{N}",
        f"CVR-nr. {N}",
        f"P-nr. {N}",
        f"tlf. {N[:6]} {N[6:]}",
        f"Journalnr.: {PARTED}",
        f"J.nr. {PARTED}",
        f"Sagsnr. {PARTED}",
        f"sags-id {PARTED}",
        f"Dok.nr. {PARTED}",
        f"ISBN {N}",
        f"IBAN DK50{N}12",
        f"Ordrenummer {N}",
        f"Pakkenr. {N}",
        f"Målernr. {N}",
        f"2014-{PARTED}",
        f"{PARTED}-2",
        f"{N[:2]}.{N[2:4]}.{N[4:6]} {N[6:]}",
        f"{N[:2]}.{N[2:4]}.{N[4:6]}.{N[6:]}",
        f"{N} kr.",
        f"{N[:6]} {N[6:]},50",
        f"4 711 {N} 4711 12",
        f"12 {N[:6]} {N[6:]} 300",
        f"https://www.aadal.example/kort?x=1&t={N}",
        f"3f{N}a9c4e",
        f"{N[:6]}-{N[6:]}12",
        f"+71<00{N}123+12345678<",
    ],
)
def test_other_numbers_do_not_alarm_even_when_date_and_check_digit_fit(text: str) -> None:
    assert all(finding.certainty is LOW for finding in find(text)), find(text)


@pytest.mark.parametrize(
    "text",
    [
        "sag 2014-0021312, 18/01234, 00.01.10-G01-1-21, EMN-2025-003383 og 306-2009-600",
        "27.03.00-S08-1-14 og 17.01.00-P16-3-14",
        "Ring 12 04 12 34 eller +45 12 04 12 34, 12041234",
        "CVR 12 34 56 78, EAN 5798001234567, matr.nr. 12a, 2300 København S",
        "2009, 2010, 2011, 2012 og 2013\n2009 2010 2011 2012 2013",
        "Mødet den 12.04.12 kl. 14.30 og 12-04-2012 14:30, indtil 15.04.12",
        "12.04.2012-15.04.2012, 1204-1504",
        "55.676098, 12.568337 og 1.204.125.678,00 kr.",
        "010190-xxxx og 150785-****",
        "",
    ],
)
def test_numbers_of_a_municipality_give_nothing_at_all(text: str) -> None:
    assert find(text) == []


def test_false_alarms_on_pages_full_of_look_alikes() -> None:
    alarms = [
        finding for page in pages(seed=4711, count=400) for finding in find(page) if finding.certainty.reaches(MEDIUM)
    ]
    assert len(alarms) <= 2  # 0.5 per 100 pages


def test_no_number_is_committed() -> None:
    answer = subprocess.run(
        ["git", "-c", "safe.directory=*", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True
    )
    for name in filter(None, answer.stdout.decode().split("\0")):
        content = (ROOT / name).read_bytes() if (ROOT / name).is_file() else b""
        if b"\0" not in content[:8000]:
            found = [f for f in find(content.decode("utf-8", "replace")) if f.certainty.reaches(MEDIUM)]
            assert not found, (name, [(f.masked, f.reason) for f in found])


@pytest.mark.shared
def test_the_real_samples_hold_none(shared: Path) -> None:
    texts = [path for folder in ("seeds", "samples") for path in (shared / folder).rglob("*.txt")]
    assert texts
    for path in texts:
        assert not any(f.certainty.reaches(MEDIUM) for f in find(path.read_text(encoding="utf-8", errors="replace")))
