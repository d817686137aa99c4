"""Answers: reasons, versions, one for many, nobody overwrites anybody, publishing."""

from __future__ import annotations

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from consultations.errors import ConsultationError, IllegalTransition
from consultations.models import AgencyInvitation, Comment, ConsultationPage, Response, ResponseVersion
from consultations.services import answering, moderating
from consultations.services.answering import AnswerDraft, save_answer
from consultations.services.submitting import NewComment
from legaldocs.models import Organization
from tests.factories.consultations import submit

pytestmark = pytest.mark.django_db


def board(consultation, clause=None):
    url = reverse("answer_board", args=[consultation.pk])
    return f"{url}?dieu={clause.pk}" if clause else url


def written(**values):
    return {"decision": "giai_trinh", "text": "Thời hạn theo Luật Khiếu nại.", "version": "0", **values}


def close(consultation):
    now = timezone.now()
    ConsultationPage.objects.filter(pk=consultation.pk).update(state="summarizing", closes_at=now, closed_at=now)
    consultation.refresh_from_db()


def test_each_address_is_only_for_its_role(client, staff_user, consultation):
    paths = [
        reverse("answer_index"),
        board(consultation),
        reverse("consultation_agencies", args=[consultation.pk]),
        reverse("summary_report", args=[consultation.pk, "docx"]),
        reverse("opinions_archive", args=[consultation.pk]),
    ]
    client.force_login(staff_user("kiem-duyet", "moderate_comment"))
    assert all(client.get(path).status_code in (302, 403) for path in paths)
    client.force_login(staff_user("soan-thao", "answer_comment"))
    assert [client.get(path).status_code for path in paths[:3]] == [200, 200, 200]
    assert all(client.get(path).status_code in (302, 403) for path in paths[3:])
    client.force_login(staff_user("bao-cao", "export_consultation"))
    assert [client.get(path).status_code for path in paths] == [200] * 5


def test_publishing_is_not_for_those_who_only_write(client, officer, consultation, comments):
    url = reverse("answers_publish", args=[consultation.pk])
    save_answer(consultation=consultation, comment_ids=[comments[0].pk], draft=AnswerDraft("tiep_thu"), user=officer)
    assert client.post(url).status_code in (302, 403)
    assert Response.objects.get().published_at is None


def test_one_answer_serves_many_comments(client, officer, consultation, clause, comments):
    response = client.post(board(consultation, clause), written(comment=[c.pk for c in comments]))
    assert response.status_code == 302
    answer = Response.objects.get()
    assert answer.comments.count() == 3
    assert answering.progress_of([consultation])[consultation.pk] == answering.Progress(3, 3, 0)


def test_all_unanswered_comments_of_a_clause_are_taken_at_once(client, officer, consultation, clause, comments):
    client.post(board(consultation, clause), written(all_unanswered="1"))
    assert Response.objects.get().comments.count() == 3


def test_a_reason_is_required_unless_accepted_and_what_was_typed_comes_back(
    client, officer, consultation, clause, comments
):
    values = written(text="  ", comment=[comments[1].pk], resulting_wording="1. Thời hạn là 10 ngày.")
    response = client.post(board(consultation, clause), values)
    assert response.status_code == 422
    page = response.content.decode()
    assert "1. Thời hạn là 10 ngày." in page
    assert f'value="{comments[1].pk}" checked' in page
    assert not Response.objects.exists()
    values["decision"] = "tiep_thu"
    assert client.post(board(consultation, clause), values).status_code == 302


def test_the_database_refuses_an_answer_without_reason(consultation):
    with pytest.raises(IntegrityError), transaction.atomic():
        Response.objects.create(consultation=consultation, decision="giai_trinh", text="")


def test_the_service_refuses_an_answer_without_reason(officer, consultation, comments):
    with pytest.raises(ValidationError):
        save_answer(
            consultation=consultation, comment_ids=[comments[0].pk], draft=AnswerDraft("ghi_nhan", " "), user=officer
        )
    assert not Response.objects.exists()


def test_an_answer_needs_a_comment_of_its_own_consultation(client, officer, consultation, clause, comments):
    assert client.post(board(consultation, clause), written()).status_code == 422
    from tests.factories.consultations import ConsultationFactory

    other = submit(ConsultationFactory(open=True)).comments.get()
    assert client.post(board(consultation, clause), written(comment=[other.pk])).status_code == 422
    assert not Response.objects.exists()


