"""The reference tables made by reading (``reference/README.md``), and how far a reading agrees with them."""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from legaldocs.domain.metadata import Metadata
from legaldocs.domain.numbers import number_key
from legaldocs.domain.structure import Kind, Node, Structure
from legaldocs.domain.text import search_tokens

_FOLDER = Path(__file__).parent / "reference"
_APART = frozenset({Kind.ANNEX, Kind.FORM, Kind.QUOTE})
_UPPER = {Kind.PART: "part", Kind.CHAPTER: "chapter", Kind.SECTION: "section", Kind.SUBSECTION: "subsection"}
FACTS = ("type", "number", "issued_on", "issuers", "effective_on", "abstract", "signers")


@cache
def structure_table() -> dict[str, dict[str, Any]]:
    """File → counts of its provisions."""
    return _table("structure.jsonl")


@cache
def facts_table() -> dict[str, dict[str, Any]]:
    """File → facts its source prints."""
    return _table("facts.jsonl")


def _table(name: str) -> dict[str, dict[str, Any]]:
    rows = [json.loads(line) for line in (_FOLDER / name).read_text(encoding="utf-8").splitlines()]
    return {row["file"]: row for row in rows}


def own_nodes(structure: Structure) -> Iterator[tuple[Node, Node | None]]:
    """The provisions of the document itself, each with the article it stands in."""
    stack: list[tuple[Node, Node | None]] = [(node, None) for node in reversed(structure.nodes)]
    while stack:
        node, article = stack.pop()
        if node.kind in _APART:
            continue
        yield node, article
        inside = node if node.kind is Kind.ARTICLE else article
        stack.extend((child, inside) for child in reversed(node.children))


def counted(structure: Structure) -> dict[str, Any]:
    """The counts of a structure, in the form of the table."""
    upper: Counter[str] = Counter()
    articles: list[list[Any]] = []
    for node, article in own_nodes(structure):
        if node.kind in _UPPER:
            upper[_UPPER[node.kind]] += 1
        elif node.kind is Kind.ARTICLE:
            articles.append([node.num, 0, 0])
        elif article is not None and node.kind is Kind.CLAUSE:
            articles[-1][1] += 1
        elif article is not None and node.kind is Kind.POINT:
            articles[-1][2] += 1
    shown = " ".join(f"{number}:{clauses}/{points}" for number, clauses, points in articles)
    return {**upper, "articles": shown}


def differences(name: str, structure: Structure) -> list[str]:
    """What differs from the table; empty when every Điều, khoản and điểm is right."""
    row, found = structure_table()[name], counted(structure)
    wrong = [
        f"{level}: {found.get(level, 0)} instead of {row.get(level, 0)}"
        for level in _UPPER.values()
        if found.get(level, 0) != row.get(level, 0)
    ]
    wanted, shown = row["articles"].split(), found["articles"].split()
    if len(wanted) != len(shown):
        wrong.append(f"{len(shown)} articles instead of {len(wanted)}")
    wrong += [f"{there} instead of {here}" for here, there in zip(wanted, shown, strict=False) if here != there]
    return wrong


def wrong_facts(name: str, metadata: Metadata) -> list[str]:
    """Which facts differ from what the source prints."""
    row = facts_table()[name]
    found: dict[str, Any] = {
        "type": metadata.type_name or None,
        "number": metadata.number or None,
        "issued_on": metadata.issued_on.isoformat() if metadata.issued_on else None,
        "issuers": metadata.issuers,
        "effective_on": metadata.effective_on.isoformat() if metadata.effective_on else None,
        "abstract": metadata.abstract,
        "signers": [signer.name for signer in metadata.signers],
    }
    return [field for field in FACTS if not _agrees(field, row[field], found[field])]


def _agrees(field: str, wanted: Any, found: Any) -> bool:
    if field == "number":
        return number_key(wanted or "") == number_key(found or "")
    if field == "abstract":
        return search_tokens(found or "").startswith(search_tokens(wanted or "")[:30])
    if field in ("type", "issued_on") and isinstance(wanted, list):
        return found in wanted
    return bool(wanted == found)


def lost_characters(source: str, kept: str) -> tuple[int, int]:
    """How many characters of the source that are not space are missing in what was kept, and how many there were."""
    before, after = _letters(source), _letters(kept)
    return sum((before - after).values()), sum(before.values())


_CATEGORY = re.compile(r"(?:PHẦN )?VĂN BẢN (?:(?:QUY PHẠM )?PHÁP LUẬT|HỢP NHẤT)\b")
_PAGE_LINES = re.compile(
    r"^\s*(?:(?:\d{1,4}\s+)?C[ÔO]NG\s+B[ÁA]O\s*/\s*S[ốo].{0,60}|\d{1,4}|\(?(?:Xem tiếp|Tiếp theo).{0,60}|"
    r"(?:Người ký|Ký bởi|Email|Cơ quan|Thời gian ký|Ngày ký)\s*:.*(?:\n.{1,40}(?=\nEmail\s*:))?|"
    r"(?:Số hiệu|Ngày ban hành|Ngày có hiệu lực|Loại văn bản|Cơ quan ban hành|Nơi ban hành|Người ký|Lĩnh vực|Trích yếu|"
    r"Số công báo|Ngày công báo|Ngày đăng|Tình trạng)\b.*)\s*$",
    re.M,
)


def without_furniture(source: str) -> str:
    """A source without what is plainly not its text: page heads, page numbers, the Gazette's headings, stamps, facts."""
    lines = _PAGE_LINES.sub("", unicodedata.normalize("NFC", source).replace("Ð", "Đ")).splitlines()
    return "\n".join(_without_gazette_heading(lines))


def _without_gazette_heading(lines: list[str]) -> list[str]:
    """Above a document's own header the Gazette prints its section and, once more, the issuer."""
    blocks: list[list[int]] = [[]]
    for index, line in enumerate(lines[:60]):
        if line.strip():
            blocks[-1].append(index)
        elif blocks[-1]:
            blocks.append([])
    dropped: set[int] = set()
    for position, block in enumerate(blocks[:4]):
        words = ["".join(lines[index].split()) for index in block]
        following = "".join(
            "".join(lines[index].split()) for later in blocks[position + 1 : position + 3] for index in later
        )
        if not block or "".join(words) != "".join(words).upper():
            break
        if not _CATEGORY.match(lines[block[0]].strip()) and not following.startswith("".join(words)):
            break
        dropped.update(block)
    return [line for index, line in enumerate(lines) if index not in dropped]


def _letters(text: str) -> Counter[str]:
    counts = Counter(unicodedata.normalize("NFC", text))
    return Counter({character: count for character, count in counts.items() if character.isalnum()})
