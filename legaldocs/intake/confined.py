"""Word files, PDFs and images are read in a process of their own, with bounds on time and memory.

PDFium and libxml2 are large programs in C that are given strangers' files. What makes one of them crash, hang or grow ends
that process alone: the file is named, the next one gets a fresh process.
"""

from __future__ import annotations

import contextlib
import json
import logging
import os
import select
import subprocess
import sys
import threading
from dataclasses import asdict
from pathlib import Path
from typing import IO, Any

from legaldocs.intake.errors import UnreadableFile
from legaldocs.intake.extracted import Extracted, ReadingOptions, findings_from
from legaldocs.intake.filetype import FileType
from legaldocs.intake.limits import MEGABYTE, TOO_LARGE, Deadline, Limits

logger = logging.getLogger(__name__)

MEMORY = 3072 * MEGABYTE
MOST_FILES = 500  # a process that has read so many makes room for a fresh one
GRACE = 5.0
_ROOT = Path(__file__).resolve().parents[2]
CRASHED = "Chương trình đọc dừng đột ngột vì tệp này (tệp hỏng hoặc được làm sai cách). Hãy xuất lại tệp từ bản gốc."


class UnexpectedFailure(Exception):
    """The reader failed in a way nobody foresaw; the message is its traceback."""


class ConfinedReader:
    """One process that reads files; started when first needed, again after a crash. Safe for threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._owner = 0
        self._files = 0

    def read(self, content: bytes, kind: FileType, limits: Limits, options: ReadingOptions) -> Extracted:
        """The text of a file. Raises ``UnreadableFile`` or ``UnexpectedFailure``."""
        header = {"kind": kind.value, "size": len(content), "limits": asdict(limits), "changes": options.changes.value}
        with self._lock:
            answer = self._ask(header, content, limits)
        if "text" in answer:
            return Extracted(answer["text"], findings_from(answer["findings"]), answer["facts"], answer["marked"])
        if "error" in answer:
            raise UnreadableFile(
                answer["error"],
                answer["line"],
                is_scan=answer["scanned"],
                pages=answer["pages"],
                garbled=answer["garbled"],
            )
        raise UnexpectedFailure(answer["trace"])

    def stop(self) -> None:
        """End the process."""
        process, self._process = self._process, None
        if process is None or self._owner != os.getpid():
            return
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            with contextlib.suppress(OSError):  # what was still to be written is lost with the process
                if pipe is not None:
                    pipe.close()

    def _ask(self, header: dict[str, Any], content: bytes, limits: Limits) -> dict[str, Any]:
        process = self._running()
        try:
            if process.stdin is None or process.stdout is None:
                raise BrokenPipeError
            process.stdin.write(json.dumps(header).encode() + b"\n")
            process.stdin.write(content)
            process.stdin.flush()
            data = _answer(process.stdout, limits.seconds + GRACE)
        except (BrokenPipeError, EOFError) as error:
            self.stop()
            raise UnreadableFile(CRASHED) from error
        except TimeoutError as error:
            self.stop()
            raise UnreadableFile(
                f"Đọc tệp quá {limits.seconds:.0f} giây nên đã dừng. Hãy chia tệp thành các phần nhỏ hơn rồi gửi lại."
            ) from error
        except BaseException:
            self.stop()  # half an answer must not be taken for the next file's
            raise
        found: dict[str, Any] = json.loads(data)
        if found.get("error") == TOO_LARGE:
            self.stop()
        return found

    def _running(self) -> subprocess.Popen[bytes]:
        if self._owner != os.getpid():
            self._process = None  # the process of another one, from before a fork
        self._files += 1
        if self._files > MOST_FILES:
            self.stop()
        if self._process is None or self._process.poll() is not None:
            self._owner, self._files = os.getpid(), 1
            self._process = subprocess.Popen(
                [sys.executable, "-m", "legaldocs.intake.confined_worker", str(MEMORY)],
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, cwd=_ROOT,
                start_new_session=True, env={"PATH": os.environ.get("PATH", ""), "PYTHONPATH": str(_ROOT), "PYTHONUTF8": "1"},
            )  # fmt: skip
        return self._process


def _answer(pipe: IO[bytes], seconds: float) -> bytes:
    """One answer: its length in a line, then so many bytes."""
    deadline = Deadline(seconds)
    head = b""
    while b"\n" not in head:
        head += _some(pipe, deadline)
    length, rest = head.split(b"\n", 1)
    parts, have = [rest], len(rest)
    while have < int(length):
        piece = _some(pipe, deadline)
        parts.append(piece)
        have += len(piece)
    return b"".join(parts)


def _some(pipe: IO[bytes], deadline: Deadline) -> bytes:
    if deadline.is_over or not select.select([pipe], [], [], deadline.remaining)[0]:
        raise TimeoutError
    piece = os.read(pipe.fileno(), 1 << 20)
    if not piece:
        raise EOFError
    return piece


reader = ConfinedReader()
