"""The other end of ``confined.py``: ``python -m legaldocs.intake.confined_worker`` reads files sent to its standard input.

It sets its own bound on memory, imports no Django, opens no file and no connection.
"""

from __future__ import annotations

import json
import resource
import sys
import traceback
from typing import Any, BinaryIO

from legaldocs.intake.errors import UnreadableFile
from legaldocs.intake.extracted import Changes, ReadingOptions, finding_rows
from legaldocs.intake.extracting import extract_here
from legaldocs.intake.filetype import FileType
from legaldocs.intake.limits import TOO_LARGE, Limits


def answer(header: dict[str, Any], content: bytes) -> dict[str, Any]:
    """What reading gave, as plain data; never raises."""
    try:
        options = ReadingOptions(Changes(header["changes"]))
        found = extract_here(content, FileType(header["kind"]), Limits(**header["limits"]), options)
        return {
            "text": found.text,
            "findings": finding_rows(found.findings),
            "facts": found.facts,
            "marked": found.marked,
        }
    except UnreadableFile as error:
        return {
            "error": error.reason,
            "line": error.line,
            "scanned": error.is_scan,
            "pages": error.pages,
            "garbled": error.garbled,
        }
    except MemoryError:
        return {"error": TOO_LARGE, "line": None, "scanned": False, "pages": 0, "garbled": ""}
    except Exception:
        return {"trace": traceback.format_exc()}


def serve(source: BinaryIO, target: BinaryIO) -> None:
    """Answer one file after the other until the other end closes."""
    for line in iter(source.readline, b""):
        header = json.loads(line)
        body = json.dumps(answer(header, source.read(header["size"])), ensure_ascii=False)
        data = body.encode("utf-8", errors="replace")
        target.write(b"%d\n" % len(data))
        target.write(data)
        target.flush()


def main() -> None:
    """Bound the memory, then serve."""
    bound = int(sys.argv[1])
    resource.setrlimit(resource.RLIMIT_AS, (bound, bound))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    serve(sys.stdin.buffer, sys.stdout.buffer)


if __name__ == "__main__":
    main()
