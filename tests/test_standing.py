"""How each party stands is computed: from what was sent, what was mailed, and the clock."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from itertools import count

import pytest

from ingest.archive.model import now
from portal import clock
from portal.model import Dispatch, Hearing, Invitation, Response, ResponseVersion
from portal.standing import Standing, lines, name_of, standing_of
from tests.fixtures_web import Archive

DEADLINE = date(2026, 3, 29)  # the night the clocks go forward
BEFORE = clock.ends(DEADLINE) - timedelta(seconds=1)
AFTER = clock.ends(DEADLINE)
_ids = count(1)


def hearing(**more: object) -> Hearing:
    values: dict[str, object] = {
        "deadline": DEADLINE,
        "opens_on": date(2026, 3, 1),
        "published_at": BEFORE,
        "historical": False,
    }
    return Hearing(title="H", type="other", **(values | more))


def sent(kind: str = "answer", late: bool = False, withdrawn: datetime | None = None) -> Response:
    version = ResponseVersion(number=1, kind=kind, late=late, sent_at=AFTER if late else BEFORE)
    return Response(current=1, withdrawn_at=withdrawn, versions=[version])


def mailed(address: str, state: str, kind: str = "invitation") -> Dispatch:
    return Dispatch(id=next(_ids), address=address, state=state, kind=kind)


@pytest.mark.parametrize(
    ("response", "wanted"),
    [
        (sent(), Standing.ANSWERED),
        (sent("no_comments"), Standing.NO_COMMENTS),
        (sent("declines"), Standing.DECLINES),
        (sent(late=True), Standing.LATE),
        (sent(withdrawn=BEFORE), Standing.WITHDRAWN),
    ],
)
def test_what_was_sent_counts_before_and_after_the_deadline(response: Response, wanted: Standing):
    for moment in (BEFORE, AFTER):
        assert standing_of(hearing(), Invitation(), response, (), moment) == wanted


@pytest.mark.parametrize("response", [None, Response(draft={"1": "kladde"}, versions=[])])
def test_silence_becomes_no_response_as_the_deadline_passes(response: Response | None):
    assert standing_of(hearing(), Invitation(), response, (), BEFORE) == Standing.AWAITING
    assert standing_of(hearing(), Invitation(), response, (), AFTER) == Standing.NO_RESPONSE


def test_a_longer_deadline_is_the_partys_own():
    longer = Invitation(extended_to=DEADLINE + timedelta(days=7))
    assert standing_of(hearing(), longer, None, (), AFTER) == Standing.AWAITING
    shorter = Invitation(extended_to=DEADLINE - timedelta(days=7))
    assert standing_of(hearing(), shorter, None, (), BEFORE) == Standing.AWAITING


def test_who_is_given_more_time_afterwards_answered_in_time():
    response, longer = sent(late=True), Invitation(extended_to=DEADLINE + timedelta(days=7))
    assert standing_of(hearing(), Invitation(), response, (), AFTER) == Standing.LATE
    assert standing_of(hearing(), longer, response, (), AFTER) == Standing.ANSWERED
    moved = hearing(deadline=DEADLINE + timedelta(days=1))
    assert standing_of(moved, Invitation(), response, (), AFTER) == Standing.ANSWERED


def test_nothing_is_late_where_no_deadline_is_known():
    without = hearing(deadline=None, historical=True)
    assert not clock.came_late(without, None, AFTER)
    assert clock.came_late(without, Invitation(extended_to=DEADLINE), AFTER)


def test_not_delivered_is_not_the_same_as_silent():
    failed, other = mailed("a@x.example", "failed"), mailed("b@x.example", "failed")
    for moment in (BEFORE, AFTER):
        assert standing_of(hearing(), Invitation(), None, [failed, other], moment) == Standing.NOT_DELIVERED
    assert standing_of(hearing(), Invitation(), None, [failed, mailed("b@x.example", "sent")], BEFORE) == "awaiting"
    assert standing_of(hearing(), Invitation(), None, [failed, mailed("a@x.example", "sent")], BEFORE) == "awaiting"
    assert (
        standing_of(hearing(), Invitation(), None, [mailed("a@x.example", "failed", "reminder")], BEFORE) == "awaiting"
    )
    assert standing_of(hearing(), Invitation(), sent(), [failed], BEFORE) == Standing.ANSWERED


def test_of_hearings_before_us_only_what_is_known_is_said():
    old = hearing(historical=True)
    assert standing_of(old, Invitation(answered_before_us=False), None, (), AFTER) == Standing.NO_RESPONSE
    assert standing_of(old, Invitation(answered_before_us=True), None, (), AFTER) == Standing.ANSWERED
    assert standing_of(old, Invitation(), None, (), AFTER) == Standing.UNKNOWN


def test_names():
    assert name_of(Invitation()) == "Ukendt part"
    assert name_of(Invitation(note="Lokaludvalget svarede ikke")) == "Ukendt part (Lokaludvalget svarede ikke)"
    assert name_of(None, Response(sender="Borger")) == "Borger"


def test_the_table(archive: Archive):
    with archive.instance.database.read() as session:
        table = lines(session, session.get_one(Hearing, archive.ids["hearing-past"]), now())
    assert [(line.name, line.standing) for line in table] == [
        ("Forældrerådet ved Ådalskolen", Standing.ANSWERED),
        ("Lokaludvalget for Ådal Vest", Standing.NO_COMMENTS),
        ("Ældrerådet i Ådal", Standing.NO_RESPONSE),
    ]
