"""The word `lukket` (and `fortroligt`): where it marks an item as closed, and where a school only holds lukket.

A mark stands where labels and headings carry it: alone, first, last, in brackets, after a colon or a dash, before a
noun of `closed_words.tsv`, or in a sentence about the item itself. Letters may be spaced out or damaged by OCR. What
could be either is a mark: an archivist can open a passage, nobody can take it back.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from ingest.understand.closed_phrases import closing_phrase
from ingest.understand.wording import plain, rows, spelled

_S = r"[ .·_-]?"  # l u k k e t
_L, _U, _K = r"[lLIt1|!¦]", r"(?:[uvnüúùUVNÜ]|[il]{2})", r"(?:[kKhHxX]|[l|][<c(])"
_E, _T, _D = r"[eEcCéèêëÉÈoOFf€aA]", r"[tTlfFI1†+7]", r"(?:[dD]|[oc]l)"
_BEGIN = rf"(?<![^\W\d_])(?:(?:{_L}{_S}{_U}|u){_S}{_K}{_S}(?:{_K}{_S})?{_E}{_S})"
_LUKKET = rf"{_BEGIN}(?:{_T}|(?P<plural>{_D}{_S}{_E}))"
_NOUNS = sorted(rows("closed_words.tsv"), key=lambda row: -len(row[0]))
_CLOSES = [(re.compile(spelled(row[0].rstrip("$")), re.IGNORECASE), row[1]) for row in _NOUNS]
_NOUN = "|".join(spelled(row[0].rstrip("$")) + (r"(?![^\W_])" if row[0].endswith("$") else "") for row in _NOUNS)
_DOORS = re.compile(r"d\w{1,3}re|\w*ø", re.IGNORECASE)
_CONFIDENTIAL = r"(?<![^\W\d_])(?:fortr[o0]l[il1|]g(?:t|e)?|(?:ikke|ej)[- ]?offentlig(?:t|e)?)"
_WORD = re.compile(rf"(?P<word>{_LUKKET}|{_CONFIDENTIAL})(?:(?![^\W_])|(?=\s?(?:{_NOUN})))", re.IGNORECASE)
_BEFORE_NOUN = re.compile(rf"\s{{0,2}}(?P<noun>{_NOUN})", re.IGNORECASE)
# After these the sentence goes on about doors and roads: lukket for trafik, i uge 29, på grund af, hele juli.
_GOES_ON = re.compile(
    r"\s+(?:i|for|p(?:å|a|aa)|af|med|pga|p\.g\.a|grundet|om|under|fra|til|hele|hver|man|tirs|ons|tors|fre|l[øo]r|s[øo]n"
    r"|indtil|mellem|ved|uge|kl|siden|da|fordi|n(?:å|a)r|ind|op|ned|inde|ude|er|var|bliver|blev|har|kan|skal|og|eller"
    r"|men|som|der|mandage?|helt|delvist|midlertidigt|permanent|igen|ned|juli|jul|påske)\b",
    re.IGNORECASE,
)
_LAW = re.compile(
    r"\s*(?:for offentlig|i henhold|jf|jvf|iht|efter (?:§|styrelses|kommunestyrelses|lov)|pga\.? §|§)", re.I
)
_HOLDS = re.compile(r"(?i)\bindeholder\s(?:også\s)?$")  # the closed items of the paper are marked themselves
_NOT = re.compile(r"(?:\b(?:ikke|ej)\s+|u)$", re.IGNORECASE)
_OPEN = re.compile(r"\b(?:åb(?:en|ent|ne)|aab(?:en|ent|ne)|ab(?:en|ent|ne))\b", re.IGNORECASE)
_BESIDE_OPEN = re.compile(
    r"(?i)\b(?:aa?|å)b(?:en|ent|ne)(?:\s(?:sag|punkt))?(?P<by>\s?[/|–-][\s/|–-]{0,4}|\s(?:eller|og)\s)$"
)
_LEAD = re.compile(
    r"[\s\W\d_]*(?:(?:punkt|pkt|sag|nr|dagsordenspunkt|bilag)\.?[\s\W\d_]*"
    r"|(?:punkter|sager|emner|dagsordens?punkter)\s(?:p(?:å|a|aa)|til|i|for|fra|under)\s(?:det\s|den\s)?"
    r"|(?:(?:punkter|sager|møde|behandle(?:s|t|de))\s)?(?:for|bag)\s)?",
    re.IGNORECASE,
)
_BRACKETS = frozenset("()[]")
_LINE = 160  # characters of a line that may be a heading
_SHORT = re.compile(r"(?i)[(\[]\s?luk\.?\s?[)\]]")
_SEPARATED = re.compile(r"[-–—(\[{/|,;:•*·]\s*$")
_HOURS = re.compile(
    r"(?i)(?:dag|dage|aften|kl\.?|\d[.:]\d\d|jul|nyt[åa]r|p[åa]ske|pinse|ferie|weekend|uge \d+|åbningstid\w*|telefontid"
    r"|januar|februar|marts|april|maj|juni|juli|august|september|oktober|november|december)\s*[\d–.-]*$"
)
_DAY_OR_TIME = re.compile(
    r"(?i)(?:(?:man|tirs|ons|tors|fre|l[øo]r|s[øo]n|hellig)dage?|juleaften(?:sdag)?|nyt[åa]rsaften(?:sdag)?|grundlovsdag"
    r"|[\d.: –-]+|kl\.?[\d.: –-]+|lukket|og|til|,|-|\s)+:?"
)
_ABOUT_IT = re.compile(
    r"(?i)(?:\b(?:punktet|sagen|dagsordens?punktet|dette punkt|denne sag|bilaget)\s+(?:\w+\s){0,3}?"
    r"(?:er|var|blev|bliver|behandle\w*|drøfte\w*|afhold\w*|betragtes|skal|kan)\b[^.]{0,60}"
    r"|(?:^|[.!?:]\s|^[^.]{0,60}\b)(?:behandl|dr[øo]ft|afgj|besl)\w*\s[^.]{0,40}\b(?:for|bag|p[åa]|i|som|under)\s(?:et\s)?)$"
)
_IN_GENERAL = re.compile(r"(?i)\b(?:hvorn[åa]r|n[åa]r|hvis|sager|punkter|emner)\s[^.]{0,40}$")
_MEETING = re.compile(r"(?i)\bmødet\s(?:er|var|bliver|holdes|blev holdt)\s$")
_SPACED = re.compile(r"(?<![^\W_])[^\W\d_](?: [^\W\d_]){3,40}(?![^\W_])")
_NUMBERS_BEFORE = re.compile(
    r"(?i)\b(?:punkt(?:er|erne)?|pkt\.?|sag(?:er|erne)?|dagsordens?punkt(?:er|erne)?)\s*(?:nr\.?\s*)?"
    r"(\d{1,4}(?:\s*(?:,|og|-|–|til)\s*\d{1,4}){0,20})[^.\d]{0,60}$"
)
_NUMBERS_AFTER = re.compile(r"[^\d.]{0,20}?(\d{1,4}(?:\s*(?:,|og|-|–|til)\s*\d{1,4}){0,20})\s*\.?$")


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark of closedness in a line.

    Attributes:
        words: What was read.
        what: item, section, paper or attachment: what it closes.
        alone: Nothing else stands on the line.
        begins: It stands first, so the line may be a heading of its own (`Lukket - Salg af jord`).
        plural: `lukkede`, not `lukket`: a heading of several.
        numbers: The items it names (`Punkterne 21-23 er lukkede`); empty when it is about its own place.
    """

    words: str
    what: str
    alone: bool = False
    begins: bool = False
    plural: bool = False
    numbers: tuple[str, ...] = ()


