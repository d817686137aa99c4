"""Each role opens its own screens of the corpus, and no other."""

from __future__ import annotations

import pytest
from django.urls import reverse

from legaldocs.models import IntakeBatch, IntakeItem
from tests.factories.legaldocs import DocumentFileFactory, ExpressionFactory, RelationFactory

pytestmark = pytest.mark.django_db

WRITERS = {"Biên tập viên", "Chuyên viên soạn thảo", "Trưởng ban biên tập", "Quản trị viên"}
OTHERS = {"Kiểm duyệt viên"}


@pytest.fixture
def addresses():
    wording = ExpressionFactory(document__live=False)
    pk, expression = wording.document_id, wording.pk
    file = DocumentFileFactory(document=wording.document)
    RelationFactory(source=wording.document, is_confirmed=False)
    item = IntakeItem.objects.create(
        batch=IntakeBatch.objects.create(), original_name="a.txt", state="failed", error="x"
    )
    revision = wording.save_revision(clean=False)
    return [
        reverse("wagtailsnippets_legaldocs_legaldocument:list"),
        reverse("wagtailsnippets_legaldocs_legaldocument:add"),
        reverse("wagtailsnippets_legaldocs_legaldocument:edit", args=[pk]),
        reverse("corpus:wording_index", args=[pk]),
        reverse("corpus:wording_create", args=[pk]),
        reverse("corpus:wording_edit", args=[pk, expression]),
        reverse("corpus:wording_facts", args=[pk, expression]),
        reverse("corpus:wording_preview", args=[pk, expression]),
        reverse("corpus:wording_history", args=[pk, expression]),
        reverse("corpus:wording_revision", args=[pk, expression, revision.pk]),
        reverse("corpus:file_index", args=[pk]),
        reverse("corpus:file_open", args=[pk, file.pk]),
        reverse("corpus:relation_index"),
        reverse("corpus:intake_index"),
        reverse("corpus:intake_batch", args=[item.batch_id]),
    ]


@pytest.mark.parametrize("role", sorted(WRITERS))
def test_those_who_write_open_every_screen(role, as_role, addresses):
    client = as_role(role)
    answers = {address: client.get(address).status_code for address in addresses}
    assert {address: status for address, status in answers.items() if status != 200} == {}


@pytest.mark.parametrize("role", sorted(OTHERS))
def test_those_who_do_not_write_are_sent_away(role, as_role, addresses):
    client = as_role(role)
    answers = {address: client.get(address).status_code for address in addresses}
    assert {address: status for address, status in answers.items() if status != 302} == {}


def test_an_agency_officer_has_no_business_in_the_editors_part(as_role, addresses):
    client = as_role("Cán bộ cơ quan")
    assert {client.get(address).status_code for address in addresses} <= {302, 403}


def test_without_logging_in_every_screen_leads_to_the_login(client, addresses):
    for address in addresses:
        answer = client.get(address)
        assert answer.status_code == 302
        assert "/login/" in answer["Location"]


def test_only_the_head_keeps_the_register_of_organizations(as_role):
    assert as_role("Trưởng ban biên tập").get(reverse("organizations:add")).status_code == 200
    assert as_role("Biên tập viên").get(reverse("organizations:add")).status_code == 302


def test_a_drafting_officer_saves_a_wording_but_does_not_publish_it(as_role):
    wording = ExpressionFactory(document__live=False, source_text="Điều 1. Cũ")
    client = as_role("Chuyên viên soạn thảo")
    url = reverse("corpus:wording_edit", args=[wording.document_id, wording.pk])
    version = client.get(url).context["version"]
    assert client.post(url, {"text": "Điều 1. Mới", "version": version, "action": "publish"}).status_code == 302
    wording.refresh_from_db()
    assert (wording.source_text, wording.live) == ("Điều 1. Cũ", False)
    client.post(url, {"text": "Điều 1. Mới", "version": version, "action": "save"})
    wording.refresh_from_db()
    assert wording.source_text == "Điều 1. Mới"


def test_a_form_without_its_token_is_refused(account):
    from django.test import Client

    client = Client(enforce_csrf_checks=True)
    client.force_login(account("Biên tập viên"))
    wording = ExpressionFactory(document__live=False)
    for name, args in [
        ("wording_edit", [wording.document_id, wording.pk]),
        ("wording_copy", [wording.document_id, wording.pk]),
        ("file_index", [wording.document_id]),
        ("intake_index", []),
        ("relation_decide", []),
    ]:
        assert client.post(reverse(f"corpus:{name}", args=args)).status_code == 403
