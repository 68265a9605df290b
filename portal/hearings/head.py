"""What the top of every page of a hearing shows (`head` in templates/hearings/parts.html)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from portal import clock
from portal.model import Hearing


def head_of(hearing: Hearing, moment: datetime) -> dict[str, Any]:
    """Give the hearing, its state and the day it is, as the template calls them."""
    return {"hearing": hearing, "state": clock.state_of(hearing, moment), "today": clock.today(moment)}
