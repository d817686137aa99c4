"""The clock publishes what may be published; what a rule stands against stays as it is, and people are told."""

from __future__ import annotations

import datetime

import pytest
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.core import mail
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry, Page, Revision, WorkflowContentType

from home.models import EditorialApprovalTask
from home.scheduled_publishing import BLOCKED, held_back_for, hold_back_blocked
from legaldocs.models import LegalDocument
from legaldocs.services.publishing import publish_expression
from tests.factories.legaldocs import ExpressionFactory, LegalDocumentFactory

pytestmark = pytest.mark.django_db
HOUR = datetime.timedelta(hours=1)


def person(django_user_model, role, name, email=""):
    user = django_user_model.objects.create_user(username=name, password="Mat-khau-dai-12", email=email)
    user.groups.add(Group.objects.get(name=role))
    return user


@pytest.fixture
def editor(django_user_model):
    return person(django_user_model, "Biên tập viên", "bien-tap", "bientap@cong.vn")


@pytest.fixture
def head(django_user_model):
    return person(django_user_model, "Trưởng ban biên tập", "truong-ban", "truongban@cong.vn")


def scheduled(user=None, *, publishable):
    document = LegalDocumentFactory(live=False)
    if publishable:
        publish_expression(expression=ExpressionFactory(document=document))
    document.go_live_at = timezone.now() - HOUR
    document.save_revision(user=user, approved_go_live_at=document.go_live_at)
    return document


def is_live(document):
    return LegalDocument.objects.values_list("live", flat=True).get(pk=document.pk)


def test_what_a_rule_stands_against_stays_unpublished_and_the_rest_goes_live(editor, head):
    blocked, free = scheduled(editor, publishable=False), scheduled(editor, publishable=True)
    call_command("publish_scheduled")
    assert (is_live(blocked), is_live(free)) == (False, True)
    entry = ModelLogEntry.objects.get(action=BLOCKED)
    assert entry.object_id == str(blocked.pk)
    assert "Điều 10" in entry.data["reasons"][0]
    assert not Revision.objects.filter(approved_go_live_at__isnull=False).exists()


def test_an_error_in_the_text_holds_the_clock_back_too_and_names_its_line(editor, head):
    document = scheduled(editor, publishable=True)
    document.expressions.update(source_text="Điều 1. Phạm vi\nVăn bản h\ufffdng.")
    call_command("publish_scheduled")
    assert not is_live(document)
    assert "dòng 2" in ModelLogEntry.objects.get(action=BLOCKED).data["reasons"][0]


def test_the_editor_and_the_head_get_an_e_mail_with_the_reason_and_nobody_else(editor, head, django_user_model):
    person(django_user_model, "Kiểm duyệt viên", "kiem-duyet", "kiemduyet@cong.vn")
    document = scheduled(editor, publishable=False)
    call_command("publish_scheduled")
    assert sorted(message.to[0] for message in mail.outbox) == ["bientap@cong.vn", "truongban@cong.vn"]
    message = mail.outbox[0]
    assert document.number in message.subject
    assert "Chưa công khai theo lịch" in message.subject
    assert "Điều 10" in message.body
    assert reverse("wagtailsnippets_legaldocs_legaldocument:edit", args=[document.pk]) in message.body


def test_a_second_look_tells_nobody_twice(editor, head):
    scheduled(editor, publishable=False)
    assert len(hold_back_blocked()) == 1
    assert hold_back_blocked() == []
    assert len(mail.outbox) == 2


def test_mail_that_cannot_be_sent_stops_nothing(editor, head, monkeypatch):
    def refuse(*args, **kwargs):
        raise OSError("no connection")

    monkeypatch.setattr("home.scheduled_publishing.EmailMessage.send", refuse)
    blocked, free = scheduled(editor, publishable=False), scheduled(editor, publishable=True)
    call_command("publish_scheduled")
    assert (is_live(blocked), is_live(free)) == (False, True)
    assert held_back_for(editor)


def test_a_revision_that_cannot_be_looked_at_does_not_stop_the_others(editor, monkeypatch):
    broken, blocked = scheduled(publishable=False), scheduled(publishable=False)
    original = Revision.as_object

    def as_object(self):
        if self.object_id == str(broken.pk):
            raise ValueError("broken")
        return original(self)

    monkeypatch.setattr(Revision, "as_object", as_object)
    assert len(hold_back_blocked()) == 1
    assert ModelLogEntry.objects.get(action=BLOCKED).object_id == str(blocked.pk)


def test_a_dry_run_holds_nothing_back(editor):
    document = scheduled(editor, publishable=False)
    call_command("publish_scheduled", dryrun=True)
    assert not ModelLogEntry.objects.filter(action=BLOCKED).exists()
    assert document.revisions.filter(approved_go_live_at__isnull=False).exists()


def test_the_notice_stands_on_the_start_page_until_the_document_is_public(editor, head):
    document = scheduled(editor, publishable=False)
    call_command("publish_scheduled")
    for user in (editor, head):
        browser = Client()
        browser.force_login(user)
        page = browser.get(reverse("wagtailadmin_home")).content.decode()
        assert "Chưa công khai được theo lịch" in page
        assert document.number in page
    publish_expression(expression=ExpressionFactory(document=document))
    LegalDocument.objects.get(pk=document.pk).save_revision(user=head).publish(user=head)
    assert held_back_for(editor) == []
    assert held_back_for(head) == []


def test_another_editor_sees_no_notice_that_is_not_theirs(editor, django_user_model):
    scheduled(editor, publishable=False)
    call_command("publish_scheduled")
    assert held_back_for(person(django_user_model, "Biên tập viên", "khac")) == []


def test_the_history_of_the_document_says_why(editor, head):
    document = scheduled(editor, publishable=False)
    call_command("publish_scheduled")
    browser = Client()
    browser.force_login(head)
    page = browser.get(reverse("wagtailsnippets_legaldocs_legaldocument:history", args=[document.pk]))
    assert "Chưa công khai theo lịch" in page.content.decode()


def test_documents_and_pages_have_the_editorial_workflow_from_the_start():
    document = ContentType.objects.get_for_model(LegalDocument)
    workflow = WorkflowContentType.objects.get(content_type=document).workflow
    assert workflow.name == "Biên tập → Trưởng ban biên tập"
    assert isinstance(workflow.tasks[0].specific, EditorialApprovalTask)
    assert list(workflow.tasks[0].specific.groups.values_list("name", flat=True)) == ["Trưởng ban biên tập"]
    assert Page.objects.filter(depth=2).first().get_workflow() == workflow
    assert LegalDocumentFactory().get_workflow() == workflow


def test_an_editor_submits_and_the_head_approves(editor, head):
    document = scheduled(editor, publishable=True)
    document.go_live_at = None
    document.save_revision(user=editor)
    state = document.get_workflow().start(document, editor)
    task = state.current_task_state.task.specific
    assert [action[0] for action in task.get_actions(document, editor)] == []
    assert "approve" in [action[0] for action in task.get_actions(document, head)]
    task.on_action(state.current_task_state, head, "approve")
    assert is_live(document)
