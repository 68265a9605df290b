"""A small archive for the tests of the web: made of rows through the real store, without reading a file.

One document of each sort a page must cope with. `fill` gives their ids by name.
"""

from __future__ import annotations

import hashlib
import io
import zipfile
from functools import cache
from pathlib import Path

from sqlalchemy import select

from ingest import choice, danish
from ingest.archive import store
from ingest.archive.model import Document
from ingest.archive.store import Place
from ingest.values import (
    Evidence,
    Field,
    Layer,
    LayerKind,
    PassageText,
    Prepared,
    Segment,
    Source,
    SourcePage,
    Understood,
)
from portal import passwords
from portal.instance import Instance
from portal.model import ClosedGrant, Role, User
from tests import sample_hearings
from tests.sample_pages import Item, pdf, png

PASSWORD = "grævling under broen"
YOUTH = "Børne- og Ungdomsudvalget"
PLANNING = "Teknik- og Miljøudvalget"
PEOPLE = {
    Role.READER: ("laeser", "Lone Læser", ()),
    Role.RESPONDER: ("lokaludvalg", "Åse Ødegaard", ()),
    Role.OFFICER: ("sagsbehandler", "Bjørn Ærø", (YOUTH,)),
    Role.ARCHIVIST: ("arkivar", "Karen Arkivar", ()),
    Role.ADMIN: ("admin", "Admin Andersen", ()),
}
SECRET = "Grævlingsund Invest"


def users(instance: Instance) -> None:
    """Add one person of each role; all have the same password."""
    with instance.database.write() as session:
        for role, (username, name, grants) in PEOPLE.items():
            user = User(username=username, name=name, role=role.value, password_hash=_hashed())
            user.grants = [ClosedGrant(committee=committee) for committee in grants]
            session.add(user)


@cache
def _hashed() -> str:
    return passwords.hash_password(PASSWORD)


def fill(instance: Instance) -> dict[str, int]:
    """Put the documents in the archive, and in its index."""
    made = {
        "minutes": _minutes(instance),
        "news": _news(instance),
        "scan": _scan(instance),
        "secret": _all_closed(instance),
        "letter": _letter(instance),
    }
    made |= {f"many-{year}": _many(instance, year) for year in range(2004, 2016)}
    made["broken"] = _quarantined(instance)
    made["empty"] = _without_text(instance)
    made["zip"] = _package(instance, made["minutes"], made["letter"])
    instance.generations.drain(wait=True)
    return made


def add(
    instance: Instance,
    name: str,
    content: bytes,
    items: list[Item],
    kind: str = "minutes",
    media_type: str = "application/pdf",
    damaged: bool = False,
    audience: str | None = None,
    **values: str,
) -> int:
    """Save one document with its passages, and give its id. `values` are fields: title, committee, meeting_date ..."""
    texts = [_passage(item, damaged) for item in items]
    last = max((item.page for item in items), default=1)
    pages = tuple(_page(number, texts) for number in range(1, last + 1))
    fields = tuple(Field(key, value, Evidence(1, value)) for key, value in values.items())
    understood = Understood(kind, fields, tuple(texts), "damaged" if damaged else "clean")
    streams = tuple(
        danish.streams(t.text, heading=t.heading, title=values.get("title", ""), damaged=damaged) for t in texts
    )
    prepared = Prepared(choice.judged(Source(media_type, pages)), understood, streams)
    document_id, _ = stored(instance, name, content, prepared, audience)
    return document_id


def stored(
    instance: Instance, name: str, content: bytes, prepared: Prepared, audience: str | None = None
) -> tuple[int, str]:
    """Keep a file and what was read of it; give the document's id and digest."""
    digest = hashlib.sha256(content).hexdigest()
    waiting = instance.files.uploads / digest
    waiting.write_bytes(content)
    instance.files.keep(waiting, digest)
    waiting.unlink()
    with instance.database.write() as session:
        document = store.new_document(session, digest, len(content), audience)
        store.save_parse(session, document, prepared, 0.1)
        store.sight(session, document, Place(name, audience=audience))
        return document.id, digest


def _passage(item: Item, damaged: bool) -> PassageText:
    head = f"{item.number}. {item.heading}" if item.number else item.heading
    text = f"{head}\n{item.text}" if head else item.text
    return PassageText(
        kind="item" if item.number else "text",
        heading=item.heading,
        number=item.number,
        text=text,
        segments=(Segment(item.page, 0, len(text)),),
        closed=item.closed,
        closed_reason="Lukket punkt" if item.closed else "",
        damaged=damaged,
    )


def _page(number: int, texts: list[PassageText]) -> SourcePage:
    text = "\n".join(t.text for t in texts if t.first_page == number)
    return SourcePage(number, (Layer(LayerKind.LAYER, text),), 0, text)


