"""Moderation: who may, what is logged, what undo does, what is shown."""

from __future__ import annotations

import datetime

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from consultations.models import Comment, CommentState, ModerationDecision
from consultations.personal_data import find_personal_data
from consultations.services import moderating
from consultations.services.submitting import NewComment, Sender
from tests.factories.consultations import submit

pytestmark = pytest.mark.django_db


def states():
    return list(Comment.objects.order_by("pk").values_list("state", flat=True))


def test_only_moderators_enter(client, staff_user):
    client.force_login(staff_user("soan-thao", "answer_comment"))
    for name in ("moderation", "moderation_decide", "moderation_undo"):
        response = client.get(reverse(name)) if name == "moderation" else client.post(reverse(name))
        assert response.status_code in (302, 403), name
        assert "gop-y" not in response.get("Location", "")


def test_a_visitor_is_sent_to_the_log_in(client):
    response = client.get(reverse("moderation"))
    assert response.status_code == 302
    assert "/quan-tri/login/" in response["Location"]


def test_the_list_shows_what_waits_with_right_counts(client, moderator, comments):
    moderating.publish(comment_ids=[comments[0].pk], user=moderator)
    response = client.get(reverse("moderation"))
    counts = {tab["value"]: tab["count"] for tab in response.context["state_tabs"]}
    assert counts == {"received": 2, "all": 3, "published": 1, "withheld": 0, "withdrawn": 0}
    assert [comment.pk for comment in response.context["comments"]] == [comments[1].pk, comments[2].pk]


def test_one_comment_is_published_and_the_decision_is_logged(client, moderator, comments):
    client.post(reverse("moderation_decide"), {"comment": comments[0].pk, "action": "publish"})
    comments[0].refresh_from_db()
    assert comments[0].state == CommentState.PUBLISHED
    assert comments[0].published_at is not None
    decision = ModerationDecision.objects.get()
    assert (decision.state, decision.decided_by) == ("published", moderator)


def test_after_a_decision_the_next_comment_of_the_list_is_open(client, moderator, comments):
    response = client.post(reverse("moderation_decide"), {"comment": comments[0].pk, "action": "publish"})
    assert f"chon={comments[1].pk}" in response["Location"]


def test_withholding_needs_ground_and_note_and_keeps_what_was_typed(client, moderator, comments):
    url = f"{reverse('moderation_decide')}?chon={comments[0].pk}"
    response = client.post(
        url, {"comment": comments[0].pk, "action": "withhold", "ground": "", "note": "Có số điện thoại"}
    )
    assert response.status_code == 422
    assert "Có số điện thoại" in response.content.decode()
    response = client.post(url, {"comment": comments[0].pk, "action": "withhold", "ground": "privacy", "note": "  "})
    assert response.status_code == 422
    assert states() == ["received"] * 3


def test_a_comment_is_withheld_on_a_stated_ground(client, moderator, comments):
    values = {"comment": comments[0].pk, "action": "withhold", "ground": "privacy", "note": "Có số điện thoại."}
    client.post(reverse("moderation_decide"), values)
    decision = ModerationDecision.objects.get()
    assert (decision.ground, decision.note) == ("privacy", "Có số điện thoại.")
    assert states() == ["withheld", "received", "received"]


def test_many_are_published_at_once_and_undo_adds_the_reverse_decisions(client, moderator, comments):
    ids = [comment.pk for comment in comments]
    response = client.post(reverse("moderation_decide"), {"comment": ids, "action": "publish"}, follow=True)
    assert states() == ["published"] * 3
    batch = response.context["undo_batch"]
    assert batch["count"] == 3
    client.post(reverse("moderation_undo"), {"batch": str(batch["id"])})
    assert states() == ["received"] * 3
    assert not Comment.objects.filter(published_at__isnull=False).exists()
    assert ModerationDecision.objects.count() == 6


def test_undo_restores_the_ground_of_an_earlier_withholding(moderator, comments):
    moderating.withhold(comment_ids=[comments[0].pk], ground="abuse", note="Xúc phạm.", user=moderator)
    batch = moderating.publish(comment_ids=[comments[0].pk], user=moderator)
    moderating.undo(batch=batch.id, user=moderator)
    last = ModerationDecision.objects.last()
    assert (last.state, last.ground) == ("withheld", "abuse")
    assert states()[0] == "withheld"


def test_undo_leaves_alone_what_was_decided_again(moderator, comments):
    batch = moderating.publish(comment_ids=[c.pk for c in comments], user=moderator)
    moderating.withhold(comment_ids=[comments[0].pk], ground="abuse", note="Xúc phạm.", user=moderator)
    result = moderating.undo(batch=batch.id, user=moderator)
    assert states() == ["withheld", "received", "received"]
    assert result.skipped == (comments[0].pk,)


def test_nobody_undoes_the_decisions_of_a_colleague(client, moderator, staff_user, comments):
    batch = moderating.publish(comment_ids=[comments[0].pk], user=staff_user("khac", "moderate_comment"))
    client.post(reverse("moderation_undo"), {"batch": str(batch.id)})
    assert states()[0] == "published"


