"""/hoeringer/historisk/ny: a hearing that ran before the portal, with those who answered and those who did not."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from flask import Response, flash, make_response, render_template, request, url_for
from sqlalchemy import select
from sqlalchemy.orm import Session

from ingest.archive.model import Document, FieldValue, Passage, now
from portal import access, clock, days, kept_lists
from portal.context import db, instance
from portal.hearings import archive_item, bp, heard
from portal.hearings.historical_form import NEW, HistoricalForm, PartiesForm
from portal.model import Hearing, HearingEvent, Invitation, Party, PartyKind, Role
from portal.party_names import key_of
from portal.row_numbers import row_number, row_numbers
from portal.tables import TableError, read
from portal.words import count

_TYPED = "Skrevet ind bagefter"
_NAMELESS = "ukendt"  # how a field names a party that the text does not name


@bp.before_app_request
def _room_for_a_list() -> None:
    """Let the pages that take a list take more than a form, also as the text it becomes."""
    if request.endpoint in ("hearings.historical_submit", "hearings.historical_add"):
        request.max_content_length = request.max_form_memory_size = kept_lists.ROOM


@bp.get("/historisk/ny")
@access.allow(Role.OFFICER, Role.ARCHIVIST, Role.ADMIN)
def historical() -> str:
    """Show the form, filled in from a document when one is named."""
    form = HistoricalForm(formdata=None, type="other")
    address = archive_item.address_of(request.args.get("dokument", ""))
    if address:
        _fill_in(form, address[0], row_number(request.args.get("punkt")) or address[1])
    return _page(form)


@bp.post("/historisk/ny")
@access.allow(Role.OFFICER, Role.ARCHIVIST, Role.ADMIN)
def historical_submit() -> Response:
    """Enter the hearing; a list that comes along is shown as lines first."""
    form = HistoricalForm()
    form.today = clock.today(now())
    if told := take_list(form):
        return make_response(_page(form, told), 200 if not form.lines.errors else 422)
    good, source = form.validate_on_submit(), _source(form)
    if not good or source is None:
        return make_response(_page(form), 422)
    with instance().database.write() as session:
        moment = now()
        hearing = _made(form, source, moment)
        session.add(hearing)
        session.flush()
        put = put_lines(session, hearing, form) + _put_suggested(session, hearing)
        text = f"Skrevet ind bagefter med {count(put, 'part', 'parter')}."
        session.add(HearingEvent(hearing_id=hearing.id, user_id=access.me().id, what="created", text=text, at=moment))
        number = hearing.id
    flash(f"Høringen er skrevet ind med {count(put, 'part', 'parter')}.")
    return make_response("", 303, {"Location": url_for("hearings.historical_parties", hearing_id=number)})


def take_list(form: PartiesForm) -> str | None:
    """Turn a list that was sent along into lines to look through; say what was done, None when there was no list."""
    file = request.files.get("fil")
    if file is None or not file.filename:
        if "laes" not in request.form:
            return None
        form.lines.errors = [no_file := "Vælg en fil at hente linjerne fra."]
        return no_file
    try:
        kept = kept_lists.receive(file)
        sheet = read(kept.path, kept.name, heard.COLUMNS)
    except TableError as error:
        form.lines.errors = [*form.lines.errors, str(error)]
        return str(error)
    kept.path.unlink()
    before = (form.lines.data or "").rstrip()
    form.lines.data = (f"{before}\n" if before else "") + heard.as_text(sheet.rows)
    form.source.data = kept.name
    merged = " Regnearket har flettede celler: en værdi tæller kun i den første af dem." if sheet.merged else ""
    return f"{count(len(sheet.rows), 'linje', 'linjer')} fra {kept.name} står nu nedenfor. Se dem igennem.{merged}"


def put_lines(session: Session, hearing: Hearing, form: PartiesForm) -> int:
    """Put those on the list who stand in the lines and are not there yet; give how many came."""
    parties = {party.name_key: party for party in session.scalars(select(Party))}
    on_list = {row.party_id for row in hearing.invitations if row.party_id}
    name = "".join(letter for letter in form.source.data or "" if letter.isprintable())[:120]
    origin, came = f"Regneark {name}" if name else _TYPED, 0
    for line in heard.read(form.lines.data or ""):
        party = parties.get(key_of(line.name)) if line.name else None
        note = line.note
        if line.name and party is None:
            if form.unmatched.data == NEW:
                party = Party(name=line.name, name_key=key_of(line.name), kind=PartyKind.OTHER.value)
                session.add(party)
                session.flush()
                parties[party.name_key] = party
            else:
                note = ": ".join(part for part in (line.name, note) if part)
        if party is None or party.id not in on_list:
            row = Invitation(hearing=hearing, party=party, note=note, origin=origin, answered_before_us=line.answered)
            session.add(row)
            came += 1
            on_list |= {party.id} if party else set()
    session.flush()
    return came


def _put_suggested(session: Session, hearing: Hearing) -> int:
    """Put the ones on the list that the document says did not answer, with its words."""
    ticked = set(row_numbers(request.form.getlist("uden_svar")))
    document = session.get(Document, hearing.decision_document_id) if hearing.decision_document_id else None
    chosen = [field for field in silent(session, document) if field.id in ticked] if document else []
    for field in chosen:
        origin = f"Dokument {field.document_id}, side {field.evidence_page or 1}"
        words = field.evidence_text if field.value == _NAMELESS else f"{field.value}: {field.evidence_text}"
        session.add(Invitation(hearing=hearing, note=words[:1000], origin=origin, answered_before_us=False))
    session.flush()
    return len(chosen)


def silent(session: Session, document: Document) -> Sequence[FieldValue]:
    """Give what a document says of who did not answer; nothing that stands in something closed."""
    closed = select(Passage.id).where(Passage.document_id == document.id, Passage.closed)
    asked = select(FieldValue).where(FieldValue.document_id == document.id, FieldValue.name == "no_response")
    fields = session.scalars(asked.order_by(FieldValue.id)).all()
    hidden = set(session.scalars(closed))
    return [field for field in fields if not hidden or (field.passage_id and field.passage_id not in hidden)]


def _fill_in(form: HistoricalForm, document_id: int, passage_id: int | None) -> None:
    try:
        item = archive_item.read(db.session, access.me(), document_id, passage_id)
    except archive_item.NotUsable as error:
        form.document.errors = [str(error)]
        return
    form.document.data = f"{item.document_id}" + (f"?punkt={item.passage_id}" if item.passage_id else "")
    form.title.data, form.committee.data, form.case_number.data = item.title, item.committee, item.case_number
    if item.passage_id is None and not db.session.get_one(Document, document_id).has_closed:
        for field in (form.opens_on, form.deadline):
            name = {"opens_on": "hearing_start", "deadline": "hearing_deadline"}[field.name]
            asked = select(FieldValue.value).where(FieldValue.document_id == document_id, FieldValue.name == name)
            said = db.session.scalar(asked.order_by(FieldValue.id).limit(1))
            field.data = days.typed(days.read(said)) if said else ""


def _source(form: HistoricalForm) -> tuple[int | None, int | None] | None:
    """Give the document and item that are named; None, with an error on the field, when they are not to be found."""
    typed = (form.document.data or "").strip()
    if not typed:
        return None, None
    address = archive_item.address_of(typed)
    try:
        if address is None:
            raise archive_item.NotUsable("Skriv dokumentets nummer eller dets adresse her i arkivet.")
        item = archive_item.read(db.session, access.me(), *address)
    except archive_item.NotUsable as error:
        form.document.errors = [*form.document.errors, str(error)]
        return None
    return item.document_id, item.passage_id


def _made(form: HistoricalForm, source: tuple[int | None, int | None], moment: datetime) -> Hearing:
    return Hearing(
        title=" ".join((form.title.data or "").split()),
        type=form.type.data,
        committee=(form.committee.data or "").strip() or None,
        case_number=(form.case_number.data or "").strip() or None,
        opens_on=days.read(form.opens_on.data or ""),
        deadline=days.read(form.deadline.data or ""),
        decided_on=days.read(form.decided_on.data or ""),
        decision_document_id=source[0],
        decision_passage_id=source[1],
        historical=True,
        published_at=moment,
        officer_id=access.me().id,
        created_by=access.me().id,
    )


def _page(form: HistoricalForm, told: str | None = None) -> str:
    address = archive_item.address_of(form.document.data or "")
    document = None
    if address and not form.document.errors:
        known = select(Document).where(Document.id == address[0])
        document = db.session.scalar(known.where(access.documents_known_to(db.session, access.me())))
    return render_template(
        "hearings/historical.html",
        form=form,
        told=None if form.lines.errors else told,
        silent=silent(db.session, document) if document else (),
        ticked=set(request.form.getlist("uden_svar")) if request.method == "POST" else None,
    )