def test_the_changed_clause_is_the_one_commented_on_unless_another_is_named(
    client, officer, consultation, clause, comments
):
    values = written(comment=[comments[0].pk], resulting_wording="1. Thời hạn là 10 ngày.")
    client.post(board(consultation, clause), values)
    assert Response.objects.get().changed_provision == clause
    client.post(board(consultation, clause), values | {"comment": [comments[1].pk], "changed_label": "điều 2 khoản 1"})
    assert Response.objects.last().changed_provision.eid == "art_2__cl_1"
    response = client.post(
        board(consultation, clause), values | {"comment": [comments[2].pk], "changed_label": "Điều 99"}
    )
    assert response.status_code == 422


def test_changing_an_answer_keeps_its_earlier_form(client, officer, consultation, clause, comments):
    client.post(board(consultation, clause), written(comment=[comments[0].pk]))
    answer = Response.objects.get()
    url = reverse("answer_edit", args=[consultation.pk, answer.pk])
    values = written(text="Lý do mới.", version=answer.version, comment=[comments[0].pk, comments[1].pk])
    assert client.post(url, values).status_code == 302
    answer.refresh_from_db()
    assert (answer.text, answer.comments.count()) == ("Lý do mới.", 2)
    assert ResponseVersion.objects.get().text == "Thời hạn theo Luật Khiếu nại."


def test_two_officers_do_not_overwrite_each_other_and_both_texts_are_shown(
    client, officer, consultation, clause, comments
):
    client.post(board(consultation, clause), written(comment=[comments[0].pk]))
    answer = Response.objects.get()
    url = reverse("answer_edit", args=[consultation.pk, answer.pk])
    first = written(text="Bản của người thứ nhất.", version=answer.version, comment=[comments[0].pk])
    assert client.post(url, first).status_code == 302
    response = client.post(url, first | {"text": "Bản của người thứ hai."})
    page = response.content.decode()
    assert response.status_code == 409
    assert "Bản của người thứ nhất." in page
    assert "Bản của người thứ hai." in page
    answer.refresh_from_db()
    assert answer.text == "Bản của người thứ nhất."


def test_a_comment_answered_by_a_colleague_meanwhile_is_not_taken_away(client, officer, consultation, clause, comments):
    client.post(board(consultation, clause), written(comment=[comments[0].pk]))
    response = client.post(board(consultation, clause), written(text="Khác.", comment=[comments[0].pk, comments[1].pk]))
    assert response.status_code == 422
    assert "Khác." in response.content.decode()
    assert Response.objects.count() == 1


def test_a_public_answer_is_changed_only_by_those_who_publish(client, staff_user, head, consultation, clause, comments):
    client.post(board(consultation, clause), written(comment=[comments[0].pk]))
    answering.publish_answers(consultation=consultation)
    answer = Response.objects.get()
    url = reverse("answer_edit", args=[consultation.pk, answer.pk])
    values = written(text="Sửa.", version=answer.version, comment=[comments[0].pk])
    client.force_login(staff_user("khac", "answer_comment"))
    assert client.post(url, values).status_code in (302, 403)
    answer.refresh_from_db()
    assert answer.text != "Sửa."
    client.force_login(head)
    client.post(url, values)
    answer.refresh_from_db()
    assert answer.text == "Sửa."


def test_publishing_all_answers_closes_the_consultation_as_answered(client, head, consultation, clause, comments):
    moderating.publish(comment_ids=[c.pk for c in comments], user=head)
    client.post(board(consultation, clause), written(all_unanswered="1"))
    close(consultation)
    client.post(reverse("answers_publish", args=[consultation.pk]), {"action": "close"})
    consultation.refresh_from_db()
    assert consultation.state == "answered"
    assert consultation.answered_at
    assert Response.objects.get().published_at


def test_nothing_is_published_while_a_comment_waits_for_its_answer(head, consultation, comments):
    moderating.publish(comment_ids=[c.pk for c in comments], user=head)
    save_answer(consultation=consultation, comment_ids=[comments[0].pk], draft=AnswerDraft("tiep_thu"), user=head)
    close(consultation)
    with pytest.raises(answering.Unanswered):
        answering.publish_all_and_close(consultation=consultation)
    assert Response.objects.get().published_at is None