def test_deciding_the_same_twice_logs_one_decision(moderator, comments):
    moderating.publish(comment_ids=[comments[0].pk], user=moderator)
    again = moderating.publish(comment_ids=[comments[0].pk], user=moderator)
    assert again.changed == ()
    assert ModerationDecision.objects.count() == 1


def test_a_withdrawn_comment_is_never_published(moderator, comments):
    Comment.objects.filter(pk=comments[0].pk).update(state="withdrawn")
    assert moderating.publish(comment_ids=[comments[0].pk], user=moderator).changed == ()
    assert states()[0] == "withdrawn"


def test_decisions_are_never_changed_or_deleted(moderator, comments):
    moderating.publish(comment_ids=[comments[0].pk], user=moderator)
    decision = ModerationDecision.objects.get()
    with pytest.raises(TypeError):
        decision.save()
    with pytest.raises(TypeError):
        decision.delete()
    with pytest.raises(IntegrityError), transaction.atomic():
        ModerationDecision.objects.update(state="withheld", ground="abuse", note="x")


def test_the_account_of_a_moderator_can_be_deleted_and_the_decision_stays(moderator, comments):
    moderating.publish(comment_ids=[comments[0].pk], user=moderator)
    moderator.delete()
    assert ModerationDecision.objects.get().decided_by is None


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Gọi 0912 345 678 nhé", ["phone"]),
        ("Gọi +84 912 345 678", ["phone"]),
        ("Số CCCD 001099012345", ["identity"]),
        ("thư: a.nguyen@gmail.com.", ["email"]),
        ("Nghị định số 43/2011/NĐ-CP ngày 13/06/2011, khoản 2 Điều 10", []),
        ("mức 1.000.000.000 đồng và 20.000.000 đồng", []),
        ("Điều 1, 2, 3, 4, 5, 6, 7, 8, 9, 10", []),
        ("", []),
    ],
)
def test_what_looks_like_personal_data_is_flagged(text, kinds):
    assert [trace.kind for trace in find_personal_data(text)] == kinds


def test_names_and_contact_are_shown_only_with_their_own_permission(client, moderator, staff_user, consultation):
    submit(consultation, sender=Sender(full_name="Lê Thị Cúc", email="cuc@example.vn"))
    assert "Lê Thị Cúc" not in client.get(reverse("moderation")).content.decode()
    client.force_login(staff_user("co-quyen", "moderate_comment", "view_personaldata"))
    assert "Lê Thị Cúc" in client.get(reverse("moderation")).content.decode()


def test_filters_by_clause_take_what_stands_below_it(client, moderator, consultation, comments):
    submit(consultation)
    for label, count in (("điều 3", 3), ("Điều 3 khoản 1", 3), ("Điều 30", 0), ("Chung", 1), ("không có", 0)):
        response = client.get(reverse("moderation"), {"provision": label})
        assert len(response.context["comments"]) == count, label


@pytest.mark.parametrize(
    "query",
    [
        "?page=999999",
        "?page=x",
        "?chon=99999999999999999999",
        "?chon=abc",
        "?consultation=99999999999999999999",
        "?state=%3Cscript%3E",
        "?sender=nobody",
        "?hoan-tac=xyz",
        "?provision=" + "x" * 500,
    ],
)
def test_any_address_is_answered(client, moderator, comments, query):
    assert client.get(reverse("moderation") + query).status_code == 200


@pytest.mark.parametrize("ids", [["99999999999999999999"], ["abc"], [], ["-1"]])
def test_any_choice_is_answered(client, moderator, comments, ids):
    response = client.post(reverse("moderation_decide"), {"comment": ids, "action": "publish"})
    assert response.status_code == 302
    assert states() == ["received"] * 3


def test_the_text_is_shown_as_it_was_written_and_never_as_markup(client, moderator, consultation):
    submit(consultation, comments=[NewComment(stance="other", text="<script>alert(1)</script>")])
    page = client.get(reverse("moderation")).content.decode()
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_the_number_of_queries_does_not_grow_with_the_comments(client, moderator, consultation, clause):
    submit(consultation, provision_id=clause.pk)
    client.get(reverse("moderation"))
    with CaptureQueriesContext(connection) as one:
        client.get(reverse("moderation"))
    submit(
        consultation, comments=[NewComment(stance="partly", text=f"Ý {n}", provision_id=clause.pk) for n in range(400)]
    )
    with CaptureQueriesContext(connection) as many:
        client.get(reverse("moderation"))
    assert len(many) <= len(one)


def test_decisions_carry_the_moment_they_were_taken_at(moderator, comments):
    moment = timezone.now() - datetime.timedelta(days=3)
    moderating.publish(comment_ids=[comments[0].pk], user=moderator, now=moment)
    assert ModerationDecision.objects.get().decided_at == moment
