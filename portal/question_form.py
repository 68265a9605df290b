"""The questions of a hearing as a form shows them, and what was answered in it. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby

from portal.model import Question, QuestionKind

LONGEST = 100_000  # characters of one answer: about forty pages
SCALE = ("1", "2", "3", "4", "5")


def sections(questions: Sequence[Question]) -> list[tuple[str, list[tuple[int, Question]]]]:
    """Give the questions with their numbers, under the goals or headings they stand under."""
    return [
        (section, list(group))
        for section, group in groupby(enumerate(questions, 1), key=lambda numbered: numbered[1].section)
    ]


def read(form: Mapping[str, str], questions: Sequence[Question]) -> dict[str, str]:
    """Read the answers that a form holds, by question id; questions it does not show are left out."""
    found = {}
    for question in questions:
        given = form.get(f"svar-{question.id}")
        if given is None and f"vist-{question.id}" in form:
            given = ""  # radio buttons of which none is chosen send nothing
        if given is not None:
            found[str(question.id)] = _allowed(question, given.replace("\r\n", "\n").replace("\x00", ""))
    return found


def _allowed(question: Question, given: str) -> str:
    if question.kind == QuestionKind.CHOICE:
        return given if given in question.choices else ""
    if question.kind == QuestionKind.SCALE:
        return given if given in SCALE else ""
    return given


def too_long(answers: Mapping[str, str]) -> list[str]:
    """Give the ids of questions whose answer is longer than is kept."""
    return [number for number, text in answers.items() if len(text) > LONGEST]


def answered(draft: Mapping[str, str], questions: Sequence[Question]) -> int:
    """Count the questions that have an answer."""
    return sum(1 for question in questions if draft.get(str(question.id), "").strip())


def missing(draft: Mapping[str, str], questions: Sequence[Question]) -> list[Question]:
    """Give the questions that must have an answer and have none."""
    return [question for question in questions if question.required and not draft.get(str(question.id), "").strip()]
