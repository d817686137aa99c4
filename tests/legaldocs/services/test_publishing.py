"""Publishing of wordings and documents."""

from __future__ import annotations

import datetime

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from legaldocs.domain.validity import RelationKind
from legaldocs.errors import FrozenExpression, NotPublishable
from legaldocs.models import DocumentFile, Expression, LegalDocument, Organization, Provision, Relation
from legaldocs.services.publishing import post_expression, publish_document, publish_expression
from legaldocs.services.validity import refresh_statuses

pytestmark = pytest.mark.django_db

TEXT = """Chương I
QUY ĐỊNH CHUNG
Điều 1. Phạm vi điều chỉnh
1. Nghị định này quy định về lễ hội.
2. Nghị định này không áp dụng đối với:
a) Lễ hội gia đình;
đ) Lễ hội khác.
Điều 2. Đối tượng áp dụng
Cơ quan, tổ chức, cá nhân.
"""


def make_document(**kwargs):
    issuer, _ = Organization.objects.get_or_create(code="T-CP", defaults={"name": "Cơ quan mẫu", "kind": "government"})
    defaults = {
        "document_type": "nghi-dinh",
        "number": "10/2026/NĐ-CP",
        "abstract": "Quy định về lễ hội",
        "issuer": issuer,
        "issued_on": datetime.date(2026, 1, 5),
        "valid_from": datetime.date(2026, 3, 1),
        "live": False,
    }
    return LegalDocument.objects.create(**{**defaults, **kwargs})


def with_file(document):
    from django.core.files.base import ContentFile

    file = DocumentFile(document=document)
    file.file.save("van-ban.txt", ContentFile(TEXT.encode()), save=True)
    return document


def test_publishing_a_wording_makes_its_provisions_in_document_order():
    expression = Expression.objects.create(document=make_document(), source_text=TEXT, live=False)
    publish_expression(expression=expression)
    rows = list(expression.provisions.values_list("eid", "kind", "num"))
    assert [row[0] for row in rows if row[1] != "paragraph"] == [
        "chp_I",
        "art_1",
        "art_1__cl_1",
        "art_1__cl_2",
        "art_1__cl_2__point_a",
        "art_1__cl_2__point_đ",
        "art_2",
    ]
    assert expression.article_count == 2
    assert [row[3] for row in expression.outline] == ["chp_I", "art_1", "art_2"]


def test_the_subtree_of_an_article_is_found_by_order():
    expression = publish_expression(expression=Expression.objects.create(document=make_document(), source_text=TEXT))
    article = expression.provisions.get(eid="art_1")
    assert [p.eid for p in Provision.objects.subtree(article)] == [
        "art_1",
        "art_1__cl_1",
        "art_1__cl_2",
        "art_1__cl_2__point_a",
        "art_1__cl_2__point_đ",
    ]


def test_a_rebuild_keeps_the_rows_that_stay_and_removes_those_that_went():
    expression = publish_expression(expression=Expression.objects.create(document=make_document(), source_text=TEXT))
    before = dict(expression.provisions.values_list("eid", "pk"))
    lineage = expression.provisions.get(eid="art_1__cl_1").lineage
    expression.source_text = TEXT.replace(
        "1. Nghị định này quy định về lễ hội.", "1. Nghị định này quy định về hội làng."
    ).replace("đ) Lễ hội khác.\n", "")
    publish_expression(expression=expression)
    after = dict(expression.provisions.values_list("eid", "pk"))
    assert "art_1__cl_2__point_đ" not in after
    assert all(before[eid] == pk for eid, pk in after.items())
    assert expression.provisions.get(eid="art_1__cl_1").lineage == lineage
    assert "hội làng" in expression.provisions.get(eid="art_1__cl_1").text


def test_articles_stay_when_the_chapter_above_them_goes():
    expression = publish_expression(expression=Expression.objects.create(document=make_document(), source_text=TEXT))
    before = expression.provisions.get(eid="art_1").pk
    expression.source_text = TEXT.removeprefix("Chương I\nQUY ĐỊNH CHUNG\n")
    publish_expression(expression=expression)
    article = expression.provisions.get(eid="art_1")
    assert (article.pk, article.parent) == (before, None)
    assert expression.provisions.filter(parent=article).count() == 2


def test_two_articles_may_exchange_their_places():
    text = "Điều 1. Một\nNội dung một.\nĐiều 2. Hai\nNội dung hai.\n"
    expression = publish_expression(expression=Expression.objects.create(document=make_document(), source_text=text))
    expression.source_text = "Điều 2. Hai\nNội dung hai.\nĐiều 1. Một\nNội dung một.\n"
    publish_expression(expression=expression)
    assert [p.num for p in expression.provisions.articles()] == ["2", "1"]


def test_lineage_follows_an_unchanged_provision_into_the_next_wording():
    document = make_document()
    first = publish_expression(
        expression=Expression.objects.create(document=document, source_text=TEXT, kind="draft", draft_number=1)
    )
    renumbered = TEXT.replace(
        "Điều 2. Đối tượng áp dụng", "Điều 2. Giải thích từ ngữ\nTrong Nghị định này.\nĐiều 3. Đối tượng áp dụng"
    )
    second = publish_expression(
        expression=Expression.objects.create(document=document, source_text=renumbered, kind="draft", draft_number=2)
    )
    assert second.provisions.get(eid="art_3").lineage == first.provisions.get(eid="art_2").lineage


