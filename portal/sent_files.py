"""The files of a response: which were sent, where they lie, and names for them that no other system stumbles over."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

from ingest.archive.files import Files
from ingest.errors import Unreadable
from portal.model import Attachment, Response, ResponseVersion
from portal.words import masked

_KEPT = re.compile(r"[^\w .()-]")
_ENDING = re.compile(r"\.[A-Za-z0-9]{1,10}$")
_LONGEST = 100


def sent_in(response: Response, version: ResponseVersion) -> list[Attachment]:
    """Give the attachments that a version sent, each once. What is only in a draft was never sent.

    Args:
        response: With its attachments, those removed afterwards too.
        version: One of its versions.
    """
    digests = {file["sha256"] for file in version.content["attachments"]}
    found: dict[tuple[str, str], Attachment] = {}
    for file in response.attachments:
        if file.sha256 in digests:
            found.setdefault((file.sha256, file.name), file)
    names = {(file["sha256"], file["name"]) for file in version.content["attachments"]}
    return [file for key, file in found.items() if key in names]


def path_of(files: Files, attachment: Attachment) -> Path | None:
    """Give where an attachment lies: among the originals, or among the uploads until its job is done; None: nowhere."""
    original = files.original(attachment.sha256)
    if original.is_file():
        return original
    upload = attachment.job.payload.get("upload") if attachment.job else None
    if upload is None:
        return None
    try:
        path = files.uploaded(upload)
    except Unreadable:
        return None
    return path if path.is_file() else None


def name_on_disk(attachment: Attachment) -> str:
    """Give the sender's file name without folders, odd signs or CPR numbers; its ending is kept."""
    last = unicodedata.normalize("NFC", attachment.name).replace("\\", "/").rsplit("/", 1)[-1]
    name = _KEPT.sub("_", masked(last).replace("•", "x")).strip(". ")
    found = _ENDING.search(name)
    ending = found.group() if found else ""
    stem = name.removesuffix(ending).strip(". ")[:_LONGEST]
    return f"{stem or 'bilag'}{ending.lower()}"


def ending_of(attachment: Attachment) -> str:
    """Give the ending of the sender's file name, small and with its dot; `.bin` when there is none."""
    found = _ENDING.search(name_on_disk(attachment))
    return found.group() if found else ".bin"
