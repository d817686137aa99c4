"""Named errors of the consultations. Each carries a Vietnamese sentence a person can act on."""

from __future__ import annotations


class ConsultationError(Exception):
    """Base of all errors of this app; ``str()`` is the sentence shown to the person."""


class ConsultationClosed(ConsultationError):
    """Something was sent to a consultation that is not open at that moment (closing closes every path)."""


class InvalidSubmission(ConsultationError):
    """What was sent cannot be stored: it says nothing, or points at a wording that was not posted."""


class IllegalTransition(ConsultationError):
    """A consultation was asked to take a step its state does not allow."""


class NotAnswered(ConsultationError):
    """The consultation cannot be closed as answered: published answers are missing (domain.md 3.2)."""


class TooManyRequests(ConsultationError):
    """One address asked too often; ``retry_after`` is in seconds."""

    def __init__(self, message: str, retry_after: int = 600) -> None:
        super().__init__(message)
        self.retry_after = retry_after
