"""The fidelity report follows what editors have said about citations."""

from __future__ import annotations

import datetime

import pytest

from legaldocs.models import Citation
from legaldocs.services.fidelity import report_on_wording
from legaldocs.services.pointing import mention_at, point, take_back
from tests.factories.legaldocs import LegalDocumentFactory, PublishedExpressionFactory

pytestmark = pytest.mark.django_db
TEXT = (
    "Điều 1. Phạm vi\n1. Theo khoản 1 Điều 1 Quyết định số 12/2020/QĐ-UBND và Quyết định số 12/2020/QĐ-UBND.\n"
    "2. Theo Điều 3 Luật Lạ Lùng."
)


@pytest.fixture
def user(django_user_model):
    return django_user_model.objects.create_user("bien-tap")


@pytest.fixture
def expression():
    return PublishedExpressionFactory(source_text=TEXT)


def mention(expression, number: int = 0):
    spans = (
        Citation.objects.filter(expression=expression).order_by("place", "start").values_list("place", "start", "end")
    )
    return mention_at(expression, *list(dict.fromkeys(spans))[number])


def told(expression, code: str = "cited-unknown", text: str = TEXT) -> list[str]:
    report = report_on_wording(expression.document, text)
    return [finding.message for finding in report.findings if finding.code == code]


def test_both_are_unknown_while_nobody_has_said_anything(expression):
    assert told(expression) == [
        "“12/2020/QĐ-UBND” (2 lần) chưa có trong kho văn bản của cổng.",
        "“Luật Lạ Lùng” chưa có trong kho văn bản của cổng.",
    ]


def test_a_mention_pointed_at_a_document_is_unknown_no_more_the_others_stay(expression, user):
    point(mention=mention(expression), user=user, target=LegalDocumentFactory())
    assert told(expression) == [
        "“12/2020/QĐ-UBND” chưa có trong kho văn bản của cổng.",
        "“Luật Lạ Lùng” chưa có trong kho văn bản của cổng.",
    ]


def test_a_number_pointed_everywhere_is_unknown_no_more(expression, user):
    point(mention=mention(expression), user=user, target=LegalDocumentFactory(), everywhere=True)
    assert told(expression) == ["“Luật Lạ Lùng” chưa có trong kho văn bản của cổng."]


@pytest.mark.parametrize("everywhere", [False, True])
def test_words_that_cite_nothing_are_not_unknown(expression, user, everywhere):
    point(mention=mention(expression, 2), user=user, target=None, everywhere=everywhere)
    assert told(expression) == ["“12/2020/QĐ-UBND” (2 lần) chưa có trong kho văn bản của cổng."]


def test_a_law_cited_by_name_is_pointed_too(expression, user):
    point(mention=mention(expression, 2), user=user, target=LegalDocumentFactory(), eid="")
    assert told(expression) == ["“12/2020/QĐ-UBND” (2 lần) chưa có trong kho văn bản của cổng."]


def test_what_is_taken_back_is_unknown_again(expression, user):
    made = point(mention=mention(expression, 2), user=user, target=None)
    take_back(document=expression.document, pointed=made.pk, user=user)
    assert len(told(expression)) == 2


def test_a_document_that_is_gone_leaves_its_mention_unknown(expression, user):
    target = LegalDocumentFactory()
    point(mention=mention(expression, 2), user=user, target=target)
    target.delete()
    assert len(told(expression)) == 2


def test_a_line_worded_anew_is_asked_anew(expression, user):
    point(mention=mention(expression, 2), user=user, target=None)
    changed = TEXT.replace("2. Theo Điều 3", "2. Áp dụng Điều 3")
    assert "“Luật Lạ Lùng” chưa có trong kho văn bản của cổng." in told(expression, text=changed)


def test_what_is_pointed_at_may_have_ended_before_the_text(expression, user):
    document = expression.document
    document.issued_on = datetime.date(2024, 1, 1)
    target = LegalDocumentFactory(valid_until=datetime.date(2022, 3, 1))
    point(mention=mention(expression), user=user, target=target)
    (message,) = told(expression, "cited-expired")
    assert message == "“12/2020/QĐ-UBND” đã hết hiệu lực từ ngày 01/03/2022, trước ngày 01/01/2024."


def test_another_document_with_the_same_words_is_not_spoken_of(expression, user):
    point(mention=mention(expression), user=user, target=LegalDocumentFactory(), everywhere=True)
    other = PublishedExpressionFactory(source_text=TEXT)
    assert len(told(other)) == 2


def test_a_document_not_saved_yet_has_nothing_pointed():
    report = report_on_wording(LegalDocumentFactory.build(), TEXT)
    assert len([finding for finding in report.findings if finding.code == "cited-unknown"]) == 2


@pytest.mark.parametrize("pointed", [1, 2])
def test_the_queries_do_not_grow_with_what_is_pointed(expression, user, pointed, django_assert_max_num_queries):
    for number in range(pointed):
        point(mention=mention(expression, number), user=user, target=LegalDocumentFactory())
    with django_assert_max_num_queries(5):  # issuers, what is pointed, the documents pointed at, numbers, names
        report_on_wording(expression.document, TEXT)
