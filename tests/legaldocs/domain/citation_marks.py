"""Marks of citations made by reading, and how far a reading agrees with them."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from legaldocs.domain.citations import Citation, Target, find_citations
from legaldocs.domain.dates import parse_date
from legaldocs.domain.emphasis import escaped
from legaldocs.domain.reading import read_text
from legaldocs.domain.structure import parse, walk
from legaldocs.intake.word import read_word

MARKS = Path(__file__).parent / "reference" / "citations.jsonl"
_BULK = "phap-dien-2026-01.jsonl.gz"


@dataclass(slots=True)
class Score:
    """How many citations were marked, found and found right; what went wrong is told in words."""

    marked: int = 0
    found: int = 0
    right: int = 0
    spans: int = 0
    articles: int = 0
    errors: list[str] = field(default_factory=list)

    @property
    def recall(self) -> float:
        return self.right / self.marked if self.marked else 1.0

    @property
    def precision(self) -> float:
        return self.right / self.found if self.found else 1.0

    def add(self, other: Score) -> None:
        for name in ("marked", "found", "right", "spans", "articles"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.errors.extend(other.errors)


def marked_articles() -> list[dict[str, Any]]:
    """The rows of the reference table."""
    return [json.loads(line) for line in MARKS.read_text(encoding="utf-8").splitlines()]


@cache
def _bulk_documents(corpus: Path) -> dict[str, tuple[str, date | None]]:
    wanted = {row["source"].partition(":")[2] for row in marked_articles() if row["source"].startswith("phap-dien:")}
    texts: dict[str, tuple[str, date | None]] = {}
    with gzip.open(corpus / _BULK, "rt", encoding="utf-8") as lines:
        for line in lines:
            document = json.loads(line)
            if document.get("vbpl_id") in wanted and document["vbpl_id"] not in texts:
                text = escaped(
                    "\n".join(
                        f"Điều {article['num']}. {article['heading']}".rstrip() + "\n" + article["text"]
                        for article in document["articles"]
                    )
                )
                texts[document["vbpl_id"]] = (
                    text,
                    parse_date(document.get("effective_on") or document.get("issued_on") or ""),
                )
    return texts


def _text_of(path: Path) -> str:
    return read_word(path.read_bytes()).text if path.suffix == ".docx" else path.read_text("utf-8", errors="replace")


@cache
def _read(corpus: Path, source: str) -> tuple[dict[str, str], list[Citation]]:
    """The texts of all provisions of a source, by eId, and every citation in them."""
    kind, _, key = source.partition(":")
    if kind == "phap-dien":
        text, issued_on = _bulk_documents(corpus)[key]
        structure = parse(text)
        citations = find_citations(structure, issued_on)
    else:
        document = read_text(_text_of(corpus / source), marked=source.endswith(".docx"))
        structure, citations = document.structure, document.citations
    return {node.eid: node.text for node, _ in walk(structure)}, citations


def _is_right(wanted: list[str], found: tuple[Target, ...]) -> bool:
    if len(wanted) != len(found):
        return False
    return all(
        _same(mark, target) for mark, target in zip(sorted(wanted, key=_eid), sorted(found, key=_key), strict=True)
    )


def _eid(mark: str) -> str:
    return mark.rpartition("#")[2]


def _key(target: Target) -> str:
    return target.eid or ""


def _same(mark: str, target: Target) -> bool:
    document, _, eid = mark.rpartition("#")
    if eid != (target.eid or ""):
        return False
    if not document.startswith("?"):
        return target.number == document
    name, _, number = document[1:].partition("=")
    if target.number is not None:
        return target.number == number
    return " ".join(target.name.split()).lower() == " ".join(name.split()).lower()


def _spans(
    article: str, rows: list[dict[str, Any]], texts: dict[str, str]
) -> Iterator[tuple[str, int, int, dict[str, Any]]]:
    for row in rows:
        eid = f"{article}__{row['in']}" if row["in"] else article
        start = -1
        for _ in range(row.get("nth", 1)):
            start = texts.get(eid, "").find(row["text"], start + 1)
        yield eid, start, start + len(row["text"]), row


def score_article(corpus: Path, row: dict[str, Any]) -> Score:
    """Compare what is found in one marked article with its marks."""
    texts, citations = _read(corpus, row["source"])
    article = row["article"]
    found = [
        citation
        for citation in citations
        if citation.provision_eid == article or citation.provision_eid.startswith(f"{article}__")
    ]
    score = Score(marked=len(row["marks"]), articles=1)
    where = f"{row['source']} {article}"
    marks = {(eid, start, end): mark for eid, start, end, mark in _spans(article, row["marks"], texts)}
    optional = [(eid, start, end) for eid, start, end, _ in _spans(article, row.get("optional", []), texts)]
    for citation in found:
        place = (citation.provision_eid, citation.start, citation.end)
        mark = marks.pop(place, None)
        if mark is None and any(
            eid == citation.provision_eid and citation.start < end and start < citation.end
            for eid, start, end in optional
        ):
            continue
        score.found += 1
        shown = [f"{target.number}#{target.eid or ''}" for target in citation.targets]
        if mark is None:
            score.errors.append(f"{where}: not marked: {citation.text!r} → {shown}")
            continue
        score.spans += 1
        if _is_right(mark["to"], citation.targets):
            score.right += 1
        else:
            score.errors.append(f"{where}: {citation.text!r} → {shown}, marked {mark['to']}")
    score.errors.extend(f"{where}: not found: {mark['text']!r} → {mark['to']}" for mark in marks.values())
    return score


def score_all(corpus: Path) -> dict[str, Score]:
    """The score of each set of the corpus."""
    scores: dict[str, Score] = {}
    for row in marked_articles():
        name = row["source"].replace(":", "/").split("/")[0]
        scores.setdefault(name, Score()).add(score_article(corpus, row))
    return scores
