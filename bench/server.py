"""A server under measurement: two sync workers, CPU and memory read from the kernel's own books."""

from __future__ import annotations

import http.client
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
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


def tree_cpu(pid: int) -> float:
    """CPU of a process and its children: of a server's master with its workers, of the postmaster with its backends."""
    return sum(cpu_seconds(each) for each in [pid, *children(pid)])


def resident_mb(pid: int) -> float:
    """Resident memory of one process."""
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    return 0.0


@dataclass(frozen=True)
class Measure:
    """What a request costs."""

    cpu_ms: float
    per_second: float

    @classmethod
    def mean(cls, measures: list[Measure]) -> Measure:
        """The mean of some rounds."""
        count = len(measures)
        return cls(sum(m.cpu_ms for m in measures) / count, sum(m.per_second for m in measures) / count)


@dataclass
class Server:
    """A running gunicorn."""

    port: int
    pid: int
    database_pid: int

    def cpu(self) -> float:
        """CPU of workers and database so far."""
        return tree_cpu(self.pid) + tree_cpu(self.database_pid)

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

    def warm(self, paths: list[str]) -> None:
        """Ask for each once; raises where an address does not answer with a page."""
        for path in paths:
            status, _ = self.get(path)
            if status != 200:
                raise RuntimeError(f"{path} answered {status}")

    def measure(self, paths: list[str], count: int, clients: int = 1) -> Measure:
        """CPU milliseconds a request and requests a second over ``count`` requests of so many clients at once."""

        def client(first: int) -> None:
            for number in range(first, count, clients):
                self.get(paths[number % len(paths)])

        before, start = self.cpu(), time.monotonic()
        with ThreadPoolExecutor(clients) as pool:
            list(pool.map(client, range(clients)))
        return Measure((self.cpu() - before) / count * 1000, count / (time.monotonic() - start))


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
