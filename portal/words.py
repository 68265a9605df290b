"""Danish words for dates, numbers, kinds, states and roles: every Jinja filter, in one place."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from zoneinfo import ZoneInfo

from ingest import errors
from ingest.cpr import mask
from portal import hearing_words
from portal.model import Role

ZONE = ZoneInfo("Europe/Copenhagen")
MONTHS = (
    "januar februar marts april maj juni juli august september oktober november december".split()  # noqa: SIM905
)
WEEKDAYS = "mandag tirsdag onsdag torsdag fredag lørdag søndag".split()  # noqa: SIM905

KINDS = {
    "agenda": "Dagsorden",
    "minutes": "Referat",
    "minutes_item": "Punkt i referat",
    "decision": "Beslutning",
    "hearing_letter": "Høringsbrev",
    "hearing_response": "Høringssvar",
    "hearing_note": "Høringsnotat",
    "summary": "Hvidbog",
    "case_presentation": "Sagsfremstilling",
    "attachment": "Bilag",
    "hearing_page": "Høringsside",
    "project_page": "Projektside",
    "agreement": "Aftale",
    "cooperation_agreement": "Samarbejdsaftale",
    "temperature_check": "Temperaturmåling",
    "policy": "Politik",
    "news": "Nyhed",
    "mail": "Mail",
    "letter": "Brev",
    "memo": "Notat",
    "container": "Pakke",
    "other": "Andet",
}
ROLES = {
    Role.READER: "Læser",
    Role.RESPONDER: "Høringspart",
    Role.OFFICER: "Sagsbehandler",
    Role.ARCHIVIST: "Arkivar",
    Role.ADMIN: "Administrator",
}
STATES = {
    "indexed": "Indlæst",
    "indexed_no_text": "Indlæst uden tekst",
    "duplicate": "Findes i forvejen",
    "quarantined": "Ikke indlæst",
    "removed": "Fjernet",
}
LAYERS = {
    "markup": "Skrevet som tekst",
    "layer": "Teksten, der lå i filen",
    "ocr": "Læst fra billedet",
    "repair": "Med gættede ord",
    "correction": "Rettet af en arkivar",
}
FIELDS = {
    "title": "Titel",
    "kind": "Type",
    "kind_probability": "Typens sikkerhed",
    "committee": "Udvalg",
    "meeting_date": "Mødedato",
    "date": "Dato",
    "unclear": "Uklart",
    "place": "Sted",
    "number": "Punkt",
    "case_number": "Sagsnummer",
    "kle_subject": "KLE-emne",
    "kle_facet": "Handlingsfacet",
    "case_officer": "Sagsbehandler",
    "routing": "Sagens gang",
    "path": "Tidligere behandlet",
    "recommendation": "Indstilling",
    "decision": "Beslutning",
    "decision_type": "Beslutningstype",
    "decision_point": "Beslutning om punkt",
    "decision_body": "Besluttet af",
    "decision_date": "Besluttet den",
    "recommender": "Indstillet af",
    "dissent": "Afvigende stemmer",
    "reservation": "Forbehold",
    "no_response": "Svarede ikke",
    "attachment": "Bilag",
    "hearing_start": "Høringen begynder",
    "hearing_deadline": "Høringsfrist",
    "publisher": "Udgiver",
    "municipality": "Kommune",
    "party": "Høringspart",
    "parties": "Høringsparter",
}
OPENINGS = {
    "page": "læst på skærmen",
    "original": "original hentet",
    "image": "sidebillede vist",
    "search": "vist som søgeresultat",
    "layers": "maskinlæst tekst vist",
    "desk": "vist i bunken Måske lukket",
}


def day(value: date | str | None, missing: str = "uden dato") -> str:
    """Write a date as people do: `12. marts 2021`; a moment as its day here, ISO text as its date, other text as is."""
    if isinstance(value, datetime):
        value = value.astimezone(ZONE).date()
    if isinstance(value, str):
        try:
            value = date.fromisoformat(value)
        except ValueError:
            return str(value)
    return f"{value.day}. {MONTHS[value.month - 1]} {value.year}" if value else missing


def moment(value: datetime | None, missing: str = "aldrig") -> str:
    """Write a moment in Danish time: `12. marts 2021 kl. 10.42`."""
    if value is None:
        return missing
    local = value.astimezone(ZONE)
    return f"{day(local.date())} kl. {local:%H.%M}"


def due(value: date, today: date) -> str:
    """Write a deadline with the days left: `om 9 dage, fredag 30. oktober kl. 23.59`; in the past only the day."""
    left = (value - today).days
    text = f"{WEEKDAYS[value.weekday()]} {value.day}. {MONTHS[value.month - 1]}"
    text += f" {value.year}" if value.year != today.year else ""
    if left < 0:
        return f"{text} kl. 23.59"
    near = {0: "i dag", 1: "i morgen"}.get(left, f"om {number(left)} dage")
    return f"{near}, {text} kl. 23.59"


def number(value: int | float, decimals: int = 0) -> str:
    """Write a number with Danish separators: 4218 is `4.218`, 0.5 with one decimal `0,5`."""
    return f"{value:,.{decimals}f}".translate(str.maketrans(",.", ".,"))


def count(value: int, one: str, many: str) -> str:
    """Write a number and its noun: `1 dokument`, `4.218 dokumenter`."""
    return f"{number(value)} {one if value == 1 else many}"


def size(value: int) -> str:
    """Write a number of bytes for people: `812 byte`, `43 kB`, `1,2 MB`."""
    if value < 1000:
        return f"{value} byte"
    return f"{number(value / 1000)} kB" if value < 1_000_000 else f"{number(value / 1_000_000, 1)} MB"


def kind(code: str | None) -> str:
    """Name a kind of document."""
    return KINDS.get(code or "other", (code or "").replace("_", " ").capitalize())


def slug(code: str) -> str:
    """Give how a kind stands in an address: `minutes` is `referat`."""
    return KINDS[code].lower() if code in KINDS else code


def kind_of_slug(text: str) -> str:
    """Give the kind's code from its word in an address; codes themselves are understood too."""
    return next((code for code, name in KINDS.items() if name.lower() == text.lower()), text)


