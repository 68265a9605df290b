"""What is a mail address that can be written to. Pure."""

from __future__ import annotations

import re

# One address and nothing else: no blank, no line end, no second address, no name, nothing a header reads as more.
_OUTSIDE = r"\s@<>()\[\],;:\\\"\x00-\x1f\x7f"
_ADDRESS = re.compile(rf"[^{_OUTSIDE}]{{1,64}}@[^{_OUTSIDE}]{{1,190}}")


def is_address(text: str) -> bool:
    """Tell whether a text is one mail address that can be written to, as far as its letters say."""
    return bool(_ADDRESS.fullmatch(text)) and text.isprintable() and ".." not in text and text[-1] != "."
