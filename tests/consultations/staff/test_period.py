"""Extending the deadline and recording the end: who may, what is refused, nothing typed is lost."""

from __future__ import annotations

import datetime

import pytest
from django.contrib.auth.models import Group, User
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageLogEntry

from consultations.models import ConsultationPage, DeadlineExtension

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)


def address(consultation):
    return reverse("consultation_period", args=[consultation.pk])


def typed(moment):
    return timezone.localtime(moment).strftime("%d/%m/%Y %H:%M")


def state_of(consultation):
    return ConsultationPage.objects.values_list("state", flat=True).get(pk=consultation.pk)


@pytest.mark.parametrize(
    ("role", "moves"), [("Chuyên viên soạn thảo", True), ("Trưởng ban biên tập", True), ("Kiểm duyệt viên", False)]
)
def test_the_roles_that_draft_and_head_extend_and_a_moderator_does_not(client, consultation, role, moves):
    user = User.objects.create_user("mot-nguoi", password="mat-khau-rat-dai", last_name="Lê", first_name="An")
    user.groups.add(Group.objects.get(name=role))
    client.force_login(user)
    later = consultation.closes_at.replace(second=0, microsecond=0) + 5 * DAY
    client.post(address(consultation), {"action": "extend", "closes_at": typed(later), "reason": "Theo đề nghị"})
    assert DeadlineExtension.objects.exists() is moves
    if moves:
        extension = DeadlineExtension.objects.get()
        assert (extension.extended_to, extension.reason) == (later, "Theo đề nghị")
        assert extension.decided_by == user.get_full_name()
        assert ConsultationPage.objects.get(pk=consultation.pk).closes_at == later
        assert PageLogEntry.objects.filter(page=consultation.pk, action="consultations.extend", user=user).exists()


def test_the_extension_is_shown_in_public_and_on_the_page_itself(client, officer, consultation):
    later = consultation.closes_at + 5 * DAY
    client.post(address(consultation), {"closes_at": typed(later), "reason": "Nhiều địa phương đề nghị"}, follow=True)
    for path in (address(consultation), consultation.get_absolute_url()):
        assert "Nhiều địa phương đề nghị" in client.get(path).content.decode()


@pytest.mark.parametrize(
    ("closes_at", "reason"),
    [
        ("", "Có lý do"),
        ("mai", "Có lý do"),
        ("01/01/2020 17:00", "Có lý do"),
        ("31/12/9999 23:59", ""),
        ("01/01/0001 00:00", "Có lý do"),
        ("\x00", "Có lý do"),
        ("30/11/2099 17:00", "   "),
        ("30/11/2099 17:00", "a" * 501),
    ],
)
def test_what_is_refused_comes_back_with_everything_typed(client, officer, consultation, closes_at, reason):
    response = client.post(address(consultation), {"action": "extend", "closes_at": closes_at, "reason": reason})
    assert response.status_code == 422
    text = response.content.decode()
    assert "Chưa lưu" in text
    assert f">\n{reason}</textarea>" in text
    if closes_at.strip("\x00"):
        assert f'value="{closes_at}"' in text
    assert not DeadlineExtension.objects.exists()


def test_a_closed_consultation_offers_no_extension_and_refuses_one(client, officer, consultation):
    ConsultationPage.objects.filter(pk=consultation.pk).update(closes_at=timezone.now() - DAY)
    assert 'name="closes_at"' not in client.get(address(consultation)).content.decode()
    response = client.post(address(consultation), {"closes_at": "30/11/2099 17:00", "reason": "Quên gia hạn"})
    assert response.status_code == 422
    assert "Quên gia hạn" in response.content.decode()


@pytest.mark.parametrize(("start", "ends"), [("answered", ["enacted", "archived"]), ("enacted", ["archived"])])
def test_an_answered_consultation_is_recorded_as_issued_or_archived(client, officer, consultation, start, ends):
    for end in ends:
        ConsultationPage.objects.filter(pk=consultation.pk).update(state=start, closes_at=timezone.now() - DAY)
        offered = client.get(address(consultation)).context["ends"]
        assert [value for value, _label in offered] == ends
        client.post(address(consultation), {"action": "finish", "state": end})
        assert state_of(consultation) == end
    assert PageLogEntry.objects.filter(page=consultation.pk, action="consultations.finish").count() == len(ends)


@pytest.mark.parametrize("state", ["enacted", "archived", "open", "x" * 300, "", "\x00"])
def test_steps_that_do_not_exist_are_refused_with_a_sentence(client, officer, consultation, state):
    response = client.post(address(consultation), {"action": "finish", "state": state}, follow=True)
    assert response.status_code == 200
    assert state_of(consultation) == "open"
    assert "Không thể chuyển" in response.content.decode() or "Chỉ có thể chuyển" in response.content.decode()


def test_those_who_only_export_read_but_do_not_move(client, staff_user, consultation):
    client.force_login(staff_user("bao-cao", "export_consultation"))
    assert 'name="closes_at"' not in client.get(address(consultation)).content.decode()
    assert client.post(address(consultation), {"action": "finish", "state": "enacted"}).status_code in (302, 403)


def test_the_answer_board_leads_here(client, officer, consultation):
    assert address(consultation) in client.get(reverse("answer_board", args=[consultation.pk])).content.decode()


def test_a_number_no_database_holds_is_not_found(client, officer):
    assert client.get(f"/quan-tri/tiep-thu/{10**20}/thoi-han/").status_code == 404
