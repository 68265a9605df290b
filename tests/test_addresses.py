"""Mail addresses as people type them."""

from __future__ import annotations

import pytest

from portal.addresses import mail_in


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("hoering@aadal.example", "hoering@aadal.example"),
        ("Bjørn Ærø, bjorn.aero@aadal.example, lokal 42", "bjorn.aero@aadal.example"),
        ("Bjørn Ærø <bjorn@aadal.example>", "bjorn@aadal.example"),
        ("Skriv til hoering@aadal.example.", "hoering@aadal.example"),
        ("mail: en@aadal.example; to@aadal.example", "en@aadal.example"),
        ("Bjørn Ærø, lokal 42", None),
        ("@aadal.example", None),
        ("", None),
    ],
)
def test_the_first_one_in_a_text(text: str, found: str | None) -> None:
    assert mail_in(text) == found
