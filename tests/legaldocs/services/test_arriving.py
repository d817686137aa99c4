"""A document that comes into the corpus is stored with few statements, and is known to all that waited for it."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from legaldocs.models import Citation, CitationUpkeep, CitedDocument, Expression, LegalDocument, Provision, UpkeepKind
from legaldocs.services.import_files import FileImporter
from legaldocs.services.publishing import publish_expression
from tests.factories.legaldocs import PublishedExpressionFactory

pytestmark = pytest.mark.django_db


def decree(serial: int, *lines: str) -> str:
    body = lines or ("Nghị định này quy định một việc.", "Người có thẩm quyền làm việc đó.")
    articles = "\n".join(f"Điều {n}. Việc thứ {n}\n{line}" for n, line in enumerate(body, 1))
    return (
        "CHÍNH PHỦ\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"
        f"Số: {serial}/2019/NĐ-CP\nHà Nội, ngày 05 tháng 03 năm 2019\nNGHỊ ĐỊNH\nVề việc thứ {serial}\n{articles}\n"
        "TM. CHÍNH PHỦ\nTHỦ TƯỚNG\nNguyễn Văn A\n"
    )


@pytest.fixture
def imported(tmp_path):
    """Imports texts as files in one group, publishes them, and answers the documents."""

    def run(*texts: str) -> list[LegalDocument]:
        paths = []
        for text in texts:
            path = tmp_path / f"van-ban-{len(list(tmp_path.iterdir()))}.txt"
            path.write_text(text, encoding="utf-8")
            paths.append(path)
        entries = list(FileImporter(publish=True).group(paths))
        assert [entry.state for entry in entries] == ["published"] * len(texts), entries
        return [LegalDocument.objects.get(pk=entry.document_id) for entry in entries]

    return run


def test_citations_that_wait_find_a_document_that_arrives_and_its_provisions(imported):
    text = "Điều 1. Phạm vi\n1. Theo Điều 2 Nghị định số 7/2019/NĐ-CP.\n2. Theo Điều 9 Nghị định số 7/2019/NĐ-CP."
    citing = PublishedExpressionFactory(source_text=text)
    [arrived] = imported(decree(7))
    found = Citation.objects.filter(expression=citing).order_by("place", "start").values_list("document_id", "is_found")
    assert list(found) == [(arrived.pk, True), (arrived.pk, False)]
    marked = set(CitationUpkeep.objects.values_list("kind", "subject"))
    assert (UpkeepKind.LINKS, citing.pk) in marked
    assert (UpkeepKind.COUNT, arrived.pk) in marked
    assert CitedDocument.objects.filter(document_id=arrived.pk).exclude(face="").exists()


def test_what_a_document_cites_is_counted_when_it_arrives(imported):
    [cited] = imported(decree(8))
    CitationUpkeep.objects.all().delete()
    imported(decree(9, "Theo Điều 1 Nghị định số 8/2019/NĐ-CP.", "Việc khác."))
    assert set(CitationUpkeep.objects.values_list("kind", "subject")) == {(UpkeepKind.COUNT, cited.pk)}


def test_documents_of_one_group_that_cite_each_other_find_each_other(imported):
    first, second = imported(
        decree(10, "Theo Điều 2 Nghị định số 11/2019/NĐ-CP.", "Việc khác."),
        decree(11, "Theo Điều 1 Nghị định số 10/2019/NĐ-CP.", "Việc khác."),
    )
    targets = Citation.objects.filter(document_id__isnull=False).exclude(eid="").exclude(number="")
    pairs = set(targets.values_list("expression__document_id", "document_id", "is_found"))
    assert pairs == {(first.pk, second.pk, True), (second.pk, first.pk, True)}


def test_what_an_arrival_stores_is_what_a_publication_of_the_same_text_stores(imported):
    [document] = imported(decree(12, "1. Theo khoản 2 Điều này.\n2. Theo Nghị định số 99/2018/NĐ-CP.", "Việc khác."))
    expression = Expression.objects.get(document=document)

    def rows() -> tuple[list, list]:
        provisions = Provision.objects.filter(expression=expression).order_by("order")
        citations = Citation.objects.filter(expression=expression).order_by("place", "start", "eid")
        return (
            list(provisions.values_list("pk", "eid", "text", "heading", "order", "end_order", "text_hash", "lineage")),
            list(citations.values_list("source_eid", "start", "end", "document_id", "key", "eid", "is_found")),
        )

    before = rows()
    publish_expression(expression=expression)
    assert rows() == before
    assert len(before[1]) == 2


def test_one_document_more_takes_at_most_thirty_statements(imported):
    imported(decree(20), decree(21))
    with CaptureQueriesContext(connection) as two:
        imported(decree(22), decree(23))
    with CaptureQueriesContext(connection) as four:
        imported(*(decree(serial) for serial in range(24, 28)))
    assert (len(four) - len(two)) / 2 <= 30