@lru_cache(maxsize=1024)
def mark_in(text: str, *, heading: bool = False, following: str = "") -> Mark | None:
    """Find the mark of closedness in a line.

    Args:
        text: The line.
        heading: It is an item's heading: there a capital `Lukket` anywhere is a mark too.
        following: The next line, for a sentence that goes on.
    """
    line = _SPACED.sub(lambda run: run[0].replace(" ", ""), plain(text[:1000]))
    phrase = closing_phrase(line) if len(line) < 70 else None
    if phrase:
        return Mark(line, phrase.what, alone=True, begins=True, plural=phrase.plural)
    for match in _WORD.finditer(line):
        mark = _judged(line, match, heading, plain(following))
        if mark:
            return mark
    short = _SHORT.search(line) if heading or len(line) < _LINE else None
    return Mark(short[0], "item") if short else None


def _judged(line: str, match: re.Match[str], heading: bool, following: str) -> Mark | None:
    before, after = line[: match.start()], line[match.end() :]
    if _NOT.search(before) or _HOLDS.search(before) or _answered_no(line, after):
        return None
    noun = _BEFORE_NOUN.match(after)
    rest = after[noun.end() :] if noun else after
    rest = re.sub(r"^\w+", "", rest) if noun else rest
    lead = _LEAD.fullmatch(before) is not None
    what = _what(noun["noun"]) if noun else "attachment" if re.search(r"(?i)\bbilag\b", before) else "item"
    words = line if len(line) <= 80 else line[max(0, match.start() - 30) : match.end() + 40].strip()
    beside = _BESIDE_OPEN.search(before)
    if beside:
        listed = beside["by"].strip() in {"og", "eller"} and ":" not in after
        return None if listed else _both(line, after, words, following)
    named = _named(before, noun is not None, rest, (after + " " + following))
    if named:
        return Mark(words, "item", numbers=named)
    bare = not rest.strip(" .:;,)]}-–—*|•")
    if lead and bare:
        shouted = not noun and not before.strip() and not line[0].islower()
        if noun and noun["noun"].lower().startswith("d"):  # `For lukkede døre:` stands above what follows
            return Mark(words, "section" if _DOORS.match(noun["noun"]) else what, alone=True, begins=True)
        return Mark(words, "section" if shouted else what, alone=True, begins=True, plural=match["plural"] is not None)
    if _marks(line, match, noun, heading, before, rest, following):
        return Mark(words, what, begins=lead, plural=match["plural"] is not None)
    return None


