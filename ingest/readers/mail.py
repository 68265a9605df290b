"""Mails (.eml, .mht): the head and the words are text, attachments are members."""

from __future__ import annotations

import email
import email.policy
import re
from collections.abc import Iterator
from datetime import datetime
from email.message import EmailMessage, Message, MIMEPart
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any

from ingest.errors import Encrypted
from ingest.readers import mbox, tnef
from ingest.readers.charset import decode
from ingest.readers.html import html_text
from ingest.readers.limits import Limits
from ingest.readers.lines import clean
from ingest.readers.members import Taken
from ingest.readers.text import text_pages
from ingest.values import Source

_HEAD = (("From", "Fra"), ("To", "Til"), ("Cc", "Kopi"), ("Date", "Dato"), ("Subject", "Emne"))
_MONTHS = (
    "januar", "februar", "marts", "april", "maj", "juni", "juli", "august", "september", "oktober", "november",
    "december",
)  # fmt: skip
_HEAD_BYTES = 1 << 16  # in which a mail's subject stands
_SHORT = 300  # letters: a plain part as short as this may only say that the mail is HTML
_SIGNATURES = frozenset(
    ("application/pkcs7-signature", "application/x-pkcs7-signature", "application/pgp-signature", "text/x-vcard")
)
_LOCKED = ("application/pkcs7-mime", "application/x-pkcs7-mime")
_NAME = re.compile(r"name=\s*\"?([^\";\r\n]+)", re.IGNORECASE)
PASTED = re.compile(r"image\d{3}\.(?:png|jpe?g|gif)", re.IGNORECASE)  # Outlook's names for pictures in the text
LARGE_LOGO = 60 << 10  # bytes; a scan pasted into a mail is larger
_SMALL_PICTURE = 20 << 10  # bytes; below that a picture in a mail is a logo in a signature


def read_mail(path: Path, scratch: Path, limits: Limits) -> Source:
    """Read a mail with its attachments, or a mailbox, whose mails are members.

    Raises:
        ArchiveUnsafe: More attachments, or more bytes in them, than allowed.
    """
    mails = mbox.mails_in(path.read_bytes())
    if len(mails) > 1:
        return _mailbox(mails, Taken(scratch, limits))
    message = _message(path.read_bytes())
    head = {name: _header(message, name) for name, _ in _HEAD}
    sent = _sent(head["Date"])
    head["Date"] = in_danish(sent) if sent else head["Date"]
    body, taken = [_body(message)], Taken(scratch, limits)
    for part in _parts(message):
        if _goes_on(part):
            body.append(_decoded(part))
        elif attached := _attached(part, len(taken.members) + 1):
            _take(taken, part, *attached)
    if not any(body) and not taken.members:  # a mail in parts that does not say where they end
        body.append(re.split(r"\r?\n\r?\n", decode(path.read_bytes()), maxsplit=1)[-1])
    return mail_source("message/rfc822", head, "\n\n".join(filter(None, body)), sent, taken, limits)


def _message(data: bytes) -> EmailMessage:
    return email.message_from_bytes(data, policy=email.policy.default.clone(raise_on_defect=False))


def _mailbox(mails: list[bytes], taken: Taken) -> Source:
    for number, data in enumerate(mails, 1):
        head = re.split(rb"\r?\n\r?\n", data[:_HEAD_BYTES], maxsplit=1)[0]
        taken.add(f"{number}. {_header(_message(head), 'Subject') or 'mail'}.eml", data)
    return Source("application/mbox", members=tuple(taken.members))


def _parts(message: EmailMessage) -> Iterator[MIMEPart[Any, Any]]:
    """Give what hangs on a mail; a mail from a scanner may be nothing but its attachment."""
    alone = not message.is_multipart() and message.get_content_maintype() not in ("text", "multipart")
    if alone or message.get_content_type() == "message/rfc822":
        yield message
    elif message.get_content_type() != "multipart/related":
        yield from message.iter_attachments()


def _header(message: Message[Any, Any], name: str) -> str:
    """Give a header as readable text; a head with raw æøå in some encoding is decoded like any text."""
    raw = next((str(value) for key, value in message.raw_items() if key.lower() == name.lower()), "")
    if any("\udc80" <= letter <= "\udcff" for letter in raw):
        return " ".join(clean(decode(raw.encode("utf-8", errors="surrogateescape"))).split())
    try:
        value = str(message.get(name, ""))
    except (ValueError, TypeError, IndexError, AttributeError, KeyError):  # what the parser cannot make out of it
        value = raw
    return " ".join(clean(value).split())


