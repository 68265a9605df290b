"""Why a spreadsheet was not read: each with the Danish sentence people are shown."""

from __future__ import annotations

MOST_ROWS = 5000
MOST_COLUMNS = 50
MOST_BYTES = 10 << 20  # 5,000 rows of parties with notes are half a megabyte


class TableError(Exception):
    """A spreadsheet that cannot be read. `str(error)` is the sentence to show."""

    sentence = "Filen kan ikke læses."

    def __init__(self) -> None:
        super().__init__(self.sentence)


class TooManyRows(TableError):
    """More rows than one import takes."""

    sentence = "Filen har flere end 5.000 rækker. Del den i mindre filer, og tag én ad gangen."


class TooManyColumns(TableError):
    """Something stands further out than any list does."""

    sentence = "Filen har flere end 50 kolonner. Fjern dem, der ikke skal bruges, og prøv igen."


class TooLarge(TableError):
    """More bytes than a list can need."""

    sentence = "Filen er større end 10 MB. Gem listen alene i en fil uden billeder og andre ark."


class Unpacked(TableError):
    """It would unpack to much more than it is: a zip bomb, or a workbook full of other things."""

    sentence = (
        "Filen fylder mistænkeligt meget, når den pakkes ud, og er derfor ikke læst. Gem listen som CSV i stedet."
    )


class NotATable(TableError):
    """Something else than a spreadsheet, whatever it is called."""

    sentence = "Filen er ikke et regneark. Brug en fil fra Excel (.xlsx), LibreOffice (.ods) eller en CSV-fil."


class OldWorkbook(TableError):
    """Excel's format from before 2007."""

    sentence = "Filen er gemt i Excels gamle format (.xls). Gem den som .xlsx, og prøv igen."


class Encrypted(TableError):
    """A workbook with a password."""

    sentence = "Filen er beskyttet med en adgangskode. Gem den uden adgangskode, og prøv igen."


class Damaged(TableError):
    """A spreadsheet that is broken inside."""

    sentence = "Filen er ødelagt og kan ikke læses. Åbn den i regnearket, gem den igen, og prøv med den nye."


class NoRows(TableError):
    """Nothing in it."""

    sentence = "Filen er tom: der er ingen rækker at læse."


class NoKnownColumns(TableError):
    """No row that looks like the headings that were asked for."""

    sentence = "Vi kan ikke finde en række med overskrifter, vi kender. Skriv overskrifterne i filens øverste række."
