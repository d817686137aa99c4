"""``make bench``: speed and size of the portal beside a bare Django on the same server and machine, in one run.

    python bench/run.py [--documents 1000] [--requests 400] [--skip-memory] [--skip-comments] [--clients 8] [--only memory]

PostgreSQL in a throw-away cluster that keeps its promises (fsync, synchronous_commit, full_page_writes on), two sync
workers, no page cache. Pages are asked for one after the other, and by several clients at once, as a server under load
and as peers were measured (``wrk``): workers that never wait keep their caches warm. CPU is that of workers and database
together, from the kernel's books: it hardly depends on what else the machine does, unlike requests a second. Both servers
run at once and are measured in turns, so that a busy machine weighs on both alike.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import quote

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tools")]

from generate import write  # noqa: E402
from postgres import free_port, throwaway_cluster  # noqa: E402
from server import Measure, Server, cpu_seconds, serve, tree_cpu  # noqa: E402

from bench import inside  # noqa: E402

QUESTIONS = [
    "1/2006/NĐ-CP",
    "quản lý đất đai",
    "thu tuc hanh chinh",
    "bảo hiểm xã hội",
    "điều 5 nghị định 10/2015",
    "giấy chứng nhận",
]
GOALS = {"document": "≤ 5 ×, ≤ 8 queries", "list": "≤ 3 ×, ≤ 8 queries", "search": "≤ 10 ms", "consultation": ""}
ROUNDS = 4


def say(step: str) -> None:
    """What is being done, with the time."""
    print(f"{time.strftime('%H:%M:%S')} {step} …", file=sys.stderr, flush=True)


def manage(env: dict[str, str], *arguments: str, code: str = "") -> str:
    """Run a management command (or a piece of Python in its shell) and answer what it printed."""
    command = [sys.executable, "manage.py", *arguments]
    if code:
        command = [sys.executable, "manage.py", "shell", "-v", "0", "-c", code]
    done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(done.stderr[-2000:])
    return done.stdout.strip()


def imported_in(env: dict[str, str], folder: Path, database_pid: int) -> tuple[float, float]:
    """Seconds the import takes, and seconds of CPU (command and database)."""
    before = tree_cpu(database_pid) + cpu_seconds(os.getpid())
    start = time.monotonic()
    manage(env, "import_documents", str(folder), "--publish")
    took = time.monotonic() - start
    return took, tree_cpu(database_pid) + cpu_seconds(os.getpid()) - before


def accepted(env: dict[str, str], page: str, provision: str, count: int, database_pid: int) -> tuple[float, float]:
    """Submissions stored a second by two processes side by side, and CPU milliseconds for each."""
    code = inside.COMMENTS.format(page=page, provision=provision, count=count)
    command = [sys.executable, "manage.py", "shell", "-v", "0", "-c", code]
    before = tree_cpu(database_pid)
    processes = [subprocess.Popen(command, cwd=ROOT, env=env, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    rates, own = zip(*(map(float, process.communicate()[0].split()) for process in processes), strict=True)
    database = tree_cpu(database_pid) - before
    return sum(rates), (sum(own) / 2 + database / (2 * count)) * 1000


def compare(
    pages: dict[str, list[str]], bare: Server, ours: Server, bare_of: dict[str, list[str]], count: int, clients: int
) -> dict:
    """CPU and throughput of each kind of page on both servers, in turns."""
    figures: dict[str, dict[str, Measure]] = {}
    for name, paths in pages.items():
        say(f"measuring: {name}, {clients} at once")
        sides = {"ours": (ours, paths)} | ({"bare": (bare, bare_of[name])} if name in bare_of else {})
        for server, addresses in sides.values():
            server.warm(addresses[:40])
        rounds = [
            (side, server.measure(addresses, max(1, count // ROUNDS), clients))
            for _ in range(ROUNDS)
            for side, (server, addresses) in sides.items()
        ]
        figures[name] = {side: Measure.mean([m for other, m in rounds if other == side]) for side in sides}
    return figures


def after_mixed_requests(server: Server, paths: list[str], count: int) -> float:
    """Memory of the largest worker after so many mixed requests from two clients."""
    say(f"{count} mixed requests")

    def client(first: int) -> None:
        for number in range(first, count, 2):
            server.get(paths[number % len(paths)])

    with ThreadPoolExecutor(2) as clients:
        list(clients.map(client, range(2)))
    return server.memory()


def table(figures: dict, queries: dict[str, int]) -> None:
    """The pages beside the floor."""
    print(f"{'':28}{'ours':>11}{'bare':>11}{'ratio':>8}{'queries':>9}{'ours':>9}{'bare':>9}   goal")
    for name, sides in figures.items():
        own, floor = sides["ours"], sides.get("bare")
        cells = [
            f"{name + ', CPU per request':28}{own.cpu_ms:8.1f} ms",
            f"{floor.cpu_ms:8.1f} ms{own.cpu_ms / floor.cpu_ms:7.1f}×" if floor else " " * 19,
            f"{queries.get(name, 0):9d}{own.per_second:7.0f}/s",
            f"{floor.per_second:7.0f}/s" if floor else " " * 9,
        ]
        print(f"{''.join(cells)}   {GOALS[name]}")


def line(name: str, value: str, goal: str) -> None:
    """One more figure."""
    print(f"{name:44}{value:>34}   {goal}")


def main() -> None:
    """Everything, printed as one table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--documents", type=int, default=1000)
    parser.add_argument("--requests", type=int, default=400)
    parser.add_argument("--clients", type=int, default=8, help="clients at once in the second table")
    parser.add_argument("--mixed", type=int, default=10_000, help="requests before the memory of a worker is read")
    parser.add_argument("--comments", type=int, default=1500, help="submissions each of the two processes sends")
    parser.add_argument("--skip-memory", action="store_true")
    parser.add_argument("--skip-comments", action="store_true")
    parser.add_argument("--only", choices=["memory"], help="the memory of a worker alone, nothing else measured")
    options = parser.parse_args()
    durable = ("fsync=on", "synchronous_commit=on", "full_page_writes=on", "shared_buffers=512MB")
    with throwaway_cluster(*durable) as address, tempfile.TemporaryDirectory() as folder:
        env = {
            **os.environ,
            "DATABASE_URL": f"{address}/postgres",
            "DEBUG": "0",
            "DJANGO_SETTINGS_MODULE": "bench.settings",
            "MEDIA_ROOT": f"{folder}/media",
            "LOG_LEVEL": "ERROR",
        }
        say("tables")
        manage(env, "migrate", "-v0")
        database_pid = int(manage(env, code=inside.DATABASE_PID))
        size = write(Path(folder) / "texts", options.documents)
        say(f"taking in {options.documents} documents")
        imported, import_cpu = imported_in(env, Path(folder) / "texts", database_pid)
        manage(env, code=inside.VACUUM)
        page, provision = manage(env, code=inside.OPEN_CONSULTATION).split()
        paths = manage(env, code=inside.ADDRESSES).splitlines()
        pages = {
            "document": paths,
            "list": ["/van-ban/", *(f"/van-ban/?nam={year}" for year in range(2006, 2024))],
            "search": [f"/tim-kiem/?q={quote(question)}" for question in QUESTIONS],
            "consultation": [f"/lay-y-kien/{inside.SLUG}/"],
        }
        bare_pages = {
            "document": [f"/van-ban/{path.rstrip('/').split('/')[-1]}/" for path in paths],
            "list": pages["list"],
        }
        counted = manage(env, code=inside.QUERIES.format(pages={name: paths[0] for name, paths in pages.items()}))
        queries = {name: int(count) for name, count in (row.split() for row in counted.splitlines())}
        memory = 0.0
        with (
            serve("bench.bare.wsgi", free_port(), database_pid, env) as bare,
            serve("portal.wsgi", free_port(), database_pid, env) as ours,
        ):
            figures = {
                clients: compare(pages, bare, ours, bare_pages, options.requests, clients)
                for clients in ([] if options.only else [1, options.clients])
            }
            if options.only or not options.skip_memory:
                memory = after_mixed_requests(ours, [path for paths in pages.values() for path in paths], options.mixed)
        rate = cost = 0.0
        if not options.skip_comments and not options.only:
            say("comments")
            rate, cost = accepted(env, page, provision, options.comments, database_pid)
    print(f"\n{options.documents} documents of {size / 1000:.0f} kB, PostgreSQL, two sync workers, no page cache\n")
    for clients, measured in figures.items():
        print("one request after the other" if clients == 1 else f"\n{clients} clients at once")
        table(measured, queries)
    if rate:
        line("comments accepted, two processes", f"{rate:.0f}/s, {cost:.1f} ms CPU each", "≥ 300/s")
    line("taken in and published", f"{imported:.1f} s, {import_cpu:.1f} s CPU", "≤ 40 s")
    if memory:
        line(f"largest worker after {options.mixed:,} requests", f"{memory:.0f} MB", "≤ 170 MB")


if __name__ == "__main__":
    main()
