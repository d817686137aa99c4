"""Speed of the search over whatever corpus ``DATABASE_URL`` holds: p50, p95, most, over typical questions.

CPU time on SQLite (everything happens in this process), wall time on PostgreSQL and Elasticsearch. Beside it the CPU of
all who worked at a question: this process, the server process of its database connection (where it runs on this machine) and
the cluster, as each tells; the mean of the repeats, to a hundredth of a second and a thousandth.

DATABASE_URL=sqlite:////path/to/corpus.sqlite3 .venv/bin/python bench/bench_search.py [REPEATS] [--made-up]

``--made-up`` asks in the words of ``bench/generate_provisions.py``: one to four of them, frequent, usual and rare, phrases,
numbers and provisions by number.
"""

from __future__ import annotations

import os
import statistics
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.dev")
os.environ.setdefault("DEBUG", "0")

QUESTIONS = [
    "43/2011/NĐ-CP",
    "nghị định 34/2016",
    "nd 30 2020",
    "điều 5 luật đất đai",
    "luật thanh niên",
    "thu hồi đất",
    "thu hoi dat",
    "xử phạt vi phạm hành chính",
    "xu phat vi pham hanh chinh trong linh vuc giao thong",
    "doanh nghiệp nhỏ và vừa",
    '"trách nhiệm bồi thường"',
    "thủ tục đăng ký kết hôn",
    "bảo hiểm xã hội",
    "quy định",
    "cán bộ công chức",
    "hòa giải tại tòa án",
    "lệ phí trước bạ ô tô",
    "văn bản điện tử",
    "thời hạn nộp hồ sơ -thuế",
    "tuổi nghỉ hưu của người lao động",
]


def made_up() -> list[str]:
    """Forty questions in the words of ``generate_provisions.py``, the same on every run."""
    import random

    from generate_provisions import articles, vocabulary, weights

    words, source = vocabulary(), random.Random(7)
    sums = weights(len(words))
    ranks = [(0, 20), (20, 300), (300, 3000)]
    questions = [" ".join(source.choice(words[a:b]) for _ in range(size)) for size in (1, 2, 3, 4) for a, b in ranks]
    questions += [f"{source.choice(words[:50])} {source.choice(words[1000:])}" for _ in range(8)]
    for document in range(1, 9):
        heading, clauses = next(articles(document, words, sums))
        questions += [heading, f'"{" ".join(clauses[0].split()[:4])}"']
    return [*questions, "12/2002/NĐ-CP", "nd 345 2020", "điều 5 nghị định 77/1997/NĐ-CP", "1/1991"]


#: A node looks at its own CPU once a second.
NODES_TELL = 1.1


def spent() -> dict[str, float]:
    """CPU so far, in ms, of this process, of the server's process of the database connection, of the cluster's nodes."""
    from django.conf import settings
    from django.db import connection

    used = {"this process": time.process_time() * 1000}
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_backend_pid()")
            stat = Path(f"/proc/{cursor.fetchone()[0]}/stat")
        if settings.DATABASES["default"]["HOST"] in {"127.0.0.1", "localhost", ""} and stat.exists():
            ticks = stat.read_text().rsplit(")", 1)[1].split()[11:13]
            used["database"] = sum(map(int, ticks)) * 1000 / os.sysconf("SC_CLK_TCK")
    if settings.SEARCH:
        time.sleep(NODES_TELL)
        from legaldocs.search.elasticsearch_client import writing_client

        nodes = writing_client().nodes.stats(metric="process")["nodes"].values()
        used["cluster"] = sum(node["process"]["cpu"]["total_in_millis"] for node in nodes)
    return used


def main(repeats: int = 15, *, is_made_up: bool = False) -> None:
    """Print one row a question and one for all."""
    import django

    django.setup()
    from django.conf import settings
    from django.core.cache import cache
    from django.db import connection

    from legaldocs.models import SearchEntry
    from legaldocs.search.answers import answer

    answer("làm nóng")
    in_process = (
        connection.vendor == "sqlite" and not settings.SEARCH
    )  # then CPU says it all, whatever else the machine does
    print(f"{connection.vendor}, {SearchEntry.objects.count():,} entries")
    everything: list[float] = []
    worked: list[dict[str, float]] = []
    for question in made_up() if is_made_up else QUESTIONS:
        times = []
        before = spent()
        for _ in range(repeats):
            cache.clear()  # each question as if asked for the first time
            start = time.process_time() if in_process else time.perf_counter()
            found = answer(question)
            times.append(((time.process_time() if in_process else time.perf_counter()) - start) * 1000)
        everything += times
        after = spent()
        worked.append({who: (after[who] - before[who]) / repeats for who in before})
        first = found.results[0] if found.results else None
        name = f"{first.document.number} {first.eid or ''}" if first else "—"
        print(
            f"{question[:52]:54}{statistics.median(times):8.1f} ms  {found.count:7,} hits  {name}  CPU {sum(worked[-1].values()):.0f} ms"
        )
    ordered = sorted(everything)
    print(
        f"{'all':54}p50 {statistics.median(ordered):.1f} ms, p95 {ordered[int(len(ordered) * 0.95)]:.1f} ms, most {ordered[-1]:.1f} ms"
    )
    for who in [*worked[0], "together"]:
        each = sorted(sum(row.values()) if who == "together" else row[who] for row in worked)
        last = each[max(0, int(len(each) * 0.95) - 1)]
        print(f"{f'CPU, {who}':54}p50 {statistics.median(each):.1f} ms, p95 {last:.1f} ms, most {each[-1]:.1f} ms")


if __name__ == "__main__":
    numbers = [int(word) for word in sys.argv[1:] if word.isdigit()]
    main(*numbers[:1], is_made_up="--made-up" in sys.argv)
