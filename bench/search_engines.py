"""``make bench-search``: the labelled and the drawn questions on every engine over one and the same corpus, side by side.

    python bench/search_engines.py [--engines sqlite,postgresql,elasticsearch] [--json FILE]

SQLite: the file of ``DATABASE_URL`` (``sqlite:///…``), else ``var/search-corpus.sqlite3``, built once from ``CORPUS_DIR``.
PostgreSQL: the database of ``BENCH_POSTGRESQL`` (its corpus is used as it is), else a throw-away cluster that gets a copy
of the corpus. Elasticsearch: the cluster of ``SEARCH_URL``, else a throw-away node; its index is built from the corpus.
"""

from __future__ import annotations

import argparse
import csv
import io
import json
import os
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from statistics import mean

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tools")]

from bench.bench_search_quality import CORPUS, GOALS, SETS, Outcome, percentile, share  # noqa: E402
from bench.search_labels import CLASSES  # noqa: E402

ENGINES = ("sqlite", "postgresql", "elasticsearch")
#: What makes up the corpus; revisions, files and the index are not copied.
TABLES = (
    "legaldocs_organization",
    "legaldocs_organization_successors",
    "legaldocs_legaldocument",
    "legaldocs_legaldocument_joint_issuers",
    "legaldocs_expression",
    "legaldocs_provision",
)
#: Columns that point at what is not copied.
EMPTIED = {"latest_revision_id", "live_revision_id", "locked_by_id"}
NULL = "\\N"


def run(env: dict[str, str], *command: str) -> None:
    """Run one command of the checkout; what it says goes to stderr."""
    subprocess.run([sys.executable, *command], cwd=ROOT, env={**os.environ, **env}, check=True, stdout=sys.stderr)


def lines_of(source: sqlite3.Connection, table: str, columns: Sequence[str], booleans: set[str]) -> Iterator[str]:
    """A table as CSV that PostgreSQL reads; parents before their children."""
    names = ", ".join("NULL" if name in EMPTIED else f'"{name}"' for name in columns)
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    for row in source.execute(f"SELECT {names} FROM {table} ORDER BY id"):
        cells = []
        for name, value in zip(columns, row, strict=True):
            if value is None:
                cells.append(NULL)
            elif name in booleans:
                cells.append("t" if value else "f")
            else:
                cells.append(value.replace("\x00", "") if isinstance(value, str) else value)
        writer.writerow(cells)
        if buffer.tell() > 1_000_000:
            yield buffer.getvalue()
            buffer.seek(0)
            buffer.truncate()
    yield buffer.getvalue()


def copy_corpus(path: Path, address: str) -> None:
    """Fill the new, migrated database at ``address`` with the corpus of the SQLite file, row by row with the same keys."""
    import psycopg2

    source = sqlite3.connect(path)
    with psycopg2.connect(address) as target, target.cursor() as cursor, tempfile.TemporaryFile("w+") as file:
        cursor.execute("SET session_replication_role = replica")
        cursor.execute(f"TRUNCATE {', '.join(TABLES)} CASCADE")  # migrations fill the register of issuers
        for table in TABLES:
            cursor.execute(
                "SELECT column_name, data_type FROM information_schema.columns WHERE table_name = %s", [table]
            )
            types = dict(cursor.fetchall())
            there = {row[1] for row in source.execute(f"PRAGMA table_info({table})")}
            columns = [name for name in types if name in there]
            file.seek(0)
            file.truncate()
            file.writelines(lines_of(source, table, columns, {name for name in columns if types[name] == "boolean"}))
            file.seek(0)
            names = ", ".join(f'"{name}"' for name in columns)
            cursor.copy_expert(f"COPY {table} ({names}) FROM STDIN WITH (FORMAT csv, NULL '{NULL}')", file)
    source.close()


def sqlite_corpus() -> Path:
    """The SQLite file with the corpus: the one of ``DATABASE_URL``, else the one of the bench."""
    address = os.environ.get("DATABASE_URL", "")
    return Path(address.removeprefix("sqlite:///")) if address.startswith("sqlite:///") else CORPUS


def measured_on(engine: str, stack: ExitStack) -> dict:
    """Everything ``bench_search_quality.py`` measured on one engine."""
    corpus = sqlite_corpus()
    env = {"DATABASE_URL": f"sqlite:///{corpus}", "SEARCH_URL": ""}
    if engine == "postgresql":
        address = os.environ.get("BENCH_POSTGRESQL", "")
        env["DATABASE_URL"] = address or _copy_on_postgresql(corpus, stack)
    elif engine == "elasticsearch":
        env["SEARCH_URL"] = os.environ.get("SEARCH_URL") or _node(stack)
        run(env, "manage.py", "rebuild_search", "--engine", "elasticsearch", "--restart")
    with tempfile.TemporaryDirectory() as folder:
        run(env, "bench/bench_search_quality.py", "--json", f"{folder}/outcomes.json")
        return json.loads(Path(folder, "outcomes.json").read_text())


