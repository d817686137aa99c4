"""Site, worker and clock run and end together: asked to stop, or when one of them dies."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
BIN = Path(sys.executable).parent
pytestmark = pytest.mark.slow


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def family(pid: int) -> dict[int, str]:
    """Every living descendant of a process with its command line."""
    parents = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                status = (entry / "stat").read_text().rsplit(")", 1)[1].split()
                words = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
            except OSError:
                continue
            if status[0] != "Z":
                parents[int(entry.name)] = (int(status[1]), words)
    found: dict[int, str] = {}
    new = {pid}
    while new:
        new = {child for child, (parent, _) in parents.items() if parent in new}
        found |= {child: parents[child][1] for child in new}
    return found


def alive(pids) -> list[int]:
    return [pid for pid in pids if Path(f"/proc/{pid}").exists() and " Z " not in Path(f"/proc/{pid}/stat").read_text()]


def until(condition, seconds: float) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.2)
    return condition()


@pytest.fixture(scope="module")
def environment(tmp_path_factory):
    """A site with an empty database of its own."""
    folder, port = tmp_path_factory.mktemp("supervised"), free_port()
    env = {
        **{name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "MEDIA_ROOT"}},
        "PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}",
        "DJANGO_SETTINGS_MODULE": "portal.settings.dev",
        "DATABASE_URL": f"sqlite:///{folder}/site.sqlite3",
        "MEDIA_ROOT": str(folder / "media"),
        "PORT": str(port),
        "DEBUG": "0",
    }
    migrated = subprocess.run([sys.executable, "manage.py", "migrate", "-v0"], cwd=ROOT, env=env, capture_output=True)
    assert migrated.returncode == 0, migrated.stderr
    return env


@pytest.fixture
def running(environment):
    env, port = environment, int(environment["PORT"])
    process = subprocess.Popen(
        [str(BIN / "honcho"), "start", "--no-prefix"],
        cwd=ROOT,
        env=env,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )

    def answers() -> bool:
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", port)) == 0

    try:
        assert until(answers, 90)
        assert until(lambda: any("manage.py tick" in words for words in family(process.pid).values()), 30)
        yield process
    finally:
        for pid in [*family(process.pid), process.pid]:
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                continue
        process.wait(timeout=30)


@pytest.mark.parametrize("how", ["SIGTERM", "SIGINT", "the clock dies"])
def test_all_end_together_and_leave_nothing_behind(running, how):
    children = family(running.pid)
    assert any("gunicorn" in words for words in children.values())
    assert any("db_worker" in words for words in children.values())
    if how == "the clock dies":
        clock = max(pid for pid, words in children.items() if "manage.py tick" in words)
        os.kill(clock, signal.SIGKILL)
    else:
        running.send_signal(getattr(signal, how))
    assert until(lambda: running.poll() is not None, 60)
    assert running.returncode != 0
    assert until(lambda: alive(children) == [], 30), alive(children)
