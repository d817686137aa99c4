"""Tables of the consultations, one concept per module."""

from consultations.models.agencies import (
    AgencyInvitation,
    AgencyOfficer,
    AgencyReply,
    AgencyReplyFile,
    AgencyReplyLine,
    ReplyState,
)
from consultations.models.answers import Decision, Response, ResponseVersion
from consultations.models.feedback import FeedbackSender, FeedbackState, RegulationFeedback
from consultations.models.file_signatures import FileSignatures
from consultations.models.limits import RateWindow
from consultations.models.pages import (
    ConsultationIndexPage,
    ConsultationPage,
    ConsultationQuestion,
    ConsultationState,
    DeadlineExtension,
    DossierFile,
    DossierKind,
    PostedExpression,
)
from consultations.models.submissions import (
    Channel,
    Comment,
    CommentState,
    ModerationDecision,
    PersonalData,
    SealedOriginal,
    SenderKind,
    Stance,
    Submission,
    WithholdingGround,
    WordingChange,
)

__all__ = [
    "AgencyInvitation",
    "AgencyOfficer",
    "AgencyReply",
    "AgencyReplyFile",
    "AgencyReplyLine",
    "Channel",
    "Comment",
    "CommentState",
    "ConsultationIndexPage",
    "ConsultationPage",
    "ConsultationQuestion",
    "ConsultationState",
    "DeadlineExtension",
    "Decision",
    "DossierFile",
    "DossierKind",
    "FeedbackSender",
    "FeedbackState",
    "FileSignatures",
    "ModerationDecision",
    "PersonalData",
    "PostedExpression",
    "RateWindow",
    "RegulationFeedback",
    "ReplyState",
    "Response",
    "ResponseVersion",
    "SealedOriginal",
    "SenderKind",
    "Stance",
    "Submission",
    "WithholdingGround",
    "WordingChange",
]
