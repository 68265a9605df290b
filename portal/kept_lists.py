"""Lists that were uploaded and wait for somebody to say yes: kept among the uploads, named by a signed reference.

The reference says whose it is, so nobody opens another's; lists nobody came back to are cleared away after a day.
"""

from __future__ import annotations

import hashlib
import secrets
import time
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from flask import current_app
from itsdangerous import BadData, URLSafeTimedSerializer
from werkzeug.datastructures import FileStorage

from portal import access
from portal.context import instance
from portal.tables.errors import MOST_BYTES, TooLarge

ROOM = MOST_BYTES + (1 << 20)  # of a request that brings a list: the file and the form around it
_KEPT = "liste-"
_SECONDS = 24 * 3600
_LONGEST_NAME = 120


class ListIsGone(Exception):
    """A reference that is forged, another's or too old, or whose list was already used."""


@dataclass(frozen=True, slots=True)
class KeptList:
    """A list that waits.

    Attributes:
        name: What its sender called it.
        reference: To give to the browser.
    """

    path: Path
    name: str
    reference: str


def receive(file: FileStorage) -> KeptList:
    """Keep an uploaded list.

    Raises:
        TooLarge: It has more bytes than a list may have.
    """
    with closing(file):
        path = instance().files.receive(file.stream, MOST_BYTES)  # type: ignore[arg-type]
    if path is None:
        raise TooLarge
    name = (file.filename or "").replace("\\", "/").rpartition("/")[2]
    shown = "".join(letter for letter in name if letter.isprintable())[-_LONGEST_NAME:] or "liste uden navn"
    return _named(path.rename(_new_place()), shown)


def keep(content: bytes, name: str) -> KeptList:
    """Keep something made here, such as a report, to be fetched afterwards."""
    path = _new_place()
    path.write_bytes(content)
    return _named(path, name)


def find(reference: str | None) -> KeptList:
    """Give a list by its reference.

    Raises:
        ListIsGone: The reference is not one of this person's, is too old, or its list is gone.
    """
    try:
        kept, name, whose = _signer().loads(reference or "", max_age=_SECONDS)
    except BadData as error:
        raise ListIsGone from error
    path = instance().files.uploads / kept
    if whose != access.me().id or not path.is_file():
        raise ListIsGone
    return KeptList(path, name, reference or "")


def _named(path: Path, name: str) -> KeptList:
    return KeptList(path, name, str(_signer().dumps([path.name, name, access.me().id])))


def _new_place() -> Path:
    uploads = instance().files.uploads
    for old in uploads.glob(f"{_KEPT}*"):
        if old.stat().st_mtime < time.time() - _SECONDS:
            old.unlink(missing_ok=True)
    return uploads / f"{_KEPT}{secrets.token_hex(16)}"


def _signer() -> URLSafeTimedSerializer:
    secret = str(current_app.config["SECRET_KEY"])
    return URLSafeTimedSerializer(secret, salt="kept-list", signer_kwargs={"digest_method": hashlib.sha256})
