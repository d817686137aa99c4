"""A server under measurement: two sync workers, CPU and memory read from the kernel's own books."""

from __future__ import annotations

import http.client
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

TICK = os.sysconf("SC_CLK_TCK")


def children(pid: int) -> list[int]:
    """Direct children of a process."""
    text = Path(f"/proc/{pid}/task/{pid}/children").read_text()
    return [int(part) for part in text.split()]


def cpu_seconds(pid: int) -> float:
    """User and system time of one process, its ended children included."""
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return sum(int(value) for value in fields[11:15]) / TICK


def resident_mb(pid: int) -> float:
    """Resident memory of one process."""
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    return 0.0


@dataclass
class Server:
    """A running gunicorn."""

    port: int
    pid: int
    database_pid: int

    def cpu(self) -> float:
        """CPU of workers and database so far."""
        total = sum(cpu_seconds(pid) for pid in [self.pid, *children(self.pid)])
        return total + sum(cpu_seconds(pid) for pid in [self.database_pid, *children(self.database_pid)])

    def memory(self) -> float:
        """The largest worker."""
        return max(resident_mb(pid) for pid in children(self.pid))

    def get(self, path: str) -> tuple[int, int]:
        """Status and size of one answer."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        connection.request("GET", path, headers={"Host": "127.0.0.1"})
        response = connection.getresponse()
        body = response.read()
        connection.close()
        return response.status, len(body)

    def measure(self, paths: list[str], count: int) -> dict[str, float]:
        """CPU milliseconds a request and requests a second over ``count`` requests, one after the other."""
        for path in paths[:20]:
            status, _ = self.get(path)
            if status != 200:
                raise RuntimeError(f"{path} answered {status}")
        before, start = self.cpu(), time.monotonic()
        for number in range(count):
            self.get(paths[number % len(paths)])
        return {"cpu_ms": (self.cpu() - before) / count * 1000, "per_second": count / (time.monotonic() - start)}


@contextmanager
def serve(application: str, port: int, database_pid: int, env: dict[str, str]) -> Iterator[Server]:
    """Run a WSGI application with two sync workers."""
    command = [sys.executable, "-m", "gunicorn", application, "--bind", f"127.0.0.1:{port}", "--workers", "2"]
    process = subprocess.Popen([*command, "--worker-class", "sync", "--log-level", "warning"], env=env)
    server = Server(port, process.pid, database_pid)
    try:
        for _ in range(200):
            try:
                server.get("/suc-khoe/")
                break
            except OSError:
                time.sleep(0.1)
        yield server
    finally:
        process.terminate()
        process.wait()
