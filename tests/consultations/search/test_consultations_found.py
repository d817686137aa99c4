"""Consultations are found by their words while they are public, by nobody before or after."""

from __future__ import annotations

import datetime

import pytest
from django.contrib.auth import get_user_model
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageViewRestriction

from consultations.models import ConsultationPage, ConsultationState, DossierFile
from consultations.services.closing import close_due, extend_deadline, open_consultation
from legaldocs.models import LegalDocument, ScannedContent, SearchContent, SearchEntry
from legaldocs.search.answers import answer
from legaldocs.search.plan import Filters
from tests.consultations.search.conftest import found
from tests.factories import consultations as make

pytestmark = pytest.mark.django_db
TITLE = "Lấy ý kiến về quản lý tổ yến"


@pytest.mark.parametrize(
    "question",
    ["quản lý tổ yến", "quan ly to yen", "dẫn dụ chim yến", "khoảng cách nhà yến", '"nêu rõ cơ sở khoa học"'],
)
def test_a_consultation_is_found_by_title_summary_and_what_is_asked(consultation, question):
    assert TITLE in found(question, "consultation")
    assert TITLE in found(question)


def test_a_hit_names_its_kind_state_deadline_and_place(consultation):
    (hit,) = answer("khoảng cách nhà yến", filters=Filters(kind="consultation")).results
    assert hit.kind == "consultation"
    assert hit.url == f"{consultation.get_absolute_url()}#noi-dung-hoi"
    assert hit.shown.deadline == consultation.closes_at
    assert [badge.label for badge in hit.shown.badges] == [str(ConsultationState.OPEN.label)]
    assert hit.document.pk == consultation.document_id
    assert "<mark>" in hit.snippet


def test_after_the_deadline_the_hit_says_so_before_the_clock_has_come_by(consultation):
    ConsultationPage.objects.filter(pk=consultation.pk).update(closes_at=timezone.now() - datetime.timedelta(seconds=1))
    (hit,) = answer("quản lý tổ yến", filters=Filters(kind="consultation")).results
    assert hit.shown.deadline is None
    assert [badge.label for badge in hit.shown.badges] == [str(ConsultationState.SUMMARIZING.label)]


def test_an_extended_deadline_is_the_one_shown(consultation):
    later = consultation.closes_at + datetime.timedelta(days=30)
    extend_deadline(
        consultation_id=consultation.pk, closes_at=later, reason="Nhiều góp ý", decided_by="", now=timezone.now()
    )
    (hit,) = answer("quản lý tổ yến", filters=Filters(kind="consultation")).results
    assert hit.shown.deadline == later


def test_a_page_taken_back_vanishes_and_comes_back(consultation):
    consultation.unpublish()
    assert found("quản lý tổ yến", "consultation") == []
    assert not SearchContent.objects.filter(kind="consult").exists()
    consultation.refresh_from_db()
    consultation.save_revision().publish()
    assert found("quản lý tổ yến", "consultation") == [TITLE]


def test_a_page_never_published_is_not_found(db):
    page = make.ConsultationFactory(title="Bản nháp về nuôi hươu sao", live=False)
    page.save()
    assert found("nuôi hươu sao", "consultation") == []


def test_words_of_an_unpublished_revision_are_not_found(consultation):
    consultation.body = "Điều bí mật chưa ai được đọc."
    consultation.save_revision()
    assert found('"bí mật chưa ai được đọc"', "consultation") == []
    consultation.save_revision().publish()
    assert found('"bí mật chưa ai được đọc"', "consultation") == [TITLE]


@pytest.mark.parametrize("kind", [PageViewRestriction.LOGIN, PageViewRestriction.PASSWORD, PageViewRestriction.GROUPS])
def test_a_private_page_is_not_found_nor_one_below_a_private_page(consultation, kind):
    for page in (consultation, consultation.get_parent()):
        restriction = PageViewRestriction.objects.create(page=page, restriction_type=kind, password="x")
        assert found("quản lý tổ yến", "consultation") == []
        restriction.delete()
        assert found("quản lý tổ yến", "consultation") == [TITLE]


def test_a_page_made_private_behind_the_back_of_the_index_is_not_shown(consultation):
    assert found("quản lý tổ yến", "consultation") == [TITLE]
    PageViewRestriction.objects.bulk_create(
        [PageViewRestriction(page=consultation.page_ptr, restriction_type=PageViewRestriction.LOGIN)]
    )
    assert SearchContent.objects.filter(kind="consult", key=consultation.pk).exists()
    assert found("quản lý tổ yến", "consultation") == []


def test_a_page_moved_below_a_private_one_vanishes(consultation):
    index = consultation.get_parent()
    hidden = index.get_parent().add_child(
        instance=type(index.specific)(title="Lưu trữ", slug="luu-tru", locale=index.locale)
    )
    PageViewRestriction.objects.create(page=hidden, restriction_type=PageViewRestriction.LOGIN)
    consultation.move(hidden, pos="last-child")
    assert found("quản lý tổ yến", "consultation") == []


def test_a_consultation_on_a_document_that_is_not_public_is_not_found(consultation):
    LegalDocument.objects.get(pk=consultation.document_id).unpublish()
    assert found("quản lý tổ yến", "consultation") == []


def test_a_deleted_page_vanishes(consultation):
    page = make.ConsultationFactory(title="Lấy ý kiến về nuôi ba ba")
    assert found("nuôi ba ba", "consultation") == ["Lấy ý kiến về nuôi ba ba"]
    page.posted_expressions.all().delete()
    page.delete()
    assert found("nuôi ba ba", "consultation") == []
    assert found("quản lý tổ yến", "consultation") == [TITLE]


