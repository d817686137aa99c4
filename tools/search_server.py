"""A real Elasticsearch for tests and development, from Maven Central alone: one node or several. Standard library only.

``python3 tools/search_server.py`` (``make search-server``) starts one and prints the ``SEARCH_URL`` to set. In production
the operator runs Elastic's own package or container (``compose.yaml``).
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ROOT / "tests" / "search_server"
OLDEST_JAVA = 17
START_SECONDS = 120
#: What the module's own class loader brings; the rest is the class path of the server.
OF_THE_MODULE = re.compile(r"(netty-.*|transport-netty4-.*)\.jar")
DESCRIPTOR = """name=transport-netty4
description=HTTP and transport by netty
version={version}
elasticsearch.version={version}
java.version=17
classname=org.elasticsearch.transport.netty4.Netty4Plugin
extended.plugins=
has.native.controller=false
"""
LOGGING = """status = error
appender.console.type = Console
appender.console.name = console
appender.console.layout.type = PatternLayout
appender.console.layout.pattern = %d %p %c{1.} %m%n
rootLogger.level = warn
rootLogger.appenderRef.console.ref = console
"""


class SearchServerError(RuntimeError):
    """The server could not be fetched or started; the message says why."""


def java_version() -> int:
    """Major version of the Java *compiler* on the path, 0 when there is none."""
    if not shutil.which("javac") or not shutil.which("java"):
        return 0
    found = re.search(r"(\d+)", subprocess.run(["javac", "-version"], capture_output=True, text=True).stdout)
    return int(found[1]) if found else 0


def version() -> str:
    """The server's version, as the pom names it."""
    found = re.search(r"<elasticsearch\.version>([\d.]+)<", (SOURCES / "pom.xml").read_text(encoding="utf-8"))
    if not found:
        raise SearchServerError("tests/search_server/pom.xml does not name elasticsearch.version.")
    return found[1]


def cache_folder() -> Path:
    """Where jars and the compiled launcher lie, outside the repository: one folder for each state of the sources."""
    base = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "cong-cong-khai"
    state = b"".join(path.read_bytes() for path in (SOURCES / "pom.xml", SOURCES / "SearchNode.java"))
    return base / f"elasticsearch-{version()}-{hashlib.sha256(state).hexdigest()[:12]}"


def install() -> Path:
    """Fetch the jars and compile the launcher unless this was done before; answers the folder."""
    folder = cache_folder()
    folder.parent.mkdir(parents=True, exist_ok=True)
    with (folder.parent / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            if java_version() < OLDEST_JAVA or not shutil.which("mvn"):
                raise SearchServerError("Cần JDK 17 và Maven: apt-get install openjdk-17-jdk-headless maven")
            unfinished = folder.parent / f"{folder.name}.unfinished"
            shutil.rmtree(unfinished, ignore_errors=True)
            _build(unfinished)
            unfinished.rename(folder)
    return folder


def _build(folder: Path) -> None:
    jars, module, classes = folder / "jars", folder / "modules" / "transport-netty4", folder / "classes"
    for path in (jars, module, classes):
        path.mkdir(parents=True)
    goal = ["mvn", "-q", "-B", "dependency:copy-dependencies", f"-DoutputDirectory={jars}"]
    _run([*goal, "-f", str(SOURCES / "pom.xml")], "Không tải được Elasticsearch từ Maven Central")
    for jar in [jar for jar in jars.iterdir() if OF_THE_MODULE.fullmatch(jar.name)]:
        jar.rename(module / jar.name)
    (module / "plugin-descriptor.properties").write_text(DESCRIPTOR.format(version=version()), encoding="utf-8")
    compiler = ["javac", "-nowarn", "-cp", f"{jars}/*", "-d", str(classes), str(SOURCES / "SearchNode.java")]
    _run(compiler, "Không biên dịch được chương trình khởi động")


def _run(command: list[str], failure: str) -> None:
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        raise SearchServerError(f"{failure}:\n{(done.stderr or done.stdout)[-2000:]}")


def collector(heap: str) -> str:
    """The flag for how memory is collected: simply in a small node of the tests, as Elastic ships it from 1 GB on (with
    two processors Java would choose the simple way up to 1.8 GB, and a node filling a large index came to a stop)."""
    number, unit = int(heap[:-1]), heap[-1].lower()
    return "-XX:+UseG1GC" if number * {"m": 1, "g": 1024}[unit] >= 1000 else "-XX:+UseSerialGC"


class SearchNode:
    """One running node: where it listens, how to stop it, how to kill it."""

    def __init__(self, name: str, folder: Path, heap: str, settings: dict[str, str]) -> None:
        self.name, self.home, self.heap = name, folder, heap
        for path in ("config", "plugins", "lib", "data", "logs"):
            (folder / path).mkdir(parents=True, exist_ok=True)
        (folder / "modules").unlink(missing_ok=True)
        (folder / "modules").symlink_to(install() / "modules", target_is_directory=True)
        (folder / "config" / "log4j2.properties").write_text(LOGGING, encoding="utf-8")
        self.settings = {
            "path.data": str(folder / "data"),
            "path.logs": str(folder / "logs"),
            "http.port": "0",
            "transport.port": "0",
            "node.portsfile": "true",
            "node.name": name,
            # A developer's disk may be full without the tests failing for it.
            "cluster.routing.allocation.disk.threshold_enabled": "false",
            **settings,
        }
        self.process: subprocess.Popen[bytes] | None = None

    def launch(self) -> None:
        """Start the process without waiting for it."""
        cache = install()
        for name in ("http.ports", "transport.ports"):
            (self.home / "logs" / name).unlink(missing_ok=True)
        class_path = ":".join([str(cache / "classes"), *sorted(map(str, (cache / "jars").glob("*.jar")))])
        command = ["java", f"-Xms{self.heap}", f"-Xmx{self.heap}", collector(self.heap), "-Djava.awt.headless=true"]
        command += ["--add-opens", "java.base/java.lang=ALL-UNNAMED", "-cp", class_path, "SearchNode"]
        command += [str(self.home), self.name, *(f"{key}={value}" for key, value in self.settings.items())]
        with (self.home / "output.log").open("ab") as log:
            self.process = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True
            )

    def port(self, kind: str, deadline: float) -> int:
        """The port of ``http`` or ``transport``, as the node itself writes it down."""
        path = self.home / "logs" / f"{kind}.ports"
        while True:
            found = re.search(r"127\.0\.0\.1:(\d+)", path.read_text()) if path.exists() else None
            if found:
                return int(found[1])
            self.must_run(deadline)
            time.sleep(0.1)

    def must_run(self, deadline: float) -> None:
        """Raise with the end of the node's log when it has ended or is late."""
        ended = self.process is None or self.process.poll() is not None
        if ended or time.monotonic() > deadline:
            log = (self.home / "output.log").read_text(errors="replace")[-3000:]
            raise SearchServerError(f"Elasticsearch {'đã dừng' if ended else 'không sẵn sàng'}:\n{log}")

    @property
    def address(self) -> str:
        """``host:port`` of its HTTP side."""
        return f"127.0.0.1:{self.port('http', time.monotonic() + START_SECONDS)}"

    def ask(self, path: str, timeout: float = 5) -> dict[str, object]:
        """GET an address of its HTTP side."""
        with urllib.request.urlopen(f"http://{self.address}{path}", timeout=timeout) as response:
            answer: dict[str, object] = json.loads(response.read())
        return answer

    def stop(self, kill: bool = False) -> None:
        """End it, with ``kill`` as a power failure would (SIGKILL)."""
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGKILL if kill else signal.SIGTERM)
            try:
                self.process.wait(timeout=30)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()

    def pause(self) -> None:
        """Freeze it: it accepts connections and never answers."""
        assert self.process
        self.process.send_signal(signal.SIGSTOP)

    def go_on(self) -> None:
        """Let a frozen node run again."""
        assert self.process
        self.process.send_signal(signal.SIGCONT)


