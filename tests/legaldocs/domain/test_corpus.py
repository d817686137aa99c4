"""Every real text is read without an exception, whole, with the Chương and Điều that reading it by eye found."""

from __future__ import annotations

import gzip
import json
import random
import unicodedata
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from legaldocs.domain.reading import ReadDocument, read_text
from legaldocs.domain.structure import Kind, Structure, parse, to_text, walk
from legaldocs.domain.types import DocumentType

from .plain_count import count_provisions
from .reference_tables import (
    counted,
    differences,
    facts_table,
    lost_characters,
    structure_table,
    without_furniture,
    wrong_facts,
)

TEXTS = [name for name in structure_table() if name.endswith(".txt")]
#: Forms stand in the middle of two articles; rows of theirs that begin with a number in sequence are taken for provisions.
NOT_EXACT = {
    "thong-tu-so-152-2025-tt-btc-468714.txt": ["6:5/14 instead of 6:2/8"],
}
SCANS = {"thong-tu-so-58-2021-tt-bqp-33814.txt", "thong-tu-so-19-2026-tt-btc-469385.txt"}


@cache
def read(path: Path) -> ReadDocument:
    return read_text(path.read_text(encoding="utf-8", errors="replace"))


@pytest.mark.parametrize("name", TEXTS)
def test_every_article_clause_and_point_is_where_reading_found_it(corpus_dir: Path, name: str) -> None:
    found = differences(name, read(corpus_dir / name).structure)
    assert found == NOT_EXACT.get(name.rsplit("/", 1)[-1], [])


@pytest.mark.parametrize("name", TEXTS)
def test_the_facts_of_every_text_are_those_its_source_prints(corpus_dir: Path, name: str) -> None:
    assert wrong_facts(name, read(corpus_dir / name).metadata) == []


@pytest.mark.parametrize("name", TEXTS)
def test_nothing_is_lost_and_every_address_is_unique(corpus_dir: Path, name: str) -> None:
    document = read(corpus_dir / name)
    printed = to_text(document.structure)
    nodes = [node for node, _ in walk(document.structure)]
    assert "".join(printed.split()) == "".join(unicodedata.normalize("NFC", document.text).split())
    assert len({node.eid for node in nodes}) == len({node.anchor for node in nodes}) == len(nodes)
    assert [node.eid for node, _ in walk(parse(printed))] == [node.eid for node in nodes]


def test_the_tables_name_every_document_of_the_corpus(corpus_dir: Path) -> None:
    patterns = ("laws/*.txt", "cong-bao/*.txt", "rules/*.txt", "docx/*.docx", "draft/mau_du_thao.docx", "chi-thi*.txt")
    files = {str(path.relative_to(corpus_dir)) for pattern in patterns for path in corpus_dir.glob(pattern)}
    assert files == set(structure_table()) == set(facts_table())


def test_no_letter_of_a_text_is_lost_but_page_furniture(corpus_dir: Path) -> None:
    """Numbers and dates of the Gazette's page heads, stamps and metadata lines of web pages are no part of the text."""
    for name in TEXTS:
        source = (corpus_dir / name).read_text(encoding="utf-8", errors="replace")
        if name.startswith("chi-thi"):  # the page it was saved from has a title and a block of facts above the text
            source = source[source.index("BỘ NỘI VỤ") :]
        lost, of = lost_characters(without_furniture(source), to_text(read(corpus_dir / name).structure))
        assert lost == 0, (name, lost, of)


def test_a_simple_count_and_the_parser_agree_on_texts_never_looked_at(corpus_dir: Path) -> None:
    articles = [article for document in bulk_sample(corpus_dir, 60) for article in document["articles"]]
    agreed = sum(
        counts_of(parse(text)) == [counts[1:] for counts in count_provisions(text)]
        for article in articles
        for text in (f"Điều 1. {article['heading']}\n{article['text']}",)
    )
    assert agreed >= len(articles) * 0.95


