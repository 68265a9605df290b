"""Files that carry files: a mail with an attachment, a ZIP with folders."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from datetime import date, datetime, timedelta, timezone
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

_TYPES = {
    "pdf": ("application", "pdf"),
    "docx": ("application", "vnd.openxmlformats-officedocument.wordprocessingml.document"),
}


def mail(subject: str, sender: str, day: date, text: str, attachment: str, content: bytes) -> bytes:
    """Write a mail to the municipality with one file attached, as a mail program saves it (.eml)."""
    message = EmailMessage(policy=SMTP)
    message["Subject"] = subject
    message["From"] = Address(sender, "formand", "forening.example")
    message["To"] = Address("Høringspostkassen", "post", "aadal.example")
    sent = datetime(day.year, day.month, day.day, 20, 47, 5, tzinfo=timezone(timedelta(hours=1)))
    message["Date"] = format_datetime(sent)
    message["Message-ID"] = f"<{day:%Y%m%d}.204705@forening.example>"
    message.set_content(text + "\n", charset="iso-8859-1", cte="quoted-printable")
    kind, subkind = _TYPES[attachment.rsplit(".", 1)[-1].lower()]
    message.add_attachment(content, maintype=kind, subtype=subkind, filename=attachment)
    message.set_boundary(f"----=_Del_{day:%Y%m%d}_0001")
    return message.as_bytes()


def packed(day: date, members: Mapping[str, bytes]) -> bytes:
    """Pack files under their names, folders as own entries before them, all with the same time."""
    stamp = (day.year, day.month, day.day, 14, 2, 0)
    folders = dict.fromkeys(f"{name.rsplit('/', 1)[0]}/" for name in members if "/" in name)
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as package:
        for folder in folders:
            package.writestr(zipfile.ZipInfo(folder, stamp), b"")
        for name, content in members.items():
            entry = zipfile.ZipInfo(name, stamp)
            entry.compress_type = zipfile.ZIP_DEFLATED
            package.writestr(entry, content)
    return made.getvalue()
