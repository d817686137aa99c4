"""Why a file was refused, in words the person who sent it can act on."""

from __future__ import annotations

from legaldocs.errors import UnreadableSource


class UnreadableFile(UnreadableSource):
    """A file that cannot be read. ``reason`` is a Vietnamese sentence, ``line`` the 1-based line where known."""

    def __init__(self, reason: str, line: int | None = None) -> None:
        super().__init__(reason, line)
        self.reason = reason
