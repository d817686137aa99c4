"""A draft whose text is known to be wrong is posted on no path; the refusal names the finding and where it is settled."""

from __future__ import annotations

import dataclasses
import datetime

import pytest
from django.contrib.auth.models import Group
from django.contrib.messages import get_messages
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from consultations.compliance import blocking_failures, comments_are_taken
from consultations.errors import ConsultationError
from consultations.models import ConsultationPage, PostedExpression
from consultations.services.closing import open_and_close_due, open_consultation
from consultations.services.posting import post_draft
from home.publish_guard import refuse_page
from home.scheduled_publishing import hold_back_blocked
from legaldocs import fidelity_guard
from legaldocs.domain.finding_codes import Settling, code_info
from legaldocs.domain.findings import fingerprints
from legaldocs.errors import NotPublishable
from legaldocs.models import Expression, SettledFinding
from legaldocs.services.drafting import new_draft_from
from legaldocs.services.publishing import post_expression
from legaldocs.services.wording_check import checked
from tests.factories.consultations import DRAFT_TEXT, ConsultationFactory, DraftExpressionFactory, posted_expression

pytestmark = pytest.mark.django_db
BROKEN = DRAFT_TEXT.replace("Người nước ngoài", "Ng��i nước ngoài")
HOUR = datetime.timedelta(hours=1)


def wording_url(expression) -> str:
    return reverse("corpus:wording_edit", args=[expression.document_id, expression.pk])


def assert_not_posted(consultation):
    expression = posted_expression(consultation)
    assert Expression.objects.get(pk=expression.pk).posted_at is None
    stored = ConsultationPage.objects.get(pk=consultation.pk)
    assert stored.state == "planned"
    assert not PostedExpression.objects.filter(consultation=stored, posted_at__isnull=False).exists()


def test_the_service_refuses_and_names_finding_line_and_place():
    expression = DraftExpressionFactory(source_text=BROKEN)
    with pytest.raises(NotPublishable) as refused:
        post_expression(expression=expression, now=timezone.now())
    line = BROKEN.split("\n").index("b) Ng��i nước ngoài cư trú tại Việt Nam;") + 1
    message = str(refused.value)
    assert message.startswith("Chưa thể đăng lấy ý kiến")
    assert f"dòng {line}" in message
    assert "Gõ lại các chữ bị thay" in message
    assert wording_url(expression) in message
    assert Expression.objects.get(pk=expression.pk).posted_at is None


def test_opening_is_refused_and_nothing_moves():
    consultation = ConsultationFactory(source_text=BROKEN)
    for attempt in (
        lambda: open_consultation(consultation_id=consultation.pk, now=timezone.now()),
        lambda: post_draft(consultation=consultation, now=timezone.now()),
    ):
        with pytest.raises(ConsultationError, match="dòng"):
            attempt()
    assert_not_posted(consultation)


def test_the_clock_opens_the_others_and_says_why_this_one_waits(capsys):
    broken, sound = ConsultationFactory(source_text=BROKEN), ConsultationFactory()
    result = open_and_close_due(timezone.now())
    assert result.opened == [sound.pk]
    assert wording_url(posted_expression(broken)) in result.problems[broken.pk]
    assert_not_posted(broken)
    verdict = comments_are_taken(timezone.localdate())
    assert any("dòng" in offender.title for offender in verdict.offenders)


def test_an_editor_cannot_publish_it_in_the_admin_and_is_told_where_to_go(django_user_model):
    consultation = ConsultationFactory(source_text=BROKEN, live=False)
    head = django_user_model.objects.create_superuser("truong-ban", "t@bo.gov.vn", "Mat-khau-dai-12")
    head.groups.add(Group.objects.get(name="Trưởng ban biên tập"))
    browser = Client()
    browser.force_login(head)
    assert len([failure for failure in blocking_failures(consultation) if "dòng" in failure]) == 1
    request = browser.get(reverse("wagtailadmin_pages:edit", args=[consultation.pk])).wsgi_request
    refusal = refuse_page(request, consultation)
    assert refusal is not None
    assert refusal.url == reverse("wagtailadmin_pages:edit", args=[consultation.pk])
    said = " ".join(str(message) for message in get_messages(request))
    assert wording_url(posted_expression(consultation)) in said
    assert not ConsultationPage.objects.get(pk=consultation.pk).live


