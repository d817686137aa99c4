"""A real ClamAV daemon with one signature of our own (EICAR's test file), on a free port. Debian: clamav-daemon."""

from __future__ import annotations

import contextlib
import hashlib
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def is_installed() -> bool:
    """Whether the daemon is on this machine."""
    return shutil.which("clamd") is not None or Path("/usr/sbin/clamd").exists()


@contextlib.contextmanager
def running(folder: Path) -> Iterator[str]:
    """The address of a daemon that knows EICAR alone and takes files up to 2 MB; ended afterwards."""
    signatures = folder / "chu-ky"
    signatures.mkdir()
    digest = hashlib.md5(EICAR).hexdigest()
    (signatures / "eicar.hdb").write_text(f"{digest}:{len(EICAR)}:Win.Test.EICAR_HDB-1\n")
    port = free_port()
    (folder / "clamd.conf").write_text(
        f"DatabaseDirectory {signatures}\nTCPSocket {port}\nTCPAddr 127.0.0.1\nForeground yes\nStreamMaxLength 2M\n"
        f"LogFile {folder / 'clamd.log'}\nTemporaryDirectory {folder}\nMaxThreads 2\n"
    )
    program = shutil.which("clamd") or "/usr/sbin/clamd"
    process = subprocess.Popen(
        [program, "--config-file", str(folder / "clamd.conf")], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        _wait(port, process)
        yield f"tcp://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(timeout=20)


def _wait(port: int, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + 60
    while time.monotonic() < end:
        if process.poll() is not None:
            raise RuntimeError("clamd ended at once")
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.1)
    raise RuntimeError("clamd does not listen")
