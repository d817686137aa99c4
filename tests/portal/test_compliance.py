"""The rules of Decree 43 as data, their checks, the command, and the refusal to publish."""

from __future__ import annotations

import datetime
import io
import json

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone

from consultations import compliance as consultation_rules
from consultations.models import ConsultationPage, PostedExpression
from home.models import Navigation
from legaldocs import compliance as document_rules
from legaldocs.models import LegalDocument
from portal import compliance
from portal.compliance import Outcome, Verdict, registered, run_checks
from portal.rulesets import Severity, rules, rules_on, rulesets
from portal.working_days import add_working_days, working_days_between
from tests.factories.consultations import ConsultationFactory, submit
from tests.factories.home import user_with_role
from tests.factories.legaldocs import DocumentFileFactory, LegalDocumentFactory, PublishedExpressionFactory

TODAY = datetime.date(2026, 11, 23)


def verdict(rule_id: str, on: datetime.date = TODAY) -> Verdict:
    return registered()[rule_id](on)


# -- the rules as data -----------------------------------------------------------------------------
def test_every_rule_of_groups_a_and_b_is_there_with_its_citation():
    found = rules()
    assert len(found) == 20
    for rule in found.values():
        assert rule.citation.endswith(")") or "Nghị định số 43/2011/NĐ-CP" in rule.citation
        assert rule.title
        assert rule.remedy
        assert rule.confidence == "verified"
    assert {rule.id for rule in found.values() if rule.severity is Severity.BLOCKER} == {
        "ND43-10-1e", "ND43-10-1e-file", "ND43-10-1e-search", "ND43-10-1i", "ND43-10-1i-list", "ND43-10-1i-fulltext",
        "ND43-10-1i-deadline", "ND43-10-1i-view", "ND43-10-1i-submit",
    }  # fmt: skip


def test_every_rule_has_a_real_check():
    assert set(registered()) >= set(rules())


def test_a_law_applies_between_its_days_both_included():
    decree = rulesets()["ND43"]
    assert not decree.in_force_on(datetime.date(2011, 9, 30))
    assert decree.in_force_on(datetime.date(2011, 10, 1))
    assert decree.in_force_on(datetime.date(2022, 8, 14))
    assert not decree.in_force_on(datetime.date(2022, 8, 15))


def test_the_baseline_is_checked_after_its_end_and_never_before_its_beginning():
    assert len(rules_on(TODAY)) == 20
    assert rules_on(datetime.date(2011, 9, 30)) == []


def test_a_check_for_a_rule_that_does_not_exist_cannot_be_registered():
    with pytest.raises(KeyError):
        compliance.check("ND43-99")


# -- working days ----------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("first", "last", "days"),
    [
        ("2026-11-20", "2026-11-20", 0),  # Friday: the first day does not count
        ("2026-11-20", "2026-11-23", 1),  # over the weekend
        ("2026-02-13", "2026-02-23", 1),  # the whole Tết week is off
        ("2026-04-24", "2026-04-28", 1),  # Hùng Kings' day made up on Monday 27/4
        ("2026-08-21", "2026-08-22", 1),  # a make-up Saturday
        ("2026-08-28", "2026-09-03", 1),
        ("2019-04-29", "2019-05-02", 1),  # a year without a table: fixed days only
        ("2026-11-23", "2026-11-20", 0),
    ],
)
def test_working_days_are_counted_as_the_office_counts(first, last, days):
    assert working_days_between(datetime.date.fromisoformat(first), datetime.date.fromisoformat(last)) == days


def test_a_period_of_working_days_ends_on_a_working_day():
    assert add_working_days(datetime.date(2026, 11, 20), 2) == datetime.date(2026, 11, 24)
    assert add_working_days(datetime.date(2026, 2, 13), 1) == datetime.date(2026, 2, 23)


# -- documents -------------------------------------------------------------------------------------
@pytest.mark.django_db
@pytest.mark.parametrize(
    ("rule_id", "broken"),
    [
        ("ND43-10-1e-authority", {"issuer": None}),
        ("ND43-10-1e-issued", {"issued_on": None}),
        ("ND43-10-1e-issued", {"issued_on": datetime.date(2030, 1, 1), "valid_from": datetime.date(2030, 1, 1)}),
        ("ND43-10-1e-effective", {"valid_from": None, "valid_from_note": ""}),
        ("ND43-10-1e-effective", {"issued_on": datetime.date(2020, 5, 1), "valid_from": datetime.date(2020, 4, 1)}),
        ("ND43-10-1e-abstract", {"abstract": ""}),
    ],
)
def test_a_document_that_lacks_a_field_is_named(rule_id, broken):
    PublishedExpressionFactory(document=LegalDocumentFactory(live=True))
    assert verdict(rule_id).outcome is Outcome.PASS
    bad = LegalDocumentFactory(live=True)
    LegalDocument.objects.filter(pk=bad.pk).update(**broken)
    found = verdict(rule_id)
    assert found.outcome is Outcome.FAIL
    assert found.count == 1
    assert found.offenders[0].url == reverse("wagtailsnippets_legaldocs_legaldocument:edit", args=[bad.pk])