def _marks(
    line: str, match: re.Match[str], noun: re.Match[str] | None, heading: bool, before: str, rest: str, following: str
) -> bool:
    """Say whether the word, not alone on its line, is a mark."""
    lead = _LEAD.fullmatch(before) is not None
    goes_on = noun is None and _GOES_ON.match(rest) is not None and _LAW.match(rest) is None
    about_it = _ABOUT_IT.search(before) and not goes_on and not _IN_GENERAL.search(before)
    if about_it or (_MEETING.search(before) and _LAW.match(rest)):
        return True
    if lead:
        return not goes_on and (not match["word"][0].islower() or heading or noun is not None or rest[:1] in ":-–(")
    if noun is not None and (heading or len(line) < 90) and not _in_prose(before):
        return True
    if heading and before[-1:] in _BRACKETS and rest[:1] in _BRACKETS:
        return True  # `Budgetopfølgning pr. 31. marts (lukket)` is no opening hour
    if _SEPARATED.search(before):
        stands = not rest.strip() or not rest.strip()[0].isalpha() or _LAW.match(rest) is not None
        return stands and not _HOURS.search(before.rstrip(" :-–—(,").lower()) and (heading or len(line) < 160)
    shouted = match["word"].isupper() and not (before + rest).isupper() and any(c.islower() for c in before + rest)
    capital = heading and match["word"][:1].isupper() and before[-1:] == " " and before.rstrip()[-1:] not in ".!?"
    return (shouted or capital) and not goes_on and len(line) < 160


