"""The clock: opening posts and freezes, closing closes, answering needs answers; every step once and in order."""

from __future__ import annotations

import datetime

import pytest
from django.utils import timezone

from consultations.errors import ConsultationError, IllegalTransition, NotAnswered
from consultations.models import CommentState, ConsultationPage, ConsultationState, DeadlineExtension, PostedExpression
from consultations.services import closing
from consultations.states import TRANSITIONS, effective_state, may_become, steps
from legaldocs.errors import FrozenExpression
from legaldocs.models import Expression
from legaldocs.services.publishing import publish_expression
from tests.factories.consultations import ConsultationFactory, DraftExpressionFactory, answer, posted_expression, submit

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)


def reload(consultation):
    return ConsultationPage.objects.get(pk=consultation.pk)


def test_tick_opens_what_is_due_posts_the_draft_and_freezes_it():
    consultation, now = ConsultationFactory(), timezone.now()
    result = closing.open_and_close_due(now)
    assert result.opened == [consultation.pk]
    assert reload(consultation).state == ConsultationState.OPEN
    posting = PostedExpression.objects.get(consultation=consultation)
    assert posting.posted_at == posting.expression.posted_at == now
    assert posting.expression.provision_count > 5
    expression = Expression.objects.get(pk=posting.expression_id)
    expression.source_text += "\nThêm một câu."
    with pytest.raises(FrozenExpression):
        publish_expression(expression=expression)


def test_tick_closes_what_is_over_with_the_moment_of_the_deadline():
    consultation = ConsultationFactory(open=True)
    late = consultation.closes_at + DAY
    assert closing.open_and_close_due(late).closed == [consultation.pk]
    fresh = reload(consultation)
    assert (fresh.state, fresh.closed_at) == (ConsultationState.SUMMARIZING, consultation.closes_at)


def test_tick_is_idempotent():
    ConsultationFactory()
    ConsultationFactory(closed=True)
    now = timezone.now()
    closing.open_and_close_due(now)
    again = closing.open_and_close_due(now)
    assert (again.opened, again.closed, again.problems) == ([], [], {})


@pytest.mark.parametrize("fields", [{"live": False}, {"opens_at": None}, {"closes_at": None}])
def test_tick_leaves_what_is_unpublished_or_has_no_period(fields):
    consultation = ConsultationFactory()
    ConsultationPage.objects.filter(pk=consultation.pk).update(**fields)
    assert closing.open_and_close_due(timezone.now()).opened == []


def test_a_period_that_passed_unopened_is_not_opened_afterwards():
    consultation = ConsultationFactory(closes_at=timezone.now() - DAY)
    assert closing.open_and_close_due(timezone.now()).opened == []
    with pytest.raises(ConsultationError):
        closing.open_consultation(consultation_id=consultation.pk, now=timezone.now())


def test_an_unpublished_page_is_closed_all_the_same():
    consultation = ConsultationFactory(open=True)
    ConsultationPage.objects.filter(pk=consultation.pk).update(live=False)
    assert closing.open_and_close_due(consultation.closes_at).closed == [consultation.pk]


def test_one_consultation_without_text_stops_no_other():
    empty, good = ConsultationFactory(source_text="  "), ConsultationFactory()
    bare = ConsultationFactory()
    bare.posted_expressions.all().delete()
    PostedExpression.objects.filter(consultation=bare).delete()
    result = closing.open_and_close_due(timezone.now())
    assert result.opened == [good.pk]
    assert set(result.problems) == {empty.pk, bare.pk}
    assert reload(empty).state == ConsultationState.PLANNED


def test_public_sees_the_deadline_pass_before_the_tick_comes():
    consultation = ConsultationFactory(open=True)
    assert effective_state(consultation, consultation.closes_at) == ConsultationState.SUMMARIZING
    assert [step["state"] for step in steps(consultation, consultation.closes_at)] == [
        "done",
        "current",
        "next",
        "next",
    ]


def test_extension_moves_the_deadline_and_is_logged_with_its_reason():
    consultation, now = ConsultationFactory(open=True), timezone.now()
    later = consultation.closes_at + 5 * DAY
    closing.extend_deadline(
        consultation_id=consultation.pk,
        closes_at=later,
        reason="Theo đề nghị của địa phương",
        decided_by="Vụ trưởng",
        now=now,
    )
    assert reload(consultation).closes_at == later
    log = DeadlineExtension.objects.get()
    assert (log.previous, log.extended_to) == (consultation.closes_at, later)
    assert log.decided_at == now


