"""Citations stored with a wording, resolved now or when their document arrives, and forgotten with it."""

from __future__ import annotations

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from legaldocs.models import Citation, CitationUpkeep, CitedDocument, LegalDocument, RenderedText, UpkeepKind
from legaldocs.services.citation_refresh import refresh
from legaldocs.services.publishing import (
    after_document_unpublished,
    post_expression,
    publish_document,
    publish_expression,
)
from legaldocs.services.validity import refresh_statuses
from tests.factories.legaldocs import (
    DocumentFileFactory,
    DraftFactory,
    ExpressionFactory,
    LegalDocumentFactory,
    PublishedExpressionFactory,
    RelationFactory,
)

pytestmark = pytest.mark.django_db
Day = datetime.date

TARGET = """Điều 1. Phạm vi
1. Nghị định này quy định việc thử.
2. Đối tượng:
a) Cơ quan;
b) Tổ chức.
Điều 2. Hiệu lực
Nghị định này có hiệu lực từ ngày ký.
"""


def text(words: str) -> str:
    return f"Điều 1. Phạm vi\n1. {words}\n2. Khoản hai.\nĐiều 2. Khác\nĐoạn."


def publish(words: str, **kwargs):
    return PublishedExpressionFactory(source_text=text(words), **kwargs)


def target(number="43/2011/NĐ-CP", source_text=TARGET, **kwargs) -> LegalDocument:
    document = LegalDocumentFactory(number=number, issued_on=Day(2011, 6, 13), valid_from=Day(2011, 8, 1), **kwargs)
    PublishedExpressionFactory(document=document, source_text=source_text)
    return document


def arrive(document: LegalDocument) -> LegalDocument:
    """Publish a record that stands as a draft."""
    DocumentFileFactory(document=document)
    return publish_document(document=document, revision=False)


def outer(expression):
    return list(
        Citation.objects.filter(expression=expression).exclude(key="").values_list("document_id", "eid", "is_found")
    )


def body(expression) -> str:
    return RenderedText.objects.get(expression=expression).body


def test_a_citation_knows_where_it_stands_and_what_it_means():
    cited = target()
    expression = publish("Theo điểm b khoản 2 Điều 1 Nghị định số 43/2011/NĐ-CP ngày 13 tháng 6 năm 2011.")
    row = Citation.objects.get(expression=expression, number="43/2011/NĐ-CP")
    assert (row.source_eid, row.document, row.eid, row.unit) == ("art_1__cl_1", cited, "art_1__cl_2__point_b", "art_1")
    assert (row.is_found, row.dated, row.key) == (True, "2011-06-13", "43/2011/nd-cp")
    provision = expression.provisions.get(eid=row.source_eid)
    assert provision.text[row.start : row.end] == "điểm b khoản 2 Điều 1 Nghị định số 43/2011/NĐ-CP"
    assert provision.order == row.place


def test_a_list_has_a_row_for_each_provision_it_covers():
    cited = target()
    expression = publish("Theo Điều 1, Điều 2 và Điều 9 của Nghị định số 43/2011/NĐ-CP.")
    assert outer(expression) == [(cited.pk, "art_1", True), (cited.pk, "art_2", True), (cited.pk, "art_9", False)]


def test_the_document_cites_itself():
    expression = publish("Theo khoản 2 Điều này và Điều 2 Nghị định này.")
    rows = Citation.objects.filter(expression=expression).values_list("document_id", "eid", "key", "is_found")
    own = expression.document_id
    assert list(rows) == [(own, "art_1__cl_2", "", True), (own, "art_2", "", True)]


def test_publishing_again_replaces_the_rows():
    expression = publish("Theo Nghị định số 43/2011/NĐ-CP.")
    publish_expression(expression=expression)
    assert len(outer(expression)) == 1
    expression.source_text = text("Không dẫn chiếu gì.")
    publish_expression(expression=expression)
    assert outer(expression) == []


def test_a_posted_draft_has_its_citations_too():
    cited = target()
    draft = ExpressionFactory(
        document=DraftFactory(), kind="draft", draft_number=1, source_text=text("Theo Nghị định số 43/2011/NĐ-CP.")
    )
    post_expression(expression=draft, now=draft.created_at)
    assert outer(draft) == [(cited.pk, "", True)]


def test_the_number_of_queries_does_not_grow_with_the_citations():
    cited = [target(number=f"{n}/2011/NĐ-CP") for n in range(40, 44)]
    one, many = (
        ExpressionFactory(source_text=text(words))
        for words in (
            f"Điều 1 Nghị định số {cited[0].number}.",
            " ".join(f"Theo Điều 1, Điều 2 Nghị định số {row.number}, khoản 2 Điều này." for row in cited * 5),
        )
    )
    with CaptureQueriesContext(connection) as first:
        publish_expression(expression=one)
    with CaptureQueriesContext(connection) as second:
        publish_expression(expression=many)
    assert len(second) <= len(first)
    assert len(outer(many)) == 40


