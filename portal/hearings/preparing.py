"""What a hearing still lacks before it can be sent out. Pure: from the rows to a list to work through."""

from __future__ import annotations

from dataclasses import dataclass

from ingest.values import FileState
from portal import words
from portal.model import Hearing, PaperRole

_NOT_READ = FileState.QUARANTINED.value


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do. `endpoint` is the page it is done on.

    Attributes:
        needed: Without it the hearing cannot be sent out; else it is only advised.
        told: What is there, or what is missing, in a Danish sentence.
    """

    name: str
    endpoint: str
    done: bool
    needed: bool
    told: str


def steps(hearing: Hearing) -> list[Step]:
    """Give every step in the order one does them."""
    invited = sum(invitation.withdrawn_at is None for invitation in hearing.invitations)
    questions = len(hearing.questions)
    return [
        _step("Titel", "edit", True, bool(hearing.title.strip()), "Titlen er skrevet.", "Høringen har ingen titel."),
        _deadline(hearing),
        _step("Resumé", "edit", False, bool(hearing.summary), "Resuméet er skrevet.", "Skriv, hvad det handler om."),
        _letter(hearing),
        *_unread(hearing),
        _step("Spørgsmål", "questions", True, questions > 0,
              words.count(questions, "spørgsmål", "spørgsmål") + ".", "Der er ingen spørgsmål at svare på."),
        _step("Parter", "party_list", True, invited > 0,
              words.count(invited, "part bliver hørt.", "parter bliver hørt."), "Der er ingen parter på listen."),
        _step("Kontakt", "edit", False, bool(hearing.contact), hearing.contact,
              "Skriv, hvem parterne kan spørge."),
    ]  # fmt: skip


def missing(hearing: Hearing) -> list[Step]:
    """Give the steps that must be done before the hearing can be sent out."""
    return [step for step in steps(hearing) if step.needed and not step.done]


def _step(name: str, page: str, needed: bool, done: bool, told: str, lacking: str) -> Step:
    return Step(name, f"hearings.{page}", done, needed, told if done else lacking)


def _deadline(hearing: Hearing) -> Step:
    told = f"Der kan svares til og med {words.day(hearing.deadline)}."
    return _step("Frist", "edit", True, hearing.deadline is not None, told, "Høringen har ingen frist.")


def _letter(hearing: Hearing) -> Step:
    letters = [paper for paper in hearing.papers if paper.role == PaperRole.LETTER]
    annexes = len(hearing.papers) - len(letters)
    told = f"Høringsbrevet er lagt ved{f', og {words.number(annexes)} bilag' if annexes else ''}."
    return _step("Høringsbrev", "papers", False, bool(letters), told, "Der er intet høringsbrev endnu.")


def _unread(hearing: Hearing) -> list[Step]:
    """Point out files that nobody can open yet: still being read, or not readable."""
    unread = [paper for paper in hearing.papers if paper.document is None or paper.document.state == _NOT_READ]
    if not unread:
        return []
    told = f"{words.count(len(unread), 'fil er ikke læst', 'filer er ikke læst')} og kan ikke åbnes."
    return [Step("Filer", "hearings.papers", False, False, told)]
