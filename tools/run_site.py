"""``make run``: from a fresh clone to a running site with demo content. Standard library only."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time

from environment import PYTHON, ROOT, VENV, environ, prepare, step


def manage(*arguments: str, env: dict[str, str]) -> None:
    """Run one management command; stop with its own message when it fails."""
    if subprocess.run([str(PYTHON), "manage.py", *arguments], cwd=ROOT, env=env).returncode:
        sys.exit(f"Lệnh manage.py {' '.join(arguments)} không thành công.")


def port_is_free(port: int) -> bool:
    """Whether the site can listen there."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def main() -> None:
    """Prepare everything, then hand over to the supervisor of site, worker and tick."""
    start = time.monotonic()
    port = int(os.environ.get("PORT", "8000"))
    if not port_is_free(port):
        sys.exit(f"Cổng {port} đang có chương trình khác dùng. Chọn cổng khác: make run PORT=8001")
    prepare()
    defaults = {"DJANGO_SETTINGS_MODULE": "portal.settings.dev", "DEBUG": "0", "PORT": str(port)}
    env = environ(**{name: os.environ.get(name, value) for name, value in defaults.items()}, PYTHONUNBUFFERED="1")
    env.setdefault("SITE_URL", f"http://127.0.0.1:{port}")
    (ROOT / "var").mkdir(exist_ok=True)
    with step("Biên dịch bản dịch giao diện"):
        manage("merge_messages", "--compile-only", env=env)
    with step("Chuẩn bị cơ sở dữ liệu"):
        manage("migrate", "--verbosity", "0", env=env)
    with step("Nạp nội dung mẫu (một lần)"):
        manage("load_demo", env=env)
    print(
        f"\nSẵn sàng sau {time.monotonic() - start:.0f} giây: http://127.0.0.1:{port}/  (Ctrl-C để dừng)\n", flush=True
    )
    os.chdir(ROOT)
    os.execve(str(VENV / "bin" / "honcho"), ["honcho", "start", "--no-prefix"], env)


if __name__ == "__main__":
    main()
