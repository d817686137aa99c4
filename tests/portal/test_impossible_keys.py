"""Forms of the admin whose hidden fields were tampered with end in a page that says so, never in a server error."""

from __future__ import annotations

import logging

import pytest
from django.core.exceptions import ValidationError
from django.db import DataError
from django.test import RequestFactory
from django.urls import reverse
from django.utils.datastructures import MultiValueDictKeyError

from consultations.models import ConsultationPage
from portal.middleware import RequestBounds
from tests.factories.consultations import ConsultationFactory
from tests.factories.legaldocs import LegalDocumentFactory

pytestmark = pytest.mark.django_db
EDIT = "wagtailsnippets_legaldocs_legaldocument:edit"
BAD = ["\\", "abc", "9" * 400, "9" * 25, "1.5", "NaN", "-", "²"]


@pytest.fixture
def staff(client, admin_user):
    client.force_login(admin_user)
    client.raise_request_exception = True
    return client


def formset(name, **values):
    counts = {"TOTAL_FORMS": "1", "INITIAL_FORMS": "1", "MIN_NUM_FORMS": "0", "MAX_NUM_FORMS": "1000"}
    return {f"{name}-{key}": value for key, value in {**counts, **values}.items()}


@pytest.mark.parametrize("bad", BAD)
@pytest.mark.parametrize("field", ["signers", "outgoing_relations"])
def test_the_key_of_a_row_in_a_document_form(staff, field, bad):
    document = LegalDocumentFactory(live=False)
    answer = staff.post(reverse(EDIT, args=[document.pk]), formset(field, **{"0-id": bad}))
    assert answer.status_code in {200, 400}
    assert "<h1" in answer.content.decode()


@pytest.mark.parametrize("bad", BAD)
def test_the_key_of_what_was_chosen_in_a_document_form(staff, bad):
    document = LegalDocumentFactory(live=False)
    answer = staff.post(reverse(EDIT, args=[document.pk]), {"issuer": bad, "abstract": "Lời vừa gõ"})
    assert answer.status_code in {200, 400}
    document.refresh_from_db()
    assert document.abstract != "Lời vừa gõ"


@pytest.mark.parametrize("bad", BAD)
@pytest.mark.parametrize("name", ["posted_expressions", "questions"])
def test_keys_and_counts_of_rows_in_a_consultation_form(staff, name, bad):
    page = ConsultationFactory(open=True)
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    for sent in (formset(name, **{"0-id": bad}), formset(name, TOTAL_FORMS=bad), formset(name, INITIAL_FORMS=bad)):
        answer = staff.post(address, sent)
        assert answer.status_code in {200, 400}, sent
    assert ConsultationPage.objects.get(pk=page.pk).title == page.title


@pytest.mark.parametrize(
    ("error", "refused"),
    [
        (ValueError("Field 'id' expected a number but got 'x'."), True),
        (OverflowError("Python int too large to convert to SQLite INTEGER"), True),
        (DataError("integer out of range"), True),
        (ValidationError("“x” value must be an integer."), True),
        (MultiValueDictKeyError("questions-0-id"), True),
        (ValueError("something of ours is broken"), False),
        (KeyError("x"), False),
    ],
)
def test_only_keys_are_taken_for_a_fault_of_the_request_and_the_log_keeps_them(caplog, error, refused):
    bounds = RequestBounds(lambda request: None)
    with caplog.at_level(logging.WARNING, logger="portal.middleware"):
        answer = bounds.process_exception(RequestFactory().post("/quan-tri/van-ban/edit/1/"), error)
    assert (answer is not None) is refused
    assert bool(caplog.records) is refused
    if refused:
        assert answer.status_code == 400
        assert caplog.records[0].exc_info[1] is error


def test_elsewhere_such_an_error_stays_ours():
    error = ValueError("Field 'id' expected a number but got 'x'.")
    assert RequestBounds(lambda request: None).process_exception(RequestFactory().get("/van-ban/"), error) is None


@pytest.mark.parametrize("name", ["wagtailadmin_choose_page_external_link", "wagtailredirects:process_import"])
@pytest.mark.parametrize("sent", [{}, {"x": "1"}])
def test_forms_of_wagtail_with_every_field_left_out(staff, name, sent):
    answer = staff.post(reverse(name), sent)
    assert answer.status_code in {200, 400}


def test_a_missing_key_in_our_own_code_stays_a_fault_that_is_reported():
    with pytest.raises(KeyError) as raised:
        {}["absent"]
    request = RequestFactory().post("/quan-tri/van-ban/")
    assert RequestBounds(lambda _: None).process_exception(request, raised.value) is None
