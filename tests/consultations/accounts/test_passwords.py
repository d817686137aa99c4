"""A forgotten password is set anew by e-mail, one's own is changed; nobody learns who has an account."""

from __future__ import annotations

import re

import pytest
from django.contrib.auth.models import User
from django.core import mail
from django.test import Client
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from consultations.accounts.resetting import accounts_of, send_reset
from consultations.accounts.views import ASKED_PER_ADDRESS, ASKED_PER_EMAIL, WRONG_PER_ACCOUNT
from consultations.models import AgencyOfficer
from legaldocs.models import Organization

pytestmark = pytest.mark.django_db
OLD, NEW = "mat-khau-cu-rat-dai", "Mot-mat-khau-moi-3"
FORGOTTEN, ASKED = "/tai-khoan/quen-mat-khau/", "/tai-khoan/quen-mat-khau/da-gui/"
CHANGE = "/tai-khoan/doi-mat-khau/"


@pytest.fixture
def officer():
    user = User.objects.create_user("can-bo", "can.bo@bo.gov.vn", OLD, last_name="Nguyễn Cán Bộ")
    organization = Organization.objects.create(code="BO-T", name="Bộ Thử")
    AgencyOfficer.objects.create(user=user, organization=organization)
    return user


@pytest.fixture
def link(officer) -> str:
    assert send_reset(officer.pk)
    return re.search(r"https?://\S+(/tai-khoan/dat-lai-mat-khau/\S+)", mail.outbox[-1].body)[1]


def asked_for() -> list[int]:
    rows = DBTaskResult.objects.filter(task_path__endswith="send_password_reset").order_by("enqueued_at")
    return [row.args_kwargs["args"][0] for row in rows]


def ask(client, email: str):
    return client.post(FORGOTTEN, {"email": email})


@pytest.mark.parametrize("email", ["can.bo@bo.gov.vn", "CAN.BO@BO.GOV.VN", "khong.co@bo.gov.vn"])
def test_the_answer_is_the_same_whether_there_is_an_account_or_not(client, officer, email):
    response = ask(client, email)
    assert (response.status_code, response.url) == (302, ASKED)
    assert len(asked_for()) == 1  # and it takes the same time
    page = client.get(ASKED).content.decode()
    assert "Nếu có tài khoản" in page
    assert email not in page


def test_only_active_accounts_with_a_password_get_mail(client, officer):
    User.objects.create_user("nghi", "nghi@bo.gov.vn", OLD, is_active=False)
    User.objects.create_user("ngoai", "ngoai@bo.gov.vn")
    assert accounts_of("can.bo@bo.gov.vn") == [officer.pk]
    assert accounts_of("nghi@bo.gov.vn") == accounts_of("ngoai@bo.gov.vn") == accounts_of("") == []
    assert not send_reset(0)
    assert mail.outbox == []


def test_the_mail_is_vietnamese_and_its_link_sets_the_password_once(client, officer, link):
    body = mail.outbox[0].body
    assert mail.outbox[0].to == ["can.bo@bo.gov.vn"]
    assert mail.outbox[0].subject == "Đặt lại mật khẩu"
    assert "Nguyễn Cán Bộ" in body
    assert "4 giờ" in body
    page = client.get(link, follow=True)
    address = page.redirect_chain[-1][0]
    assert link.split("/")[-2] not in address  # the token stands in no address that travels on
    assert "Đặt mật khẩu mới" in page.content.decode()
    wrong = client.post(address, {"new_password1": NEW, "new_password2": "khác hẳn 123"})
    assert wrong.status_code == 422
    assert NEW not in wrong.content.decode()
    done = client.post(address, {"new_password1": NEW, "new_password2": NEW})
    assert done.url == reverse("consultations:password_done")
    officer.refresh_from_db()
    assert officer.check_password(NEW)
    assert "không còn dùng được" in Client().get(link, follow=True).content.decode()


@pytest.mark.parametrize("path", ["MQ/set-password/", "xx/yy/", "MQ/abc-123456/", "%00/%00/"])
def test_a_link_that_is_none_says_what_to_do(client, officer, path):
    response = client.get(f"/tai-khoan/dat-lai-mat-khau/{path}", follow=True)
    assert response.status_code in (200, 400)
    assert "không còn dùng được" in response.content.decode() or response.status_code == 400


def test_a_weak_password_is_refused_in_vietnamese(client, officer, link):
    address = client.get(link, follow=True).redirect_chain[-1][0]
    page = client.post(address, {"new_password1": "12345678", "new_password2": "12345678"}).content.decode()
    assert "ít nhất 10 ký tự" in page
    officer.refresh_from_db()
    assert officer.check_password(OLD)


def test_one_address_is_not_flooded_with_mail_and_the_answer_stays_the_same(client, officer):
    for _ in range(ASKED_PER_EMAIL + 2):
        assert ask(client, "can.bo@bo.gov.vn").url == ASKED
    assert asked_for() == [officer.pk] * ASKED_PER_EMAIL


def test_one_network_is_stopped_with_what_was_typed_still_there(client):
    for n in range(ASKED_PER_ADDRESS):
        ask(client, f"nguoi{n}@bo.gov.vn")
    response = ask(client, "nua@bo.gov.vn")
    assert response.status_code == 429
    assert "nua@bo.gov.vn" in response.content.decode()
    assert "phút" in response.content.decode()


@pytest.mark.parametrize("email", ["", "không phải", "a" * 5000, "a@b", "x@y.vn\nBcc: z@z.vn"])
def test_what_is_no_address_is_asked_again(client, email):
    response = ask(client, email)
    assert response.status_code == 422
    assert asked_for() == []


def test_an_officer_changes_the_own_password_and_stays_logged_in(client, officer):
    client.force_login(officer)
    assert CHANGE in client.get("/co-quan/").content.decode()
    assert client.get(CHANGE).status_code == 200
    sent = {"old_password": OLD, "new_password1": NEW, "new_password2": NEW}
    assert client.post(CHANGE, sent).url == "/co-quan/"
    officer.refresh_from_db()
    assert officer.check_password(NEW)
    assert "Đã đổi mật khẩu" in client.get("/co-quan/").content.decode()


def test_staff_change_theirs_on_the_same_page_and_go_back_to_their_part(admin_client, admin_user):
    admin_user.set_password(OLD)
    admin_user.save()
    admin_client.force_login(admin_user)
    sent = {"old_password": OLD, "new_password1": NEW, "new_password2": NEW}
    assert admin_client.post(CHANGE, sent).url == reverse("wagtailadmin_home")


def test_wrong_present_passwords_are_counted(client, officer):
    client.force_login(officer)
    sent = {"old_password": "sai", "new_password1": NEW, "new_password2": NEW}
    for _ in range(WRONG_PER_ACCOUNT):
        assert client.post(CHANGE, sent).status_code == 422
    assert client.post(CHANGE, sent | {"old_password": OLD}).status_code == 429
    officer.refresh_from_db()
    assert officer.check_password(OLD)


def test_changing_asks_for_a_log_in(client):
    assert client.get(CHANGE).url.startswith("/co-quan/dang-nhap/")


def test_both_log_in_pages_lead_here(client):
    assert FORGOTTEN in client.get("/co-quan/dang-nhap/").content.decode()
    assert FORGOTTEN in client.get("/quan-tri/login/").content.decode()
    assert client.get("/quan-tri/password_reset/").url == FORGOTTEN


def test_a_mail_server_that_is_away_stops_nothing(client, officer, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_PORT = 1
    assert not send_reset(officer.pk)
    assert ask(client, "can.bo@bo.gov.vn").url == ASKED
