"""Attachments that are too large or too many: a sentence, and the text is kept."""

from __future__ import annotations

import io

import pytest
from werkzeug.datastructures import FileStorage
from werkzeug.test import TestResponse, encode_multipart

from portal.responses import attaching
from tests.fixtures_web import Archive, Visitor
from tests.response_steps import (
    PDF,
    file,
    files_of,
    hidden,
    questions,
    write,
)

TEXT = "Vi vedtog svaret på mødet den 3. marts på Ådalskolen. Ågade skal have en cykelsti.\n".encode() * 5


def large(name: str, content: bytes) -> FileStorage:
    return FileStorage(io.BytesIO(content), name)


def send_large(visitor: Visitor, where: str, **fields: object) -> TestResponse:
    """Send a form whose body is made in memory: the test client leaves the file open that it makes of large ones."""
    form = {**hidden(visitor.text(where.removesuffix("/bilag"))), **fields}
    boundary, body = encode_multipart(form)
    return visitor.client.post(where, data=body, content_type=f'multipart/form-data; boundary="{boundary}"')


def test_a_hundred_megabytes_are_refused_and_the_text_is_kept(union: Visitor, where: str, changeable: Archive):
    field = questions(changeable, "open")[0]
    form = {field: "Teksten bliver.", "bilag": large("stor.pdf", PDF + b"0" * (100 << 20))}
    answer = send_large(union, where, **form)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert "stor.pdf fylder mere end 25 MB" in page
    assert "Teksten bliver." in page
    assert files_of(changeable) == []


def test_more_than_the_form_takes_says_that_the_text_is_still_there(
    union: Visitor, where: str, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("portal.responses._ROOM", 100_000)
    answer = send_large(union, where, bilag=large("a.txt", TEXT * 1000))
    assert answer.status_code == 413
    assert "din tekst står der endnu" in answer.get_data(as_text=True)
    alone = send_large(union, f"{where}/bilag", bilag=large("a.txt", TEXT * 1000))
    assert alone.status_code == 413
    assert alone.json == {"refused": ["Filerne fylder for meget. Send færre ad gangen."]}


def test_together_and_in_number(union: Visitor, where: str, changeable: Archive, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(attaching, "MOST_FILES", 2)
    answer = write(union, where, bilag=[file(f"{n}.txt", TEXT + bytes([65 + n])) for n in range(3)])
    assert "højst have 2 bilag" in answer.get_data(as_text=True)
    monkeypatch.setattr(attaching, "MOST_FILES", 20)
    monkeypatch.setattr(attaching, "MOST_MB_TOGETHER", 0)
    answer = write(union, where, bilag=[file("x.txt", TEXT + b"x")])
    assert "tilsammen" in answer.get_data(as_text=True)
    assert len(files_of(changeable)) == 2
