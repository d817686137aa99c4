"""Finds or makes the project's own virtual environment and installs the hashed lock into it. Standard library only.

A machine without ``python3-venv`` is no obstacle: the environment is then made without pip, and pip comes from the
wheel kept in ``tools/vendor``.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
OLDEST = (3, 11)


@contextmanager
def step(words: str):
    """Say what is being done, and afterwards how long it took."""
    print(f"• {words} …", flush=True)
    start = time.monotonic()
    yield
    print(f"  xong sau {time.monotonic() - start:.1f} giây", flush=True)


def suitable_python() -> str:
    """Path of a Python that is new enough. Ends with a plain sentence when there is none."""
    names = [sys.executable, "python3.13", "python3.12", "python3.11", "python3"]
    for name in names:
        path = shutil.which(name) if name else None
        if not path:
            continue
        probe = subprocess.run(
            [path, "-c", "import sys; print(sys.version_info >= (3, 11))"], capture_output=True, text=True
        )
        if probe.stdout.strip() == "True":
            return path
    sys.exit("Cần Python 3.11 trở lên. Trên Debian 12: apt-get install python3")


def make_venv(python: str) -> None:
    """A virtual environment with pip in ``.venv``."""
    made = subprocess.run([python, "-m", "venv", str(VENV)], capture_output=True, text=True)
    if made.returncode == 0 and has_pip():
        return
    shutil.rmtree(VENV, ignore_errors=True)
    subprocess.run([python, "-m", "venv", "--without-pip", str(VENV)], check=True)
    wheel = next((ROOT / "tools" / "vendor").glob("pip-*.whl"))
    subprocess.run([str(PYTHON), f"{wheel}/pip", "install", "--quiet", "--no-index", str(wheel)], check=True)


def has_pip() -> bool:
    """Whether the environment can install packages."""
    return (
        PYTHON.exists() and subprocess.run([str(PYTHON), "-m", "pip", "--version"], capture_output=True).returncode == 0
    )


def install(lock: str) -> None:
    """Install ``lock`` unless exactly this lock was installed before."""
    path = ROOT / lock
    wanted = hashlib.sha256(path.read_bytes()).hexdigest()
    stamp = VENV / f".installed-{lock}"
    if stamp.exists() and stamp.read_text() == wanted:
        return
    with step(f"Cài đặt thư viện theo {lock}"):
        command = [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps"]
        command += ["--require-hashes", "-r", str(path)]
        if subprocess.run(command, cwd=ROOT).returncode:
            sys.exit("Không cài được thư viện. Kiểm tra kết nối mạng rồi chạy lại lệnh; phần đã xong được giữ nguyên.")
    stamp.write_text(wanted)


def prepare(lock: str = "requirements.txt") -> Path:
    """The environment's Python, with ``lock`` installed."""
    if not has_pip():
        with step("Tạo môi trường Python riêng trong .venv"):
            make_venv(suitable_python())
    install(lock)
    return PYTHON


def environ(**extra: str) -> dict[str, str]:
    """The process environment with the virtual environment first on the path."""
    return {
        **os.environ,
        "PATH": f"{VENV / 'bin'}{os.pathsep}{os.environ.get('PATH', '')}",
        "VIRTUAL_ENV": str(VENV),
        **extra,
    }


if __name__ == "__main__":
    prepare(sys.argv[1] if len(sys.argv) > 1 else "requirements.txt")