def bulk_sample(corpus_dir: Path, size: int) -> list[dict[str, Any]]:
    with gzip.open(corpus_dir / "phap-dien-2026-01.jsonl.gz", "rt", encoding="utf-8") as lines:
        documents = [json.loads(line) for line in lines]
    return random.Random(2026).sample(documents, size)


def counts_of(structure: Structure) -> list[tuple[int, int]]:
    """Khoản and điểm of each Điều."""
    pairs = [entry.partition(":")[2].split("/") for entry in counted(structure)["articles"].split()]
    return [(int(clauses), int(points)) for clauses, points in pairs]


def test_every_gazette_text_knows_type_number_issuer_date_and_signer(corpus_dir: Path) -> None:
    """Exceptions are defects of the sources: scans, first halves of two issues."""
    without = {}
    for name in TEXTS:
        if not name.startswith("cong-bao/") or name.rsplit("/", 1)[1] in SCANS:
            continue
        metadata = read(corpus_dir / name).metadata
        missing = [
            field
            for field in ("type", "number", "issuers", "issued_on", "abstract", "signers")
            if not getattr(metadata, field)
        ]
        if metadata.gazette is None:
            missing.append("gazette")
        if missing:
            without[name.rsplit("/", 1)[1].rsplit("-", 1)[0]] = missing
    assert without == {
        "nghi-dinh-so-145-2020-nd-cp": ["signers"],
        "quyet-dinh-so-372-qd-btc": ["issued_on"],
        "van-ban-hop-nhat-so-14-vbhn-vpqh": ["number", "issuers", "issued_on", "signers"],
        "van-ban-hop-nhat-so-19-vbhn-vpqh": ["number", "issuers", "issued_on", "signers"],
    }


def test_every_law_knows_its_number_dates_and_signer(corpus_dir: Path) -> None:
    for name in TEXTS:
        if not name.startswith("laws/") or "Luat-mau" in name or "1957" in name:
            continue
        metadata = read(corpus_dir / name).metadata
        assert metadata.type in (DocumentType.LAW, DocumentType.CODE), name
        assert metadata.issuers == ["Quốc hội"], name
        assert metadata.number_key, name
        assert metadata.issued_on, name
        assert metadata.effective_on, name
        assert metadata.effective_on > metadata.issued_on, name
        assert len(metadata.signers) == 1, name


def test_the_number_a_gazette_file_is_named_by_is_the_number_read(corpus_dir: Path) -> None:
    for name in TEXTS:
        stem = name.rsplit("/", 1)[-1].removesuffix(".txt")
        number = read(corpus_dir / name).metadata.number_key
        if not name.startswith("cong-bao/") or not number:
            continue
        slug = number.replace("/", "-").replace(".", "-")
        serial, rest = slug.split("-", 1)
        assert f"-{rest}-" in f"{stem}-", (name, number)
        assert int(stem.split("-so-")[1].split("-")[0]) == int(serial), (name, number)


def test_citizens_can_trust_that_an_amending_decree_keeps_old_and_new_articles_apart(corpus_dir: Path) -> None:
    document = read(corpus_dir / "cong-bao/nghi-dinh-so-74-2025-nd-cp-44712.txt")
    articles = [node.eid for node, _ in walk(document.structure) if node.kind is Kind.ARTICLE]
    assert [eid for eid in articles if "__" not in eid] == ["art_1", "art_2", "art_3", "art_4", "art_5"]
    assert all("__quote_" in eid for eid in articles if "__" in eid)


def test_a_page_break_inside_a_sentence_leaves_no_trace(corpus_dir: Path) -> None:
    document = read(corpus_dir / "cong-bao/nghi-dinh-so-158-2025-nd-cp-45240.txt")
    assert "CÔNG BÁO" not in document.text
    assert "thongtinchinhphu@chinhphu.vn" not in document.text
    assert "Chính phủ quy định về chế độ đối với cán bộ, chiến sĩ Công an nhân dân" in document.text
    assert document.metadata.gazette is not None
    assert document.metadata.gazette.number == "851 + 852"
