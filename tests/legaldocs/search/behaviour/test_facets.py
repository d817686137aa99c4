"""Fields of law, validity as of a day, order by the day of effect, kinds: on every engine; chips and API say the same."""

from __future__ import annotations

import datetime
import json

import pytest
from django.urls import reverse

from legaldocs.models import LegalDocument, Relation, StatusSpan, Subject
from legaldocs.search.answers import answer
from legaldocs.search.indexing import facts_changed, index_documents
from legaldocs.search.plan import Filters, Order
from legaldocs.services.validity import refresh_status, refresh_statuses
from tests.legaldocs.search.behaviour.conftest import numbers, rows, settle

QUESTION = "phạm vi điều chỉnh"
DAY = datetime.date


@pytest.fixture
def fields(editable):
    """Two fields of law on three documents, one of which carries both."""
    labour, land = Subject.objects.create(name="Lao động"), Subject.objects.create(name="Đất đai")
    for number, subjects in {
        "45/2019/QH14": [labour],
        "31/2024/QH15": [land],
        "15/2012/TT-BNV": [labour, land],
    }.items():
        document = editable[number]
        document.subjects.set(subjects)
        document.save()
        index_documents([document.pk])
    settle()
    return labour, land


def test_the_facet_of_fields_counts_what_its_click_would_show(fields):
    choices = answer(QUESTION).facets["subject"]
    assert {label for _, label, *_ in choices} == {"Lao động", "Đất đai"}
    by_slug = {field.slug: field for field in fields}
    for value, _, count, chosen in choices:
        assert not chosen
        narrowed = answer(QUESTION, filters=Filters(subject=(by_slug[value].pk,)), page_size=100)
        assert narrowed.count == count == len(narrowed.results)
        assert [row[0] for row in narrowed.facets["subject"] if row[3]] == [value]


def test_fields_add_up_and_narrow_with_other_filters(fields):
    labour, land = fields
    assert numbers(QUESTION, filters=Filters(subject=(labour.pk,))) == {"45/2019/QH14", "15/2012/TT-BNV"}
    both = numbers(QUESTION, filters=Filters(subject=(labour.pk, land.pk)))
    assert both == {"45/2019/QH14", "31/2024/QH15", "15/2012/TT-BNV"}
    assert numbers(QUESTION, filters=Filters(subject=(land.pk,), document_type=("thong-tu",))) == {"15/2012/TT-BNV"}
    assert numbers(QUESTION, filters=Filters(subject=(10**9,))) == set()


def test_a_field_narrows_what_the_question_names_too(fields):
    labour, land = fields
    assert numbers("45/2019/QH14", filters=Filters(subject=(labour.pk,))) == {"45/2019/QH14"}
    assert "45/2019/QH14" not in numbers("45/2019/QH14", filters=Filters(subject=(land.pk,)))


# -- validity as of a day ------------------------------------------------------------------------------------------
@pytest.fixture
def repealed(editable):
    """Luật 68/2020/QH14 repeals 81/2006/QH11 from 01/07/2021 and stands itself from then on."""
    old, new = editable["81/2006/QH11"], editable["68/2020/QH14"]
    LegalDocument.objects.filter(pk=old.pk).update(valid_from=DAY(2007, 7, 1), status_override="", valid_until=None)
    LegalDocument.objects.filter(pk=new.pk).update(valid_from=DAY(2021, 7, 1))
    Relation.objects.create(source=new, target=old, kind="repeals", effective_on=DAY(2021, 7, 1), is_confirmed=True)
    refresh_statuses(DAY(2026, 1, 1), [old.pk, new.pk])
    settle()
    return old, new


@pytest.mark.parametrize(
    ("day", "old", "new"),
    [
        (DAY(2007, 6, 30), "not_yet", "not_yet"),
        (DAY(2007, 7, 1), "in_force", "not_yet"),
        (DAY(2021, 6, 30), "in_force", "not_yet"),
        (DAY(2021, 7, 1), "expired", "in_force"),
        (DAY(2100, 1, 1), "expired", "in_force"),
    ],
)
def test_the_validity_filter_means_the_day_asked_for(repealed, day, old, new):
    for number, status in (("81/2006/QH11", old), ("68/2020/QH14", new)):
        chosen = numbers("cư trú", filters=Filters(status=(status,), as_of=day))
        assert number in chosen
        others = {"not_yet", "in_force", "expired"} - {status}
        assert number not in numbers("cư trú", filters=Filters(status=tuple(sorted(others)), as_of=day))