class TestArrival:
    """A document cited before it was here."""

    def test_waiting_citations_find_the_document_when_it_is_published(self):
        expression = publish("Theo Điều 2 và Điều 7 Nghị định số 43/2011/NĐ-CP.")
        assert outer(expression) == [(None, "art_2", False), (None, "art_7", False)]
        cited = LegalDocumentFactory(number="43/2011/NĐ-CP", live=False)
        PublishedExpressionFactory(document=cited, source_text=TARGET)
        assert outer(expression)[0][0] is None, "a record that is not public yet is no target"
        arrive(cited)
        assert outer(expression) == [(cited.pk, "art_2", True), (cited.pk, "art_7", False)]

    def test_its_links_and_counts_are_made_anew_once(self):
        expression = publish("Theo Điều 2 Nghị định số 43/2011/NĐ-CP.")
        assert "cite" not in body(expression)
        cited = LegalDocumentFactory(number="43/2011/NĐ-CP", live=False, abstract="Về cung cấp thông tin")
        PublishedExpressionFactory(document=cited, source_text=TARGET)
        arrive(cited)
        assert refresh() is False
        assert f'href="{cited.get_absolute_url()}dieu-2/"' in body(expression)
        assert 'title="Nghị định số 43/2011/NĐ-CP: Về cung cấp thông tin"' in body(expression)
        assert CitedDocument.objects.get(document=cited).documents == 1
        assert not CitationUpkeep.objects.exists()

    def test_publishing_twice_changes_nothing(self):
        expression = publish("Theo Nghị định số 43/2011/NĐ-CP.")
        cited = target()
        publish_document(document=cited, revision=False)
        refresh()
        before, made = outer(expression), body(expression)
        publish_document(document=cited, revision=False)
        refresh()
        assert (outer(expression), body(expression)) == (before, made)

    def test_a_wording_that_comes_later_gives_the_provisions(self):
        cited = LegalDocumentFactory(number="43/2011/NĐ-CP")
        expression = publish("Theo Điều 2 Nghị định số 43/2011/NĐ-CP.")
        assert outer(expression) == [(cited.pk, "art_2", False)]
        assert f'href="{cited.get_absolute_url()}"' in body(expression)
        PublishedExpressionFactory(document=cited, source_text=TARGET)
        assert outer(expression) == [(cited.pk, "art_2", True)]
        refresh()
        assert f'href="{cited.get_absolute_url()}dieu-2/"' in body(expression)

    def test_a_law_cited_by_its_name_is_found_by_it(self):
        expression = publish("Theo Điều 1 Luật Tên Mới.", document=LegalDocumentFactory(issued_on=Day(2020, 3, 1)))
        law = LegalDocumentFactory(
            document_type="luat", number="9/2018/QH14", title="Luật Tên mới", issued_on=Day(2018, 6, 1),
            valid_from=Day(2019, 1, 1), live=False,
        )  # fmt: skip
        PublishedExpressionFactory(document=law, source_text=TARGET)
        arrive(law)
        assert outer(expression) == [(law.pk, "art_1", True)]

    def test_an_older_law_of_the_name_takes_over_what_is_older(self):
        old = publish("Theo Luật Tên Mới.", document=LegalDocumentFactory(issued_on=Day(2012, 1, 1), valid_from=None))
        new = publish("Theo Luật Tên Mới.", document=LegalDocumentFactory(issued_on=Day(2022, 1, 1), valid_from=None))
        facts = {"document_type": "luat", "title": "Luật Tên mới", "valid_from": None}
        first = arrive(LegalDocumentFactory(number="9/2008/QH12", issued_on=Day(2008, 6, 1), live=False, **facts))
        assert [outer(row)[0][0] for row in (old, new)] == [first.pk, first.pk]
        second = arrive(LegalDocumentFactory(number="9/2018/QH14", issued_on=Day(2018, 6, 1), live=False, **facts))
        assert [outer(row)[0][0] for row in (old, new)] == [first.pk, second.pk]

    def test_a_second_document_of_the_number_makes_it_uncertain(self):
        expression = publish("Theo Quyết định số 12/2020/QĐ-UBND.")
        facts = {"document_type": "quyet-dinh", "number": "12/2020/QĐ-UBND", "live": False}
        first = arrive(LegalDocumentFactory(**facts))
        assert outer(expression)[0][0] == first.pk
        arrive(LegalDocumentFactory(**facts))
        assert outer(expression)[0][0] is None
        refresh()
        assert "cite" not in body(expression)


