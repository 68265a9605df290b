"""How certain it is that ten digits are a civil registration number, and why."""

from __future__ import annotations

from enum import StrEnum
from functools import lru_cache

from ingest.cpr.gaps import Gap, gap_of
from ingest.cpr.nearby import Beside, Label, Said, beside, has_letters, said
from ingest.cpr.rules import born, has_check_digit, may_lack_check_digit, replaced
from ingest.cpr.windows import Shape, Window


class Certainty(StrEnum):
    """How certain a finding is.

    HIGH: the date is one, check digit or 1 January fit, and it is written or named as a CPR number.
    MEDIUM: date and check digit fit; or a word near names it and the date fits.
    LOW: only the date fits; or it stands inside a longer number, or under a word that names another kind of number.
    """

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"

    def reaches(self, least: Certainty) -> bool:
        """Say whether this is at least so certain."""
        order = (Certainty.LOW, Certainty.MEDIUM, Certainty.HIGH)
        return order.index(self) >= order.index(least)


Judgement = tuple[Certainty, str]

_NEEDS_CHECK = (Shape.SHORT, Shape.INSIDE)
_DASHED = (Shape.DATED, Shape.SPACED, Shape.BROKEN)
_FIGURES = dict.fromkeys(map(ord, "0123456789 "))
_YEARS = ("19", "20")


def judge(text: str, window: Window, inherited: Label) -> tuple[Judgement | None, Label]:
    """Judge ten digits where they stand.

    Args:
        text: With plain digits.
        window: Where.
        inherited: What a list of numbers, of which this is the next, was said to be.

    Returns:
        Certainty with its reason in Danish, None when it is no number of a person; and what it was said to be.
    """
    check = has_check_digit(window.digits)
    if not check and (window.shape in _NEEDS_CHECK or _is_figures(text, window, inherited)):
        return None, Label.NONE
    day = born(window.digits)
    replacement = day is None and window.digits[0] in "6789" and born(replaced(window.digits)) is not None
    if day is None and not replacement:
        return None, Label.NONE
    if window.shape is Shape.CENTURY and (day is None or f"{day.year}" != _printed_year(text, window)):
        return None, Label.NONE
    words = said(text, window.start, window.end)
    label = inherited if words.label is Label.NONE else words.label
    fits = check or (day is not None and may_lack_check_digit(day))
    if label is Label.CPR:
        return _named(window, words, check and not replacement, fits), label
    if replacement:
        return None, label
    return _unnamed(text, window, label, words.word, check, fits), label


def _printed_year(text: str, window: Window) -> str:
    return "".join(text[window.start + place] for place in window.places[4:8])


def _named(window: Window, words: Said, check: bool, fits: bool) -> Judgement | None:
    """Judge a number that a word near says is one."""
    why = f"og ordet »{words.word}« står ved" if words.word else "og det står i en liste af dem"
    reason = _reason(check, fits, why)
    if window.shape in _NEEDS_CHECK:
        return Certainty.MEDIUM, reason
    if window.shape is Shape.ODD or window.misread:
        return ((Certainty.HIGH if check else Certainty.MEDIUM), reason) if check or words.direct else None
    return (Certainty.HIGH if fits else Certainty.MEDIUM), reason


def _unnamed(text: str, window: Window, label: Label, word: str, check: bool, fits: bool) -> Judgement | None:
    """Judge a number by itself: how it is written, and what stands beside it."""
    tells = not window.misread and _tells(window)
    if window.shape is Shape.SHORT or not (check or tells) or (window.misread and _is_far_fetched(window)):
        return None
    place = beside(text, window.start, window.end)
    certainty = _as_written(text, window, place, check, fits)
    if certainty is None:
        return None
    doubt = _doubt(window, place, label, word)
    if doubt:
        return Certainty.LOW, _reason(check, fits, doubt)
    more = "og det er skrevet som et cpr-nummer" if certainty is Certainty.HIGH else ""
    return certainty, _reason(check, fits, more)


def _is_far_fetched(window: Window) -> bool:
    """Say whether letters were taken for digits in parts that nothing but the order holds together."""
    return not window.dash and window.shape not in (Shape.WHOLE, Shape.PARTED, Shape.SPACED)