@pytest.mark.parametrize("day", [DAY(1, 1, 1), DAY(2007, 7, 1), DAY(2021, 7, 1), DAY(9999, 12, 31)])
@pytest.mark.parametrize("question", ["cư trú", QUESTION, "người dân đăng ký cư trú thế nào"])
def test_the_facet_of_validity_counts_that_day(repealed, day, question):
    found = answer(question, filters=Filters(as_of=day), page_size=100)
    counted = {value: count for value, _, count, _ in found.facets["status"]}
    assert sum(counted.values()) == found.count
    for value, count in counted.items():
        narrowed = answer(question, filters=Filters(status=(value,), as_of=day), page_size=100)
        if not found.relaxed:
            assert narrowed.count == count == len(narrowed.results)
        assert {hit.document.status for hit in narrowed.results} <= {value}


def test_the_hits_show_the_validity_of_that_day(repealed):
    found = answer("luật cư trú 2006", filters=Filters(as_of=DAY(2015, 1, 1)), page_size=100)
    shown = {hit.document.number: hit.document.status for hit in found.results}
    assert shown["81/2006/QH11"] == "in_force"
    assert {hit.document.status for hit in answer("81/2006/QH11").results if hit.named} == {"expired"}


def test_what_the_question_names_is_narrowed_by_the_validity_of_that_day(repealed):
    then, now = DAY(2015, 1, 1), DAY(2024, 1, 1)
    assert numbers("81/2006/QH11", filters=Filters(status=("in_force",), as_of=then)) >= {"81/2006/QH11"}
    assert "81/2006/QH11" not in numbers("81/2006/QH11", filters=Filters(status=("in_force",), as_of=now))


def test_spans_follow_a_changed_date_and_a_withdrawn_repealing_document(repealed):
    _, new = repealed
    LegalDocument.objects.filter(pk=new.pk).update(valid_from=DAY(2022, 1, 1))
    refresh_status(LegalDocument.objects.get(pk=new.pk), DAY(2026, 1, 1))
    settle()
    day = DAY(2021, 10, 1)
    assert "68/2020/QH14" in numbers("cư trú", filters=Filters(status=("not_yet",), as_of=day))
    new.refresh_from_db()
    new.unpublish()
    settle()
    assert "81/2006/QH11" in numbers("cư trú", filters=Filters(status=("in_force",), as_of=DAY(2024, 1, 1)))


def test_an_unknown_validity_is_counted_as_unknown(editable):
    document = editable["31/2024/QH15"]
    LegalDocument.objects.filter(pk=document.pk).update(valid_from=None)
    refresh_status(LegalDocument.objects.get(pk=document.pk), DAY(2026, 1, 1))
    settle()
    assert "31/2024/QH15" in numbers("đất đai", filters=Filters(status=("unknown",), as_of=DAY(2026, 1, 1)))


def test_a_document_without_spans_counts_as_unknown_on_every_day(editable):
    document = editable["31/2024/QH15"]
    StatusSpan.objects.filter(document=document).delete()
    facts_changed([document.pk])
    settle()
    found = answer("đất đai", filters=Filters(status=("unknown",), as_of=DAY(2026, 1, 1)), page_size=100)
    assert "31/2024/QH15" in {hit.document.number for hit in found.results}
    assert found.count == {value: count for value, _, count, _ in found.facets["status"]}["unknown"]


# -- orders --------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("question", [QUESTION, "lao động", "văn bản nào quy định về phạm vi điều chỉnh"])
@pytest.mark.parametrize(("order", "day"), [(Order.NEWEST, "issued_on"), (Order.EFFECT, "valid_from")])
def test_an_order_by_day_is_kept_over_all_pages(editable, question, order, day):
    LegalDocument.objects.filter(pk=editable["31/2024/QH15"].pk).update(valid_from=DAY(2000, 1, 1))
    LegalDocument.objects.filter(pk=editable["45/2019/QH14"].pk).update(valid_from=None)
    facts_changed([editable[number].pk for number in ("31/2024/QH15", "45/2019/QH14")])
    settle()
    whole = answer(question, order=order, page_size=100)
    days = [getattr(hit.document, day) for hit in whole.results]
    known = [each for each in days if each is not None]
    assert known == sorted(known, reverse=True)
    assert days[len(known) :] == [None] * (len(days) - len(known))
    assert len({hit.document.pk for hit in whole.results}) > 1
    paged = [row for page in range(1, 40) for row in rows(question, order=order, page=page, page_size=7)]
    assert len(paged) == whole.count if whole.count <= 100 else len(paged) >= 100
    assert sorted(map(str, paged[:100])) == sorted(map(str, rows(question, order=order, page_size=100)))


