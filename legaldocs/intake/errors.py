"""Why a file was refused, in words the person who sent it can act on."""

from __future__ import annotations

from legaldocs.errors import UnreadableSource


class UnreadableFile(UnreadableSource):
    """A file that cannot be read. ``reason`` is a Vietnamese sentence, ``line`` the 1-based line where known.

    ``is_scan`` says that only pictures of pages were found: recognition of text (OCR) may still read it, and ``pages``
    how many they are. ``garbled`` says of a text layer that is none of the pages' words why it is not.
    """

    def __init__(
        self, reason: str, line: int | None = None, *, is_scan: bool = False, pages: int = 0, garbled: str = ""
    ) -> None:
        super().__init__(reason, line)
        self.reason = reason
        self.is_scan = is_scan
        self.pages = pages
        self.garbled = garbled