def _copy_on_postgresql(corpus: Path, stack: ExitStack) -> str:
    from postgres import throwaway_cluster

    address = f"{stack.enter_context(throwaway_cluster('shared_buffers=512MB'))}/postgres"
    env = {"DATABASE_URL": address, "SEARCH_URL": ""}
    run(env, "manage.py", "migrate", "-v0")
    copy_corpus(corpus, address)
    run(env, "manage.py", "rebuild_search", "--engine", "database")
    run(env, "manage.py", "build_vocabulary")
    return address


def _node(stack: ExitStack) -> str:
    from search_server import throwaway_search_server

    node = stack.enter_context(throwaway_search_server(heap="1g"))
    return f"elasticsearch://{node.address}/bench?timeout=10"


def outcomes_of(found: dict, half: str) -> list[Outcome]:
    """The outcomes of one half as they were measured."""
    return [Outcome(**row) for row in found["outcomes"][half]]


def side_by_side(found: dict[str, dict], half: str) -> list[str]:
    """One half as a Markdown table: for each class the figure of its goal (MRR without one) on every engine."""
    engines = list(found)
    rows = [f"| {half} | câu | chỉ số | đích | {' | '.join(engines)} |", "|---|--:|---|--:|" + "--:|" * len(engines)]
    all_of = {engine: outcomes_of(found[engine], half) for engine in engines}
    asked = {row.kind for rows in all_of.values() for row in rows}
    for kind, name in ((kind, name) for kind, name in CLASSES.items() if kind in asked):
        figure, goal = GOALS.get(kind, ("MRR", 0.0))
        cells = []
        count = 0
        for engine in engines:
            own = [row for row in all_of[engine] if row.kind == kind]
            count = len(own)
            cells.append(f"{share(own, figure):.3f}" if own else "–")
        rows.append(f"| {name} | {count} | {figure} | {f'≥ {goal:g}' if goal else ''} | {' | '.join(cells)} |")
    answerable = {engine: [row for row in all_of[engine] if row.kind != "empty"] for engine in engines}
    for figure in ("MRR", "success@1"):
        cells = [f"{share(answerable[engine], figure):.3f}" for engine in engines]
        rows.append(f"| tất cả câu có câu trả lời | {len(answerable[engines[0]])} | {figure} | | {' | '.join(cells)} |")
    scores = [mean(row.ndcg for row in answerable[engine]) for engine in engines]
    apart = "≤ 0.03 giữa các máy" if len(engines) > 1 else ""
    rows.append(
        f"| tất cả câu có câu trả lời | {len(answerable[engines[0]])} | nDCG@10 | {apart} |"
        f" {' | '.join(f'{score:.3f}' for score in scores)} |"
    )
    return rows


def speeds(found: dict[str, dict]) -> list[str]:
    """Times on each engine over all questions."""
    rows = [f"| ms | {' | '.join(found)} |", "|---|" + "--:|" * len(found)]
    for label, name in (("chờ", "wall_ms"), ("CPU của tiến trình", "cpu_ms")):
        for part, what in ((0.5, "p50"), (0.95, "p95"), (1.0, "lâu nhất")):
            cells = []
            for engine in found.values():
                values = [row[name] for half in SETS for row in engine["outcomes"][half]]
                cells.append(f"{percentile(values, part):.1f}")
            rows.append(f"| {label}, {what} | {' | '.join(cells)} |")
    return rows


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--engines", default=",".join(ENGINES))
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    chosen = [engine for engine in ENGINES if engine in options.engines.split(",")]
    if sqlite_corpus() == CORPUS:
        run({}, "bench/bench_search_quality.py", "--build")
        run({"DATABASE_URL": f"sqlite:///{CORPUS}"}, "manage.py", "migrate", "-v0")
    found = {}
    for engine in chosen:
        with ExitStack() as stack:
            found[engine] = measured_on(engine, stack)
    if options.json:
        options.json.write_text(json.dumps(found, ensure_ascii=False))
    for half in SETS:
        print("\n".join(side_by_side(found, half)), end="\n\n")
    print("\n".join(speeds(found)))


if __name__ == "__main__":
    main()
