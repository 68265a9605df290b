"""Pages of municipal text full of numbers that look like a civil registration number and are none.

Written for this project; every number is drawn from a seed. A page is about 400 words, as a committee's papers are,
with far more numbers than real ones have. No number of six and four digits stands without a word or a table that says
what it is: nothing in the world could tell it from a civil registration number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

STREETS = ("Åboulevarden", "Rådhusgade", "Kirkevej", "Ørbækvej", "Skolestien", "Havnepladsen", "Møllebakken")
NAMES = ("Åse Ærø", "Bo Bak", "Kirsten Lund", "Søren Kjær", "Birthe Ærvang", "Poul Østergård", "Mette Holm")
TOWNS = ("Ådal", "Ørbæksund", "Mosebølle", "Nørre Hjulby", "København S", "Sønder Felding")
PLAIN = (
    "Forvaltningen har gennemgået de indkomne bemærkninger og foreslår mindre ændringer i planens afsnit om trafik.",
    "Udvalget drøftede sagen og lagde vægt på, at børnene får en sikker vej til skole og fritidstilbud.",
    "Lokaludvalget finder, at høringsfristen har været for kort, når sommerferien ligger midt i den.",
    "Bygningen er opført i gule teglsten og har gennem årene været anvendt som bibliotek og medborgerhus.",
    "Der har været afholdt borgermøde i forsamlingshuset, hvor mange gav udtryk for bekymring for støjen.",
    "Ældrerådet tager orienteringen til efterretning og ser frem til at blive inddraget i det videre arbejde.",
    "Økonomien er beskrevet i det vedlagte notat, og beløbene er angivet i årets priser.",
    "Sagen sendes i høring hos skolebestyrelserne, handicaprådet og de berørte foreninger.",
    "Medarbejderne i daginstitutionerne peger på, at normeringen er presset i ydertimerne.",
    "Ejeren har ansøgt om dispensation fra byggelinjen, så der kan opføres et mindre skur ved stien.",
)
# {9}: that many digits; {1-99}: a number from the range; the other names are the methods of _Page.
SENTENCES = (
    "Sagsnr. {case}, dok.nr. {6}-{1-99}.",
    "Journalnr.: {case}. Henvendelse til {name}, tlf. {phone}.",
    "J.nr. {case} af {day}.",
    "Jf. sag {year}-00{5} og {yy}/{5}.",
    "Ring på {phone} eller {phone} mellem kl. {clock} og {clock}.",
    "{name} {phone}\n{name} {phone}\n{name} {phone}",
    "EAN-nr. 5798{9} (EAN 57 98 {2} {2} {2} {3}), CVR-nr. {8}.",
    "CVR {2} {2} {2} {2}, P-nr. 10{10-29}{6}.",
    "Beløbet indbetales på reg.nr. {4} kontonr. {10} senest den {day2}.",
    "Konto {4}-{10} eller {4} {10}, FIK +71<{15}+{8}<.",
    "IBAN DK{2} {4} {4} {4} {2}, SWIFT DABADKKK.",
    "Fakturanr. {year}{6} på {amount} kr. og faktura {10} er betalt.",
    "Ordrenummer {10}, kundenr. {6}-{4}, bilagsnr. {6}.",
    "Matr.nr. {1-199}a, {town} By, BFE-nr. {7}, {6} m2.",
    "{street} {1-299}, {1000-9990} {town}.",
    "ISBN 87-{4}-{3}-{1} og ISBN 978-87-{4}-{3}-{1}, ISSN {4}-{4}.",
    "Koordinaterne er 55.{6}, 12.{6} (UTM 32: {6} {60-62}{5}).",
    "Mødet den {day2} kl. {clock} er flyttet til {day3} {time}.",
    "Perioden {day2} - {day2} ({day6} {clock4}).",
    "Tallene er opgjort for {2001-2007}, {2008-2012}, {2013-2018} og {2019-2024}.",
    "Tallene er opgjort for {2001-2007} {2008-2012} {2013-2018} {2019-2024}.",
    "Budgettet {year} {year} {year}: {amount} {amount} {amount} kr.",
    "Filen {day8}_{clock4}_{3}.pdf og {day6}-referat-{2}.docx.",
    "Se https://www.aadal.example/dagsorden/{year}/{5}?punkt={1-40}&id={7}",
    "Lovbekendtgørelse nr. {10-1999} af {day}, §§ 12-{13-99}, stk. 2.",
    "Elevtal: {8-28} {8-28} {8-28} {8-28} {8-28} {8-28} {8-28} {8-28}.",
    "Normtal {10-31} {10-12} {10-99} pr. {1000-9999} indbyggere.",
    "Målernr. {8}, aftagenr. {6}/{4}, {4} kWh.",
    "Anlægssum {amount} kr. ({day6}), heraf {6} {4} i {year}.",
    "Betalings-id {15}, kreditornr. {8}, GLN {13}.",
    # These were written after the rules, to see how they meet what they were not made for.
    "Programmet er opdateret til version 2.{1-9}.{1-99} (bygget {day8}{clock4}).",
    "Hent kortet på https://kort.aadal.example/vis?t=17{8}&x={6}&y={7}",
    "Billedet IMG_{day8}_{6}.jpg er taget ved {street} {1-99}, se også DSC0{4}.jpg og scan{10}.tif.",
    "Kontrolsum 3f{4}e{1}b{7}a{2}c{9}d, id 3f{6}-4f{2}-11d{1}-9a0c-{8}c{3}.",
    "Åbningstiden er mandag {clock}-{clock}, tirsdag 0800-1530 og onsdag 0800 1530.",
    "Sygedage i perioden {day6}-{day6} og igen fra {day6} til {day6}.",
    "CPR-registret og CPR-kontoret er hørt i sag {year}-{6}. Vejkode {3}-{4}-{4}.",
    "Nummerpladen AB {2} {3}, stelnummer WVWZZZ{2}Z{7}, 1. reg. {day6}.",
    "Forordning (EU) 2016/679 af 27.4.2016, EUT L 119 s. {1-99}, DS/EN {5}-1:20{2}.",
    "BBR: kommune {3}, ejendom {6}, bygning {3}, matrikel {1-99}, vejkode {4} husnr. {3}.",
    "Lejemål {6}-{4} ligger i afdeling {1-99}.",
    "Tjenestenummer {6}/{4}, lønnummer {10}, institutionskode {6}.",
    "Licitationen {year}/S {3}-{6} omfatter {amount} m2 og løber til {day2}-{day2}.",
    "Ved folketællingen {1801-1930} boede her {1000-9999} i {100-999} husstande, i {year} {10000-99999}.",
    "Indekset var {100-140},{1} {100-140},{1} {100-140},{1} ({2}.{2}.{2}-{year}).",
    "Vejtællingen gav {100-9999} {100-9999} {100-9999} {100-9999} køretøjer i døgnet.",
    "Skoleåret {2001-2024}/{2001-2024}: {8-28}, {8-28}, {8-28} og {8-28} elever på trin 0, 1, 2 og 3.",
    "Bevilling {2}.{2}.{2}.{4}, funktion 5.{2}.{2}, gruppering {3}, ejerforhold {1}, dranst {1}.",
    "Telefonlisten: {phone} (lokal {4}), {phone} (lokal {4}).",
    "Pakkenr. {10} og {10} er afsendt med GLS.",
)
_HOLE = re.compile(r"\{([\w-]+)\}")


class _Page:
    """The numbers of one page, drawn from its seed."""

    def __init__(self, random: Random) -> None:
        self.random = random

    def digits(self, count: int) -> str:
        return "".join(str(self.random.randrange(10)) for _ in range(count))

    def fill(self, sentence: str) -> str:
        return _HOLE.sub(lambda hole: self.value(hole[1]), sentence)

    def value(self, hole: str) -> str:
        if hole.isdecimal():
            return self.digits(int(hole))
        if "-" in hole:
            first, last = hole.split("-")
            return str(self.random.randint(int(first), int(last)))
        return str(getattr(self, hole)())

    def date(self, pattern: str) -> str:
        return f"{date(1998, 1, 1) + timedelta(days=self.random.randrange(9800)):{pattern}}"

    def day(self) -> str:
        return self.date("%d.%m.%Y")

    def day2(self) -> str:
        return self.date("%d.%m.%y")

    def day3(self) -> str:
        return self.date("%d-%m-%Y")

    def day6(self) -> str:
        return self.date("%d%m%y")

    def day8(self) -> str:
        return self.date("%Y%m%d")

    def year(self) -> int:
        return self.random.randrange(1995, 2026)

    def yy(self) -> str:
        return f"{self.year() % 100:02}"

    def clock(self, between: str = ".") -> str:
        return f"{self.random.randrange(8, 22):02}{between}{self.random.randrange(0, 60, 5):02}"

    def time(self) -> str:
        return self.clock(":")

    def clock4(self) -> str:
        return self.clock("")

    def amount(self) -> str:
        return (
            f"{self.random.randrange(1, 999)}.{self.digits(3)}{self.random.choice(('', '.' + self.digits(3), ',00'))}"
        )

    def name(self) -> str:
        return self.random.choice(NAMES)

    def street(self) -> str:
        return self.random.choice(STREETS)

    def town(self) -> str:
        return self.random.choice(TOWNS)

    def phone(self) -> str:
        n = f"{self.random.randrange(2, 10)}{self.digits(7)}"
        return self.random.choice((n, f"{n[:2]} {n[2:4]} {n[4:6]} {n[6:]}", f"+45 {n[:4]} {n[4:]}", f"{n[:4]} {n[4:]}"))

    def case(self) -> str:
        kle = f"{self.random.randrange(30):02}.{self.random.randrange(25):02}.{self.random.randrange(12):02}"
        shapes = (
            "{year}-00{5}", "{yy}/{5}", "EMN-{year}-{6}", "{3}-{year}-{3}", "{year}{6}", "{year}-{6}", "{year}-{6}-{1}",
            "{day6}-{4}", f"{kle}-G01-{{1}}-{{yy}}", f"{kle}-P16-{{2}}-{{yy}}", f"{kle}-S08-{{1}}-{{yy}}",
        )  # fmt: skip
        return self.fill(self.random.choice(shapes))

    def table(self) -> str:
        """Make a table as PDF text gives it: cells with spaces between, or each on its own line."""
        r = self.random
        columns = [r.choice((1, 2, 2, 3, 4, 4, 5, 6, 6, 10)) for _ in range(r.randrange(3, 7))]
        between = r.choice((" ", "  ", "\t", "\n", " | "))
        rows = [between.join(r.choice(("Antal", "Beløb", "Konto", "Budget", "Stk.", "År")) for _ in columns)]
        for number in range(r.randrange(4, 12)):
            lead = r.choice((f"{number + 1}", r.choice(TOWNS), r.choice(NAMES), ""))
            cells = [self.digits(size).lstrip("0") or "0" for size in columns]
            rows.append(between.join(filter(None, (lead, *cells))))
        return "\n".join(rows)

    def vouchers(self) -> str:
        """Make a list of vouchers: date, number, text, amount."""
        rows = [self.fill("{day2} {1000-9999} {street} {amount}") for _ in range(self.random.randrange(3, 9))]
        return "\n".join(("Dato Bilag Tekst Beløb", *rows))


def page_of(seed: int) -> str:
    """Make one page."""
    random = Random(seed)
    page = _Page(random)
    parts = [page.fill("Ådal Kommune · Sagsnr. {case} · Side {1-99} af {100-200}")]
    while sum(len(part) for part in parts) < 2500:
        parts.append(random.choice(PLAIN))
        parts.append(page.fill(random.choice(SENTENCES)))
        if random.random() < 0.12:
            parts.append(page.table())
        if random.random() < 0.05:
            parts.append(page.vouchers())
    return "\n".join(parts)


def pages(seed: int, count: int) -> Iterator[str]:
    """Make pages, each from a seed of its own."""
    return (page_of(seed * 1_000_003 + number) for number in range(count))