# -- page and API --------------------------------------------------------------------------------------------------
def test_every_filter_is_a_chip_that_takes_it_away(fields, client):
    issuer = LegalDocument.objects.get(number="45/2019/QH14").issuer_id
    chosen = {
        "loai": "bo-luat", "co-quan": str(issuer), "nam": "2019", "hieu-luc": "in_force", "tim": "provision",
        "linh-vuc": "lao-dong", "tinh-trang-ngay": "2024-05-01",
    }  # fmt: skip
    page = client.get(reverse("legaldocs:search"), {"q": QUESTION, **chosen}).content.decode()
    chips = page.split('class="chips"')[1].split("</ul>")[0]
    for label in ("Bộ luật", "Quốc hội", "2019", "Điều khoản", "Lao động", "Tình trạng tại ngày 01/05/2024"):
        assert label in chips, label
    for name in chosen:
        assert any(name not in link for link in chips.split('href="')[1:]), name
    assert 'name="tinh-trang-ngay" value="2024-05-01"' in page
    assert "Bộ luật" in page.split('id="results"')[1]


def test_a_chosen_filter_nothing_passes_can_still_be_taken_away(library, client):
    page = client.get(reverse("legaldocs:search"), {"q": QUESTION, "tim": "answer", "nam": "1955"}).content.decode()
    chips = page.split('class="chips"')[1].split("</ul>")[0]
    assert "Trả lời góp ý" in chips
    assert "1955" in chips


@pytest.mark.parametrize("day", ["", "x", "2024-13-40", "31/02/2024", "0000-00-00", "9" * 30, "2024-05-01T00:00", "-1"])
def test_any_day_gives_a_page(library, client, day):
    response = client.get(reverse("legaldocs:search"), {"q": QUESTION, "tinh-trang-ngay": day})
    assert response.status_code == 200


@pytest.mark.parametrize("order", ["", "moi-nhat", "ngay-hieu-luc", "khac", "0"])
def test_any_order_gives_a_page_and_the_chosen_one_is_marked(library, client, order):
    page = client.get(reverse("legaldocs:search"), {"q": QUESTION, "sap-xep": order}).content.decode()
    marked = {"moi-nhat": "Mới nhất", "ngay-hieu-luc": "Ngày có hiệu lực"}.get(order, "Phù hợp nhất")
    assert f'<b aria-current="true">{marked}</b>' in page


def api(client, **query):
    response = client.get("/api/v1/search", {"q": QUESTION, **query})
    return response.status_code, json.loads(response.content)


def test_the_api_filters_and_orders_as_the_page_does(fields, repealed, client):
    labour, _ = fields
    status, found = api(
        client, subject=labour.slug, document_type=["thong-tu", "bo-luat"], facets="true", page_size=100
    )
    assert status == 200
    expected = answer(
        QUESTION, filters=Filters(subject=(labour.pk,), document_type=("thong-tu", "bo-luat")), page_size=100
    )
    assert [row["url"] for row in found["results"]] == [hit.url for hit in expected.results]
    assert found["count"] == expected.count
    _, ordered = api(client, order="effect", page_size=100)
    assert [row["url"] for row in ordered["results"]] == [
        hit.url for hit in answer(QUESTION, order=Order.EFFECT, page_size=100).results
    ]
    status, then = api(client, q="cư trú", as_of="2015-01-01", status="in_force", page_size=100)
    assert {row["status"] for row in then["results"]} == {"in_force"}
    assert "81/2006/QH11" in {row["number"] for row in then["results"]}
    assert sum(row["count"] for row in found["facets"]["year"]) == found["count"]


def test_the_api_finds_within_one_document_and_with_predecessors(library, client):
    decree = library["43/2011/NĐ-CP"]
    _, inside = api(client, q="thông tin", document_id=decree.pk, page_size=100)
    assert {row["number"] for row in inside["results"]} == {"43/2011/NĐ-CP"}
    home = LegalDocument.objects.get(number="15/2012/TT-BNV").issuer_id
    _, alone = api(client, q="thông tư", issuer=home, page_size=100)
    _, line = api(client, q="thông tư", issuer=home, successors="true", page_size=100)
    assert line["count"] > alone["count"]


@pytest.mark.parametrize(
    "bad",
    [{"as_of": "x"}, {"kind": "khac"}, {"order": "khac"}, {"issuer": "-1"}, {"issuer": str(2**70)}, {"year": "x"}],
)
def test_the_api_refuses_a_parameter_it_cannot_read(library, client, bad):
    status, body = api(client, **bad)
    assert status == 422
    assert body["detail"]