class TestLeaving:
    """A cited document that is taken back, deleted or numbered otherwise."""

    def test_taken_back_it_is_waited_for_again(self):
        cited = target()
        expression = publish("Theo Nghị định số 43/2011/NĐ-CP.")
        LegalDocument.objects.filter(pk=cited.pk).update(live=False)
        cited.refresh_from_db()
        after_document_unpublished(cited)
        assert outer(expression) == [(None, "", False)]
        refresh()
        assert "cite" not in body(expression)
        assert not CitedDocument.objects.filter(document=cited, documents__gt=0).exists()

    def test_deleted_it_leaves_no_link(self):
        cited = LegalDocumentFactory(number="43/2011/NĐ-CP")
        expression = publish("Theo Nghị định số 43/2011/NĐ-CP.")
        assert "cite" in body(expression)
        cited.delete()
        refresh()
        assert outer(expression)[0][0] is None
        assert "cite" not in body(expression)

    def test_a_corrected_number_frees_what_was_resolved_by_the_wrong_one(self):
        cited = target()
        expression = publish("Theo Nghị định số 43/2011/NĐ-CP.")
        cited.number = "44/2011/NĐ-CP"
        cited.save()
        publish_document(document=cited, revision=False)
        assert outer(expression)[0][0] is None

    def test_a_citing_document_that_goes_leaves_the_count(self):
        cited = target()
        citing = publish("Theo Nghị định số 43/2011/NĐ-CP.").document
        refresh()
        assert CitedDocument.objects.get(document=cited).documents == 1
        citing.delete()
        refresh()
        assert CitedDocument.objects.get(document=cited).documents == 0


class TestShown:
    """What links tell of their target follows it."""

    def test_an_expired_target_is_marked_and_named_so(self):
        cited = target(abstract="Về thử")
        expression = publish("Theo Điều 2 Nghị định số 43/2011/NĐ-CP.")
        assert 'class="cite"' in body(expression)
        RelationFactory(kind="repeals", target=cited, effective_on=Day(2021, 1, 1))
        refresh_statuses(Day(2022, 1, 1), [cited.pk])
        refresh()
        assert 'class="cite cite-old"' in body(expression)
        assert "Nghị định số 43/2011/NĐ-CP: Về thử (Hết hiệu lực toàn bộ)" in body(expression)

    def test_a_change_that_links_do_not_tell_marks_nothing(self):
        cited = target()
        publish_document(document=cited, revision=False)
        publish("Theo Điều 2 Nghị định số 43/2011/NĐ-CP.")
        refresh()
        cited.gazette_number = "5"
        cited.save()
        publish_document(document=cited, revision=False)
        assert not CitationUpkeep.objects.filter(kind=UpkeepKind.LINKS).exists()
        cited.abstract = "Tên khác"
        cited.save()
        publish_document(document=cited, revision=False)
        assert CitationUpkeep.objects.filter(kind=UpkeepKind.LINKS).count() == 1

    def test_documents_are_counted_once_whatever_they_cite_and_drafts_not_at_all(self):
        cited = target()
        publish("Theo Điều 1, Điều 2 Nghị định số 43/2011/NĐ-CP và khoản 1 Điều 1 Nghị định số 43/2011/NĐ-CP.")
        ExpressionFactory(source_text=text("Theo Nghị định số 43/2011/NĐ-CP."))
        publish("Theo Nghị định số 43/2011/NĐ-CP.", document=LegalDocumentFactory(live=False))
        publish("Theo Nghị định số 43/2011/NĐ-CP.", document=DraftFactory(), kind="draft", draft_number=1)
        publish_document(document=cited, revision=False)
        refresh()
        assert CitedDocument.objects.get(document=cited).documents == 1

    def test_a_refresh_that_runs_out_of_time_goes_on_the_next_time(self):
        publish("Theo Nghị định số 43/2011/NĐ-CP.")
        publish("Theo Nghị định số 43/2011/NĐ-CP.")
        arrive(LegalDocumentFactory(number="43/2011/NĐ-CP", live=False))
        ticks = iter(range(100))
        assert refresh(seconds=5, clock=lambda: next(ticks)) is True
        while refresh(seconds=5, clock=lambda: next(ticks)):
            pass
        assert all("cite" in row for row in RenderedText.objects.values_list("body", flat=True))

    def test_a_mark_of_a_wording_that_is_gone_is_taken_away(self):
        CitationUpkeep.objects.create(kind=UpkeepKind.LINKS, subject=10**9)
        CitationUpkeep.objects.create(kind=UpkeepKind.COUNT, subject=10**9)
        assert refresh() is False
