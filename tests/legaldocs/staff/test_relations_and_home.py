"""Proposed relations: confirm, reject, undo; the tasks on the home page; the registers."""

from __future__ import annotations

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from legaldocs.models import IntakeBatch, IntakeItem, LegalDocument, Organization, Relation, Subject
from tests.factories.legaldocs import LegalDocumentFactory, OrganizationFactory, RelationFactory

pytestmark = pytest.mark.django_db
INDEX, DECIDE, UNDO = "corpus:relation_index", "corpus:relation_decide", "corpus:relation_undo"


def test_a_confirmed_repeal_ends_the_target_and_undo_brings_it_back(editor):
    relation = RelationFactory(kind="repeals", is_confirmed=False, effective_on=datetime.date(2021, 1, 1))
    editor.post(reverse(DECIDE), {"relation": [relation.pk], "decision": "confirm"})
    relation.target.refresh_from_db()
    assert relation.target.status == "expired"
    editor.post(reverse(UNDO))
    relation.refresh_from_db()
    relation.target.refresh_from_db()
    assert (relation.is_confirmed, relation.target.status) == (False, "in_force")


def test_rejected_relations_go_and_come_back_by_undo(editor):
    rows = [RelationFactory(is_confirmed=False) for _ in range(3)]
    kept = RelationFactory(is_confirmed=True)
    editor.post(reverse(DECIDE), {"relation": [row.pk for row in [*rows, kept]], "decision": "reject"})
    assert list(Relation.objects.values_list("pk", flat=True)) == [kept.pk]
    assert reverse(UNDO) in editor.get(reverse(INDEX)).content.decode()
    editor.post(reverse(UNDO))
    assert Relation.objects.filter(is_confirmed=False).count() == 3


def test_publishing_an_older_draft_does_not_bring_back_what_was_decided(editor):
    source = LegalDocumentFactory(live=False)
    confirmed, rejected = (RelationFactory(source=source, is_confirmed=False) for _ in range(2))
    source.refresh_from_db()
    revision = source.save_revision()
    editor.post(reverse(DECIDE), {"relation": [confirmed.pk], "decision": "confirm"})
    editor.post(reverse(DECIDE), {"relation": [rejected.pk], "decision": "reject"})
    revision.refresh_from_db()
    revision.publish()
    assert list(Relation.objects.filter(source=source).values_list("pk", "is_confirmed")) == [(confirmed.pk, True)]


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"decision": "confirm"},
        {"decision": "x", "relation": ["1"]},
        {"decision": "reject", "relation": ["abc", "9" * 30, "-1"]},
    ],
)
def test_an_odd_decision_changes_nothing(editor, data):
    RelationFactory(is_confirmed=False)
    assert editor.post(reverse(DECIDE), data).status_code == 302
    assert Relation.objects.filter(is_confirmed=False).count() == 1


def test_the_queries_of_the_list_do_not_grow_with_its_rows(editor):
    RelationFactory(is_confirmed=False)
    editor.get(reverse(INDEX))
    with CaptureQueriesContext(connection) as one:
        editor.get(reverse(INDEX))
    for _ in range(8):
        RelationFactory(is_confirmed=False)
    with CaptureQueriesContext(connection) as many:
        editor.get(reverse(INDEX), {"q": "", "kind": "", "p": "x"})
    assert len(many) == len(one)


def test_the_home_page_shows_an_editor_what_waits_and_a_moderator_nothing_of_it(editor, as_role):
    LegalDocumentFactory(
        live=False, owned=True, number="77/2020/NĐ-CP", issued_on=timezone.localdate() - datetime.timedelta(days=20)
    )
    RelationFactory(is_confirmed=False)
    IntakeItem.objects.create(batch=IntakeBatch.objects.create(), original_name="a", state="failed")
    page = editor.get(reverse("wagtailadmin_home")).content.decode()
    assert "77/2020/NĐ-CP" in page
    for name in ("corpus:relation_index", "corpus:intake_index"):
        assert f'{reverse(name)}"' in page
    assert "corpus-tasks" not in as_role("Kiểm duyệt viên").get(reverse("wagtailadmin_home")).content.decode()


def test_an_organization_is_kept_with_other_names_successor_and_contact(as_role):
    head = as_role("Trưởng ban biên tập")
    successor = OrganizationFactory()
    data = {
        "name": "Bộ Cũ",
        "code": "BC",
        "kind": "ministry",
        "other_names": "B.Cũ\n\nBộ  Cũ VN\nB.Cũ",
        "successors": [successor.pk],
        "valid_from": "2000-01-01",
        "valid_until": "2010-01-01",
        "postal_address": "8 Tôn Thất Thuyết",
    }
    assert head.post(reverse("organizations:add"), data).status_code == 302
    row = Organization.objects.get(code="BC")
    assert (row.aliases, list(row.successors.all())) == (["B.Cũ", "Bộ Cũ VN"], [successor])
    answer = head.post(reverse("organizations:add"), data | {"valid_until": "1999-01-01"})
    assert {"code", "valid_until"} <= set(answer.context["form"].errors)
    answer = head.post(reverse("organizations:edit", args=[row.pk]), data | {"parent": row.pk})
    assert "parent" in answer.context["form"].errors
    assert "Bộ Cũ" in head.get(reverse("organizations:index"), {"q": "bo cu"}).content.decode()


def test_a_field_of_law_stands_once_in_the_vocabulary(as_role):
    head = as_role("Trưởng ban biên tập")
    Subject.objects.create(name="Đất đai")
    answer = head.post(reverse("subjects:add"), {"name": "đất  đai"})
    assert "name" in answer.context["form"].errors
    head.post(reverse("subjects:add"), {"name": "Lao động"})
    assert Subject.objects.get(name="Lao động").slug == "lao-dong"
    assert LegalDocument.objects.count() == 0
