"""What parties do in tests: come in by a personal link, write, check, send."""

from __future__ import annotations

import io
import re
from typing import Any

from sqlalchemy import select
from werkzeug.test import TestResponse

from portal.model import Attachment, Invitation, Response, ResponseVersion
from tests.fixtures_web import Archive, Visitor

_HIDDEN = re.compile(r'<input type="hidden" name="(row_version|submission|csrf_token)" value="([^"]*)"')
PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer <<>>\n%%EOF\n"


def address(archive: Archive, hearing: str, party: str, more: str = "") -> str:
    """Give the address of an answer, or of a page under it."""
    return f"/hoeringer/{archive.ids[f'hearing-{hearing}']}/svar/{archive.ids[f'{hearing}-{party}']}{more}"


def guest(archive: Archive, invitation: str) -> Visitor:
    """Give somebody without a login who opened the personal link of an invitation."""
    visitor = Visitor(archive.app)
    with archive.instance.database.read() as session:
        row = session.get_one(Invitation, archive.ids[invitation])
        kept = f"{row.id}:{row.link_version}"
    with visitor.client.session_transaction() as cookies:
        cookies["invitation"] = kept
    return visitor


def hidden(page: str) -> dict[str, str]:
    """Give what a page's form carries unseen."""
    return dict(_HIDDEN.findall(page))


def questions(archive: Archive, hearing: str) -> list[str]:
    """Give the names of the fields of a hearing's questions."""
    from portal.model import Hearing

    with archive.instance.database.read() as session:
        return [f"svar-{q.id}" for q in session.get_one(Hearing, archive.ids[f"hearing-{hearing}"]).questions]


def send_form(visitor: Visitor, where: str, page: str, **fields: Any) -> TestResponse:
    """Send a form of a page with what it carries."""
    return visitor.client.post(where, data={**hidden(page), **fields})


def write(visitor: Visitor, where: str, **fields: Any) -> TestResponse:
    """Fill in the answer and press a button (`handling`)."""
    return send_form(visitor, where, visitor.text(where), **fields)


def check_and_send(visitor: Visitor, where: str, **fields: Any) -> TestResponse:
    """Press `Send` on the check page."""
    return send_form(visitor, f"{where}/send", visitor.text(f"{where}/kontrol"), **fields)


def file(name: str, content: bytes = PDF) -> tuple[io.BytesIO, str]:
    """Give a file as a form sends it."""
    return io.BytesIO(content), name


def response_of(archive: Archive, invitation: str) -> Response | None:
    """Give the row of an answer as it is now, with its versions and files loaded."""
    with archive.instance.database.read() as session:
        row = session.scalar(select(Response).where(Response.invitation_id == archive.ids[invitation]))
        if row is not None:
            _ = [version.content for version in row.versions], [one.name for one in row.attachments]
        return row


def versions_of(archive: Archive, invitation: str) -> list[ResponseVersion]:
    """Give what was sent, in order."""
    row = response_of(archive, invitation)
    return list(row.versions) if row else []


def draft(archive: Archive, invitation: str = "open-union") -> dict[str, str]:
    """Give what is written and not sent, by question; empty when nothing is."""
    row = response_of(archive, invitation)
    return dict(row.draft or {}) if row else {}


def files_of(archive: Archive, invitation: str = "open-union") -> list[Attachment]:
    """Give the files of an answer that are not taken away again."""
    row = response_of(archive, invitation)
    return [one for one in row.attachments if one.removed_at is None] if row else []


def receipt(archive: Archive, number: int = 1, invitation: str = "open-union") -> str:
    """Give the address of the receipt of a version."""
    return f"/kvittering/{archive.ids[invitation]}/{number}"