def _is_figures(text: str, window: Window, inherited: Label) -> bool:
    """Say whether these are only figures among figures: seen at once, for a text may hold nothing else."""
    return not _tells(window) and inherited is Label.NONE and not has_letters(text, window.start, window.end)


def _tells(window: Window) -> bool:
    """Say whether a number without check digit is worth telling of, from the way it is written."""
    return window.shape in (Shape.WHOLE, Shape.PARTED) or (window.dash and window.shape in _DASHED)


def _as_written(text: str, window: Window, place: Beside, check: bool, fits: bool) -> Certainty | None:
    """Give the certainty from the digits and the way they are written; None: not worth telling."""
    match window.shape:
        case Shape.WHOLE:
            return Certainty.MEDIUM if check else Certainty.LOW
        case Shape.DATED if window.dash and window.digits[6:8] in _YEARS:
            return Certainty.LOW
        case Shape.PARTED | Shape.DATED | Shape.SPACED | Shape.BROKEN if window.dash:
            return Certainty.HIGH if fits else Certainty.LOW
        case Shape.PARTED:
            if place.alone and not _is_clock(text, window):
                return Certainty.MEDIUM if fits else Certainty.LOW
            return Certainty.LOW if check else None
        case Shape.DATED | Shape.SPACED | Shape.BROKEN:
            return Certainty.MEDIUM if place.alone and not _is_something_else(text, window) else Certainty.LOW
        case Shape.CENTURY:
            return Certainty.MEDIUM if window.dash and not _is_period(text, window) else Certainty.LOW
        case Shape.NOISY:
            return Certainty.MEDIUM
        case Shape.ODD:
            spaces_alone = not text[window.start : window.end].translate(_FIGURES)
            return Certainty.LOW if place.alone and spaces_alone else None
        case _:
            return Certainty.LOW


def _is_something_else(text: str, window: Window) -> bool:
    """Say whether the parts read as a date and a number, as an account, or as a year and a number on the next line."""
    if window.shape is Shape.DATED:
        in_date = gap_of(text[window.start + window.places[1] + 1 : window.start + window.places[2]])
        return in_date is not gap_of(window.gap) or window.gap == "."
    year = window.digits[:2] in _YEARS and window.places[4] - window.places[3] > 1
    return window.shape is Shape.BROKEN and year


def _is_period(text: str, window: Window) -> bool:
    """Say whether a date with its year is followed by the same or a later year."""
    return _printed_year(text, window) <= window.digits[6:] < "2100"


def _is_clock(text: str, window: Window) -> bool:
    """Say whether six digits and four read as a date and a time: by day, in steps of five minutes."""
    time = "06" <= window.digits[6:8] < "24" and window.digits[8] < "6" and window.digits[9] in "05"
    return time and window.gap in (" ", "_")


def _doubt(window: Window, place: Beside, label: Label, word: str) -> str:
    """Say what speaks against it; "" when nothing does."""
    if label is Label.OTHER:
        return f"men ordet »{word}« tyder på noget andet" if word else "men listen er af noget andet"
    if place.glued or (place.runs_on and window.shape is Shape.WHOLE):
        return "men det hænger sammen med bogstaver"
    for number in (place.before, place.after):
        if number is None or (number.gap & Gap.POINT and "_" in number.between):
            continue
        if number.tight and (number.gap & Gap.DASH or "." in number.between or number.gap is gap_of(window.gap)):
            return "men det står i et længere nummer"
    if window.shape is Shape.WHOLE and window.digits[:2] == "20":
        return "men det kan begynde med et årstal"
    if place.stamp:
        return "men det ligner et tidspunkt i en adresse"
    if window.shape is Shape.WHOLE and place.in_row:
        return "men det står i en række af tal"
    first = place.before
    if window.shape is Shape.WHOLE and first and len(first.digits) == 4 and not first.gap & Gap.LINE:
        return "men det ligner et kontonummer"
    return "men det står i et længere tal" if window.shape is Shape.INSIDE else ""


@lru_cache(maxsize=256)
def _reason(check: bool, fits: bool, more: str) -> str:
    if check:
        first = "Dato og kontrolciffer passer"
    elif fits:
        first = "Datoen er 1. januar, hvor kontrolcifret kan mangle"
    else:
        first = "Datoen passer, kontrolcifret gør ikke"
    return f"{first}, {more}." if more else f"{first}."