def test_an_open_consultation_is_not_closed_as_answered(head, consultation, comments):
    moderating.publish(comment_ids=[c.pk for c in comments], user=head)
    ids = [c.pk for c in comments]
    save_answer(consultation=consultation, comment_ids=ids, draft=AnswerDraft("tiep_thu"), user=head)
    with pytest.raises(IllegalTransition):
        answering.publish_all_and_close(consultation=consultation)
    assert Response.objects.get().published_at is None


def test_withheld_comments_ask_for_no_answer(head, consultation, comments):
    moderating.withhold(comment_ids=[comments[0].pk], ground="abuse", note="Xúc phạm.", user=head)
    assert answering.progress_of([consultation])[consultation.pk].total == 2


def test_refusals_are_sentences_a_person_can_read():
    assert issubclass(answering.AnsweringError, ConsultationError)
    assert "3" in str(answering.Unanswered(3))


@pytest.mark.parametrize("query", ["?dieu=99999999999999999999", "?dieu=abc", "?page=99", "?dieu="])
def test_any_address_is_answered(client, officer, consultation, comments, query):
    assert client.get(board(consultation) + query).status_code == 200


def test_an_answer_of_another_consultation_is_not_found(client, officer, consultation, comments):
    assert client.get(reverse("answer_edit", args=[consultation.pk, 99])).status_code == 404
    assert client.get(reverse("answer_board", args=[10**18])).status_code == 404


def test_a_consultation_without_comments_says_so(client, officer, consultation):
    assert "cs-empty" in client.get(board(consultation)).content.decode()


def test_four_hundred_comments_on_one_clause_cost_no_more_queries(client, officer, consultation, clause, comments):
    client.get(board(consultation, clause))
    with CaptureQueriesContext(connection) as few:
        client.get(board(consultation, clause))
    submit(
        consultation, comments=[NewComment(stance="partly", text=f"Ý {n}", provision_id=clause.pk) for n in range(400)]
    )
    with CaptureQueriesContext(connection) as many:
        response = client.get(board(consultation, clause))
    assert len(many) <= len(few)
    assert response.context["page"].paginator.count == 403


def test_ticks_on_another_page_of_the_list_survive_an_error(client, officer, consultation, clause):
    submit(
        consultation,
        comments=[NewComment(stance="partly", text=f"Ý {n:03d}", provision_id=clause.pk) for n in range(150)],
    )
    last = Comment.objects.order_by("text").last()
    response = client.post(board(consultation, clause), written(text="", comment=[last.pk]))
    assert response.status_code == 422
    assert f'<input type="hidden" name="comment" value="{last.pk}">' in response.content.decode()


def test_the_list_of_agencies_says_who_has_not_replied(client, officer, consultation):
    name = "Viện nghiên cứu và đào tạo cán bộ, công chức, viên chức của Bộ Khoa học và Công nghệ tại Hà Nội"
    assert len(name) >= 90
    AgencyInvitation.objects.create(
        consultation=consultation, organization=Organization.objects.create(code="V1", name=name)
    )
    page = client.get(reverse("consultation_agencies", args=[consultation.pk])).content.decode()
    assert name in page


def test_the_home_page_lists_the_tasks_of_each_role(client, staff_user, consultation, comments):
    from consultations.staff.home_panel import tasks_of

    moderator, officer, nobody = staff_user("a", "moderate_comment"), staff_user("b", "answer_comment"), staff_user("c")
    assert [task["url"] for task in tasks_of(moderator)] == [reverse("moderation")]
    assert tasks_of(officer) == []
    close(consultation)
    assert [task["url"] for task in tasks_of(officer)] == [board(consultation)]
    assert tasks_of(nobody) == []
    client.force_login(moderator)
    assert "cs-tasks" in client.get(reverse("wagtailadmin_home")).content.decode()
    client.force_login(nobody)
    assert "cs-tasks" not in client.get(reverse("wagtailadmin_home")).content.decode()


def test_consultations_that_close_within_three_days_are_tasks(staff_user, consultation):
    from consultations.staff.home_panel import tasks_of

    consultation.closes_at = timezone.now() + datetime.timedelta(days=2)
    ConsultationPage.objects.filter(pk=consultation.pk).update(closes_at=consultation.closes_at)
    assert tasks_of(staff_user("a", "answer_comment"))[0]["note"] == consultation.title
