"""One meeting's minutes as many systems would print them: each of a dozen choices, one at a time."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

#: (title, case number, decision) of the items, numbered from FIRST on.
ITEMS = (
    ("Godkendelse af dagsorden", None, "Godkendt."),
    ("Ny legeplads ved Søparken", "11/20415", "Tiltrådt som indstillet."),
    ("Lokalplan 214 for boliger ved Engvej - endelig vedtagelse", "11/19880", "Udsat til næste møde."),
    ("Tilskud til Ådal Boldklub", "10/7713", "Ole Friis spurgte til beløbet. Forslaget blev vedtaget."),
    ("Orientering fra formanden", "11/305", "Taget til efterretning."),
)
FIRST = 7
COMMITTEE, DAY, PLACE = "Teknik- og Miljøudvalget", "2011-05-04", "Rådhuset, lokale 114"
SECRET = "Køb af grunden ved havnen"
_CONTENTS = {
    "plain": ("", "{n}. {t}"),
    "leaders": ("Indholdsfortegnelse\n", "{n}. {t} .............. {p}"),
    "pages": ("Indholdsfortegnelse  Side\n\n", "{n}. {t}    {p}"),
    "words": ("Punkter:\n", "Punkt {n}: {t}"),
    "table": ("Nr. | Emne | Side\n", "{n} | {t} | {p}"),
}
#: The choices, and two papers that differ in most of them.
PAPERS: tuple[Mapping[str, str], ...] = (
    {
        "heading": "Referat\n{body}", "when": "Mødedato", "where": "Mødested", "shape": "{l}: {v}",
        "day": "4. maj 2011", "contents": "", "number": "{n}. {t}", "case": "Sagsnr.: {c}",
        "presented": "Sagsfremstilling", "recommended": "Indstilling", "decided": "Beslutning", "closed": "",
    },
    {
        "heading": "{body} - Beslutningsprotokol", "when": "Dato", "where": "Sted", "shape": "{l}      {v}",
        "day": "04-05-2011", "contents": "pages", "number": "Punkt {n}: {t}",
        "case": "Sagsnr.: {c}   Sagsbehandler: ABC", "presented": "Resumé", "recommended": "Forvaltningen indstiller,",
        "decided": "Beslutning i {body} den 4. maj 2011", "closed": "",
    },
)  # fmt: skip


def choices(table: Path) -> Iterator[tuple[str, str]]:
    """Give the rows of a table: which choice, and how it is printed."""
    for line in table.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            choice, printed = line.split("\t")
            yield choice, printed.replace("\\n", "\n")


def paper(look: Mapping[str, str]) -> str:
    """Print the meeting."""
    head = look["heading"].format(body=COMMITTEE, BODY=COMMITTEE.upper())
    shown = (look["shape"].format(l=label, v=value) for label, value in _facts(look))
    parts = [head, "\n".join(shown), _contents(look["contents"])]
    parts += [_item(look, FIRST + k, *item) for k, item in enumerate(ITEMS)]
    if look["closed"]:
        number = look["number"].format(n=FIRST + len(ITEMS), t="\0").replace("\0", "{t}")
        heading, _, _ = look["closed"].partition("|")
        parts.append(
            heading.format(h=number.format(t=SECRET), n=FIRST + len(ITEMS), t=SECRET) + "\n\nSælger vil have 3 mio."
        )
    return "\n\n".join(part for part in parts if part) + "\n"


def _facts(look: Mapping[str, str]) -> list[tuple[str, str]]:
    return [(look["when"], look["day"]), (look["where"], PLACE)]


def _contents(kind: str) -> str:
    if not kind:
        return ""
    head, row = _CONTENTS[kind]
    return head + "\n".join(row.format(n=FIRST + k, t=title, p=k + 2) for k, (title, _, _) in enumerate(ITEMS))


def _item(look: Mapping[str, str], number: int, title: str, case: str | None, decision: str) -> str:
    lines = [look["number"].format(n=number, t=title)]
    lines += [look["case"].format(c=case)] if case and look["case"] else []
    lines += (
        ["", look["presented"], "Kvarteret har ønsket det længe. Det koster 450.000 kr."] if look["presented"] else []
    )
    lines += ["", look["recommended"], "at sagen drøftes."] if look["recommended"] else []
    decided = look["decided"].format(body=COMMITTEE, n=number, d="\0")
    lines += ["", decided.replace("\0", decision) if "\0" in decided else f"{decided}\n{decision}"]
    return "\n".join(lines)


def told(text: str | None) -> str:
    """Give a text for comparison: its words and figures in small letters."""
    return " ".join(re.findall(r"[^\W_]+", text or "")).lower()
