"""Each role sees its own work in the admin and nothing else."""

from __future__ import annotations

import json

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse

from consultations.models import ConsultationIndexPage
from home.models import HomePage
from tests.factories.home import user_with_role
from tests.factories.legaldocs import LegalDocumentFactory

pytestmark = pytest.mark.django_db

EDITOR = "Biên tập viên"
MODERATOR = "Kiểm duyệt viên"
DRAFTER = "Chuyên viên soạn thảo"
HEAD = "Trưởng ban biên tập"
AGENCY = "Cán bộ cơ quan"
ADMINISTRATOR = "Quản trị viên"
ROLES = [EDITOR, MODERATOR, DRAFTER, HEAD, AGENCY, ADMINISTRATOR]


@pytest.fixture
def as_role(client):
    """Log in with one role."""

    def enter(role):
        client.force_login(user_with_role(role))
        return client

    return enter


def opens(client, url) -> bool:
    """Whether the page itself comes, neither refused nor sent away."""
    return client.get(url).status_code == 200


def test_the_six_roles_stand_and_wagtails_own_two_are_gone():
    assert set(Group.objects.values_list("name", flat=True)) == set(ROLES)


@pytest.mark.parametrize(
    ("role", "enters"),
    [(EDITOR, True), (MODERATOR, True), (DRAFTER, True), (HEAD, True), (AGENCY, False), (ADMINISTRATOR, True)],
)
def test_agency_officers_have_no_way_into_the_admin(as_role, role, enters):
    assert opens(as_role(role), reverse("wagtailadmin_home")) is enters


@pytest.mark.parametrize(
    ("role", "may"),
    [(EDITOR, False), (MODERATOR, False), (DRAFTER, False), (HEAD, True), (AGENCY, False), (ADMINISTRATOR, True)],
)
def test_the_compliance_report_is_for_those_who_answer_for_it(as_role, role, may):
    assert opens(as_role(role), reverse("compliance_report")) is may


@pytest.mark.parametrize(
    ("role", "may"),
    [(EDITOR, False), (MODERATOR, False), (DRAFTER, False), (HEAD, True), (AGENCY, False), (ADMINISTRATOR, True)],
)
def test_menu_and_footer_are_changed_by_few(as_role, role, may):
    assert opens(as_role(role), reverse("navigation:edit", args=[1])) is may


@pytest.mark.parametrize(
    ("role", "may"),
    [(EDITOR, False), (MODERATOR, False), (DRAFTER, False), (HEAD, False), (AGENCY, False), (ADMINISTRATOR, True)],
)
def test_accounts_and_roles_are_kept_by_administrators(as_role, role, may):
    client = as_role(role)
    assert opens(client, reverse("wagtailusers_users:index")) is may
    assert opens(client, reverse("wagtailusers_groups:index")) is may


@pytest.mark.parametrize(
    ("role", "may"),
    [(EDITOR, True), (MODERATOR, False), (DRAFTER, False), (HEAD, True), (AGENCY, False), (ADMINISTRATOR, True)],
)
def test_pages_of_the_portal_are_edited_by_editors(as_role, role, may):
    home = HomePage.objects.get(locale__language_code="vi")
    assert opens(as_role(role), reverse("wagtailadmin_pages:edit", args=[home.pk])) is may


@pytest.mark.parametrize(
    ("role", "may"),
    [(EDITOR, True), (MODERATOR, False), (DRAFTER, True), (HEAD, True), (AGENCY, False), (ADMINISTRATOR, True)],
)
def test_consultations_are_prepared_by_drafting_officers_too(as_role, role, may):
    index = ConsultationIndexPage.objects.get(locale__language_code="vi")
    url = reverse("wagtailadmin_pages:add", args=["consultations", "consultationpage", index.pk])
    assert opens(as_role(role), url) is may


@pytest.mark.parametrize(
    ("role", "may"),
    [(EDITOR, True), (MODERATOR, False), (DRAFTER, True), (HEAD, True), (AGENCY, False), (ADMINISTRATOR, True)],
)
def test_documents_are_written_by_those_who_draft_or_edit(as_role, role, may):
    document = LegalDocumentFactory()
    url = reverse("wagtailsnippets_legaldocs_legaldocument:edit", args=[document.pk])
    assert opens(as_role(role), url) is may


@pytest.mark.parametrize(
    ("role", "codename", "may"),
    [
        (EDITOR, "legaldocs.publish_legaldocument", True),
        (DRAFTER, "legaldocs.publish_legaldocument", False),
        (MODERATOR, "consultations.moderate_comment", True),
        (EDITOR, "consultations.moderate_comment", False),
        (DRAFTER, "consultations.answer_comment", True),
        (DRAFTER, "consultations.publish_response", False),
        (HEAD, "consultations.publish_response", True),
        (DRAFTER, "consultations.export_consultation", True),
        (MODERATOR, "consultations.export_consultation", False),
        (AGENCY, "consultations.moderate_comment", False),
    ],
)
def test_each_step_of_the_work_has_its_role(role, codename, may):
    assert user_with_role(role).has_perm(codename) is may


@pytest.mark.parametrize(
    ("role", "shown", "hidden"),
    [
        (MODERATOR, ["/gop-y/"], ["/quan-tri/images/", "/quan-tri/documents/", "/quan-tri/users/"]),
        (EDITOR, ["/quan-tri/images/", "/quan-tri/documents/"], ["/quan-tri/users/", "/quan-tri/tuan-thu/"]),
        (HEAD, ["/quan-tri/tuan-thu/", "/quan-tri/trinh-don/"], ["/quan-tri/users/"]),
        (ADMINISTRATOR, ["/quan-tri/tuan-thu/", "/quan-tri/users/"], []),
    ],
)
def test_the_menu_names_only_what_the_role_may_open(as_role, role, shown, hidden):
    text = as_role(role).get(reverse("wagtailadmin_home")).content.decode()
    for path in shown:
        assert f'"url": "{path}' in text or path in text, path
    for path in hidden:
        assert path not in text, path


def test_the_admin_is_in_vietnamese_and_under_our_name(as_role):
    client = as_role(ADMINISTRATOR)
    text = client.get(reverse("wagtailadmin_home")).content.decode()
    assert "Cổng Công khai" in text
    for word in ("Hình ảnh", "Tệp tài liệu", "Báo cáo", "Cài đặt", "Đăng xuất"):
        assert word in text or json.dumps(word)[1:-1] in text, word
    assert "guide.wagtail.org" not in text
    login = client.__class__().get(reverse("wagtailadmin_login")).content.decode()
    assert "Đăng nhập phần quản trị" in login
    assert "Mật khẩu" in login
    assert "Sign in" not in login


def test_the_reports_of_the_admin_call_no_other_host(as_role):
    text = as_role(ADMINISTRATOR).get(reverse("compliance_report")).content.decode()
    assert "điểm e khoản 1 Điều 10 Nghị định số 43/2011/NĐ-CP" in text
    assert "https://" not in text.replace("https://www.enable-javascript.com", "")


@pytest.mark.parametrize("day", ["2012-09-11", "", "hôm nay", "2026-13-45", "9" * 500])
def test_the_report_answers_for_any_day(as_role, day):
    assert as_role(HEAD).get(reverse("compliance_report"), {"ngay": day}).status_code == 200
