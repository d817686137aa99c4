"""``make test``: installs what the tests need, starts throw-away services, runs everything, stops them.

Arguments go to pytest (``python3 tools/run_tests.py tests/portal``). With arguments only the SQLite run is made unless
``--both`` is among them.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

from environment import PYTHON, ROOT, environ, prepare, step
from postgres import binaries, throwaway_cluster
from search_server import OLDEST_JAVA, SearchServerError, install, java_version, throwaway_search_server

PACKAGES = {
    "postgresql": lambda: binaries() is not None,
    "chromium": lambda: bool(shutil.which("chromium")),
    # The driver of Playwright is linked with it; a minimal Debian has it not.
    "libatomic1": lambda: any(Path("/usr/lib").glob("*/libatomic.so.1")),
    "poppler-utils": lambda: bool(shutil.which("pdftoppm")),
    "libreoffice-writer-nogui": lambda: bool(shutil.which("soffice")),
    "tesseract-ocr": lambda: bool(shutil.which("tesseract")),
    "tesseract-ocr-vie": lambda: any(Path("/usr/share/tesseract-ocr").glob("*/tessdata/vie.traineddata")),
    "clamav-daemon": lambda: bool(shutil.which("clamd")) or Path("/usr/sbin/clamd").exists(),
    # The search server's jars come from Maven Central; its launcher is compiled.
    "openjdk-17-jdk-headless": lambda: java_version() >= OLDEST_JAVA,
    "maven": lambda: bool(shutil.which("mvn")),
}


def install_packages() -> None:
    """Debian packages the tests need besides: installed when root or sudo is there, else the line to type is printed."""
    missing = [name for name, present in PACKAGES.items() if not present()]
    if not missing:
        return
    line = f"apt-get install -y --no-install-recommends {' '.join(missing)}"
    prefix: list[str] | None = []
    if os.geteuid() != 0:
        can_sudo = shutil.which("sudo") and subprocess.run(["sudo", "-n", "true"], capture_output=True).returncode == 0
        prefix = ["sudo", "-n"] if can_sudo else None
    if prefix is None or not shutil.which("apt-get"):
        sys.exit(f"Các phép thử cần thêm: {', '.join(missing)}. Hãy gõ dòng này rồi chạy lại:\n\n    sudo {line}\n")
    with step(f"Cài đặt {', '.join(missing)}"):
        noninteractive = [*prefix, "env", "DEBIAN_FRONTEND=noninteractive"]
        subprocess.run([*noninteractive, "apt-get", "update", "-qq"], stdout=subprocess.DEVNULL)
        if subprocess.run([*noninteractive, *line.split(), "-qq"], stdout=subprocess.DEVNULL).returncode:
            sys.exit(f"Không cài được. Hãy tự gõ:\n\n    sudo {line}\n")


def pytest(env: dict[str, str], *arguments: str) -> int:
    """Run pytest; 5 (nothing selected) counts as failure here."""
    return subprocess.run([str(PYTHON), "-m", "pytest", *arguments], cwd=ROOT, env=env).returncode


def search_tests(env: dict[str, str], *arguments: str) -> int:
    """The tests of the search once more, asked of a real Elasticsearch. Without a server they are left out, unless
    ``REQUIRE_SERVICES`` says that this is a failure."""
    print("\n== Các phép thử tìm kiếm, trên Elasticsearch ==", flush=True)
    try:
        with step("Chuẩn bị Elasticsearch"):
            install()
        with throwaway_search_server() as node:
            address = f"elasticsearch://{node.address}/test"
            return pytest({**env, "SEARCH_URL": address}, *arguments, "--search-only")
    except SearchServerError as error:
        print(error, file=sys.stderr, flush=True)
        return 1 if os.environ.get("REQUIRE_SERVICES") else 0


def verdict(code: int) -> str:
    """One run in a word."""
    return "KHÔNG đạt" if code else "đạt"


def main() -> int:
    """All tests on SQLite, then every test that touches the database on PostgreSQL, then the search on Elasticsearch."""
    start = time.monotonic()
    arguments = [item for item in sys.argv[1:] if item != "--both"]
    prepare("requirements-dev.txt")
    install_packages()
    env = environ(DJANGO_SETTINGS_MODULE="portal.settings.test", PYTHONUNBUFFERED="1")
    env.pop("DATABASE_URL", None)
    env.pop("SEARCH_URL", None)
    (ROOT / "var").mkdir(exist_ok=True)
    with step("Biên dịch bản dịch giao diện"):
        subprocess.run([str(PYTHON), "manage.py", "merge_messages", "--compile-only"], cwd=ROOT, env=env, check=True)
    workers = ["-n", os.environ.get("TEST_WORKERS", "2"), "--dist", "loadgroup"]
    if arguments and "--both" not in sys.argv:
        return pytest(env, *arguments)
    print("\n== Toàn bộ phép thử, trên SQLite ==", flush=True)
    first = pytest(env, *workers, "--create-db", *arguments)
    print("\n== Mọi phép thử chạm tới cơ sở dữ liệu, trên PostgreSQL ==", flush=True)
    with throwaway_cluster() as address:
        second = pytest(
            {**env, "DATABASE_URL": f"{address}/postgres"}, *workers, "--create-db", "--database-only", *arguments
        )
    third = search_tests(env, *workers, "--create-db", *arguments)
    results = {"SQLite": first, "PostgreSQL": second, "Elasticsearch": third}
    words = " · ".join(f"{name}: {verdict(code)}" for name, code in results.items())
    print(f"\n{words} · {time.monotonic() - start:.0f} giây")
    return first or second or third


if __name__ == "__main__":
    sys.exit(main())
