"""Published answers are found with the public comments they serve; nothing unpublished or personal ever is."""

from __future__ import annotations

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse
from wagtail.models import PageViewRestriction

from consultations.answers_page import PER_PAGE
from consultations.models import Comment, CommentState, PersonalData, Response
from consultations.services import moderating
from consultations.services.answering import AnswerDraft, publish_answers, save_answer
from consultations.services.submitting import Sender
from legaldocs.models import Provision, SearchContent
from legaldocs.search.answers import answer as ask
from legaldocs.search.plan import Filters
from tests.consultations.search.conftest import found
from tests.factories import consultations as make

pytestmark = pytest.mark.django_db
ANSWER = "Giữ mức sáu mươi đề xi ben như dự thảo."


@pytest.fixture
def officer():
    return get_user_model().objects.create_user("can-bo")


@pytest.fixture
def response(consultation, comments, officer):
    """An answer to both comments, not yet published."""
    return save_answer(
        consultation=consultation,
        comment_ids=[comment.pk for comment in comments],
        draft=AnswerDraft("giai_trinh", ANSWER, "Thiết bị phát âm thanh không quá sáu mươi đề xi ben."),
        user=officer,
    )


@pytest.fixture
def published(consultation, response):
    publish_answers(consultation=consultation)
    response.refresh_from_db()
    return response


def test_an_answer_is_found_once_it_is_published_and_not_before(consultation, response):
    assert found("sáu mươi đề xi ben", "answer") == []
    assert found("tiếng ồn của loa dẫn dụ", "answer") == []
    publish_answers(consultation=consultation)
    assert len(found("sáu mươi đề xi ben", "answer")) == 1
    assert len(found("thiết bị phát âm thanh", "answer")) == 1
    assert len(found("tieng on cua loa dan du", "answer")) == 1


def test_a_hit_names_decision_and_draft_and_leads_to_the_answer(consultation, published, client):
    (hit,) = ask("đề xi ben", filters=Filters(kind="answer")).results
    assert (hit.kind, hit.document.pk) == ("answer", consultation.document_id)
    assert [badge.label for badge in hit.shown.badges] == [published.get_decision_display()]
    assert consultation.title in hit.shown.facts
    address, anchor = hit.url.split("#")
    page = client.get(address).content.decode()
    assert f'id="{anchor}"' in page
    assert ANSWER in page


def test_the_address_of_an_answer_opens_the_page_on_which_it_stands(consultation, officer, client):
    texts = [f"Ý kiến thứ {number} về chuồng nuôi." for number in range(PER_PAGE + 2)]
    sent = make.submit(
        consultation,
        state=CommentState.PUBLISHED,
        comments=[make.NewComment(stance="partly", text=text) for text in texts],
    )
    last = None
    for comment in sent.comments.order_by("pk"):
        draft = AnswerDraft("giai_trinh", f"Trả lời cho góp ý số {comment.pk}.")
        last = save_answer(consultation=consultation, comment_ids=[comment.pk], draft=draft, user=officer)
    publish_answers(consultation=consultation)
    (hit,) = ask(f'"góp ý số {sent.comments.order_by("pk").last().pk}"', filters=Filters(kind="answer")).results
    assert f"tra-loi={last.pk}" in hit.url
    page = client.get(hit.url.split("#")[0]).content.decode()
    assert last.text in page
    second = client.get(f"{hit.url.split('#')[0]}&page=1").content.decode()
    assert last.text not in second  # the pages that lead on are still reached


@pytest.mark.parametrize("value", ["", "0", "-1", "abc", "9" * 40, "١"])
def test_any_wanted_answer_gives_the_page(consultation, published, client, value):
    address = reverse("consultations:answer_list", args=[consultation.slug])
    assert client.get(address, {"tra-loi": value}).status_code == 200


def test_withholding_the_only_public_comment_hides_the_answer_and_its_words(consultation, comments, published, officer):
    keep = {"user": officer, "ground": "privacy", "note": "Lộ thông tin"}
    moderating.withhold(comment_ids=[comments[0].pk], **keep)
    assert found('"giảm tiếng ồn"', "answer") == []  # the words of the comment withheld
    assert len(found("đề xi ben", "answer")) == 1  # the answer still serves the other
    batch = moderating.withhold(comment_ids=[comments[1].pk], **keep)
    assert found("đề xi ben", "answer") == []
    assert not SearchContent.objects.filter(kind="answer").exists()
    moderating.undo(batch=batch.id, user=officer)  # back to waiting for a decision
    assert found("đề xi ben", "answer") == []
    moderating.publish(comment_ids=[comments[1].pk], user=officer)
    assert len(found("đề xi ben", "answer")) == 1
    assert found('"giảm tiếng ồn"', "answer") == []


@pytest.mark.parametrize("state", [CommentState.RECEIVED, CommentState.WITHHELD, CommentState.WITHDRAWN])
def test_a_published_answer_to_comments_that_are_not_public_is_not_found(consultation, officer, state):
    sent = make.submit(consultation, state=state, comments=[make.NewComment(stance="partly", text="Mật danh hoa ban.")])
    make.answer(consultation, sent.comments.all(), text="Không tiếp thu mật danh hoa ban.")
    assert found("mật danh hoa ban", "answer") == []
    assert found("mật danh hoa ban") == []


def test_a_published_comment_without_an_answer_is_no_entry(consultation, comments):
    assert found("giảm tiếng ồn của loa", "answer") == []
    assert not SearchContent.objects.filter(kind="answer").exists()


