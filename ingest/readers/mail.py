"""Mails, .eml and Outlook's .msg: the head and the words are text, attachments are members."""

from __future__ import annotations

import email
import email.policy
from collections.abc import Iterator
from datetime import date
from email.message import EmailMessage, Message, MIMEPart
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any

from oxmsg import Message as OutlookMessage

from ingest.errors import ArchiveUnsafe, Damaged
from ingest.readers.charset import decode
from ingest.readers.html import html_text
from ingest.readers.limits import Limits
from ingest.readers.lines import clean
from ingest.readers.text import text_pages
from ingest.values import Member, Source

_HEAD = (("From", "Fra"), ("To", "Til"), ("Cc", "Kopi"), ("Date", "Dato"), ("Subject", "Emne"))
_SMALL_PICTURE = 20 << 10  # bytes; below that a picture in a mail is a logo in a signature


def read_mail(path: Path, media_type: str, scratch: Path, limits: Limits) -> Source:
    """Read a mail with its attachments.

    Raises:
        Damaged: It is no mail.
        ArchiveUnsafe: More attachments, or more bytes in them, than allowed.
    """
    if media_type == "message/rfc822":
        return _read_eml(path, scratch, limits)
    return _read_msg(path, scratch, limits)


def _read_eml(path: Path, scratch: Path, limits: Limits) -> Source:
    message = email.message_from_bytes(path.read_bytes(), policy=email.policy.default.clone(raise_on_defect=False))
    head = {name: _header(message, name) for name, _ in _HEAD}
    taken = _Taken(scratch, limits)
    for name, data in _attachments(message):
        taken.add(name, data)
    return _source("message/rfc822", head, _body(message), _day(head["Date"]), taken, limits)


def _read_msg(path: Path, scratch: Path, limits: Limits) -> Source:
    try:
        message = OutlookMessage.load(str(path))
        head = {
            "From": message.sender or "",
            "To": ", ".join(_recipient(recipient) for recipient in message.recipients),
            "Cc": "",
            "Date": message.sent_date.isoformat(sep=" ", timespec="minutes") if message.sent_date else "",
            "Subject": message.subject or "",
        }
        body = message.body or html_text(message.html_body or "")
        attached = [(item.file_name or "vedhæftet", item.file_bytes) for item in message.attachments]
        sent = message.sent_date.date() if message.sent_date else None
    except (OSError, ValueError, KeyError, TypeError, AttributeError, IndexError, NotImplementedError) as error:
        raise Damaged(f"Mailens indre opbygning er ødelagt: {error}") from error
    taken = _Taken(scratch, limits)
    for name, data in attached:
        taken.add(name, data or b"")
    return _source("application/vnd.ms-outlook", head, body, sent, taken, limits)


def _recipient(recipient: Any) -> str:
    return f"{recipient.name} <{recipient.email_address}>" if recipient.email_address else str(recipient.name)


class _Taken:
    """The attachments written out so far, counted against the limits."""

    def __init__(self, scratch: Path, limits: Limits) -> None:
        self._scratch = scratch
        self._limits = limits
        self._bytes = 0
        self.members: list[Member] = []

    def add(self, name: str, data: bytes) -> None:
        self._bytes += len(data)
        if len(self.members) >= self._limits.max_members or self._bytes > self._limits.max_unpacked_bytes:
            raise ArchiveUnsafe("Der er for mange eller for store vedhæftede filer i mailen.")
        path = self._scratch / f"attached-{len(self.members) + 1}"
        path.write_bytes(data)
        self.members.append(Member(clean(name).replace("\n", " ").replace("/", "-").strip() or "vedhæftet", path))


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


def _day(value: str) -> date | None:
    try:
        return parsedate_to_datetime(value).date()
    except (ValueError, TypeError, IndexError):
        return None


def _body(message: EmailMessage) -> str:
    """Give the words: the plain part, else the HTML part as text."""
    for kinds in (("plain",), ("html",)):
        part = message.get_body(preferencelist=kinds)
        if part is None:
            continue
        text = _decoded(part)
        if kinds == ("html",):
            text = html_text(text)
        if text.strip():
            return text
    return ""


def _decoded(part: MIMEPart[Any, Any]) -> str:
    data = part.get_payload(decode=True)
    charset = part.get_content_charset()
    return decode(data if isinstance(data, bytes) else str(data or "").encode(), str(charset) if charset else None)


def _attachments(message: EmailMessage) -> Iterator[tuple[str, bytes]]:
    for number, part in enumerate(message.iter_attachments(), 1):
        inner = part.get_payload()
        if part.get_content_type() == "message/rfc822" and isinstance(inner, list) and isinstance(inner[0], Message):
            subject = _header(inner[0], "Subject") or f"mail {number}"
            yield f"{subject}.eml", inner[0].as_bytes()
            continue
        data = part.get_payload(decode=True)
        if not isinstance(data, bytes) or _is_decoration(part, data):
            continue
        yield part.get_filename() or f"vedhæftet {number}", data


def _is_decoration(part: MIMEPart[Any, Any], data: bytes) -> bool:
    inline = part.get_content_disposition() != "attachment" and part.get("Content-ID") is not None
    return inline and part.get_content_maintype() == "image" and len(data) < _SMALL_PICTURE


def _source(
    media_type: str, head: dict[str, str], body: str, sent: date | None, taken: _Taken, limits: Limits
) -> Source:
    lines = [f"{danish}: {head[name]}" for name, danish in _HEAD if head[name]]
    text = "\n".join(lines) + "\n\n" + body.replace("\f", "\n")
    return Source(
        media_type,
        text_pages(text, limits),
        tuple(taken.members),
        title=head["Subject"] or None,
        created=sent,
    )
