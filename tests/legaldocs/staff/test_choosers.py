"""Choosers: titles of drafts are for those whose work they are; a key that is none is never a server error."""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests.factories.legaldocs import LegalDocumentFactory, OrganizationFactory

pytestmark = pytest.mark.django_db
DOCUMENTS = "wagtailsnippetchoosers_legaldocs_legaldocument"
SEEING = ("Biên tập viên", "Chuyên viên soạn thảo", "Trưởng ban biên tập", "Quản trị viên")


@pytest.fixture
def documents():
    return {
        "public": LegalDocumentFactory(abstract="Trích yếu đã công khai"),
        "draft": LegalDocumentFactory(abstract="Trích yếu chưa công khai", live=False),
        "secret": LegalDocumentFactory(abstract="Trích yếu có độ mật", live=False, secrecy="secret"),
    }


def words(answer) -> str:
    """What the answer shows: the modal comes as JSON, its list as HTML."""
    return answer.json()["html"] if "json" in answer["Content-Type"] else answer.content.decode()


@pytest.mark.parametrize("name", ["choose", "choose_results"])
@pytest.mark.parametrize("question", ["", "trích yếu"])
def test_a_moderator_chooses_among_public_documents_only(as_role, documents, name, question):
    page = words(as_role("Kiểm duyệt viên").get(reverse(f"{DOCUMENTS}:{name}"), {"q": question}))
    assert "đã công khai" in page
    assert "chưa công khai" not in page
    assert "có độ mật" not in page


@pytest.mark.parametrize("role", SEEING)
@pytest.mark.parametrize("name", ["choose", "choose_results"])
def test_those_who_work_with_documents_choose_drafts_too(as_role, documents, role, name):
    page = words(as_role(role).get(reverse(f"{DOCUMENTS}:{name}")))
    assert "đã công khai" in page
    assert "chưa công khai" in page


def test_the_number_of_a_draft_does_not_tell_a_moderator_its_title(as_role, documents):
    moderator = as_role("Kiểm duyệt viên")
    assert moderator.get(reverse(f"{DOCUMENTS}:chosen", args=[documents["draft"].pk])).status_code == 404
    public = documents["public"]
    assert moderator.get(reverse(f"{DOCUMENTS}:chosen", args=[public.pk])).json()["result"]["id"] == str(public.pk)
    both = moderator.get(reverse(f"{DOCUMENTS}:chosen_multiple"), {"id": [row.pk for row in documents.values()]})
    assert [row["id"] for row in both.json()["result"]] == [str(public.pk)]


def test_an_editor_is_told_of_the_draft_that_was_chosen(editor, documents):
    draft = documents["draft"]
    assert editor.get(reverse(f"{DOCUMENTS}:chosen", args=[draft.pk])).json()["result"]["string"] == str(draft)
    many = editor.get(reverse(f"{DOCUMENTS}:chosen_multiple"), {"id": [row.pk for row in documents.values()]}).json()
    assert {row["id"] for row in many["result"]} == {str(row.pk) for row in documents.values()}


def test_organizations_are_chosen_by_every_staff_account(as_role):
    unit = OrganizationFactory()
    moderator = as_role("Kiểm duyệt viên")
    assert moderator.get(reverse("organization_chooser:chosen", args=[unit.pk])).json()["result"]["id"] == str(unit.pk)
    many = moderator.get(reverse("organization_chooser:chosen_multiple"), {"id": [unit.pk]}).json()["result"]
    assert [row["id"] for row in many] == [str(unit.pk)]


@pytest.mark.parametrize("key", ["abc", "9" * 30, "-1", "0", "²", "1'--", "٣"])
@pytest.mark.parametrize("chooser", [DOCUMENTS, "organization_chooser"])
def test_a_key_that_is_none_is_not_there(editor, chooser, key):
    assert editor.get(reverse(f"{chooser}:chosen", args=[key])).status_code == 404
    many = editor.get(reverse(f"{chooser}:chosen_multiple"), {"id": [key]})
    assert many.status_code == 200
    assert many.json()["result"] == []


def test_whoever_has_not_logged_in_is_sent_to_the_log_in(client, documents):
    for name, arguments in (("choose", []), ("choose_results", []), ("chosen", [documents["public"].pk])):
        answer = client.get(reverse(f"{DOCUMENTS}:{name}", args=arguments))
        assert answer.status_code == 302
        assert "login" in answer["Location"]


@pytest.mark.parametrize("chooser", [DOCUMENTS, "organization_chooser"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_nothing_is_made_in_a_chooser(as_role, chooser, method):
    answer = getattr(as_role("Quản trị viên"), method)(reverse(f"{chooser}:create"))
    assert answer.status_code in {302, 403}
