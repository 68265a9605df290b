"""Outlook's own mails (.msg)."""

from __future__ import annotations

from email.errors import HeaderParseError
from email.header import decode_header, make_header
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from oxmsg import Message

from ingest.errors import Damaged
from ingest.readers.charset import decode
from ingest.readers.html import html_text
from ingest.readers.limits import Limits
from ingest.readers.lines import clean
from ingest.readers.mail import LARGE_LOGO, PASTED, in_danish, mail_source
from ingest.readers.members import Taken
from ingest.values import Source

_HERE = ZoneInfo("Europe/Copenhagen")
_SENDER_NAME, _HTML, _SHORT_NAME, _SHOWN_NAME = 0x0C1A, 0x1013, 0x3704, 0x3001
_BROKEN = (OSError, ValueError, KeyError, TypeError, AttributeError, IndexError, NotImplementedError, LookupError)


def read_msg(path: Path, scratch: Path, limits: Limits) -> Source:
    """Read an Outlook mail with its attachments; mails attached to it are named in the text only.

    Raises:
        Damaged: Its inside is broken.
        ArchiveUnsafe: More attachments, or more bytes in them, than allowed.
    """
    try:
        message = Message.load(str(path))
        sent = message.sent_date
        sent = sent.astimezone(_HERE) if sent else None  # kept in UTC
        head = {
            "From": _sender(message),
            "To": ", ".join(_recipient(recipient) for recipient in message.recipients),
            "Cc": "",
            "Date": in_danish(sent) if sent else "",
            "Subject": " ".join(clean(message.subject or "").split()),
        }
        body = message.body or _from_html(message)
        attached = [(_file_name(item), item.file_bytes) for item in message.attachments]
    except _BROKEN as error:
        raise Damaged(f"Mailens indre opbygning er ødelagt: {error}") from error
    taken = Taken(scratch, limits)
    for name, data in attached:
        if data is None:
            body += f"\n\nVedhæftet mail: {name}"
        elif not (PASTED.fullmatch(name) and len(data) < LARGE_LOGO):
            taken.add(name, data)
    return mail_source("application/vnd.ms-outlook", head, body, sent, taken, limits)


def _file_name(item: Any) -> str:
    """Give an attachment's long name, its short one, or what it is shown as."""
    short, shown = (item.properties.str_prop_value(number) for number in (_SHORT_NAME, _SHOWN_NAME))
    return item.file_name or short or shown or "vedhæftet"


def _sender(message: Any) -> str:
    """Give the sender; an address inside the organisation's own directory says nothing and is left out."""
    sender = message.sender or message.properties.str_prop_value(_SENDER_NAME) or ""
    if "</O=" in sender.upper():
        sender = sender.split("<", maxsplit=1)[0]
    try:
        return " ".join(str(make_header(decode_header(sender))).replace('"', "").split())
    except (HeaderParseError, LookupError, UnicodeError, ValueError):
        return str(sender)


def _recipient(recipient: Any) -> str:
    address = recipient.email_address or ""
    return f"{recipient.name} <{address}>" if "@" in address else str(recipient.name or "")


def _from_html(message: Any) -> str:
    markup = message.properties.binary_prop_value(_HTML)
    return html_text(decode(markup)) if markup else html_text(message.html_body or "")
