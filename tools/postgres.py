"""A throw-away PostgreSQL cluster on a free port, for the tests and the benches. Standard library only."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def binaries() -> Path | None:
    """Folder of the newest installed server's programs, Debian's places first; None when there is no server."""
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name), reverse=True)
    for folder in folders:
        if (folder / "initdb").exists():
            return folder
    found = shutil.which("initdb")
    return Path(found).parent if found else None


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _as_server(command: list[str], **kwargs: object) -> subprocess.CompletedProcess[bytes]:
    """PostgreSQL refuses to run as root: then its own account runs it."""
    if os.geteuid() == 0:
        command = ["runuser", "-u", "postgres", "--", *command]
    return subprocess.run(command, cwd="/", **kwargs)  # type: ignore[call-overload]


@contextmanager
def throwaway_cluster(*options: str) -> Iterator[str]:
    """Start a cluster, yield its ``postgres://…`` address without a database name, stop and delete it afterwards."""
    programs = binaries()
    if programs is None:
        raise RuntimeError("PostgreSQL is not installed.")
    folder = Path(tempfile.mkdtemp(prefix="portal-pg-"))
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres", "postgres")
    data, port = folder / "data", free_port()
    quiet = {"stdout": subprocess.DEVNULL, "check": True}
    try:
        _as_server(
            [
                str(programs / "initdb"),
                "-D",
                str(data),
                "-E",
                "UTF8",
                "--locale=C.UTF-8",
                "-A",
                "trust",
                "-U",
                "portal",
            ],
            **quiet,
        )
        settings = ["listen_addresses='127.0.0.1'", f"port={port}", f"unix_socket_directories='{folder}'", "fsync=off"]
        settings += ["synchronous_commit=off", "full_page_writes=off", "random_page_cost=1.1", "jit=off", *options]
        flags = " ".join(f"-c {setting}" for setting in settings)
        _as_server(
            [str(programs / "pg_ctl"), "-D", str(data), "-w", "-l", str(folder / "log"), "-o", flags, "start"], **quiet
        )
        try:
            yield f"postgres://portal@127.0.0.1:{port}"
        finally:
            _as_server(
                [str(programs / "pg_ctl"), "-D", str(data), "-m", "immediate", "stop"], stdout=subprocess.DEVNULL
            )
    finally:
        shutil.rmtree(folder, ignore_errors=True)
