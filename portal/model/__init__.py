"""Tables that people write, on the archive's `Base`: people, parties, hearings and responses."""

from portal.model.hearings import (
    Dispatch,
    DispatchKind,
    DispatchState,
    ExtensionRequest,
    Hearing,
    HearingEvent,
    HearingPaper,
    Invitation,
    PaperRole,
    Question,
    QuestionKind,
    RequestState,
    Visibility,
)
from portal.model.parties import Party, PartyContact, PartyGroup, PartyKind, PartyMeeting, PartyUser
from portal.model.people import ClosedGrant, ClosedOpening, Role, User
from portal.model.responses import Attachment, Channel, Response, ResponseKind, ResponseVersion

__all__ = [
    "Attachment",
    "Channel",
    "ClosedGrant",
    "ClosedOpening",
    "Dispatch",
    "DispatchKind",
    "DispatchState",
    "ExtensionRequest",
    "Hearing",
    "HearingEvent",
    "HearingPaper",
    "Invitation",
    "PaperRole",
    "Party",
    "PartyContact",
    "PartyGroup",
    "PartyKind",
    "PartyMeeting",
    "PartyUser",
    "Question",
    "QuestionKind",
    "RequestState",
    "Response",
    "ResponseKind",
    "ResponseVersion",
    "Role",
    "User",
    "Visibility",
]
