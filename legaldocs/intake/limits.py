"""How much one file may cost: bytes, pages, characters, seconds. Beyond it the file is refused by name."""

from __future__ import annotations

import time
from dataclasses import dataclass

from legaldocs.intake.errors import UnreadableFile

MEGABYTE = 1024 * 1024
TOO_LARGE = "Đọc tệp cần quá nhiều bộ nhớ nên đã dừng. Hãy chia tệp thành các phần nhỏ hơn rồi gửi lại."


@dataclass(frozen=True, slots=True)
class Limits:
    """The bounds of one reading. A code of 700 articles is about 2 MB of text and 400 pages."""

    max_bytes: int = 50 * MEGABYTE
    max_text_bytes: int = 20 * MEGABYTE
    max_characters: int = 10_000_000
    max_pages: int = 2_000
    max_unpacked: int = 200 * MEGABYTE
    max_ratio: int = 200
    max_members: int = 2_000
    max_nodes: int = 3_000_000
    seconds: float = 60.0


DEFAULT = Limits()


class Deadline:
    """A point in time after which reading stops."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self._end = time.monotonic() + seconds

    @property
    def remaining(self) -> float:
        """Seconds left, never below a tenth."""
        return max(0.1, self._end - time.monotonic())

    @property
    def is_over(self) -> bool:
        """Whether the time is up."""
        return time.monotonic() > self._end

    def check(self) -> None:
        """Raise when the time is up."""
        if self.is_over:
            raise UnreadableFile(
                f"Đọc tệp quá {self.seconds:.0f} giây nên đã dừng. Hãy chia tệp thành các phần nhỏ hơn rồi gửi lại."
            )


def check_size(size: int, limit: int) -> None:
    """Refuse a file that is too large or empty."""
    if size == 0:
        raise UnreadableFile("Tệp rỗng, không có nội dung.")
    if size > limit:
        raise UnreadableFile(f"Tệp có dung lượng {size / MEGABYTE:.1f} MB, vượt quá giới hạn {limit // MEGABYTE} MB.")
