"""The site the journeys walk through: sample content in a folder of its own, served by gunicorn on a free port.

It is built once for a run of the suite, whatever the number of workers; each worker serves a copy.
"""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
OPEN = "chat-luong-dich-vu-thu-nghiem"  # the open consultation of the sample content
CLOSED = "diem-tiep-nhan-mau-luu-dong"  # the answered one


@dataclass(frozen=True)
class DemoSite:
    """A running site: where it answers, where its files are."""

    url: str
    folder: Path

    @property
    def passwords(self) -> dict[str, str]:
        """Password of each sample account."""
        return json.loads((self.folder / "demo-logins.json").read_text(encoding="utf-8"))["passwords"]

    def query(self, sql: str, *values: Any) -> list[tuple[Any, ...]]:
        """Ask or change the database beside the running site (what the clock would do, what a page does not show)."""
        with sqlite3.connect(self.folder / "site.sqlite3", timeout=20) as connection:
            rows = connection.execute(sql, values).fetchall()
        connection.close()
        return rows


def environment(folder: Path) -> dict[str, str]:
    """The environment of every process of the site."""
    kept = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "MEDIA_ROOT"}}
    return {
        **kept,
        "DJANGO_SETTINGS_MODULE": "tests.browser.site_settings",
        "BROWSER_SITE": str(folder),
        "LOG_LEVEL": "WARNING",
    }


def build(shared: Path) -> Path:
    """The folder with database and files, made by whichever worker comes first (``BROWSER_SITE`` names one made before)."""
    if os.environ.get("BROWSER_SITE"):
        return Path(os.environ["BROWSER_SITE"])
    done = shared / "demo-site"
    with (shared / "demo-site.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not done.exists():
            making = shared / "demo-site-in-the-making"
            shutil.rmtree(making, ignore_errors=True)
            making.mkdir()
            for command in (["migrate", "--verbosity", "0"], ["load_demo"]):
                line = [sys.executable, "manage.py", *command]
                result = subprocess.run(line, cwd=ROOT, env=environment(making), capture_output=True, text=True)
                if result.returncode:
                    raise RuntimeError(f"manage.py {command[0]}: {result.stdout}{result.stderr}")
            making.rename(done)
    return done


@contextmanager
def served(folder: Path) -> Iterator[DemoSite]:
    """Serve the folder until the end of the block."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    site = DemoSite(f"http://127.0.0.1:{port}", folder)
    command = [sys.executable, "-m", "gunicorn", "portal.wsgi", "--bind", f"127.0.0.1:{port}"]
    options = ["--workers", "1", "--worker-class", "gthread", "--threads", "4", "--log-level", "warning"]
    with (folder / "server.log").open("wb") as log:
        process = subprocess.Popen([*command, *options], cwd=ROOT, env=environment(folder), stdout=log, stderr=log)
        try:
            _wait_for(site, process)
            yield site
        finally:
            process.terminate()
            process.wait(timeout=30)


def _wait_for(site: DemoSite, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + 120
    while time.monotonic() < until:
        if process.poll() is not None:
            break
        try:
            urllib.request.urlopen(f"{site.url}/suc-khoe/", timeout=30).close()
            return
        except urllib.error.HTTPError:
            return  # it answers; what it says is another test's matter
        except OSError:
            time.sleep(0.2)
    raise RuntimeError(f"The site does not answer: {(site.folder / 'server.log').read_text(errors='replace')}")