@pytest.mark.parametrize(("days", "reason"), [(-1, "Lý do"), (0, "Lý do"), (5, "  ")])
def test_deadline_is_never_shortened_nor_moved_without_reason(days, reason):
    consultation = ConsultationFactory(open=True)
    with pytest.raises(ConsultationError):
        closing.extend_deadline(
            consultation_id=consultation.pk,
            closes_at=consultation.closes_at + days * DAY,
            reason=reason,
            decided_by="",
            now=timezone.now(),
        )
    assert not DeadlineExtension.objects.exists()


def test_closed_consultation_cannot_be_extended():
    consultation = ConsultationFactory(closed=True)
    with pytest.raises(IllegalTransition):
        closing.extend_deadline(
            consultation_id=consultation.pk,
            closes_at=timezone.now() + DAY,
            reason="x",
            decided_by="",
            now=timezone.now(),
        )


def test_answered_only_when_every_comment_is_checked_and_answered_in_public():
    consultation, now = ConsultationFactory(open=True), timezone.now()
    first, second = submit(consultation, state=CommentState.PUBLISHED), submit(consultation)
    ConsultationPage.objects.filter(pk=consultation.pk).update(state=ConsultationState.SUMMARIZING)
    for step in (
        lambda: None,
        lambda: second.comments.update(state=CommentState.PUBLISHED),
        lambda: answer(consultation, first.comments),
        lambda: answer(consultation, second.comments, published=False),
    ):
        step()
        with pytest.raises(NotAnswered):
            closing.mark_answered(consultation_id=consultation.pk, now=now)
    second.comments.get().response.__class__.objects.update(published_at=now)
    closing.mark_answered(consultation_id=consultation.pk, now=now)
    assert (reload(consultation).state, reload(consultation).answered_at) == (ConsultationState.ANSWERED, now)


def test_without_comments_the_outcome_must_be_told():
    consultation = ConsultationFactory(closed=True)
    with pytest.raises(NotAnswered):
        closing.mark_answered(consultation_id=consultation.pk, now=timezone.now())
    ConsultationPage.objects.filter(pk=consultation.pk).update(outcome="Không nhận được ý kiến nào.")
    closing.mark_answered(consultation_id=consultation.pk, now=timezone.now())


@pytest.mark.parametrize("state", list(ConsultationState))
def test_archive_and_enactment_come_only_after_the_answers(state):
    consultation = ConsultationFactory()
    ConsultationPage.objects.filter(pk=consultation.pk).update(state=state)
    for target in (ConsultationState.ENACTED, ConsultationState.ARCHIVED):
        if may_become(state, target):
            continue
        with pytest.raises(IllegalTransition):
            closing.finish(consultation_id=consultation.pk, state=target)
    assert not any(
        ConsultationState.OPEN in targets
        for start, targets in TRANSITIONS.items()
        if start != ConsultationState.PLANNED
    )


def test_a_changed_draft_is_posted_beside_the_first_and_old_comments_stay_pinned():
    from consultations.services.posting import post_draft

    consultation = ConsultationFactory(open=True)
    first = posted_expression(consultation)
    submission = submit(consultation)
    newer = DraftExpressionFactory(
        document=consultation.document, draft_number=3, source_text=first.source_text.replace("15 ngày", "10 ngày")
    )
    PostedExpression.objects.create(consultation=consultation, expression=newer, sort_order=1)
    assert post_draft(consultation=consultation, now=timezone.now()) == 1
    assert post_draft(consultation=consultation, now=timezone.now()) == 0
    assert submission.comments.get().expression_id == first.pk
    assert submit(consultation).comments.get().expression_id == newer.pk


# -- editors and the clock ----------------------------------------------------------------------------
def test_publishing_an_old_revision_turns_back_neither_state_nor_posting_nor_deadline(django_user_model):
    consultation = ConsultationFactory()
    revision = consultation.save_revision()
    closing.open_and_close_due(timezone.now())
    later = consultation.closes_at + DAY
    closing.extend_deadline(
        consultation_id=consultation.pk, closes_at=later, reason="x", decided_by="", now=timezone.now()
    )
    revision.publish()
    fresh = reload(consultation)
    assert (fresh.state, fresh.closes_at) == (ConsultationState.OPEN, later)
    assert PostedExpression.objects.get(consultation=consultation).posted_at is not None


def test_a_revision_without_the_posted_wording_does_not_drop_it():
    consultation = ConsultationFactory()
    PostedExpression.objects.filter(consultation=consultation).delete()
    bare = reload(consultation).save_revision()
    expression = consultation.document.expressions.get()
    PostedExpression.objects.create(consultation=consultation, expression=expression)
    closing.open_and_close_due(timezone.now())
    bare.publish()
    assert PostedExpression.objects.get(consultation=consultation).expression_id == expression.pk