@pytest.mark.django_db
def test_an_unknown_date_of_effect_with_its_reason_is_no_fault():
    document = LegalDocumentFactory(live=True)
    LegalDocument.objects.filter(pk=document.pk).update(valid_from=None, valid_from_note="Chờ văn bản hướng dẫn")
    assert verdict("ND43-10-1e-effective").outcome is Outcome.PASS


@pytest.mark.django_db
def test_without_documents_nothing_is_judged():
    assert verdict("ND43-10-1e-form").outcome is Outcome.NOT_APPLICABLE
    assert verdict("ND43-10-1e-search").outcome is Outcome.NOT_APPLICABLE


@pytest.mark.django_db
def test_a_document_with_neither_file_nor_text_may_not_be_published():
    document = LegalDocumentFactory(live=False)
    (failure,) = document_rules.blocking_failures(document)
    assert "ND43-10-1e-file" in failure
    assert "điểm e khoản 1 Điều 10" in failure
    PublishedExpressionFactory(document=document)
    assert document_rules.blocking_failures(document) == []


@pytest.mark.django_db
def test_an_attached_file_is_enough():
    document = LegalDocumentFactory(live=False)
    DocumentFileFactory(document=document)
    assert document_rules.blocking_failures(document) == []


@pytest.mark.django_db
def test_documents_section_must_stand_in_the_menu_and_open():
    LegalDocumentFactory(live=True)
    assert verdict("ND43-10-1e").outcome is Outcome.PASS
    Navigation.objects.filter(language="vi").update(menu="[]")
    found = verdict("ND43-10-1e")
    assert found.outcome is Outcome.FAIL
    assert "Trình đơn chính không có mục" in found.detail


@pytest.mark.django_db
def test_the_search_is_tried_with_and_without_diacritics():
    document = LegalDocumentFactory(live=True)
    PublishedExpressionFactory(document=document)
    found = verdict("ND43-10-1e-search")
    assert found.outcome is Outcome.PASS, found.detail


# -- time limits -----------------------------------------------------------------------------------
def issued(day: str, published: str | None, **kwargs) -> LegalDocument:
    """A document issued on one day and published on another."""
    document = LegalDocumentFactory(live=bool(published), issued_on=datetime.date.fromisoformat(day), **kwargs)
    moment = timezone.make_aware(datetime.datetime.fromisoformat(f"{published}T09:00")) if published else None
    LegalDocument.objects.filter(pk=document.pk).update(first_published_at=moment)
    return document


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("rule_id", "owned", "day", "published", "outcome"),
    [
        ("ND43-17-1c-own", True, "2026-11-12", "2026-11-16", Outcome.PASS),  # Thursday to Monday: 2
        ("ND43-17-1c-own", True, "2026-11-12", "2026-11-17", Outcome.FAIL),
        ("ND43-17-1c-own", True, "2026-11-17", None, Outcome.FAIL),  # not yet published, 4 days by the 23rd
        ("ND43-17-1c-own", True, "2026-11-20", None, Outcome.PASS),
        ("ND43-17-1c-scope", False, "2026-11-02", "2026-11-16", Outcome.PASS),
        ("ND43-17-1c-scope", False, "2026-11-02", "2026-11-17", Outcome.FAIL),
    ],
)
def test_time_limits_are_counted_in_working_days(rule_id, owned, day, published, outcome):
    issued("2026-10-01", "2026-10-01", owned=not owned)  # the portal has been open since then
    issued(day, published, owned=owned)
    assert verdict(rule_id).outcome is outcome


@pytest.mark.django_db
def test_documents_older_than_the_portal_are_not_judged():
    issued("2013-11-29", "2026-11-20", owned=True)
    assert verdict("ND43-17-1c-own").outcome is Outcome.NOT_APPLICABLE


# -- consultations ---------------------------------------------------------------------------------
@pytest.mark.django_db
def test_a_consultation_in_order_passes_every_rule_of_group_b():
    consultation = ConsultationFactory(open=True)
    submit(consultation, state="published")
    failed = {
        result.rule.id: result.verdict.detail
        for result in run_checks(TODAY)
        if result.rule.group == "B" and result.verdict.outcome is not Outcome.PASS
    }
    assert failed == {}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("rule_id", "field", "value"),
    [
        ("ND43-10-1i-address", "postal_address", ""),
        ("ND43-10-1i-email", "email", ""),
        ("ND43-10-1i-email", "email", "phapche@gmail.com"),
    ],
)
def test_the_receiving_unit_is_reachable_by_post_and_official_mail(rule_id, field, value):
    consultation = ConsultationFactory(open=True)
    unit = consultation.receiving_unit
    setattr(unit, field, value)
    unit.save()
    found = verdict(rule_id)
    assert found.outcome is Outcome.FAIL
    assert consultation.title in found.offenders[0].title


