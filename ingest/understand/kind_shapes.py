"""What the shape of a paper says about its kind, whatever its words: a web page with its buttons, a signed letter."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ingest.understand.dates import days_in
from ingest.understand.seen import Seen
from ingest.understand.title_lines import menu_end

_BUTTON = re.compile(
    r"(?i)(?:spring til indhold|menu|log ind|selvbetjening|l[æa]s h[øo]jt|print|del siden|til top(?:pen)?"
    r"|vis h[øo]ringssvar|fandt du (?:det|hvad)\b.*|.*\bcookies\b.*|tilg[æa]ngelighedserkl[æa]ring"
    r"|sidst opdateret\b.*)$"
)
_GREETED = re.compile(r"(?i)(?:k[æa]re|hej|til(?!\s(?:top|forside|indhold|menu|.*hjemmeside))|att\.?)\s\S")
_SIGNED = re.compile(
    r"(?i)(?:(?:med )?(?:venlige?|bedste|k[æa]rlige?|mange) )?hilsen?(?:er)?\b|mvh\b|p\.? ?[bv]\. ?v\b"
)
_LIMIT = re.compile(r"(?i)\b(?:senest|inden|frist\w*|frem til|til og med)\b")
_HEARING = re.compile(r"(?i)h[øo]ring")
_HEAD, _MOST = 12, 400  # lines


def shapes_of(seen: Sequence[Seen]) -> Iterator[tuple[str, int, str]]:
    """Give kinds, what the paper's shape speaks for or against each, and the words that show it."""
    texts = [one.text for one in seen[:_MOST]]
    buttons = [text for text in texts if _BUTTON.match(text)]
    page = menu_end(seen) > 0 or len(buttons) > 1
    greeted = next((text for text in texts[:_HEAD] if _GREETED.match(text)), None)
    signed = next((text for text in texts if _SIGNED.match(text)), None)
    hearing = any(_HEARING.search(text) for text in texts)
    limit = next((text for text in texts if _LIMIT.search(text) and days_in(text)), None)
    if page and not signed and not greeted:
        yield "hearing_letter", -4, ""
        yield "letter", -4, ""
        if hearing and limit:
            yield "hearing_page", 2, limit
    if hearing and limit and greeted and signed and not page:
        yield "hearing_letter", 2, limit
