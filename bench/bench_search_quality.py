"""How well and how fast the search answers the labelled questions, by class, on one engine (``search_engines.py``: on all).

    python bench/bench_search_quality.py            the engine of DATABASE_URL and SEARCH_URL
    python bench/bench_search_quality.py --failures tune    and which questions of this half failed
    python bench/bench_search_quality.py --json FILE        and everything as JSON

The corpus is what ``DATABASE_URL`` holds; without it ``var/search-corpus.sqlite3`` is built once from ``CORPUS_DIR`` (the
Pháp điển and 60 laws). MRR and success@1 count answers of grade 2, nDCG@10 both grades; a question without an answer is
answered honestly when nothing is shown, or what is shown is said to be near only. CPU is this process's own (all
of it on SQLite); wall time is what a visitor waits, on whatever else the machine does.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import subprocess
import sys
import time
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import mean, median

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT)]
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.dev")
os.environ.setdefault("DEBUG", "0")
os.environ.setdefault("LOG_LEVEL", "ERROR")

from bench.search_draw import load_drawn  # noqa: E402
from bench.search_labels import CLASSES, HALVES, Label, load  # noqa: E402

#: The corpus of the bench, built once.
CORPUS = ROOT / "var" / "search-corpus.sqlite3"
DEPTH = 20
#: Questions drawn from the corpus (``search_draw.py``) beside those that were labelled by hand; as for these, work on the
#: search looks at "tune" only.
DRAWN = "drawn-"
SETS = (*HALVES, *(f"{DRAWN}{half}" for half in HALVES))
#: The goal of a class: which figure, and how much of it (docs/search.md).
GOALS = {
    "number": ("success@1", 0.99),
    "provision": ("success@1", 0.99),
    "title": ("MRR", 0.95),
    "title_plain": ("MRR", 0.95),
    "heading": ("MRR", 0.95),
    "heading_plain": ("MRR", 0.95),
    "slip": ("MRR", 0.8),
    "alias": ("MRR", 0.7),
    "citizen": ("MRR", 0.55),
    "empty": ("honest", 1.0),
}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one question."""

    kind: str
    question: str
    rank: int
    ndcg: float
    honest: bool
    wall_ms: float
    cpu_ms: float
    first: str = ""

    @property
    def reciprocal(self) -> float:
        """1 for the first place, 1/2 for the second …, 0 where the answer is not among the first 20."""
        return 1 / self.rank if self.rank else 0.0


def gains(label: Label, answers: Sequence[tuple[str, str | None]]) -> list[int]:
    """The grade of each answer; the second answer to the same key brings nothing."""
    taken: set[str] = set()
    found = []
    for number_key, eid in answers:
        key, grade = label.matched(number_key, eid)
        found.append(0 if key in taken else grade)
        taken.add(key)
    return found


def ndcg(label: Label, found: Sequence[int], depth: int = 10) -> float:
    """Discounted gain of the first ten answers beside the best order there could be."""

    def dcg(grades: Iterable[int]) -> float:
        return sum((2**grade - 1) / math.log2(place + 2) for place, grade in enumerate(grades))

    ideal = dcg(([2] * len(label.best) + [1] * len(label.good))[:depth])
    return dcg(found[:depth]) / ideal if ideal else 0.0


def ask(label: Label) -> Outcome:
    """Ask one question as if for the first time."""
    from django.core.cache import cache

    from legaldocs.search.answers import answer

    cache.clear()
    wall, cpu = time.perf_counter(), time.process_time()
    page = answer(label.question, page_size=DEPTH)
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    answers = [(result.document.number_key, result.eid) for result in page.results]
    found = gains(label, answers)
    rank = next((place for place, grade in enumerate(found, 1) if grade == 2), 0)
    first = "#".join(filter(None, answers[0])) if answers else "—"
    honest = not page.failed and (not page.results or page.relaxed)
    return Outcome(
        label.kind, label.question, rank, ndcg(label, found), honest, wall * 1000, cpu * 1000, f"{page.count} · {first}"
    )


def share(outcomes: Sequence[Outcome], figure: str) -> float:
    """One figure over a class."""
    if figure == "honest":
        return mean(outcome.honest for outcome in outcomes)
    if figure == "success@1":
        return mean(outcome.rank == 1 for outcome in outcomes)
    return mean(outcome.reciprocal for outcome in outcomes)