@pytest.mark.django_db
def test_a_consultation_without_text_or_deadline_may_not_be_published():
    consultation = ConsultationFactory()
    assert consultation_rules.blocking_failures(consultation) == []
    PostedExpression.objects.filter(consultation=consultation).delete()
    consultation = ConsultationPage.objects.get(pk=consultation.pk)
    consultation.closes_at = None
    failures = consultation_rules.blocking_failures(consultation)
    assert [failure.split("]")[0] for failure in failures] == ["[ND43-10-1i-fulltext", "[ND43-10-1i-deadline"]


@pytest.mark.django_db
def test_a_draft_with_every_field_empty_is_judged_without_an_exception():
    empty = ConsultationPage(title="Nháp")
    assert len(consultation_rules.blocking_failures(empty)) == 2
    assert document_rules.blocking_failures(LegalDocument()) != []


@pytest.mark.django_db
def test_an_open_consultation_missing_from_the_list_is_named():
    consultation = ConsultationFactory(open=True)
    assert verdict("ND43-10-1i-list").outcome is Outcome.PASS
    consultation.get_parent().specific.unpublish()
    assert verdict("ND43-10-1i-list").outcome is Outcome.FAIL


@pytest.mark.django_db
def test_a_consultation_that_was_due_and_not_opened_is_named():
    consultation = ConsultationFactory()
    found = verdict("ND43-10-1i-submit")
    assert found.outcome is Outcome.FAIL
    assert consultation.title in found.offenders[0].title


# -- publishing in the admin -----------------------------------------------------------------------
@pytest.mark.django_db
def test_the_admin_refuses_to_publish_a_document_without_file_and_keeps_what_was_typed(rf):
    from django.contrib.messages import get_messages
    from django.contrib.messages.storage.fallback import FallbackStorage

    from home.publish_guard import refuse_snippet

    document = LegalDocumentFactory(live=False)
    request = rf.post("/quan-tri/")
    request.session = {}
    request._messages = FallbackStorage(request)
    response = refuse_snippet(request, document)
    assert response.status_code == 302
    (message,) = get_messages(request)
    assert "ND43-10-1e-file" in str(message)
    assert "đã được lưu thành bản nháp" in str(message)


@pytest.mark.django_db
def test_the_hooks_stand_before_publishing():
    from wagtail import hooks

    assert "home.wagtail_hooks" in {function.__module__ for function in hooks.get_hooks("before_publish")}
    assert "home.wagtail_hooks" in {function.__module__ for function in hooks.get_hooks("before_publish_page")}


# -- the command and the report --------------------------------------------------------------------
def command(*arguments: str) -> str:
    out = io.StringIO()
    call_command("check_compliance", *arguments, stdout=out)
    return out.getvalue()


@pytest.mark.django_db
def test_the_command_prints_every_rule_with_verdict_and_citation():
    text = command()
    for rule in rules().values():
        assert rule.id in text
        assert rule.citation in text


@pytest.mark.django_db
def test_the_command_speaks_json():
    rows = json.loads(command("--json", "--on", "2012-09-11"))
    assert len(rows) == 20
    assert set(rows[0]) >= {"rule", "citation", "verdict", "detail", "severity", "law", "on"}
    assert rows[0]["on"] == "2012-09-11"


@pytest.mark.django_db
def test_the_command_takes_a_vietnamese_date_and_names_what_is_no_date():
    assert "11/09/2012" in command("--on", "11/09/2012")
    with pytest.raises(CommandError, match="không phải là ngày"):
        command("--on", "hôm qua")


@pytest.mark.django_db
def test_the_strict_command_fails_when_a_blocker_fails():
    with pytest.raises(CommandError):
        command("--strict")  # no document yet: the documents section is empty


@pytest.mark.django_db
def test_a_check_that_breaks_is_unknown_and_stops_no_other(monkeypatch):
    registered()

    def broken(on):
        raise RuntimeError("x")

    monkeypatch.setitem(compliance._checks, "ND43-10-1e-form", broken)
    results = {result.rule.id: result.verdict.outcome for result in run_checks(TODAY)}
    assert results["ND43-10-1e-form"] is Outcome.UNKNOWN
    assert len(results) == 20


@pytest.mark.django_db
def test_the_report_shows_what_to_do(client):
    client.force_login(user_with_role("Trưởng ban biên tập"))
    text = client.get(reverse("compliance_report")).content.decode()
    assert "Cách khắc phục:" in text
    assert "ND43-10-1i-deadline" in text


@pytest.mark.django_db
def test_the_editorial_board_cannot_approve_what_breaks_a_blocker_rule():
    from wagtail.models import Task

    (task,) = Task.objects.all()
    head = user_with_role("Trưởng ban biên tập")
    document = LegalDocumentFactory(live=False)
    names = {action[0] for action in task.specific.get_actions(document, head)}
    assert names == {"reject"}
    PublishedExpressionFactory(document=document)
    assert "approve" in {action[0] for action in task.specific.get_actions(document, head)}
