"""Bars of what is commented on most: right numbers, most first, a link to the comments, nothing of what is not public."""

from __future__ import annotations

import html
import re

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from consultations.clause_figures import MOST_SHOWN, clause_rows
from consultations.models import Comment, Decision
from tests.consultations.places import clause, listing_url, on
from tests.factories.consultations import ConsultationFactory, answer, submit

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _fresh_cache():
    cache.clear()


def published(consultation):
    return Comment.objects.filter(consultation=consultation).published()


def figures(consultation):
    return [(row["label"].split(".")[0], row["value"]) for row in clause_rows(consultation, published(consultation))]


def test_comments_below_an_article_count_for_it_and_the_most_comes_first(client):
    consultation = ConsultationFactory(open=True)
    for anchor in ("dieu-3--khoan-1", "dieu-3--khoan-2", "dieu-3", "dieu-2--khoan-2--diem-dd"):
        submit(consultation, state="published", comments=on(clause(consultation, anchor)))
    submit(consultation, state="published")
    assert figures(consultation)[0] == ("Điều 3", 3)
    assert sorted(figures(consultation)[1:]) == [("Toàn bộ dự thảo", 1), ("Điều 2", 1)]


def test_what_is_not_public_is_not_counted(client):
    consultation = ConsultationFactory(open=True)
    submit(consultation, state="published", comments=on(clause(consultation)))
    submit(consultation, state="published")
    for state in ("received", "withheld"):
        submit(consultation, state=state, comments=on(clause(consultation)))
    assert sorted(figures(consultation)) == [("Toàn bộ dự thảo", 1), ("Điều 3", 1)]


@pytest.mark.parametrize("targets", [[], ["dieu-3"]])
def test_one_bar_alone_compares_nothing_and_is_left_out(client, targets):
    consultation = ConsultationFactory(open=True)
    for anchor in targets:
        submit(consultation, state="published", comments=on(clause(consultation, anchor)))
    assert clause_rows(consultation, published(consultation)) == []
    assert "Phần được góp ý nhiều nhất" not in client.get(listing_url(consultation)).content.decode()


def test_each_bar_leads_to_exactly_the_comments_it_counts(client):
    consultation = ConsultationFactory(open=True)
    for anchor in ("dieu-3--khoan-1", "dieu-3--khoan-2", "dieu-2"):
        submit(consultation, state="published", comments=on(clause(consultation, anchor)))
    submit(consultation, state="published")
    for row in clause_rows(consultation, published(consultation)):
        response = client.get(listing_url(consultation) + row["url"])
        assert response.context["page_obj"].paginator.count == row["value"], row["label"]


def test_the_page_shows_the_figures_and_a_chosen_part_hides_them(client):
    consultation = ConsultationFactory(open=True)
    submit(consultation, state="published", comments=on(clause(consultation, "dieu-3")))
    submit(consultation, state="published")
    address = listing_url(consultation)
    assert "Phần được góp ý nhiều nhất" in client.get(address).content.decode()
    assert "Phần được góp ý nhiều nhất" not in client.get(f"{address}?dieu-khoan=chung").content.decode()


def test_no_more_queries_and_no_more_than_five_bars_with_more_comments(client):
    consultation = ConsultationFactory(open=True)
    submit(consultation, state="published", comments=on(clause(consultation, "dieu-1")))
    submit(consultation, state="published")
    with CaptureQueriesContext(connection) as few:
        clause_rows(consultation, published(consultation))
    for anchor in ("dieu-1", "dieu-2", "dieu-3", "dieu-3--khoan-1"):
        submit(consultation, state="published", comments=on(clause(consultation, anchor)))
    with CaptureQueriesContext(connection) as many:
        rows = clause_rows(consultation, published(consultation))
    assert len(many) == len(few)
    assert 2 <= len(rows) <= MOST_SHOWN


def test_the_share_of_a_decision_is_of_all_comments_not_of_the_largest(client):
    consultation = ConsultationFactory(open=True)
    for decision, number in ((Decision.ACCEPTED, 3), (Decision.EXPLAINED, 1)):
        sent = [submit(consultation, state="published") for _ in range(number)]
        for row in sent:
            answer(consultation, row.comments, decision=decision)
    text = html.unescape(client.get(f"/lay-y-kien/{consultation.slug}/tra-loi/").content.decode())
    assert sorted(re.findall(r'aria-label="(\d+) %"', text)) == ["0", "0", "25", "75"]
