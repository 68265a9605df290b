"""The help page and the accessibility statement."""

from __future__ import annotations

import re

import pytest

from portal.instance import ROOT
from tests.fixtures_web import Archive, Visitor, words_of


def test_every_key_that_works_is_listed(archive: Archive):
    script = (ROOT / "static" / "portal.js").read_text(encoding="utf-8")
    keys = re.findall(r'^    "(.)": \(\) =>', script, re.MULTILINE)
    listed = re.findall(r"<kbd>(.)</kbd>", Visitor(archive.app).text("/hjaelp"))
    assert keys
    assert set(keys) == set(listed)


@pytest.mark.parametrize("address", ["/hjaelp", "/tilgaengelighed"])
def test_open_to_everybody_and_says_who_helps(archive: Archive, address: str):
    page = Visitor(archive.app).text(address)
    assert f'href="mailto:{archive.instance.settings.contact}"' in page
    assert archive.instance.settings.municipality in words_of(page)
