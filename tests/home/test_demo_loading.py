"""The demo: loaded once, whole or not at all, never in production; its log-ins are kept by their owner alone."""

from __future__ import annotations

import json
import stat

import pytest
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command
from django.test import Client, override_settings
from wagtail.models import Page

from consultations.models import AgencyReply, Comment, ConsultationPage, Submission
from home.demo import accounts
from home.demo.logins import Logins, logins_path, new_password
from legaldocs.models import DocumentFile, LegalDocument, Organization, Relation
from tests.home.conftest import load_demo as load

pytestmark = pytest.mark.django_db


def sizes() -> dict[str, int]:
    models = [
        LegalDocument,
        DocumentFile,
        Relation,
        Organization,
        ConsultationPage,
        Submission,
        Comment,
        AgencyReply,
        Page,
        get_user_model(),
    ]
    return {model.__name__: model._default_manager.count() for model in models}


class TestLoading:
    def test_the_first_run_says_what_it_loaded_and_how_to_log_in(self, demo):
        assert "Đã nạp 13 văn bản mẫu, 2 đợt lấy ý kiến" in demo
        for address, username, password, purpose in accounts.login_rows():
            line = next(line for line in demo.splitlines() if f" {username} " in line)
            assert address in line
            assert password in line
            assert purpose in line
        assert "Mã biên nhận mẫu" in demo

    def test_a_second_run_changes_nothing_and_prints_the_same_log_ins(self, demo):
        before, kept = sizes(), logins_path().read_text()
        again = load()
        assert again.startswith("Nội dung mẫu đã có sẵn")
        assert sizes() == before
        assert logins_path().read_text() == kept
        assert again.split("Địa chỉ")[1] == demo.split("Địa chỉ")[1]

    def test_what_an_editor_deleted_does_not_come_back(self, demo):
        LegalDocument.objects.filter(number="41/KH-BMTN").delete()
        load()
        assert not LegalDocument.objects.filter(number="41/KH-BMTN").exists()

    @pytest.mark.parametrize("value", [False, None, "yes"])
    def test_it_refuses_where_demo_log_ins_are_off(self, settings, value, own_files):
        settings.DEMO_LOGINS = value
        before = sizes()
        with pytest.raises(CommandError, match="DEMO_LOGINS đang tắt") as refused:
            call_command("load_demo")
        assert refused.value.returncode == 2
        assert sizes() == before
        assert not logins_path().exists()

    def test_production_settings_never_allow_it(self, settings):
        source = (settings.BASE_DIR / "portal" / "settings" / "production.py").read_text(encoding="utf-8")
        assert "DEMO_LOGINS = False" in source


class TestLogins:
    def test_the_file_is_for_its_owner_only(self, demo):
        assert stat.S_IMODE(logins_path().stat().st_mode) == 0o600

    def test_the_file_stands_where_git_does_not_look(self, settings):
        with override_settings(DEMO_LOGINS_FILE=None):
            assert logins_path().parent == settings.BASE_DIR / "var"
        assert "/var/" in (settings.BASE_DIR / ".gitignore").read_text().splitlines()

    def test_passwords_are_drawn_not_written(self, demo, settings):
        first, second = Logins(), Logins()
        names = [account.username for account in accounts.ACCOUNTS]
        assert first.complete(names)
        assert second.complete(names)
        assert not set(first.passwords.values()) & set(second.passwords.values())
        assert len({new_password() for _ in range(200)}) == 200
        kept = json.loads(logins_path().read_text())["passwords"]
        sources = "\n".join(
            path.read_text(encoding="utf-8") for path in (settings.BASE_DIR / "home" / "demo").rglob("*.py")
        )
        assert [name for name, password in kept.items() if password in sources] == []

    @pytest.mark.parametrize("account", accounts.ACCOUNTS, ids=lambda account: account.username)
    def test_each_account_logs_in_to_its_own_place(self, demo, account):
        password = json.loads(logins_path().read_text())["passwords"][account.username]
        client = Client()
        assert client.login(username=account.username, password=password)
        assert client.get(account.address).status_code == 200
        user = get_user_model().objects.get(username=account.username)
        assert [group.name for group in user.groups.all()] == [account.group]
        if account.organization:
            assert user.agency_officer.organization.code == account.organization

    def test_a_changed_password_is_not_printed(self, demo):
        user = get_user_model().objects.get(username="bientap")
        user.set_password("another-password-of-hers")
        user.save()
        rows = {row[1]: row[2] for row in accounts.login_rows()}
        assert rows["bientap"] == accounts.CHANGED
        assert rows["quantri"] != accounts.CHANGED

    @pytest.mark.parametrize("content", [None, "", "{", "[]", '{"passwords": 3}'])
    def test_a_lost_or_broken_file_gives_new_passwords_that_work(self, demo, content):
        kept = logins_path().read_text()
        try:
            if content is None:
                logins_path().unlink()
            else:
                logins_path().write_text(content)
            said = load()
            password = json.loads(logins_path().read_text())["passwords"]["bientap"]
            assert password != json.loads(kept)["passwords"]["bientap"]
            assert "đã cấp mật khẩu mới" in said
            assert Client().login(username="bientap", password=password)
        finally:
            logins_path().write_text(kept)
