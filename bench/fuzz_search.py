"""Made-up questions of every sign against the search of ``DATABASE_URL`` (and ``SEARCH_URL``); seeded, so a failure comes again.

    DATABASE_URL=… .venv/bin/python bench/fuzz_search.py [COUNT] [SEED]

Printed are questions that failed or took longer than a second, and how many questions a second were answered. The exit
status is 1 when one failed or was slow.
"""

from __future__ import annotations

import os
import random
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.dev")
os.environ.setdefault("DEBUG", "0")

SIGNS = [
    '"', "'", "\\", "%", "*", "(", ")", "-", "–", "/", ":", "^", "_", "&", "|", "!", "<->", " NOT ", " AND ", " OR ", "NEAR(", "{", "}",
    "[", "]", "~", "\x00", "\ud800", "\u0301", "\u200b", "٣", "🙂", "$$", "1e999", ";DROP TABLE legaldocs_searchentry;--", "0" * 40, "\n",
]  # fmt: skip
WORDS = [
    "điều", "khoản 1", "điểm đ", "nghị định", "43/2011/NĐ-CP", "15/2012", "luật", "đất đai", "dat dai", "viên chức", "quy định", "của",
    "thời hạn", "bao lâu", "bị phạt bao nhiêu", "xe máy", "doanh nghiệp", "UBND", "GPMB", "sổ đỏ", "hồ sơ", "không", "được", "năm 2015",
    "từ 2010 đến 2020", "ĐIỆN TỬ", "-thuế", "tháng 3", "Bộ Tài chính", "kĩ thuật", "hoà giải", "trách nhiệm",
]  # fmt: skip
SLOW = 1.0


def question(source: random.Random) -> str:
    """Words, signs and single letters in any order."""
    letters = "".join(chr(source.choice([source.randint(32, 126), source.randint(0xC0, 0x1EF9)])) for _ in range(6))
    pieces = source.choices([*SIGNS, *WORDS, *WORDS, letters], k=source.randint(1, 14))
    return source.choice(["", " ", " "]).join(pieces)


def waited() -> float:
    """Seconds this process, and the database's process that serves it, stood in the queue for a processor: a busy machine's
    part of a slow answer, not the search's."""
    from django.db import connection

    queues = ["/proc/self/schedstat"]
    if connection.vendor == "postgresql" and connection.connection is not None:
        queues.append(f"/proc/{connection.connection.info.backend_pid}/schedstat")
    return sum(int(Path(path).read_text().split()[1]) / 1e9 for path in queues if Path(path).exists())


def main(count: int = 10_000, seed: int = 1) -> int:
    """Ask and judge."""
    import django

    django.setup()
    from legaldocs.search.answers import answer
    from legaldocs.search.engine import get_engine

    source, bad, partial = random.Random(seed), 0, 0
    longest = longest_served = 0.0
    answer("làm nóng")
    started = time.monotonic()
    for number in range(count):
        asked = question(source)
        before, queued = time.monotonic(), waited()
        try:
            found = answer(
                asked, page=source.choice([1, 1, 1, 2, 50]), order=source.choice(["best", "best", "newest", "effect"])
            )
            trouble = "failed" if found.failed else ""
            partial += found.partial
        except Exception as error:  # whatever it is, it is what is looked for
            trouble = repr(error)
        took = time.monotonic() - before
        longest = max(longest, took)
        took -= waited() - queued
        longest_served = max(longest_served, took)
        if trouble or took > SLOW:
            bad += 1
            print(f"{number}: {trouble or f'{took:.2f} s'}: {asked!r}")
    rate = count / (time.monotonic() - started)
    print(
        f"{get_engine().name}: {count:,} questions, {bad} failed or slow, {partial} cut by time, {rate:.0f} a second,"
        f" longest {longest:.2f} s, {longest_served:.2f} s without waiting for a processor"
    )
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:3])))
