"""Fixtures of mail: a mail server on this machine, and an archive of one's own that mails to it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from tests.fixtures_web import Archive
from tests.mailing import SITE, Postbox, Sending, postbox


@pytest.fixture
def box() -> Iterator[tuple[Postbox, int]]:
    """A mail server, and its port."""
    with postbox() as found:
        yield found


@pytest.fixture
def sending(changeable: Archive, box: tuple[Postbox, int]) -> Sending:
    """An instance that mails to the postbox."""
    postbox, port = box
    settings = replace(
        changeable.instance.settings, smtp_host="127.0.0.1", smtp_port=port, smtp_tls="none", base_url=SITE
    )
    return Sending(replace(changeable.instance, settings=settings), changeable.ids, postbox)