def test_questions_come_and_go_with_their_rows(consultation):
    question = make.add_question(consultation, "Mức phạt bao nhiêu là đủ răn đe?")
    assert found("đủ răn đe", "consultation") == [TITLE]
    question.delete()
    assert found('"đủ răn đe"', "consultation") == []


def test_the_dossier_is_found_by_its_titles_once_it_is_posted(db):
    page = make.ConsultationFactory(title="Lấy ý kiến về đèn biển")
    DossierFile.objects.create(consultation=page, kind="to_trinh", title="Tờ trình Chính phủ về hải đăng", file="a.pdf")
    assert found("tờ trình hải đăng", "consultation") == []
    open_consultation(consultation_id=page.pk, now=timezone.now())
    assert found("tờ trình hải đăng", "consultation") == ["Lấy ý kiến về đèn biển"]


def test_a_dossier_file_held_by_the_scanner_gives_no_words(db):
    page = make.ConsultationFactory(open=True, title="Lấy ý kiến về đèn biển")
    ScannedContent.objects.hold(path="b.pdf", storage="office", sha256="0", original_name="b.pdf")
    DossierFile.objects.create(consultation=page, kind="khac", title="Phụ lục hải đồ", file="b.pdf")
    assert found("phụ lục hải đồ", "consultation") == []


def test_the_outcome_is_found_only_once_the_consultation_is_answered(consultation):
    ConsultationPage.objects.filter(pk=consultation.pk).update(outcome="Thống nhất bỏ khoảng cách ba trăm mét.")
    ConsultationPage.objects.get(pk=consultation.pk).save()
    assert found('"ba trăm mét"', "consultation") == []
    ConsultationPage.objects.filter(pk=consultation.pk).update(state=ConsultationState.ANSWERED)
    ConsultationPage.objects.get(pk=consultation.pk).save()
    assert found('"ba trăm mét"', "consultation") == [TITLE]


def test_closing_by_the_clock_leaves_the_page_findable(consultation):
    ConsultationPage.objects.filter(pk=consultation.pk).update(closes_at=timezone.now())
    close_due(timezone.now())
    assert found("quản lý tổ yến", "consultation") == [TITLE]


def test_saving_one_consultation_writes_no_other_entry(consultation):
    other = make.ConsultationFactory(title="Lấy ý kiến về đèn biển", open=True)
    before = dict(SearchContent.objects.exclude(key=consultation.pk).values_list("pk", "stamp"))
    law = set(SearchEntry.objects.filter(kind__in=["document", "provision"]).values_list("pk", flat=True))
    consultation.title = "Lấy ý kiến về nhà nuôi yến"
    consultation.save_revision().publish()
    assert dict(SearchContent.objects.exclude(key=consultation.pk).values_list("pk", "stamp")) == before
    assert set(SearchEntry.objects.filter(kind__in=["document", "provision"]).values_list("pk", flat=True)) == law
    assert found("nhà nuôi yến", "consultation") == ["Lấy ý kiến về nhà nuôi yến"]
    assert found("đèn biển", "consultation") == [other.title]


def test_the_facet_of_kinds_counts_consultations_and_drafts(consultation):
    from legaldocs.search.indexing import index_documents

    index_documents([consultation.document_id])
    answered = answer("kiến nghị")
    kinds = {value: count for value, _, count, _ in answered.facets["kind"]}
    for kind, count in kinds.items():
        narrowed = answer("kiến nghị", filters=Filters(kind=kind), page_size=100)
        assert narrowed.count == count == len(narrowed.results), kind
    assert "draft" in kinds
    assert "document" not in kinds


def test_a_question_costs_as_many_queries_for_many_consultations(consultation, django_assert_max_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    found("quản lý tổ yến", "consultation")
    with CaptureQueriesContext(connection) as for_one:
        assert len(found("quản lý tổ yến", "consultation")) == 1
    for number in range(6):
        make.ConsultationFactory(open=True, title=f"Lấy ý kiến về quản lý tổ yến đợt {number}")
    found("quản lý tổ yến", "consultation")
    with CaptureQueriesContext(connection) as for_many:
        assert len(found("quản lý tổ yến", "consultation")) == 7
    assert len(for_many) == len(for_one)


def test_nothing_below_a_private_page_is_shown_at_its_own_address(consultation, client):
    file = DossierFile.objects.create(
        consultation=consultation, kind="khac", title="Hồ sơ", file=ContentFile(b"ho so", name="ho-so.txt")
    )
    slug = [consultation.slug]
    lists = [reverse("consultations:comment_list", args=slug), reverse("consultations:answer_list", args=slug)]
    dossier = reverse("consultations:dossier_file", args=[file.pk])
    assert [client.get(address).status_code for address in (*lists, dossier)] == [200, 200, 200]
    PageViewRestriction.objects.create(page=consultation.page_ptr, restriction_type=PageViewRestriction.LOGIN)
    assert [client.get(address, {"page": "1"}).status_code for address in lists] == [302, 302]
    own = client.get(consultation.get_absolute_url())
    assert [own.status_code, client.get(dossier).status_code] == [302, 302]
    client.force_login(get_user_model().objects.create_user("can-bo"))
    again = [client.get(address, {"page": "1"}) for address in (*lists, dossier)]
    assert [response.status_code for response in again] == [200, 200, 200]
    assert all("private" in response["Cache-Control"] for response in again)
