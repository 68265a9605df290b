"""Names of committees, councils and boards, as printed."""

from __future__ import annotations

import re

_PART = r"[A-ZÆØÅ][\wæøåÆØÅé.'´/]*(?:-[A-ZÆØÅa-zæøå][\wæøå]*)*-?,?"
_KIND = (
    r"(?:[Uu]dvalg(?:et)?|[Rr](?:å|a|aa)d(?:et)?|[Bb]yr(?:å|a|aa)d(?:et)?|[Bb]estyrelse(?:n)?|[Mm]agistrat(?:en)?"
    r"|[Kk]ommission(?:en)?|[Nn](?:æ|ae)vn(?:et)?|[Rr]epr(?:æ|ae|a)sentation(?:en)?|[Ff]orum(?:met)?|[Hh]egnsyn(?:et)?"
    r"|(?:[Ss]tyre|[Ff](?:ø|oe)lge|[Kk]oordin(?:ations|erings))gruppe(?:n)?)(?:[ /-]MED(?!-))?"
)
# Boards that are called after what they watch over.
_FOR = (
    r"(?:(?:[Bb]ruger|[Bb]eboer|[Pp](?:å|aa)r(?:ø|oe)rende)r(?:å|a|aa)d(?:et)?"
    r"|R(?:å|a|aa)det|Bestyrelsen|Styregruppen|Følgegruppen)"
)
_MED = (
    r"(?:(?:Hoved|Lokal|Område|Center|Sektor|Fælles)-?\s?MED(?:-?[Uu]dvalg(?:et)?)?|MED-?(?:[Hh]oved)?[Uu]dvalg(?:et)?)"
)
_SHOUTED = r"(?:UDVALG(?:ET)?|RÅD(?:ET)?|BESTYRELSE(?:N)?|MAGISTRAT(?:EN)?|NÆVN(?:ET)?|REPRÆSENTATION(?:EN)?)"
_NOT_NAMES = (
    r"(?!(?:Referat|REFERAT|Dagsorden|DAGSORDEN|Beslutningsprotokol|BESLUTNINGSPROTOKOL|Protokol|PROTOKOL|Møde|Udskrift"
    r"|Punkt|Ekstraordinært|Ordinært|Tillægsdagsorden|Beslutningsreferat|Indkaldelse|Til|Fra|Den|Det|At|Når|I|På|Som"
    r"|AF|I|OM|TIL|FRA|MØDE|ORDINÆRT|HØRINGSSVAR|NOTAT|Notat|Mødet|(?:Udvalg|Råd|Organ|Forum|Bestyrelse)(?=,?\s[A-ZÆØÅ])"
    r"|Åben|Åbent|Lukket|Beslutning|Beslutninger|BESLUTNING|Indstilling|INDSTILLING|Mødereferat|Dagsordenen)\b)"
)
_NAME = re.compile(
    rf"(?<![\w-]){_NOT_NAMES}(?:"
    rf"{_MED}|(?:[Ll]okal|[Bb]ydels|[Ll]andsby)(?:udvalg|r(?:å|a|aa)d)(?:et)? [A-ZÆØÅ][\w-]+(?! [Kk]ommune)"
    rf"|{_FOR} for (?!{_PART} [Kk]ommune){_PART}(?:(?: og|,)? {_PART}){{0,4}}"
    rf"|Udvalget for {_PART}(?:(?: og|,)? {_PART}){{0,5}}"
    rf"|(?:{_NOT_NAMES}{_PART}(?: og)? ){{0,5}}(?:[A-ZÆØÅ][\wæøåÆØÅ]*(?:-[A-ZÆØÅa-zæøå]\w*)*-?)?{_KIND}"
    rf"|(?:[A-ZÆØÅ-]+,?(?: OG)? ){{0,5}}[A-ZÆØÅ]*{_SHOUTED}"
    r")(?![\w-])"
)
_LOCAL = re.compile(
    r"(?<![\w-])(?:[A-ZÆØÅ][\wæøåé.]*(?:[-/][A-ZÆØÅ][\wæøåé.]*)*\s){1,2}[Ll]okal(?:udvalg|r(?:å|a|aa)d)(?:et)?(?!\w)"
)
# Words that end like a body and are none, or say nothing about which.
_OTHERS = re.compile(
    r"(?i)(?:\w*(?:omr|forr|tr|udr|gr)(?:å|a|aa)d(?:et)?|(?:udvalg|r(?:å|a|aa)d|n(?:æ|ae)vn|forum)(?:et|met)?|bestyrelsen?|repr\w*)"
)


def body_in(text: str) -> str | None:
    """Give the first committee, council or board that a short text names, as printed."""
    for match in _NAME.finditer(text[:300]):
        name = match[0].rstrip(",")
        if not _OTHERS.fullmatch(name):
            return name
    return None


def is_body(text: str) -> bool:
    """Say whether a line is the name of a committee, council or board and nothing else."""
    match = _NAME.fullmatch(text.strip(" .:"))
    return match is not None and not _OTHERS.fullmatch(match[0])


def local_bodies(text: str) -> set[str]:
    """Give the local committees (`Valby Lokaludvalg`) that a text names."""
    return {" ".join(match[0].split()) for match in _LOCAL.finditer(text)}