def free_ports(count: int) -> list[int]:
    """Different ports nobody listens on."""
    with ExitStack() as stack:
        probes = [stack.enter_context(socket.socket()) for _ in range(count)]
        for probe in probes:
            probe.bind(("127.0.0.1", 0))
        return [int(probe.getsockname()[1]) for probe in probes]


def wait_until_ready(nodes: list[SearchNode], count: int) -> None:
    """Until every node answers and the cluster has ``count`` of them."""
    deadline = time.monotonic() + START_SECONDS
    for node in nodes:
        while True:
            try:
                if node.ask("/_cluster/health").get("number_of_nodes") == count:
                    break
            except (urllib.error.URLError, OSError, ValueError):
                pass
            node.must_run(deadline)
            time.sleep(0.2)


@contextmanager
def throwaway_search_server(heap: str = "512m", **settings: str) -> Iterator[SearchNode]:
    """One node on a free port; it and its data are gone afterwards. ``settings`` write dots as ``__``."""
    folder = Path(tempfile.mkdtemp(prefix="portal-es-"))
    extra = {name.replace("__", "."): value for name, value in settings.items()}
    node = SearchNode("node", folder, heap, {"cluster.name": folder.name, "discovery.type": "single-node", **extra})
    try:
        node.launch()
        wait_until_ready([node], 1)
        yield node
    finally:
        node.stop()
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def throwaway_search_cluster(count: int = 3, heap: str = "384m") -> Iterator[list[SearchNode]]:
    """Several nodes of one cluster, every one able to be master; gone afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="portal-es-"))
    names = [f"node-{number}" for number in range(1, count + 1)]
    ports = free_ports(count)
    shared = {
        "cluster.name": folder.name,
        "discovery.seed_hosts": ",".join(f"127.0.0.1:{port}" for port in ports),
        "cluster.initial_master_nodes": ",".join(names),
    }
    with ExitStack() as stack:
        stack.callback(shutil.rmtree, folder, ignore_errors=True)
        nodes = []
        for name, port in zip(names, ports, strict=True):
            nodes.append(SearchNode(name, folder / name, heap, {**shared, "transport.port": str(port)}))
            stack.callback(nodes[-1].stop)
            nodes[-1].launch()
        wait_until_ready(nodes, count)
        yield nodes


def main() -> int:
    """One node for development, its data kept in ``var/search-server``, until Ctrl-C."""
    port = os.environ.get("SEARCH_PORT", "9200")
    try:
        settings = {"cluster.name": "cong-cong-khai", "discovery.type": "single-node", "http.port": port}
        node = SearchNode("phat-trien", ROOT / "var" / "search-server", os.environ.get("SEARCH_HEAP", "512m"), settings)
        node.launch()
        wait_until_ready([node], 1)
    except SearchServerError as error:
        print(error, file=sys.stderr)
        return 1
    print(
        f"Elasticsearch {version()} đang chạy. Cho trang dùng nó:\n\n    export SEARCH_URL=elasticsearch://{node.address}/portal"
    )
    print("    .venv/bin/python manage.py rebuild_search\n\nCtrl-C để dừng.", flush=True)
    try:
        signal.signal(signal.SIGTERM, signal.default_int_handler)
        assert node.process
        return node.process.wait()
    except KeyboardInterrupt:
        node.stop()
        return 0


if __name__ == "__main__":
    sys.exit(main())