def test_a_posted_wording_cannot_be_changed_by_the_service():
    expression = Expression.objects.create(document=make_document(), source_text=TEXT)
    post_expression(expression=expression, now=timezone.now())
    expression.source_text = TEXT + "Điều 3. Thêm\nNội dung.\n"
    with pytest.raises(FrozenExpression):
        publish_expression(expression=expression)


@pytest.mark.parametrize(
    "change",
    [
        lambda e: Expression.objects.filter(pk=e.pk).update(source_text="khác"),
        lambda e: Expression.objects.filter(pk=e.pk).update(posted_at=None),
        lambda e: e.provisions.filter(eid="art_1").update(heading="khác"),
        lambda e: e.provisions.filter(eid="art_2").delete(),
        lambda e: Provision.objects.create(
            expression=e, eid="x", anchor="x", order=99, end_order=99, kind="article", text_hash="", lineage=""
        ),
    ],
)
def test_the_database_itself_refuses_to_change_a_posted_wording(change):
    expression = Expression.objects.create(document=make_document(), source_text=TEXT)
    post_expression(expression=expression, now=timezone.now())
    with pytest.raises(IntegrityError), transaction.atomic():
        change(expression)
    assert expression.provisions.get(eid="art_1").heading == "Phạm vi điều chỉnh"


def test_posting_twice_keeps_the_first_moment():
    expression = Expression.objects.create(document=make_document(), source_text=TEXT)
    first = post_expression(expression=expression, now=timezone.now()).posted_at
    assert post_expression(expression=expression, now=timezone.now() + datetime.timedelta(days=1)).posted_at == first


def test_publishing_a_document_computes_its_validity_as_of_the_day():
    document = with_file(make_document())
    publish_document(document=document, on=datetime.date(2026, 2, 1), revision=False)
    assert (document.live, document.status) == (True, "not_yet")
    refresh_statuses(datetime.date(2026, 3, 1))
    document.refresh_from_db()
    assert document.status == "in_force"


def test_a_published_repeal_ends_the_document_it_names():
    old = publish_document(document=with_file(make_document()), on=datetime.date(2026, 4, 1), revision=False)
    new = with_file(
        make_document(number="11/2027/NĐ-CP", issued_on=datetime.date(2027, 1, 1), valid_from=datetime.date(2027, 2, 1))
    )
    Relation.objects.create(source=new, target=old, kind=RelationKind.REPEALS.value)
    publish_document(document=new, on=datetime.date(2027, 3, 1), revision=False)
    old.refresh_from_db()
    assert old.status == "expired"


def test_an_unknown_effective_date_is_never_guessed():
    document = publish_document(document=with_file(make_document(valid_from=None)), revision=False)
    assert document.status == "unknown"


def test_what_has_neither_number_nor_date_of_issue_is_not_published_as_issued():
    document = with_file(make_document(number="", issued_on=None))
    with pytest.raises(NotPublishable, match="nếu đây là dự thảo thì đưa vào một đợt lấy ý kiến"):
        publish_document(document=document)
    document.refresh_from_db()
    assert not document.live


@pytest.mark.parametrize(
    "given", [{"number": ""}, {"issued_on": None}, {"number": "", "issued_on": None, "stage": "draft"}]
)
def test_an_old_document_without_number_one_without_date_and_a_draft_are_published(given):
    document = publish_document(document=with_file(make_document(**given)), revision=False)
    assert document.live


def test_an_address_once_public_stays_when_the_number_is_corrected():
    document = publish_document(document=with_file(make_document()), revision=False)
    address = document.get_absolute_url()
    document.number = "12/2026/NĐ-CP"
    document.save()
    assert document.get_absolute_url() == address


def test_two_documents_with_one_number_get_two_addresses():
    first = make_document()
    other = Organization.objects.create(code="KHAC", name="Cơ quan khác")
    second = make_document(issuer=other)
    assert first.get_absolute_url() != second.get_absolute_url()


def test_the_same_number_issuer_and_date_is_refused():
    make_document()
    with pytest.raises(IntegrityError), transaction.atomic():
        make_document()


def test_a_secret_document_is_never_live():
    with pytest.raises(IntegrityError), transaction.atomic():
        make_document(secrecy="mat", live=True)


def test_publishing_from_the_admin_runs_the_same_steps():
    document = with_file(make_document())
    publish_document(document=document)
    document.refresh_from_db()
    assert document.live
    assert document.status_on is not None
    assert document.latest_revision is not None


def test_rebuilding_does_not_query_per_provision(django_assert_max_num_queries):
    document = make_document()
    long = "".join(f"Điều {n}. Điều thứ {n}\n1. Khoản một.\n2. Khoản hai.\n" for n in range(1, 300))
    expression = Expression.objects.create(document=document, source_text=long)
    with django_assert_max_num_queries(40):
        publish_expression(expression=expression)
    assert connection.vendor in {"sqlite", "postgresql"}
    assert expression.article_count == 299


def test_every_sign_of_a_text_survives_being_stored():
    text = "Điều 1. Dấu\\lạ\n1. Đường dẫn C:\\new\\table và \\N, dấu tab\tở đây, “ngoặc”, 100%, 'nháy'.\n2. \\.\n"
    expression = publish_expression(expression=Expression.objects.create(document=make_document(), source_text=text))
    rows = {row.eid: row for row in expression.provisions.all()}
    assert rows["art_1"].heading == "Dấu\\lạ"
    assert rows["art_1__cl_1"].text == "Đường dẫn C:\\new\\table và \\N, dấu tab\tở đây, “ngoặc”, 100%, 'nháy'."
    assert rows["art_1__cl_2"].text == "\\."
    assert rows["art_1__cl_1"].parent_id == rows["art_1"].pk
