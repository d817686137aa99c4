"""How fast texts are read: ``python bench/bench_text.py [FOLDER]`` (real texts from CORPUS_DIR, else a generated law).

Prints megabytes of UTF-8 text per second on one core for the steps, and the seconds the Civil Code takes.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from legaldocs.domain.citations import find_citations  # noqa: E402
from legaldocs.domain.metadata import read_metadata  # noqa: E402
from legaldocs.domain.reading import clean_text, read_text  # noqa: E402
from legaldocs.domain.structure import Structure, parse, to_text, walk  # noqa: E402
from legaldocs.domain.text import fold  # noqa: E402

TARGET_MB_PER_SECOND = 3.0
TARGET_CIVIL_CODE_SECONDS = 0.4


def generated_law(articles: int = 700) -> str:
    """A law of the size of the Civil Code, for machines without the real texts."""
    clause = (
        "Cá nhân, pháp nhân xác lập, thực hiện, chấm dứt quyền, nghĩa vụ dân sự theo quy định tại khoản 1 Điều 3. " * 3
    )
    lines = ["QUỐC HỘI", "Luật số: 1/2020/QH14", "LUẬT", "MẪU", "Căn cứ Hiến pháp;"]
    for number in range(1, articles + 1):
        if number % 20 == 1:
            lines += [f"Chương {number // 20 + 1}", "QUY ĐỊNH CHUNG"]
        lines += [f"Điều {number}. Tên của điều", f"1. {clause}", "2. Gồm:", f"a) {clause};", f"b) {clause}."]
    return "\n".join(lines)


def best_of(work: Callable[[], object], rounds: int = 3) -> float:
    """The least processor time of some runs: what others do on the machine must not count."""
    times = []
    for _ in range(rounds):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return min(times)


def row(name: str, size: int, seconds: float) -> None:
    print(f"{name:<34}{size / 1e6:>9.2f} MB{seconds:>10.3f} s{size / 1e6 / seconds:>10.1f} MB/s")


def main() -> int:
    """Measure and print; the exit status says whether the targets are met."""
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else os.environ.get("CORPUS_DIR", ROOT.parent / "shared" / "data"))
    laws = [path.read_text(encoding="utf-8", errors="replace") for path in sorted((folder / "laws").glob("*.txt"))]
    gazette = [
        path.read_text(encoding="utf-8", errors="replace") for path in sorted((folder / "cong-bao").glob("*.txt"))
    ]
    laws = laws or [generated_law()]
    code = max(laws, key=len)
    size = sum(len(text.encode()) for text in laws)
    cleaned = [clean_text(text)[0] for text in laws]
    structures: list[Structure] = [parse(text) for text in cleaned]
    print(f"{len(laws)} laws, {sum(1 for s in structures for _ in walk(s))} provisions; {len(gazette)} Gazette texts")
    seconds = best_of(lambda: [parse(text) for text in cleaned])
    rate = size / 1e6 / seconds
    row("structure: parse", size, seconds)
    row("structure: to_text", size, best_of(lambda: [to_text(structure) for structure in structures]))
    row("fold", size, best_of(lambda: [fold(text) for text in cleaned]))
    row("clean (furniture, broken lines)", size, best_of(lambda: [clean_text(text) for text in laws]))
    row("metadata", size, best_of(lambda: [read_metadata(structure) for structure in structures]))
    row("citations", size, best_of(lambda: [find_citations(structure) for structure in structures], 1))
    row("read_text, everything", size, best_of(lambda: [read_text(text) for text in laws], 1))
    if gazette:
        printed = sum(len(text.encode()) for text in gazette)
        row("Gazette: clean", printed, best_of(lambda: [clean_text(text) for text in gazette], 1))
        row("Gazette: read_text, everything", printed, best_of(lambda: [read_text(text) for text in gazette], 1))
    code_seconds = best_of(lambda: parse(code))
    row("longest law: parse", len(code.encode()), code_seconds)
    row("longest law: read_text", len(code.encode()), best_of(lambda: read_text(code)))
    met = rate >= TARGET_MB_PER_SECOND and code_seconds < TARGET_CIVIL_CODE_SECONDS
    verdict = "met" if met else "MISSED"
    print(f"target: parse ≥ {TARGET_MB_PER_SECOND} MB/s, longest law < {TARGET_CIVIL_CODE_SECONDS} s: {verdict}")
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main())
