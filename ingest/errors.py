"""Why a file was not taken in: one class per cause, with a code, a Danish message and what to do.

`docs/errors.md` lists every cause; a test compares the two.
"""

from __future__ import annotations


class IngestError(Exception):
    """A file (or one page of it) could not be read, for a reason that has a name.

    Attributes:
        code: Stable cause code, shown in JSON and stored with the document.
        message: One Danish sentence that says what happened.
        advice: One Danish sentence that says what to do.
    """

    code = "unexpected"
    message = "Der skete noget, vi ikke havde forudset."
    advice = "Prøv igen med `portal ingest --again`; sker det igen, så send filens navn og tidspunktet til driften."

    def __init__(self, detail: str = "") -> None:
        super().__init__(detail or self.message)
        self.detail = detail

    def __reduce__(self) -> tuple[type[IngestError], tuple[str]]:
        """Cross a process border whole."""
        return (type(self), (self.detail,))


class EmptyFile(IngestError):
    """The file has no bytes."""

    code = "empty"
    message = "Filen er tom."
    advice = "Find originalen, og læg den i igen."


class Unsupported(IngestError):
    """A type we do not read."""

    code = "unsupported"
    message = "Filtypen kan ikke læses."
    advice = "Gem dokumentet som PDF, og indlæs det igen."


class TypeMismatch(IngestError):
    """The name says one type and the content another that we do not trust."""

    code = "type_mismatch"
    message = "Filens indhold passer ikke til dens navn."
    advice = "Åbn filen i det program, den er lavet i, og gem den igen."


class NeedsConverter(IngestError):
    """An old format that needs LibreOffice."""

    code = "needs_converter"
    message = "Det gamle format kræver LibreOffice, som ikke er installeret."
    advice = "Installér med `apt-get install libreoffice-writer`, og kør `portal ingest --again`."


class Encrypted(IngestError):
    """Protected by a password."""

    code = "encrypted"
    message = "Filen er låst med en adgangskode."
    advice = "Lås den op, gem en kopi uden adgangskode, og indlæs kopien."


class Damaged(IngestError):
    """Opened by no reader."""

    code = "damaged"
    message = "Filen er beskadiget og kan ikke åbnes."
    advice = "Find en anden kopi, eller scan papiret igen."


class TooLarge(IngestError):
    """More bytes, or more bytes when unpacked, than the limit."""

    code = "too_large"
    message = "Filen er større end grænsen."
    advice = "Del den i mindre filer, eller hæv grænsen `max_file_mb` i config.toml."


class TooManyPages(IngestError):
    """More pages than the limit."""

    code = "too_many_pages"
    message = "Dokumentet har flere sider end grænsen."
    advice = "Del dokumentet, eller hæv grænsen `max_pages` i config.toml."


class Timeout(IngestError):
    """Took longer than a file may."""

    code = "timeout"
    message = "Filen tog for lang tid at læse og blev stoppet."
    advice = "Gem den igen fra et andet program, eller del den i mindre filer."


class OutOfMemory(IngestError):
    """Wanted more memory than a file may."""

    code = "out_of_memory"
    message = "Filen krævede for meget hukommelse og blev stoppet."
    advice = "Gem den igen i lavere opløsning, eller del den i mindre filer."


class Crashed(IngestError):
    """The reading process died under it."""

    code = "crashed"
    message = "Programmet, der læser filen, gik ned på den."
    advice = "Gem den igen fra et andet program, og indlæs kopien."


class ArchiveUnsafe(IngestError):
    """A ZIP that unpacks to too much, too deep or outside its folder."""

    code = "archive_unsafe"
    message = "Den pakkede fil er ikke sikker at pakke ud."
    advice = "Pak den ud selv, se indholdet efter, og indlæs filerne enkeltvis."


class Unreadable(IngestError):
    """The system would not let us read it."""

    code = "unreadable"
    message = "Filen kan ikke læses fra disken."
    advice = "Se efter, at filen findes og kan læses af brugeren, der kører programmet."


class Interrupted(IngestError):
    """A container was read, and not yet all that lies in it."""

    code = "interrupted"
    message = "Indlæsningen blev afbrudt, før alt i filen var taget med."
    advice = "Kør samme kommando igen, eller `portal ingest --again`."


class Unexpected(IngestError):
    """Something nobody thought of: exit status 1."""


class NoOcr(IngestError):
    """Scanned pages, and no Tesseract."""

    code = "no_ocr"
    message = "Siderne er billeder, og tekstgenkendelse er ikke installeret."
    advice = "Installér med `apt-get install tesseract-ocr tesseract-ocr-dan`, og kør `portal ingest --again`."


class NoText(IngestError):
    """Opened, and there are no words in it."""

    code = "no_text"
    message = "Filen kan åbnes, men der er ingen tekst i den."
    advice = "Se efter, om det er et billede eller en tegning uden ord; den kan stadig findes på sit navn."


def causes() -> dict[str, type[IngestError]]:
    """Give every cause by its code, for docs, tests and the desk."""
    every: list[type[IngestError]] = [IngestError, *IngestError.__subclasses__()]
    return {cause.code: cause for cause in every}


def explain(code: str | None, detail: str = "") -> str:
    """Put a cause into words: message and advice, with the detail between. Unknown codes get the unexpected text."""
    if code is None:
        return ""
    cause = causes().get(code, Unexpected)
    return " ".join(part for part in (cause.message, detail, cause.advice) if part)
