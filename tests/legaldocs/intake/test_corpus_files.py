"""Every real file is read without an exception, and what is read of one law from several files agrees."""

from __future__ import annotations

import json
import re
from collections import Counter

import pytest

from legaldocs.domain.numbers import number_key
from legaldocs.domain.text import search_tokens
from legaldocs.domain.tree import walk
from legaldocs.intake.reader import IntakeResult, read_file

#: Checked by reading: the first prints its number at the end only, the second is an empty page, the last two (consolidated
#: texts of the National Assembly's office) print none.
NUMBER_NOT_PRINTED = {
    "thong-tu-so-32-2026-tt-bkhcn-469766",
    "thong-tu-so-58-2021-tt-bqp-33814",
    "van-ban-hop-nhat-so-14-vbhn-vpqh-42949",
    "van-ban-hop-nhat-so-19-vbhn-vpqh-30971",
}
#: Narrow columns of this document's tables break words into letters in the PDF's own text layer.
BROKEN_WORDS = {"thong-tu-so-10-2022-tt-bldtbxh-37336"}


def read(path) -> IntakeResult:
    (result,) = read_file(path)
    assert result.ok, (path.name, result.error)
    return result


def articles(result: IntakeResult) -> list[str]:
    """Numbers of the document's own Điều, in order."""
    return [node.num for node, _ in walk(result.document.structure) if re.fullmatch(r"art_[0-9a-zđ]+", node.eid)]


def words(text: str) -> list[str]:
    return search_tokens(text).split()


def test_the_sixty_laws_are_read_with_number_type_issuer_and_articles(corpus_dir):
    paths = sorted((corpus_dir / "laws").glob("*.txt"))
    assert len(paths) == 60
    for path in paths:
        result = read(path)
        assert result.document.metadata.type is not None, path.name
        assert len(articles(result)) >= 9, path.name


@pytest.mark.slow
def test_the_gazette_texts_are_read_and_name_their_number(corpus_dir):
    paths = sorted((corpus_dir / "cong-bao").glob("*.txt"))
    assert len(paths) == 102
    unnumbered = {path.stem for path in paths if not read(path).document.metadata.number_key}
    assert unnumbered <= NUMBER_NOT_PRINTED


@pytest.mark.slow
def test_the_gazette_pdfs_are_read_and_name_their_number(corpus_dir):
    paths = sorted((corpus_dir / "cong-bao").glob("*.pdf"))
    assert len(paths) == 38
    unnumbered = {path.stem for path in paths if not read(path).document.metadata.number_key}
    assert unnumbered <= NUMBER_NOT_PRINTED


@pytest.mark.slow
def test_a_pdf_and_the_text_of_the_same_document_agree(corpus_dir):
    """Same number and type, the same Điều, and hardly a word that stands in one and not in the other."""
    for path in sorted((corpus_dir / "cong-bao").glob("*.pdf")):
        text = path.with_suffix(".txt")
        if not text.exists():
            continue
        pdf, plain = read(path), read(text)
        ours, theirs = pdf.document.metadata, plain.document.metadata
        if path.stem not in NUMBER_NOT_PRINTED:  # the PDF shows by its places what the text file has lost
            assert (ours.number_key, ours.issued_on) == (theirs.number_key, theirs.issued_on), path.name
        assert ours.type == theirs.type, path.name
        assert [signer.name for signer in ours.signers] == [signer.name for signer in theirs.signers], path.name
        if path.stem in BROKEN_WORDS:
            continue
        in_pdf, in_text = Counter(words(pdf.document.text)), Counter(words(plain.document.text))
        allowed = 30 + in_text.total() // 100  # footnote marks glued to words in the text files
        assert (in_pdf - in_text).total() <= allowed, path.name
        assert (in_text - in_pdf).total() <= allowed, path.name


def test_word_files_are_read_whole(corpus_dir):
    paths = sorted((corpus_dir / "docx").glob("*.docx"))
    assert len(paths) == 11
    for path in paths:
        result = read(path)
        facts = result.document.metadata
        number = "/".join(re.search(r"(\d+)-(\d{4})-(QH\d+)", path.name).groups())
        assert facts.number_key == number_key(number), path.name
        assert facts.issuers == ["Quốc hội"]
        assert facts.issued_on is not None
        assert facts.effective_on is not None
        assert facts.signers
        numbers = [int(num) for num in articles(result)]
        assert numbers == list(range(1, len(numbers) + 1)), path.name


def test_the_civil_code_reads_the_same_from_word_and_from_text(corpus_dir):
    word = read(corpus_dir / "docx" / "Bộ-luật-91-2015-QH13.docx")
    text = read(corpus_dir / "laws" / "Bo-luat-dan-su-2015-296215.txt")
    assert articles(word) == articles(text) == [str(number) for number in range(1, 690)]
    ours, theirs = words(word.document.text), words(text.document.text)
    assert abs(len(ours) - len(theirs)) < 200


def test_the_draft_decree_is_read_with_its_sixty_two_articles(corpus_dir):
    result = read(corpus_dir / "draft" / "mau_du_thao.docx")
    assert articles(result) == [str(number) for number in range(1, 63)]


def test_no_page_header_of_the_gazette_is_left_in_a_provision(corpus_dir):
    for path in sorted((corpus_dir / "cong-bao").glob("nghi-dinh*.pdf")):
        for node, _ in walk(read(path).document.structure):
            assert "CÔNG BÁO/" not in node.text, path.name
            assert "Ký bởi" not in node.text, path.name


def test_the_bulk_file_has_its_documents_and_articles(corpus_dir):
    from legaldocs.intake.bulk import BulkDocument, iter_bulk

    documents = articles_read = 0
    bad = []
    for line, found in iter_bulk(corpus_dir / "phap-dien-2026-01.jsonl.gz"):
        documents += 1
        if isinstance(found, BulkDocument):
            articles_read += len(found.articles)
        else:
            bad.append(line)
    assert documents == 4290
    assert bad == [535, 2387, 3139]
    assert articles_read > 62_200


def test_side_car_data_of_the_gazette_is_no_bulk_file(corpus_dir):
    path = next((corpus_dir / "cong-bao").glob("*.json"))
    assert json.loads(path.read_text(encoding="utf-8"))["so_hieu"]