def _in_prose(before: str) -> bool:
    """`forlod salen før den lukkede del`, `under det lukkede møde`: a word of a sentence, not a label."""
    return (
        re.search(r"(?i)\b(?:den|det|de|en|et|før|efter|under|i|til|af|på|om|denne|dette|deres)\s*$", before)
        is not None
    )


def _what(noun: str) -> str:
    return next((what for pattern, what in _CLOSES if pattern.match(noun)), "item")


def _answered_no(line: str, after: str) -> bool:
    """`Lukket: Nej`, `Åbent/lukket: Åbent`, `Lukket punkt: Nej`."""
    answer = re.match(r"[^:]{0,40}:\s*(\w+)", after)
    return answer is not None and answer[1].lower() in {"nej", "åben", "åbent", "åbne", "no"}


def _both(line: str, after: str, words: str, following: str) -> Mark | None:
    """Judge `Åbent/Lukket` with its value: closed unless it says open."""
    value = re.search(r"[:|]\s*(.*)$", after)
    said = (value[1] or following) if value else following if not after.strip(" /-()") else ""
    if "|" in line and not re.match(r"\W*(?:åb|aab|ab|lukk)", said, re.IGNORECASE):
        return None  # the head of a table's column
    if re.match(r"\W*(?:åb|aab|ab)", said, re.IGNORECASE):
        return None
    return Mark(words, "item")


def _named(before: str, has_noun: bool, rest: str, after: str) -> tuple[str, ...]:
    """Find the items a sentence closes by number: `Punkterne 21-23 er lukkede`, `Lukkede punkter: 12 og 13`."""
    match = _NUMBERS_BEFORE.search(before)
    if match and re.search(r"(?i)\b(?:er|var|blev|bliver|behandl\w*|som|dr[øo]ft\w*)\b", before[match.end(1) :]):
        return _spread(match[1])
    found = _NUMBERS_AFTER.fullmatch(rest) if has_noun and ":" in rest else None
    return _spread(found[1]) if found else ()


def _spread(printed: str) -> tuple[str, ...]:
    numbers: list[str] = []
    for first, last in re.findall(r"(\d{1,4})(?:\s*(?:-|–|til)\s*(\d{1,4}))?", printed):
        a, b = int(first), int(last or first)
        numbers.extend(str(n) for n in range(a, min(b, a + 200) + 1))
    return tuple(numbers)


def is_opening_hour(above: str) -> bool:
    """Say whether a lone `Lukket` below this line is an opening hour: the line is a day or a time."""
    return len(above) <= 30 and _DAY_OR_TIME.fullmatch(plain(above)) is not None


def may_say_closed(word: str) -> bool:
    """Say whether a word, damaged or not, is one that closes (`lukket`, `Iukkede`, `fortroligt`)."""
    return _WORD.match(word) is not None


def named_closed(name: str) -> bool:
    """Say whether the words of a file's or folder's name mark it as closed. There case and punctuation tell nothing."""
    for match in _WORD.finditer(name):
        before, after = name[: match.start()], name[match.end() :]
        goes_on = _GOES_ON.match(after) and not _LAW.match(after)
        if not (_NOT.search(before) or _OPEN.search(before) or goes_on):
            return True
    return False


_OPEN_SECTION = re.compile(
    r"(?i)[\W\d_]*(?:punkter\s+på\s+)?(?:åbne|åben|åbent|aabne|aaben)"
    r"(?:\s*(?:punkter|sager|dagsordens?punkter|møde|dagsorden|del|emner|referat|protokol|døre))?\W*"
)


def opens_section(text: str) -> bool:
    """Say whether a line is the heading of the open part: `Åbne punkter`, `ÅBNE SAGER`, `Åbent møde`, `Åbne`."""
    line = plain(text)
    if len(line) > 60 or not _OPEN_SECTION.fullmatch(line):
        return False
    return line.strip(" .:-–*").lower() not in {"åben", "åbent", "aaben"}  # that is one item's label
