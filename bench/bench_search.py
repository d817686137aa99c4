"""Speed of the search over whatever corpus ``DATABASE_URL`` holds: p50, p95, most, over typical questions.

CPU time on SQLite (everything happens in this process), wall time on PostgreSQL.

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
    for question in made_up() if is_made_up else QUESTIONS:
        times = []
        for _ in range(repeats):
            cache.clear()  # each question as if asked for the first time
            start = time.process_time() if in_process else time.perf_counter()
            found = answer(question)
            times.append(((time.process_time() if in_process else time.perf_counter()) - start) * 1000)
        everything += times
        first = found.results[0] if found.results else None
        name = f"{first.document.number} {first.eid or ''}" if first else "—"
        print(f"{question[:52]:54}{statistics.median(times):8.1f} ms  {found.count:7,} hits  {name}")
    ordered = sorted(everything)
    print(
        f"{'all':54}p50 {statistics.median(ordered):.1f} ms, p95 {ordered[int(len(ordered) * 0.95)]:.1f} ms, most {ordered[-1]:.1f} ms"
    )


if __name__ == "__main__":
    numbers = [int(word) for word in sys.argv[1:] if word.isdigit()]
    main(*numbers[:1], is_made_up="--made-up" in sys.argv)
