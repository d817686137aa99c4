"""Labelled questions for measuring the search: what was asked, and which provisions of the corpus answer it.

Labels hold questions and stable keys only, never a text of the corpus. A key is a document's number key, with the eId of
a provision behind ``#`` where the answer is a provision: ``45/2019/qh14#art_113``. ``best`` answers the question (grade
2), ``good`` helps with it (grade 1).

The halves are fixed by the first ``best`` key (the folded question where the corpus has no answer), so that every
spelling of one question stands in the same half: an even first byte of its SHA-256 is ``tune``, an odd one ``test``.
Whoever works on the search looks at ``tune`` only.

    .venv/bin/python bench/search_labels.py add FILE    takes in lines "class|question|best,best|good,good"
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from legaldocs.domain.text import fold, search_tokens

FOLDER = Path(__file__).resolve().parent
HALVES = ("tune", "test")
#: What each class holds, in the order of the tables.
CLASSES = {
    "number": "số hiệu, mọi cách viết",
    "provision": "điều khoản gọi bằng số",
    "title": "từ của tên văn bản, có dấu",
    "title_plain": "từ của tên văn bản, không dấu",
    "heading": "từ của tên điều, có dấu",
    "heading_plain": "từ của tên điều, không dấu",
    "content": "nội dung khoản, nói cách khác",
    "slip": "gõ nhầm, sai dấu, dấu telex còn sót",
    "alias": "tên tắt, chữ viết tắt",
    "citizen": "câu hỏi bằng lời người dân",
    "empty": "kho không có câu trả lời",
}
HEAD = """\
# Labelled questions, half "{half}". Questions and keys only; the texts are not here.
# The half follows from the first key of "best" (from the folded question where "best" is empty):
# first byte of its SHA-256 even: tune, odd: test (bench/search_labels.py). Work on the search looks at "tune" only.
"""


@dataclass(frozen=True, slots=True)
class Label:
    """One question with its right answers."""

    question: str
    kind: str
    best: tuple[str, ...] = ()
    good: tuple[str, ...] = ()

    @property
    def half(self) -> str:
        """``tune`` or ``test``, fixed for ever by what answers the question."""
        key = self.best[0] if self.best else search_tokens(self.question)
        return HALVES[hashlib.sha256(key.encode()).digest()[0] % 2]

    def matched(self, number_key: str, eid: str | None) -> tuple[str, int]:
        """Which key an answer (a document, or a provision of it) matches, and its grade; a part of a provision is right."""
        for grade, keys in ((2, self.best), (1, self.good)):
            for key in keys:
                document, _, provision = key.partition("#")
                if document != number_key or bool(provision) != bool(eid):
                    continue
                if not eid or eid == provision or eid.startswith(f"{provision}__"):
                    return key, grade
        return "", 0


def path_of(half: str) -> Path:
    """The file of one half."""
    return FOLDER / f"search_labels_{half}.yaml"


def load(half: str) -> list[Label]:
    """All labels of one half."""
    import yaml

    rows = yaml.safe_load(path_of(half).read_text("utf-8")) or []
    return [
        Label(row["q"], row["class"], tuple(map(str, row.get("best", ()))), tuple(map(str, row.get("good", ()))))
        for row in rows
    ]


def written(labels: Iterable[Label], half: str) -> str:
    """The file of one half: sorted by class and question, one label a line."""
    order = list(CLASSES)
    rows = sorted(labels, key=lambda label: (order.index(label.kind), fold(label.question), label.question))
    lines = [HEAD.format(half=half)]
    for label in rows:
        keys = "".join(
            f", {name}: [{', '.join(getattr(label, name))}]" for name in ("best", "good") if getattr(label, name)
        )
        lines.append(f"- {{q: {json.dumps(label.question, ensure_ascii=False)}, class: {label.kind}{keys}}}\n")
    return "".join(lines)


def add(lines: Iterable[str]) -> dict[str, int]:
    """Take in new labels (a question already there is replaced) and write both halves; answers how many each holds."""
    known = {label.question: label for half in HALVES if path_of(half).exists() for label in load(half)}
    for line in lines:
        if not line.strip():
            continue
        kind, question, best, good = [*line.rstrip("\n").split("|"), "", ""][:4]
        known[question] = Label(question, kind, *(tuple(filter(None, keys.split(","))) for keys in (best, good)))
    for half in HALVES:
        path_of(half).write_text(written([x for x in known.values() if x.half == half], half), "utf-8")
    return {half: sum(label.half == half for label in known.values()) for half in HALVES}


if __name__ == "__main__":
    if len(sys.argv) != 3 or sys.argv[1] != "add":
        raise SystemExit(__doc__)
    print(add(Path(sys.argv[2]).read_text("utf-8").splitlines()))
