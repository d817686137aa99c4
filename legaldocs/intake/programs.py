"""Converters run as programs of their own: with bounds on time, memory and what they write, and no way to the network."""

from __future__ import annotations

import contextlib
import os
import resource
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

from legaldocs.intake.limits import MEGABYTE

_NO_NETWORK = "http://127.0.0.1:9"  # a port nobody listens on
_WRITES = 1024 * MEGABYTE


class TookTooLong(Exception):
    """The program was ended because its time was up."""


def run(
    command: list[str],
    *,
    folder: Path,
    seconds: float,
    memory: int,
    environment: dict[str, str] | None = None,
    watch: Callable[[], None] | None = None,
) -> subprocess.CompletedProcess[bytes]:
    """Run a program in a folder until it ends or its time is up; it and all it started end then.

    The bounds are set by the shell before the program begins. ``watch`` is called about twice a second meanwhile.
    """
    bounds = f"ulimit -v {memory // 1024}; ulimit -f {_WRITES // 512}; ulimit -c 0; ulimit -t {int(seconds) + 60}; "
    kept = {name: os.environ[name] for name in ("PATH", "LANG", "TESSDATA_PREFIX") if name in os.environ}
    proxies = dict.fromkeys(("http_proxy", "https_proxy", "ftp_proxy", "all_proxy"), _NO_NETWORK)
    with (folder / "loi.txt").open("wb") as complaints:
        process = subprocess.Popen(
            ["/bin/sh", "-c", f'{bounds}exec "$@"', "sh", *command],
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=complaints, cwd=folder, start_new_session=True,
            env={**kept, **proxies, "HOME": str(folder), "TMPDIR": str(folder), **(environment or {})},
        )  # fmt: skip
        try:
            _wait(process, seconds, watch)
        finally:
            _end_group(process)
    with (folder / "loi.txt").open("rb") as complaints:
        return subprocess.CompletedProcess(command, process.returncode, b"", complaints.read(4000))


def _wait(process: subprocess.Popen[bytes], seconds: float, watch: Callable[[], None] | None) -> None:
    end = time.monotonic() + seconds
    while True:
        try:
            process.wait(timeout=max(0.05, min(0.5, end - time.monotonic()) if watch else end - time.monotonic()))
            return
        except subprocess.TimeoutExpired as error:
            if time.monotonic() >= end:
                raise TookTooLong from error
        if watch is not None:
            watch()


def _end_group(process: subprocess.Popen[bytes]) -> None:
    """Nothing the program started outlives it."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def processor_seconds() -> float:
    """Processor time of all programs run so far (for measuring)."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
