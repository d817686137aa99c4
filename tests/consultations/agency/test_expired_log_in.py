"""An officer whose log-in ran out in the middle of an opinion sends it after logging in again, word for word."""

from __future__ import annotations

import html
import re

import pytest

from consultations.models import AgencyReplyLine

pytestmark = pytest.mark.django_db
PAGE = {"accept": "text/html"}
HERE = {**PAGE, "origin": "http://testserver"}


def test_a_half_typed_opinion_is_stored_after_the_second_log_in(desk, clause, ours):
    client = desk.client
    client.logout()
    words = "Thời hạn quá dài.\nĐề nghị 05 ngày – “không kể ngày nghỉ”."
    data = {"stance": "disagree", "text": words, "version": "0", "reason": "", "next": "1"}
    expired = client.post(desk.url("line", clause.pk), data, headers=PAGE)
    assert expired.status_code == 401
    assert not AgencyReplyLine.objects.exists()
    kept = html.unescape(re.search(r'name="kept" value="([^"]*)"', expired.content.decode())[1])

    client.force_login(ours.user)
    back = client.post("/gui-lai/", {"kept": kept}, headers=HERE).content.decode()
    fields = dict(re.findall(r'<textarea hidden name="([^"]+)">\n(.*?)</textarea>', back, re.DOTALL))
    action = html.unescape(re.search(r'<form method="post" action="([^"]+)"', back)[1])
    sent = client.post(action, {name: html.unescape(value) for name, value in fields.items()}, headers=PAGE)
    assert sent.status_code == 302
    line = AgencyReplyLine.objects.get()
    assert (line.text, line.stance) == (words, "disagree")
