"""An officer's log-in runs out while typing: the words come back, are sent after a second log-in, and are stored."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest

from tests.browser.looking import faults
from tests.browser.site import OPEN, ROOT, environment

WORDS = "Cơ quan tôi đang gõ dở ý kiến này.\nDòng thứ hai."
PASSWORD = "mat-khau-cua-can-bo-go-do-7"
ASKED = f"""
from django.contrib.auth.models import User
from consultations.models import AgencyInvitation, AgencyOfficer, ConsultationPage
from legaldocs.models import Organization
body, _ = Organization.objects.get_or_create(code="GO-DO", defaults={{"name": "Cơ quan gõ dở"}})
user, _ = User.objects.get_or_create(username="cq-godo", defaults={{"last_name": "Cán bộ gõ dở"}})
user.set_password("{PASSWORD}")
user.save()
AgencyOfficer.objects.get_or_create(user=user, organization=body)
page = ConsultationPage.objects.get(slug="{OPEN}")
AgencyInvitation.objects.get_or_create(consultation=page, organization=body)
"""


@pytest.fixture
def asked(site):
    """An agency of its own is asked: replies of the sample agencies may have been sent by other tests."""
    command = [sys.executable, "manage.py", "shell", "-v", "0", "-c", ASKED]
    subprocess.run(command, cwd=ROOT, env=environment(site.folder), check=True, capture_output=True)


@pytest.mark.parametrize("java_script", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_half_typed_reply_survives_an_expired_log_in(visitor, site, asked, java_script):
    page = visitor(java_script_enabled=java_script)

    def log_in(tab):
        tab.locator("[name=username]").fill("cq-godo")
        tab.locator("[name=password]").fill(PASSWORD)
        tab.locator("form:has([name=password]) button[type=submit]").click()
        tab.wait_for_url("**/co-quan/")

    page.goto("/co-quan/")
    log_in(page)
    consultation = re.search(r"/co-quan/(\d+)/", page.content())[1]
    page.goto(f"/co-quan/{consultation}/y-kien-chung/")
    page.locator("[name=general_text]").fill(WORDS)
    page.context.clear_cookies(name="sessionid")
    page.locator("form:has([name=general_text]) button[type=submit]").first.click()
    page.get_by_role("heading", name="Phiên đăng nhập đã hết").wait_for()
    if java_script:
        assert faults(page) == []
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="Đăng nhập lại").click()
    log_in(opened.value)
    page.get_by_role("button", name="Tôi đã đăng nhập, tiếp tục").click()
    page.get_by_role("button", name="Gửi lại").click()
    page.wait_for_url(f"**/co-quan/{consultation}/")
    page.goto(f"/co-quan/{consultation}/y-kien-chung/")
    assert page.locator("[name=general_text]").input_value() == WORDS
