"""Two moderators read the same comment: the later click never overrides a decision it has not seen."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from consultations.models import ModerationDecision

pytestmark = pytest.mark.django_db
NOTE = "Có số điện thoại của người khác."


@pytest.fixture
def colleague(staff_user):
    client = Client()
    client.force_login(staff_user("kiem-duyet-2", "moderate_comment"))
    return client


def opened(client, comment):
    """The moment the page of a comment was opened, as its forms carry it."""
    page = client.get(reverse("moderation"), {"chon": comment.pk, "state": "all"}).content.decode()
    return re.search(r'name="seen" value="([^"]+)"', page)[1]


def decide(client, comment, seen, action="publish", **data):
    data = {"comment": comment.pk, "action": action, "seen": seen, **data}
    return client.post(f"{reverse('moderation_decide')}?chon={comment.pk}", data, follow=True)


def withhold(client, comment, seen, note=NOTE):
    return decide(client, comment, seen, "withhold", ground="privacy", note=note)


def state_of(comment):
    comment.refresh_from_db()
    return comment.state


def test_a_comment_withheld_by_a_colleague_is_not_made_public_by_a_late_click(client, moderator, comments, colleague):
    seen = opened(client, comments[0])
    theirs = withhold(colleague, comments[0], opened(colleague, comments[0]))
    assert theirs.status_code == 200
    assert state_of(comments[0]) == "withheld"

    page = decide(client, comments[0], seen)
    assert state_of(comments[0]) == "withheld"
    assert "Người khác đã quyết định về ý kiến này" in page.content.decode()
    assert NOTE in page.content.decode()
    assert ModerationDecision.objects.count() == 1


def test_after_reading_the_decision_it_may_be_changed(client, moderator, comments, colleague):
    withhold(colleague, comments[0], opened(colleague, comments[0]))
    decide(client, comments[0], opened(client, comments[0]))
    assert state_of(comments[0]) == "published"
    assert ModerationDecision.objects.count() == 2


def test_a_ground_typed_too_late_comes_back(client, moderator, comments, colleague):
    seen = opened(client, comments[0])
    decide(colleague, comments[0], opened(colleague, comments[0]))
    page = withhold(client, comments[0], seen, note="Ghi chú tôi vừa gõ dở.")
    assert page.status_code == 409
    assert state_of(comments[0]) == "published"
    assert "Ghi chú tôi vừa gõ dở." in page.content.decode()
    assert "Người khác đã quyết định về ý kiến này" in page.content.decode()


def test_of_many_ticked_only_those_nobody_decided_are_published(client, moderator, comments, colleague):
    seen = opened(client, comments[0])
    withhold(colleague, comments[1], opened(colleague, comments[1]))
    data = {"comment": [comment.pk for comment in comments], "action": "publish", "seen": seen}
    client.post(reverse("moderation_decide"), data)
    assert [state_of(comment) for comment in comments] == ["published", "withheld", "published"]


def test_ones_own_earlier_decision_is_no_obstacle(client, moderator, comments):
    seen = opened(client, comments[0])
    withhold(client, comments[0], seen)
    decide(client, comments[0], seen)
    assert state_of(comments[0]) == "published"


@pytest.mark.parametrize("seen", ["", "abc", "nan", "-1e400", "9" * 400, "\x00", "inf"])
def test_a_broken_moment_breaks_nothing(client, moderator, comments, seen):
    assert decide(client, comments[0], seen).status_code == 200
    assert state_of(comments[0]) == "published"
