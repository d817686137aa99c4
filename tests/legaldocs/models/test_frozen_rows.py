"""The database itself holds a posted wording: no statement changes its provisions (migrations 0002, 0014 and 0024)."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from legaldocs.models import Expression, Provision
from legaldocs.services.publishing import post_expression, publish_expression
from tests.factories.legaldocs import LegalDocumentFactory

pytestmark = pytest.mark.django_db

TEXT = "Điều 1. Phạm vi\n1. Khoản một.\n2. Khoản hai.\nĐiều 2. Hiệu lực\nNghị định này có hiệu lực từ ngày ký.\n"


def wording() -> Expression:
    expression = Expression.objects.create(document=LegalDocumentFactory(), source_text=TEXT)
    return publish_expression(expression=expression, index=False)


@pytest.fixture
def posted():
    return post_expression(expression=wording(), now=timezone.now())


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("text", "'khác'"),
        ("heading", "'khác'"),
        ("num", "'9'"),
        ("eid", "'art_99'"),
        ("anchor", "'dieu-99'"),
        ("emphasis", "'0-4i'"),
    ],
)
def test_no_statement_changes_a_provision_of_a_posted_wording(posted, column, value):
    pk = posted.provisions.filter(kind="article").first().pk
    with pytest.raises(IntegrityError, match="frozen"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE legaldocs_provision SET {column} = {value} WHERE id = %s", [pk])


def test_one_frozen_row_among_many_stops_the_whole_statement(posted):
    free = wording()
    with pytest.raises(IntegrityError, match="frozen"), transaction.atomic():
        Provision.objects.update(text="khác")
    assert not Provision.objects.filter(expression=free, text="khác").exists()


def test_provisions_of_a_posted_wording_are_neither_added_nor_removed(posted):
    count = posted.provisions.count()
    row = posted.provisions.order_by("-order").first()
    with pytest.raises(IntegrityError, match="frozen"), transaction.atomic():
        posted.provisions.filter(pk=row.pk).delete()
    row.pk, row.eid, row.anchor = None, "art_98", "dieu-98"
    with pytest.raises(IntegrityError, match="frozen"), transaction.atomic():
        row.save(force_insert=True)
    assert posted.provisions.count() == count


def test_a_provision_does_not_move_into_a_posted_wording(posted):
    row = wording().provisions.filter(eid="art_2").get()
    posted_expression = posted.pk
    with pytest.raises(IntegrityError), transaction.atomic():
        Provision.objects.filter(pk=row.pk).update(expression_id=posted_expression, eid="art_97", anchor="dieu-97")


def test_what_is_no_part_of_the_wording_may_change(posted):
    row = posted.provisions.filter(eid="art_1").get()
    Provision.objects.filter(pk=row.pk).update(lineage="0" * 36)
    assert Provision.objects.get(pk=row.pk).lineage == "0" * 36


def test_a_wording_that_is_not_posted_changes_freely():
    expression = wording()
    expression.source_text = TEXT.replace("Khoản hai", "Khoản hai sửa")
    publish_expression(expression=expression, index=False)
    assert expression.provisions.filter(text__contains="sửa").exists()