def masked(text: str | None) -> str:
    """Cover civil registration numbers: they stand in originals, and nowhere else."""
    return mask(text) if text else ""


def capitalize_first(text: str) -> str:
    """Write the first letter large and leave the others: `Rettet af Karen`."""
    return text[:1].upper() + text[1:]


def role(code: str) -> str:
    """Name a role."""
    return ROLES[Role(code)]


def cause(code: str | None) -> str:
    """Say in one short sentence why a file was not read; `cause_advice` says what to do."""
    return _cause(code).message if code else "Ingen årsag er noteret."


def cause_advice(code: str | None) -> str:
    """Say what to do about a cause."""
    return _cause(code).advice if code else ""


def _cause(code: str | None) -> type[errors.IngestError]:
    return errors.causes().get(code or "", errors.Unexpected)


def _name_in(table: dict[str, str]) -> Callable[[str | None], str]:
    def name(code: str | None) -> str:
        return table.get(code or "", (code or "").replace("_", " "))

    return name


FILTERS: dict[str, Callable[..., str]] = {
    "day": day,
    "moment": moment,
    "number": number,
    "count_of": count,
    "size": size,
    "kind": kind,
    "slug": slug,
    "masked": masked,
    "capitalize_first": capitalize_first,
    "role": role,
    "cause": cause,
    "cause_advice": cause_advice,
    "state": _name_in(STATES),
    "layer": _name_in(LAYERS),
    "field": _name_in(FIELDS),
    "opening": _name_in(OPENINGS),
    "due": due,
    **{name: _name_in(table) for name, table in hearing_words.TABLES.items()},
}
