"""The commands that derive everything anew."""

from __future__ import annotations

from io import StringIO

from django.core.management import call_command

from legaldocs.models import LegalDocument, Provision, SearchEntry
from legaldocs.search.answers import answer
from legaldocs.search.engine import get_engine


def test_rebuilding_the_search_gives_the_same_index(corpus):
    before = SearchEntry.objects.count()
    call_command("rebuild_search", stdout=StringIO(), stderr=StringIO())
    assert SearchEntry.objects.count() == before
    assert answer("thư điện tử công vụ").count


def test_rebuilding_the_search_heals_what_was_lost_and_drops_what_is_no_longer_public(corpus):
    get_engine().remove([corpus["land"].pk])
    LegalDocument.objects.filter(pk=corpus["circular"].pk).update(live=False)
    assert answer('"sở hữu đất đai"').count == 0
    call_command("rebuild_search", stdout=StringIO(), stderr=StringIO())
    assert answer('"sở hữu đất đai"').count == 1
    assert answer('"tuyển dụng"').count == 0


def test_rebuilding_provisions_keeps_their_rows(corpus):
    before = dict(Provision.objects.values_list("pk", "eid"))
    out = StringIO()
    call_command("rebuild_provisions", "43/2011/nd-cp", stdout=out, stderr=StringIO())
    assert "1 lời văn" in out.getvalue()
    call_command("rebuild_provisions", stdout=StringIO(), stderr=StringIO())
    assert dict(Provision.objects.values_list("pk", "eid")) == before
