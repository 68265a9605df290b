"""Lines that may be a title, and lines of letters, mails and sites that only stand around one."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.understand.bodies import is_body
from ingest.understand.dates import days_in
from ingest.understand.headings import CONTINUES
from ingest.understand.meeting_lines import MEETING
from ingest.understand.numbers import told_case
from ingest.understand.seen import Seen, is_noise, is_title_like

SPEAKS = re.compile(
    r"(?i)^\w{0,20}(?:referat|dagsorden|protokol|h[øo]ring(?:ssvar|snotat|sbrev|er)?|politik|strategi|notat|aftale"
    r"|afg[øo]relse|\w*tilladelse|dispensation|påbud|retningslinjer|beretning|redeg[øo]relse|handleplan|hvidbog"
    r"|evaluering|rapport)(?:en|et)?\b|^(?:\w+s )?(?:bem[æa]rkninger|kommentarer|udtalelse) (?:til|om|over|vedr)"
)
STAMP = re.compile(r"^(?:date \d{4}-\d\d(?:-\d\d)?|\d{1,4}(?=\s[A-ZÆØÅ]))\s+")
LETTERHEAD = re.compile(
    r"(?i)[A-ZÆØÅ][\wæøå]+(?:[ -][A-ZÆØÅ][\wæøå]+)?\s(?:kommune|region)|\w+(?:-(?: og)? \w+)?ministeriet"
)
TO = re.compile(r"Til:?\s\w[^.]{0,90}$")  # to whom; a sentence ends with its full stop
GREETING = re.compile(r"(?i)k[æa]re\b|hej\b|til\b|att")
# Lines of letters, mails and sites that name something else than the paper.
_AROUND = re.compile(
    r"(?i)(?:fra|til|from|sent|to|svar (?:til|på)|kopi(?: til)?|cc|bcc|sendt|dato|att\.?|ref\.?|skrevet af"
    r"|udarbejdet af|forfatter|afsender|modtager"
    r"|telefon|tlf\.?|e-?mail|kontakt\w*|sagsbeh\w*\.?)\s?:\s|bilag [\da-zæøå]{1,3}(?: til .{3,60})?$|du er her"
    r"|(?:(?:med )?(?:venlig|bedste|k[æa]rlig) )?hilsen$"
    r"|.*(?:gade|vej|all[eé]|plads(?:en)?|torv(?:et)?|stræde)\s\d{1,3}[a-z]?$"
    r"|forside\s(?!.*[.!?:])|(?:.*\s[>»›]\s){2}|bilag til\s(?:punkt|sag)"
)
_COLUMNS = re.compile(r"[A-ZÆØÅ][\wæøå]+ [Kk]ommune(?:\s-)?(?:\s[A-ZÆØÅ0-9][\w-]*| og){1,6}")
LONGEST = 160
_TRAIL = re.compile(r"(?i)(?:du er her:? )?(?:forside|hjem|start)(?:n)?\s[>/»›|]\s")
_STEP = 4  # words of a step in a menu
_MENU = 14  # lines


def is_beside(text: str) -> bool:
    """Greetings, a department with the day, and a letterhead in columns stand above the title."""
    dated = len(text) < 45 and bool(days_in(text)) and not SPEAKS.search(text)
    return dated or GREETING.match(text) is not None or _COLUMNS.fullmatch(text) is not None


def names_paper(text: str) -> bool:
    """Say whether a line names a meeting's paper: its kind, the meeting, or the committee alone."""
    return SPEAKS.search(text) is not None or MEETING.search(text) is not None or is_body(text)


def stands_apart(seen: Sequence[Seen], n: int) -> bool:
    """Say whether empty lines stand above and below."""
    return seen[n].line.gap and (n + 1 >= len(seen) or seen[n + 1].line.gap)


def goes_on(seen: Sequence[Seen], n: int) -> bool:
    """Say whether a title runs over into the next line: a short one in small letters, and no more than that."""
    below, after = seen[n + 1], seen[n + 2] if n + 2 < len(seen) else None
    short = len(seen[n].text) <= 100 and len(below.text) <= 60 and seen[n].text[-1] not in ".!?:"
    ends = after is None or after.line.gap or after.line.first or not after.text[0].islower()
    more = below.text[0].islower() or CONTINUES.search(seen[n].text) is not None
    return short and ends and more and not below.line.gap and not below.fields and not below.section


def may_be(seen: Sequence[Seen], n: int) -> bool:
    """Say whether a line may be the title: it looks like one, and the next line does not go on with it."""
    one = seen[n]
    text = STAMP.sub("", one.text)
    prose = re.search(r"[.!]$", text) and len(text) > 50
    below = seen[n + 1] if n + 1 < len(seen) else None
    continued = below is not None and not below.line.gap and not below.line.first and below.text[0].islower()
    continued = continued and not goes_on(seen, n)
    plain = not prose and not one.mark and not text.startswith(("•", "-", "|")) and 4 <= len(text) <= LONGEST
    filed = below is not None and (below.text[0] in ">»" or below.text.lower().startswith("att"))
    plain = plain and not filed and told_case(text) is None
    return plain and not continued and not _AROUND.match(text) and is_title_like(one, text)


def menu_end(seen: Sequence[Seen]) -> int:
    """Give the position below a site's name, menu and trail (`Forside > Skole`), 0 where a page begins without them.

    A menu is a run of at least three lines of a few words, one of which is a button.
    """
    end = start = 0
    for n, one in enumerate(seen[:_MENU]):
        if _TRAIL.match(one.text):
            return n + 1
        if (
            one.fields
            or one.section
            or one.line.heading
            or one.mark
            or one.text.count(" ") >= _STEP
            or one.text[-1] in ".:"
        ):
            break
        if one.line.gap:
            start = n
        if n - start >= 2 and any(is_noise(seen[k].text) for k in range(start, n + 1)):
            end = n + 1
    return end