def percentile(values: Sequence[float], part: float) -> float:
    """The value below which this part of them lies."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * part))]


def table(half: str, outcomes: Sequence[Outcome]) -> list[str]:
    """The rows of one half."""
    lines = [f"{half:42}{'n':>5}{'MRR':>8}{'nDCG@10':>9}{'success@1':>11}   goal"]
    for kind, name in CLASSES.items():
        rows = [outcome for outcome in outcomes if outcome.kind == kind]
        if not rows:
            continue
        figure, goal = GOALS.get(kind, ("", 0.0))
        verdict = (
            f"{figure} ≥ {goal}: {share(rows, figure):.3f} {'✓' if share(rows, figure) >= goal else '✗'}"
            if goal
            else ""
        )
        if kind == "empty":
            cells = f"{'':8}{'':9}{'':11}"
        else:
            cells = f"{share(rows, 'MRR'):8.3f}{mean(row.ndcg for row in rows):9.3f}{share(rows, 'success@1'):11.3f}"
        lines.append(f"  {name:40}{len(rows):5}{cells}   {verdict}")
    known = [outcome for outcome in outcomes if outcome.kind != "empty"]
    lines.append(
        f"  {'tất cả câu có câu trả lời':40}{len(known):5}{share(known, 'MRR'):8.3f}{mean(row.ndcg for row in known):9.3f}"
        f"{share(known, 'success@1'):11.3f}"
    )
    return lines


def times(outcomes: Sequence[Outcome]) -> str:
    """p50, p95 and the slowest question."""
    wall, cpu = [o.wall_ms for o in outcomes], [o.cpu_ms for o in outcomes]
    slowest = max(outcomes, key=lambda outcome: outcome.wall_ms)
    return (
        f"  wall p50 {median(wall):.1f} ms, p95 {percentile(wall, 0.95):.1f} ms; own CPU p50 {median(cpu):.1f} ms,"
        f" p95 {percentile(cpu, 0.95):.1f} ms; slowest {slowest.wall_ms:.0f} ms: {slowest.question[:60]}"
    )


def build(path: Path) -> None:
    """Take the Pháp điển and the laws into a new SQLite file."""
    from django.conf import settings

    sources = [settings.CORPUS_DIR / "laws", *sorted(settings.CORPUS_DIR.glob("phap-dien-*.jsonl.gz"))]
    missing = [str(source) for source in sources if not source.exists()]
    if missing or len(sources) < 2:
        raise SystemExit(
            f"no corpus at {settings.CORPUS_DIR}: set CORPUS_DIR, or DATABASE_URL to a database that holds it"
        )
    unfinished = path.with_suffix(".unfinished")
    unfinished.unlink(missing_ok=True)
    path.parent.mkdir(exist_ok=True)
    env = {**os.environ, "DATABASE_URL": f"sqlite:///{unfinished}", "SEARCH_URL": ""}
    # Some lines of the Pháp điển are damaged: the import says so, takes the rest in and ends with an error of its own.
    for arguments in (
        ["migrate", "-v0"],
        ["import_documents", *map(str, sources), "--publish"],
        ["rebuild_search", "--engine", "database"],
        ["build_vocabulary"],
    ):
        done = subprocess.run([sys.executable, "manage.py", *arguments], cwd=ROOT, env=env)
        if done.returncode and arguments[0] != "import_documents":
            raise SystemExit(f"manage.py {arguments[0]} failed")
    unfinished.rename(path)


def labels_of(chosen: str) -> list[Label]:
    """The questions of one set."""
    return load_drawn(chosen.removeprefix(DRAWN)) if chosen.startswith(DRAWN) else load(chosen)


def measured(chosen: Sequence[str]) -> dict[str, list[Outcome]]:
    """Every label of these sets asked once, after a question that warms up."""
    from legaldocs.search.answers import answer

    answer("làm nóng")
    return {one: [ask(label) for label in labels_of(one)] for one in chosen}


def main() -> None:
    """Measure the engine of the environment and print its tables."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--half", choices=SETS, action="append", help="only this half")
    parser.add_argument("--failures", choices=SETS, help="print the questions of this half whose answer is not first")
    parser.add_argument("--json", type=Path, help="write every outcome to this file")
    parser.add_argument("--build", action="store_true", help="only build the corpus of the bench where it is missing")
    options = parser.parse_args()
    import django

    if options.build or not os.environ.get("DATABASE_URL"):
        if not CORPUS.exists():
            django.setup()
            build(CORPUS)
            os.execv(sys.executable, [sys.executable, *sys.argv])
        os.environ["DATABASE_URL"] = f"sqlite:///{CORPUS}"
    if options.build:
        return
    django.setup()
    from legaldocs.models import SearchEntry, SearchVocabulary
    from legaldocs.search.engine import get_engine

    if not SearchVocabulary.objects.exists():
        raise SystemExit("the words of the corpus are not counted yet: manage.py build_vocabulary")
    outcomes = measured(options.half or SETS)
    print(f"{get_engine().name}, {SearchEntry.objects.count():,} entries")
    for half, rows in outcomes.items():
        print("\n".join(table(half, rows)))
        print(times(rows))
    if options.failures:
        for row in outcomes.get(options.failures, []):
            if row.rank != 1 and not (row.kind == "empty" and row.honest):
                print(f"{row.kind:14}{row.rank or '—':>3}  {row.question[:70]:72}{row.first}")
    if options.json:
        everything = {half: [asdict(row) for row in rows] for half, rows in outcomes.items()}
        options.json.write_text(json.dumps({"engine": get_engine().name, "outcomes": everything}, ensure_ascii=False))


if __name__ == "__main__":
    main()
