"""What somebody said yes to: the rows to register, and why the others are not. Kept in the tray, for the worker."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from portal.hearings.many_rows import Plan, Planned
from portal.hearings.trays import Kept, Tray
from portal.model import Channel, ResponseKind

_NAME = "order"


@dataclass(frozen=True, slots=True)
class Order:
    """Rows to register.

    Attributes:
        rows: None of them has a problem.
        skipped: Of the other rows and of files no row names: `number` (0: of no row), `name`, `state`, `said`.
        cpr_reason: Why rows that seem to hold CPR numbers are registered.
    """

    rows: tuple[Planned, ...]
    skipped: tuple[dict[str, Any], ...]
    cpr_reason: str


def order(planned: Plan, *, with_again: bool, cpr_reason: str) -> Order:
    """Say which rows of a plan are to be registered.

    Args:
        planned: What was shown.
        with_again: Register also what becomes a new version of an answer that is there.
        cpr_reason: Why rows that seem to hold CPR numbers are registered; "" when they are not.
    """
    said = [(row, _kept_back(row, with_again, cpr_reason)) for row in planned.rows]
    skipped = [_skipped(row.number, row.name, why) for row, why in said if why]
    left = [_skipped(0, file.name, "Filen hører ikke til nogen linje.") for file in planned.left]
    return Order(tuple(row for row, why in said if not why), (*skipped, *left), cpr_reason)


def _kept_back(row: Planned, with_again: bool, cpr_reason: str) -> str:
    """Say why a row is not registered; "" when it is."""
    if row.problem:
        return row.problem
    if row.again and not with_again:
        return "Har allerede svaret; ikke registreret igen."
    return "Ligner et CPR-nummer; ikke registreret uden begrundelse." if row.numbers and not cpr_reason else ""


def _skipped(number: int, name: str, said: str) -> dict[str, Any]:
    return {"number": number, "name": name, "state": "skipped", "said": said}


def keep(tray: Tray, wanted: Order) -> None:
    """Write an order down in its tray."""
    tray.note(_NAME, {**asdict(wanted), "rows": [_as_data(row) for row in wanted.rows]})


def kept(tray: Tray) -> Order:
    """Give the order of a tray in which one was written."""
    noted = tray.noted(_NAME)
    return Order(_rows(noted["rows"]), tuple(noted["skipped"]), noted["cpr_reason"])


def _as_data(row: Planned) -> dict[str, Any]:
    return {**asdict(row), "received_on": row.received_on.isoformat() if row.received_on else None}


def _rows(noted: Sequence[dict[str, Any]]) -> tuple[Planned, ...]:
    return tuple(
        Planned(
            **{
                **row,
                "received_on": date.fromisoformat(row["received_on"]) if row["received_on"] else None,
                "channel": Channel(row["channel"]),
                "kind": ResponseKind(row["kind"]),
                "files": tuple(Kept(**file) for file in row["files"]),
                "numbers": tuple(row["numbers"]),
            }
        )
        for row in noted
    )