def test_names_and_contacts_of_senders_are_never_among_the_words(consultation, officer):
    sender = Sender(
        full_name="Nguyễn Thị Hoàng Oanh",
        email="hoangoanh@vidu.vn",
        phone="0912345678",
        address="Ngõ Chim Oanh",
        publish_name=True,
    )
    sent = make.submit(consultation, state=CommentState.PUBLISHED, sender=sender)
    make.answer(consultation, sent.comments.all(), text="Đã tiếp thu.", published=False)
    publish_answers(consultation=consultation)
    assert PersonalData.objects.filter(full_name__contains="Hoàng Oanh").exists()
    row = SearchContent.objects.get(kind="answer")
    for private in ("Oanh", "hoangoanh", "0912345678", "Ngõ"):
        assert private not in row.words
    for question in ("Nguyễn Thị Hoàng Oanh", "hoangoanh@vidu.vn", "0912345678"):
        assert found(f'"{question}"', "answer") == []


def test_an_edited_answer_is_found_by_its_new_words_only(consultation, comments, published, officer):
    save_answer(
        consultation=consultation,
        comment_ids=[comment.pk for comment in comments],
        draft=AnswerDraft("tiep_thu", "Hạ xuống năm mươi."),
        user=officer,
        response_id=published.pk,
        version=published.version,
    )
    assert found('"giữ mức sáu mươi"', "answer") == []
    assert len(found('"hạ xuống năm mươi"', "answer")) == 1


def test_an_answer_taken_back_or_deleted_vanishes(consultation, comments, published):
    published.published_at = None
    published.save()
    assert found("đề xi ben", "answer") == []
    publish_answers(consultation=consultation)
    assert len(found("đề xi ben", "answer")) == 1
    Comment.objects.filter(response=published).update(response=None)
    published.delete()
    assert found("đề xi ben", "answer") == []


def test_an_answer_taken_back_behind_the_back_of_the_index_is_not_shown(published):
    assert len(found("đề xi ben", "answer")) == 1
    Response.objects.filter(pk=published.pk).update(published_at=None)
    assert found("đề xi ben", "answer") == []
    Response.objects.filter(pk=published.pk).update(published_at=published.published_at)
    Comment.objects.filter(response=published).update(state=CommentState.WITHHELD)
    assert found("đề xi ben", "answer") == []


def test_answers_vanish_with_their_page_and_come_back_with_it(consultation, published):
    consultation.unpublish()
    assert found("đề xi ben", "answer") == []
    assert not SearchContent.objects.filter(kind="answer").exists()
    consultation.refresh_from_db()
    consultation.save_revision().publish()
    assert len(found("đề xi ben", "answer")) == 1


def test_answers_of_a_private_page_are_not_found(consultation, published):
    restriction = PageViewRestriction.objects.create(
        page=consultation.get_parent(), restriction_type=PageViewRestriction.LOGIN
    )
    assert found("đề xi ben", "answer") == []
    restriction.delete()
    assert len(found("đề xi ben", "answer")) == 1


def test_what_was_commented_on_is_in_the_title(consultation, officer):
    provision = Provision.objects.filter(expression=make.posted_expression(consultation), kind="clause").first()
    sent = make.submit(
        consultation,
        state=CommentState.PUBLISHED,
        comments=[make.NewComment(stance="partly", text="Sửa khoản này.", provision_id=provision.pk)],
    )
    make.answer(consultation, sent.comments.all(), text="Tiếp thu về bể nuôi.", published=False)
    publish_answers(consultation=consultation)
    (title,) = found("bể nuôi", "answer")
    assert f"khoản {provision.num} Điều" in title


def test_publishing_one_answer_writes_one_entry(consultation, comments, published, officer):
    before = dict(SearchContent.objects.values_list("pk", "stamp"))
    sent = make.submit(consultation, state=CommentState.PUBLISHED)
    draft = AnswerDraft("tiep_thu", "Đồng ý bổ sung biển báo.")
    save_answer(consultation=consultation, comment_ids=[sent.comments.get().pk], draft=draft, user=officer)
    assert dict(SearchContent.objects.values_list("pk", "stamp")) == before
    publish_answers(consultation=consultation)
    after = dict(SearchContent.objects.values_list("pk", "stamp"))
    assert before.items() <= after.items()
    assert len(after) == len(before) + 1


def test_an_answer_to_very_many_comments_keeps_a_bounded_entry(consultation, officer):
    long = "Dài dòng. " * 200
    sent = make.submit(
        consultation,
        state=CommentState.PUBLISHED,
        comments=[make.NewComment(stance="partly", text=f"{long} {number}") for number in range(40)],
    )
    make.answer(consultation, sent.comments.all(), text="Ghi nhận về đê biển.", published=False)
    publish_answers(consultation=consultation)
    assert len(SearchContent.objects.get(kind="answer").words) < 14_000
    assert len(found("đê biển", "answer")) == 1


def test_a_question_costs_as_many_queries_for_many_answers(consultation, officer):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def publish_one(number):
        sent = make.submit(consultation, state=CommentState.PUBLISHED)
        make.answer(consultation, sent.comments.all(), text=f"Chỉnh lý về đập tràn {number}.", published=False)
        publish_answers(consultation=consultation)

    publish_one(0)
    found("đập tràn", "answer")
    with CaptureQueriesContext(connection) as for_one:
        assert len(found("đập tràn", "answer")) == 1
    for number in range(1, 7):
        publish_one(number)
    found("đập tràn", "answer")
    with CaptureQueriesContext(connection) as for_many:
        assert len(found("đập tràn", "answer")) == 7
    assert len(for_many) == len(for_one)
