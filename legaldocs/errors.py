"""Named errors of the corpus. Each carries a Vietnamese sentence a person can act on."""


class LegalDocsError(Exception):
    """Base of all errors of this app; ``str()`` is the sentence shown to the person."""


class FrozenExpression(LegalDocsError):
    """A posted wording was about to be changed (design.md: a posted expression never changes at all)."""


class NotPublishable(LegalDocsError):
    """A blocker rule fails; ``rules`` names each failed rule with its citation."""

    def __init__(self, message: str, rules: list[str] | None = None) -> None:
        super().__init__(message)
        self.rules = rules or []


class DuplicateDocument(LegalDocsError):
    """A document with the same number, issuer and date of issue exists (domain.md 8.4)."""


class UnreadableSource(LegalDocsError):
    """A file could not be read; the message says why, ``line`` where."""

    def __init__(self, message: str, line: int | None = None) -> None:
        super().__init__(message)
        self.line = line


class TooManySavedSearches(LegalDocsError):
    """An address asked to follow more questions than one person needs, or too fast."""
