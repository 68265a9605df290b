"""The mail that carries a receipt: number, time, digest and everything that was sent."""

from __future__ import annotations

from sqlalchemy.orm import Session

from ingest.cpr import mask
from portal import mail
from portal.hearing_words import RESPONSE_KINDS
from portal.model import Dispatch, DispatchKind, ResponseVersion
from portal.receipts import next_steps, stamp
from portal.responses.place import Place

_ANSWER = "answer"


def write(session: Session, place: Place, version: ResponseVersion) -> list[int]:
    """Queue the receipt to every address of the party; give the ids of the jobs. In a write transaction."""
    subject = f"Kvittering {version.receipt_number}: {mask(place.hearing.title)}"
    text = text_of(place, version)
    return [
        mail.queue(
            session,
            Dispatch(
                hearing_id=place.hearing.id,
                invitation_id=place.invitation.id,
                version_id=version.id,
                kind=DispatchKind.RECEIPT.value,
                address=address,
                subject=subject,
                text=text,
            ),
        ).id
        for address in mail.addresses_of(place.invitation.party)
    ]


def text_of(place: Place, version: ResponseVersion) -> str:
    """Write the mail. Civil registration numbers are covered: mail is read by others on its way."""
    content = version.content
    lines = [
        f"{mask(content['party'])} har svaret på høringen »{mask(content['hearing']['title'])}«.",
        "",
        f"Kvitteringsnummer: {version.receipt_number}",
        f"Modtaget: {stamp(version.sent_at)}",
        f"Sendt af: {mask(version.sent_by)}",
        f"Kontroltal (sha256): {version.sha256}",
        "",
        "Hvad sker der nu?",
        *(f"- {step}" for step in next_steps(place.hearing, place.invitation, version.sent_at)),
        "",
        "Se svaret og hent kvitteringen her:",
        "{link}",
        "",
        "Det sendte I:",
        "",
    ]
    copied = "\n".join(_copy(version)).replace("{link}", "(link)")  # a text that says so gets no link of its own
    return "\n".join(lines) + "\n" + copied


def _copy(version: ResponseVersion) -> list[str]:
    content = version.content
    if content["kind"] != _ANSWER:
        return [f"{RESPONSE_KINDS[content['kind']]}."]
    lines = []
    for answer in content["answers"]:
        lines += [answer["question"], mask(answer["answer"]) or "Ikke besvaret.", ""]
    return lines + [f"Bilag: {mask(file['name'])} (sha256 {file['sha256']})" for file in content["attachments"]]