MINUTES = [
    Item("7", "Godkendelse af dagsorden", "Referat fra Børne- og Ungdomsudvalget den 26. september 2012.\n"
         "Sag 2012-0138. Dagsordenen blev godkendt."),
    Item("8", "Model for samarbejde mellem skole og fritid",
         "Sagsfremstilling\nI ressourcecenteret og pædagogisk læringscenter skal fritidsinstitutionerne have plads.\n"
         "Børnene skal møde de samme voksne hele dagen, og læringscenteret holder åbent til klokken 16.\n"
         "Beslutning\nUdvalget tiltrådte indstillingen.", 2),
    Item("9", "Køb af ejendom på Bøgevænget",
         f"Ejendommen tilhører firmaet {SECRET}. Læringscenteret kan flytte ind.", 2, closed=True),
    Item("10", "Eventuelt", "Næste møde holdes på det nye læringscenter.\nMødet sluttede klokken 18.15.", 3),
]  # fmt: skip


def _minutes(instance: Instance) -> int:
    return add(
        instance, "2012/Referat æøå 26-09-2012.pdf", pdf(MINUTES), MINUTES, title="Referat fra udvalgets møde",
        committee=YOUTH, meeting_date="2012-09-26", case_number="2012-0138", place="Rådhuset, lokale 4",
    )  # fmt: skip


def _news(instance: Instance) -> int:
    text = "Havnebadet åbner den 1. juni. Badevandet er målt rent, og der er livreddere hver dag.\n" * 3
    return add(
        instance, "nyhed.html", b"<h1>Havnebadet</h1>", [Item(None, "Havnebadet åbner", text)], "news", "text/html",
        title="Havnebadet åbner til sommer", meeting_date="2019-05-14",
    )  # fmt: skip


def _scan(instance: Instance) -> int:
    text = "Pzdagogisk Leringscenter. Bgrn og unge skal have et sted at lese. Modet holdes p3 skolen i Kebenhavn."
    items = [Item(None, "", text), Item(None, "", "Side to er ogsa lest darligt.", 2)]
    return add(instance, "scan_003.pdf", pdf(items), items, "other", damaged=True, title="scan_003")


def _all_closed(instance: Instance) -> int:
    items = [Item("1", "Afskedigelse", "Lukket sag om afskedigelse af en leder ved læringscenteret.", closed=True)]
    return add(
        instance, "lukket.pdf", pdf(items), items, "agenda", title="Afskedigelsessag", committee=PLANNING,
        meeting_date="2020-01-15",
    )  # fmt: skip


def _letter(instance: Instance) -> int:
    text = "Forslag til lokalplan 314 sendes i høring. Høringsfristen er den 1. oktober 2018.\nSvar til forvaltningen."
    return add(
        instance, "høringsbrev.txt", text.encode(), [Item(None, "Lokalplan 314", text)], "hearing_letter", "text/plain",
        title="Høring om lokalplan 314", committee=PLANNING, meeting_date="2018-08-20",
        hearing_deadline="2018-10-01",
    )  # fmt: skip


def _many(instance: Instance, year: int) -> int:
    items = [
        Item(
            str(n),
            f"Budget for skole {n}",
            f"Skolens budget for {year} er drøftet. Skolebestyrelsen vil have flere penge.",
        )
        for n in range(1, 4)
    ]
    return add(
        instance, f"dagsorden-{year}.pdf", f"not drawn {year}".encode(), items, "agenda", title=f"Dagsorden {year}",
        committee=YOUTH if year % 2 else PLANNING, meeting_date=f"{year}-03-12",
    )  # fmt: skip


def _quarantined(instance: Instance) -> int:
    with instance.database.write() as session:
        document = store.new_document(session, hashlib.sha256(b"broken").hexdigest(), 6)
        store.sight(session, document, Place("aflevering/ødelagt.pdf"))
        store.save_failure(session, document, "damaged", "")
        document_id = document.id
    (path := instance.files.original(hashlib.sha256(b"broken").hexdigest())).parent.mkdir(exist_ok=True)
    path.write_bytes(b"broken")
    return document_id


def _without_text(instance: Instance) -> int:
    page = SourcePage(1, (Layer(LayerKind.LAYER, "", None),), 0, "")
    prepared = Prepared(Source("image/png", (page,)), Understood("other"), (), note="no_ocr")
    return stored(instance, "billede.png", png(), prepared)[0]


def _package(instance: Instance, *inside: int) -> int:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("liste.txt", "to filer")
    prepared = Prepared(Source("application/zip"), Understood("container"), (), note="no_text")
    document_id, _ = stored(instance, "aflevering.zip", out.getvalue(), prepared)
    with instance.database.write() as session:
        for number, member_id in enumerate(inside):
            member = session.scalars(select(Document).where(Document.id == member_id)).one()
            store.sight(session, member, Place(f"aflevering.zip/{number}", None, document_id, str(number)))
    return document_id


def new_instance(folder: Path) -> tuple[Instance, dict[str, int]]:
    """Make an instance with people, documents and hearings."""
    instance = Instance.open(folder)
    users(instance)
    made = fill(instance)
    return instance, made | sample_hearings.fill(instance, made)
