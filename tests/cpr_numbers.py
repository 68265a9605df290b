"""Numbers made by arithmetic, every shape they are written in, and the Danish sentences they stand in.

None is anybody's on purpose, and none is written in a file: each is made from a seed when a test runs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from ingest.cpr import Finding

WEIGHTS = (4, 3, 2, 7, 6, 5, 4, 3, 2, 1)
FIRST, LAST = date(1925, 1, 1), date(2024, 12, 31)


@dataclass(frozen=True, slots=True)
class Planted:
    """A number in a text: what was written, where, and whether it should be told on without doubt."""

    text: str
    start: int
    end: int
    shape: str
    kind: str  # check: with check digit | january: 1 January, without | named: without, but a word near says what it is


def remainder(digits: str) -> int:
    """Written out here, so that the tests do not believe the library they test."""
    return sum(weight * int(digit) for weight, digit in zip(WEIGHTS, digits, strict=True)) % 11


def centuries(year: int) -> str:
    """Give the seventh digits of people born that year, from the table at cpr.dk."""
    if year < 1937:
        return "0123"
    if year < 2000:
        return "012349"
    return "456789" if year < 2037 else "5678"


#: A number as people write it, put together here: none is committed whole.
PERSON = "-".join(("010180", "1238"))
JOINED = PERSON.replace("-", "")


def number(random: Random, *, check: bool = True, day: date | None = None) -> str:
    """Make ten digits with the check digit of the others, or surely without it."""
    while True:
        born = day or FIRST + timedelta(days=random.randrange((LAST - FIRST).days))
        digits = f"{born:%d%m%y}{random.choice(centuries(born.year))}{random.randrange(1000):03}"
        if (remainder(digits) == 0) is check:
            return digits


def january(random: Random) -> str:
    """Make a number without check digit for somebody born on a 1 January of the years that ran out."""
    return number(random, check=False, day=date(random.randrange(1960, 1996), 1, 1))


def surest(findings: list[Finding]) -> str:
    """Name the highest certainty among findings, "none" when there are none."""
    return max((f.certainty.value for f in findings), key=("none", "low", "medium", "high").index, default="none")


Writer = Callable[[str, Random], str]


def _parted(separator: str) -> Writer:
    return lambda n, _: f"{n[:6]}{separator}{n[6:]}"


def _broken(hyphen: str, line: str, parted: str) -> Writer:
    def write(n: str, random: Random) -> str:
        at = random.choice([place for place in range(1, 10) if place != 6])
        left, right = (n[:at], n[at:6] + parted + n[6:]) if at < 6 else (n[:6] + parted + n[6:at], n[at:])
        return f"{left}{hyphen}{line}{right}"

    return write


def _pairs(between: str, before_serial: str) -> Writer:
    return lambda n, _: f"{n[:2]}{between}{n[2:4]}{between}{n[4:6]}{before_serial}{n[6:]}"


def _read_as(table: dict[str, str], parted: str) -> Writer:
    """Misread some digits, never so many that fewer than five are left."""

    def write(n: str, random: Random) -> str:
        able = [place for place, digit in enumerate(n) if digit in table]
        chosen = random.sample(able, min(len(able), random.randint(1, 5)))
        digits = [random.choice(table[digit]) if place in chosen else digit for place, digit in enumerate(n)]
        return "".join((*digits[:6], parted, *digits[6:]))

    return write


def _noisy(n: str, random: Random) -> str:
    at = random.choice([1, 2, 3, 4, 5, 7, 8, 9])
    digits = [*n[:6], "-", *n[6:]]
    digits.insert(at if at < 6 else at + 1, " ")
    return "".join(digits)


def _with_century(n: str, random: Random) -> str:
    year = int(n[4:6])
    century = 19 if n[6] in "0123" or (n[6] in "49" and year >= 37) else 20
    between = random.choice(".-/ ")
    return f"{n[:2]}{between}{n[2:4]}{between}{century}{n[4:6]}-{n[6:]}"


WITH_HYPHEN = {"hyphen", "en dash", "no-break hyphen", "spaced hyphen", "hyphen, line", "spaced out", "dotted date"}
ZERO_ONE = {"0": "Oo", "1": "lI"}
FULL_WIDTH = {ord("0") + digit: 0xFF10 + digit for digit in range(10)}

SHAPES: dict[str, Writer] = {
    "hyphen": _parted("-"),
    "nothing": _parted(""),
    "space": _parted(" "),
    "en dash": _parted("–"),
    "em dash": _parted("—"),
    "minus": _parted("\u2212"),
    "no-break hyphen": _parted("\u2011"),
    "figure dash": _parted("\u2012"),
    "dot": _parted("."),
    "slash": _parted("/"),
    "underscore": _parted("_"),
    "no-break space": _parted("\xa0"),
    "thin space": _parted("\u2009"),
    "narrow no-break space": _parted("\u202f"),
    "spaced hyphen": _parted(" - "),
    "spaced dash": _parted(" – "),
    "tab": _parted("\t"),
    "hyphen, line": _parted("-\n"),
    "hyphen, line with indent": _parted("-\r\n    "),
    "line": _parted("\n"),
    "quoted mail": _parted("-\n> "),
    "pdf line end": _parted("\ufffe\n"),
    "soft hyphen": _parted("\xad"),
    "broken, parted": _broken("", "\n", "-"),
    "broken with hyphen, parted": _broken("-", "\n", "-"),
    "broken": _broken("", "\n", ""),
    "broken with hyphen": _broken("-", "\r\n", ""),
    "spaced out": lambda n, _: " ".join((*n[:6], "-", *n[6:])),
    "spaced out without hyphen": lambda n, _: " ".join(n),
    "zero width": lambda n, _: "\u200b".join(n),
    "boxes": lambda n, _: "|".join(n),
    "cells": lambda n, _: f"| {n[:6]} | {n[6:]} |",
    "dotted date": _pairs(".", "-"),
    "dashed date": _pairs("-", "-"),
    "slashed date": _pairs("/", "/"),
    "spaced date": _pairs(" ", " "),
    "spaced date, hyphen": _pairs(" ", "-"),
    "whole year": _with_century,
    "a space too many": _noisy,
    "full width": lambda n, _: f"{n[:6]}－{n[6:]}".translate(FULL_WIDTH),
    "full width, nothing": lambda n, _: n.translate(FULL_WIDTH),
    "O and l": _read_as(ZERO_ONE, "-"),
    "O and l, nothing": _read_as(ZERO_ONE, ""),
    "S and B": _read_as({"5": "S", "8": "B"}, "-"),
    "escaped hyphen": _parted("%2D"),
    "escaped space": _parted("%20"),
    "plus": _parted("+"),
    "entity": _parted("&nbsp;"),
    "file name": lambda n, random: f"{random.choice(['cpr', 'svar', 'underskrift', '2'])}_{n}.pdf",
    "address": lambda n, random: f"https://portal.example/svar?{random.choice(['cpr', 'id', 'q'])}={n}&side=2",
    "glued": lambda n, random: f"{random.choice(['Hansen', 'borger', 'nr'])}{n[:6]}-{n[6:]}",
    "glued after": lambda n, random: f"{n[:6]}-{n[6:]}{random.choice(['Hansen', 'og', 'med'])}",
    "brackets": lambda n, _: f"({n[:6]}-{n[6:]})",
}

NAMED = [
    "Ansøgeren har oplyst sit CPR-nr. {} ved mødet, og forvaltningen har noteret det.",
    "Underskrevet på familiens vegne.\nNavn: Åse Ærø\nCPR: {}\nDato: 3. maj 2019",
    "Sagen vedrører borgeren med personnummer {}, som har klaget over støjen.",
    "Cpr.nr.: {}",
    "Undertegnede, cprnr {}, har ingen bemærkninger til lokalplanen.",
    "Barnets CPR-nummer er {} og fremgår af bilag 4.",
    "Høringssvaret er afgivet af Bodil Kjær ({}, cpr.) på vegne af forældrene.",
    "Fuldmagten gælder for c.p.r. nr. {}",
]
BARE = [
    "Vi er mange forældre, der er utrygge ved forslaget. Med venlig hilsen Søren Bak, {}, Åvej 4.",
    "Høringssvar fra bestyrelsen\n\nUnderskrift: {}\nFormand",
    "Borgeren {} har søgt om dispensation fra byggelinjen og venter på svar.",
    "Til stede var Kirsten Lund ({}) samt forvaltningens medarbejdere.",
    "Klagen fra {} er modtaget og sendt videre til nævnet.",
    "Bilag: kopi af pas og sundhedskort for {} er lagt på sagen.",
    "{} ønsker ikke at få sit navn offentliggjort.",
    "Lejligheden blev overdraget til enken, {}.",
]
CROWDED = [
    "3  {}  Åse Ærø  1.250,00\n",
    "Nr.;Navn;Nummer;Beløb\n1;Åse Ærø;{};1.250,00\n2;Bo Bak;;300,00\n",
    "Åse Ærø, Åvej 4, 2300 København S, {}, tlf. 12 34 56 78, mail aase@example.dk",
    "Modtaget 12-03-2012: {} har sendt et svar på 3 sider.",
    "Møde den 3. maj 2012 kl. 16.30. 1. {} ønskede foretræde. 2. Godkendelse af dagsorden.",
    "Sagsnr. 2012-004711, dok.nr. 12. Borger: {}. Sagsbehandler: BKJ",
    "Konto 1234 5678901234 tilhører {}.",
    "Faktura nr. 20120047 til {} på 1.200 kr. er betalt.",
    "Ansøger: {} · Medansøger: ingen · Ejendomsnr. 12345 · Matr.nr. 12a",
]
STANDING = (" ", "Udvalget drøftede sagen. ", "Der er ingen bemærkninger til planen. ", "Se også referatet. ")


def _sentences(kind: str, shape: str, random: Random) -> list[str]:
    """Give sentences that say what the number is where only that tells it; else also such that do not."""
    if kind == "named" or (kind == "january" and shape not in WITH_HYPHEN):
        return NAMED
    return random.choice((NAMED, BARE, CROWDED))


def planted(seed: int, count: int) -> Iterator[Planted]:
    """Make texts with one number each: every shape in turn, of each kind that may be told from its shape and words."""
    random = Random(seed)
    shapes = list(SHAPES.items())
    for position in range(count):
        shape, write = shapes[position % len(shapes)]
        kind = random.choice(("check", "check", "january", "named"))
        digits = january(random) if kind == "january" else number(random, check=kind == "check")
        if shape in ("O and l", "O and l, nothing") and not set(digits) & {"0", "1"}:
            digits = number(random, check=kind == "check", day=date(1980, 10, 1))
        sentence = random.choice(_sentences(kind, shape, random))
        written = write(digits, random)
        before, after = sentence.split("{}")
        before = random.choice(STANDING) + before
        yield Planted(f"{before}{written}{after}", len(before), len(before) + len(written), shape, kind)