def test_a_scheduled_publication_is_held_back():
    consultation = ConsultationFactory(source_text=BROKEN, live=False)
    consultation.go_live_at = timezone.now() - HOUR
    consultation.save_revision(approved_go_live_at=consultation.go_live_at)
    assert hold_back_blocked() == [consultation.title]
    call_command("publish_scheduled")
    assert not ConsultationPage.objects.get(pk=consultation.pk).live
    assert_not_posted(consultation)


def test_mended_it_is_posted_and_never_asked_again():
    consultation = ConsultationFactory(source_text=BROKEN)
    Expression.objects.filter(pk=posted_expression(consultation).pk).update(source_text=DRAFT_TEXT)
    assert open_consultation(consultation_id=consultation.pk, now=timezone.now())
    expression = posted_expression(consultation)
    assert expression.posted_at is not None
    assert blocking_failures(ConsultationPage.objects.get(pk=consultation.pk)) == []
    assert post_expression(expression=expression, now=timezone.now() + HOUR).posted_at == expression.posted_at


def test_an_error_an_editor_settled_does_not_stand_against_posting(monkeypatch):
    """No error of today may be settled: the day one may be, posting follows the settlement as publishing does."""
    expression = DraftExpressionFactory(source_text=BROKEN)
    report, reasons = checked(expression)
    assert len(reasons) == 1
    for name in fingerprints(report.errors, BROKEN.split("\n")):
        SettledFinding.objects.create(document=expression.document, fingerprint=name, code="broken-characters")
    assert len(checked(expression)[1]) == 1
    monkeypatch.setattr(
        fidelity_guard, "code_info", lambda code: dataclasses.replace(code_info(code), settling=Settling.WITH_NOTE)
    )
    assert checked(expression)[1] == []
    assert post_expression(expression=expression, now=timezone.now()).posted_at


def test_a_further_wording_of_an_open_consultation_is_posted_with_the_page():
    consultation = ConsultationFactory(open=True)
    third = DraftExpressionFactory(document=consultation.document, draft_number=3, source_text=DRAFT_TEXT + "\n3. Mới.")
    PostedExpression.objects.create(consultation=consultation, expression=third)
    ConsultationPage.objects.get(pk=consultation.pk).save_revision().publish()
    posting = PostedExpression.objects.get(expression=third)
    assert posting.posted_at is not None
    assert Expression.objects.get(pk=third.pk).posted_at is not None


def test_a_wrong_further_wording_is_not_posted_and_the_page_stays_as_it_is(caplog):
    consultation = ConsultationFactory(open=True)
    third = DraftExpressionFactory(document=consultation.document, draft_number=3, source_text=BROKEN)
    PostedExpression.objects.create(consultation=consultation, expression=third)
    assert blocking_failures(ConsultationPage.objects.get(pk=consultation.pk))
    ConsultationPage.objects.get(pk=consultation.pk).save_revision().publish()
    assert PostedExpression.objects.get(expression=third).posted_at is None
    assert "was not posted" in caplog.text


def test_a_closed_consultation_takes_no_further_wording():
    consultation = ConsultationFactory(closed=True)
    late = DraftExpressionFactory(document=consultation.document, draft_number=3)
    PostedExpression.objects.create(consultation=consultation, expression=late)
    ConsultationPage.objects.get(pk=consultation.pk).save_revision().publish()
    assert PostedExpression.objects.get(expression=late).posted_at is None


def test_a_new_draft_of_a_recognised_text_keeps_the_mark(django_user_model):
    user = django_user_model.objects.create_user("soan-thao")
    noticed = [{"code": "ocr-low", "message": "Trang 1 khó đọc.", "line": None, "severity": "warning"}]
    checked_on = datetime.date(2026, 11, 1)
    scan = DraftExpressionFactory(recognised_confidence=0.83, recognised_checked_on=checked_on, findings=noticed)
    draft = new_draft_from(expression=scan, user=user)
    draft.refresh_from_db()
    assert (draft.recognised_confidence, draft.recognised_percent) == (0.83, 83)
    assert draft.recognised_checked_on == checked_on
    assert draft.findings == noticed
    assert new_draft_from(expression=DraftExpressionFactory(), user=user).recognised_confidence is None