def _sent(value: str) -> datetime | None:
    try:
        return parsedate_to_datetime(value)
    except (ValueError, TypeError, IndexError, OverflowError):  # a zone of a thousand million hours
        return None


def in_danish(sent: datetime) -> str:
    """Write a moment as the head of a mail does here."""
    return f"{sent.day}. {_MONTHS[sent.month - 1]} {sent.year} kl. {sent:%H.%M}"


def _body(message: EmailMessage) -> str:
    """Give the words: the plain part; the HTML part when there is no other, or the other only says to look there."""
    if message.get_content_maintype() not in ("text", "multipart"):
        return ""
    plain, marked = (message.get_body(preferencelist=(kind,)) for kind in ("plain", "html"))
    text = _decoded(plain).strip() if plain is not None else ""
    if marked is not None and len(text) < _SHORT:
        from_html = html_text(_decoded(marked))
        text = from_html if len(from_html) > 2 * len(text) else text
    return text


def _decoded(part: MIMEPart[Any, Any]) -> str:
    data = part.get_payload(decode=True)
    charset = part.get_content_charset()
    return decode(data if isinstance(data, bytes) else str(data or "").encode(), str(charset) if charset else None)


def _goes_on(part: MIMEPart[Any, Any]) -> bool:
    """See text that stands after a picture or an attachment: it belongs to the letter."""
    return part.get_content_type() == "text/plain" and not part.get_filename() and not part.is_attachment()


def _attached(part: MIMEPart[Any, Any], number: int) -> tuple[str, bytes] | None:
    """Give an attachment's name and bytes; None for what is no file and for pictures of the signature."""
    inner = part.get_payload()
    if part.get_content_type() == "message/rfc822" and isinstance(inner, list) and isinstance(inner[0], Message):
        return f"{_header(inner[0], 'Subject') or f'mail {number}'}.eml", _written(inner[0])
    data = part.get_payload(decode=True)
    if not isinstance(data, bytes) or _is_decoration(part, data):
        return None
    return _file_name(part) or f"vedhæftet {number}", data


def _take(taken: Taken, part: MIMEPart[Any, Any], name: str, data: bytes) -> None:
    """Write an attachment out; of Outlook's own wrapping the files in it, and what is locked with its cause."""
    if data.startswith(tnef.START):
        for inner in tnef.files_in(data):
            taken.add(*inner)
        return
    locked = part.get_content_type() in _LOCKED and part.get_param("smime-type") != "signed-data"
    taken.add(name, data, Encrypted.code if locked else None)


def _file_name(part: MIMEPart[Any, Any]) -> str:
    """Give the name of an attachment, also when its letters stand in the head as bytes in an old encoding."""
    name = part.get_filename() or ""
    if "\ufffd" not in name:
        return name
    for key, value in part.raw_items():
        if key.lower() in ("content-disposition", "content-type") and (raw := _NAME.search(str(value))):
            return decode(raw[1].encode("utf-8", errors="surrogateescape"))
    return name


def _written(message: Message[Any, Any]) -> bytes:
    try:
        return message.as_bytes()
    except (LookupError, UnicodeError, ValueError, TypeError):  # headers nobody can write again
        return message.as_string(policy=email.policy.compat32).encode("utf-8", errors="surrogateescape")


def _is_decoration(part: MIMEPart[Any, Any], data: bytes) -> bool:
    if part.get_content_type() in _SIGNATURES:
        return True
    inline = part.get_content_disposition() != "attachment" and part.get("Content-ID") is not None
    pasted = PASTED.fullmatch(part.get_filename() or "") is not None
    return inline and part.get_content_maintype() == "image" and len(data) < (LARGE_LOGO if pasted else _SMALL_PICTURE)


def mail_source(
    media_type: str, head: dict[str, str], body: str, sent: datetime | None, taken: Taken, limits: Limits
) -> Source:
    """Put a mail together: its head in Danish, then its words; `head` by the names of the mail standard."""
    lines = [f"{danish}: {head[name]}" for name, danish in _HEAD if head[name]]
    text = "\n".join(lines) + "\n\n" + body.replace("\f", "\n")
    return Source(
        media_type,
        text_pages(text, limits),
        tuple(taken.members),
        title=head["Subject"] or None,
        created=sent.date() if sent else None,
    )
