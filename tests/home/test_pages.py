"""Composed pages, news, contact, directory, site maps, open data."""

from __future__ import annotations

import datetime
import json
from xml.etree import ElementTree

import pytest
from wagtail.models import Page, PageViewRestriction, Site

from home.models import MinistrySettings, NewsIndexPage, NewsPage
from legaldocs.models import Organization
from tests.factories.home import NewsPageFactory, StandardPageFactory, ensure_site
from tests.factories.legaldocs import LegalDocumentFactory

pytestmark = pytest.mark.django_db
HOSTILE = "<script>alert('x')</script><img src=x onerror=alert(1)>\"'&{{ 7|add:7 }}"


def compose(*blocks):
    page = StandardPageFactory()
    page.body = json.dumps([{"type": kind, "value": value} for kind, value in blocks])
    page.save()
    return page


def test_every_block_renders_and_hostile_words_stay_words(client):
    page = compose(
        ("heading", {"text": HOSTILE, "level": "2"}),
        ("text", "<p>Lời văn <b>đậm</b>.</p>"),
        ("quote", {"text": HOSTILE, "source": HOSTILE}),
        ("notice", {"kind": "warning", "text": HOSTILE}),
        (
            "people",
            {
                "people": [
                    {
                        "name": HOSTILE,
                        "position": HOSTILE,
                        "unit": "",
                        "phone": "024",
                        "email": "a@moha.gov.vn",
                        "duties": HOSTILE,
                        "biography": "",
                        "image": None,
                    }
                ]
            },
        ),
        (
            "contact",
            {"name": HOSTILE, "address": "Hà Nội", "phone": "", "fax": "", "email": "", "edoc_email": "vb@moha.gov.vn"},
        ),
        ("accordion", {"entries": [{"title": HOSTILE, "text": "<p>Trả lời</p>"}]}),
        (
            "table",
            {
                "columns": [{"type": "text", "heading": HOSTILE}, {"type": "number", "heading": "Số"}],
                "rows": [{"values": [HOSTILE, 1234.5]}],
                "caption": HOSTILE,
            },
        ),
    )
    text = client.get(page.get_url()).content.decode()
    assert "<script>alert" not in text
    assert "<img src=x" not in text
    assert "14" not in text.split("<h1>")[1].split("</article>")[0].replace("1.234", "")
    assert "vb@moha.gov.vn" in text
    assert "1.234,5" in text


def test_a_block_whose_target_is_gone_does_not_break_the_page(client):
    page = compose(
        ("files", {"files": [{"file": 999999, "title": "Tệp"}]}),
        ("image", {"image": {"image": 999999, "decorative": True, "alt_text": ""}, "caption": ""}),
        ("documents", {"heading": "Văn bản", "documents": [999999]}),
    )
    assert client.get(page.get_url()).status_code == 200


def test_a_document_list_shows_public_documents_only(client):
    shown, hidden = LegalDocumentFactory(live=True), LegalDocumentFactory(live=False)
    page = compose(("documents", {"heading": "", "documents": [shown.pk, hidden.pk]}))
    text = client.get(page.get_url()).content.decode()
    assert shown.abstract in text
    assert hidden.abstract not in text


def test_an_empty_page_says_that_it_is_being_written(client):
    assert "Nội dung đang được cập nhật" in client.get(StandardPageFactory().get_url()).content.decode()


def test_pages_carry_the_metadata_of_circular_24(client):
    text = client.get("/lien-he/").content.decode()
    for element in ("DC.Title", "DC.Creator", "DC.Date", "DC.Description", "DC.Publisher", "DC.Identifier"):
        assert f'name="{element}"' in text


def test_news_is_listed_newest_first_and_odd_page_numbers_are_answered(client):
    old = NewsPageFactory(date=datetime.date(2026, 1, 1))
    new = NewsPageFactory(date=datetime.date(2026, 11, 1))
    text = client.get("/tin-tuc/").content.decode()
    assert text.index(new.title) < text.index(old.title)
    for number in ("0", "-1", "x", "99999999999999999999", "%00"):
        assert client.get(f"/tin-tuc/?page={number}").status_code in {200, 400}


def test_the_news_feed_is_well_formed_also_with_control_characters(client):
    NewsPageFactory(title="Tin \x08 có ký tự lạ & <b>", summary="a\x0bb")
    feed = ElementTree.fromstring(client.get("/tin-tuc/tin-moi.atom").content)
    assert len(feed.findall("{http://www.w3.org/2005/Atom}entry")) == 1


def test_the_contact_page_names_each_units_address_for_electronic_documents(client):
    Organization.objects.create(
        code="VPC",
        name="Vụ Pháp chế",
        kind="unit",
        in_directory=True,
        edoc_address="vbdt.phapche@moha.gov.vn",
        postal_address="Hà Nội",
    )
    Organization.objects.create(
        code="CU", name="Cục đã giải thể", kind="unit", in_directory=True, valid_until=datetime.date(2025, 1, 1)
    )
    text = client.get("/lien-he/").content.decode()
    assert "Địa chỉ nhận văn bản điện tử" in text
    assert "vbdt.phapche@moha.gov.vn" in text
    assert "Cục đã giải thể" not in text


def test_the_contact_page_lists_this_ministrys_units_once_and_no_other_ministry(client):
    settings = MinistrySettings.for_site(Site.objects.get(is_default_site=True))
    settings.name, settings.email = "Bộ Thử nghiệm Liên hệ", "lienhe@btn.example"
    settings.save()
    listed = {"in_directory": True, "kind": "unit"}
    own = Organization.objects.create(code="BTNLH", name="Bộ Thử nghiệm Liên hệ", kind="ministry", in_directory=True)
    other = Organization.objects.create(code="BKHAC", name="Bộ Thử nghiệm Khác", kind="ministry", in_directory=True)
    department = Organization.objects.create(code="CUC-1", name="Cục Một", parent=own, **listed)
    Organization.objects.create(code="PHONG-1", name="Phòng thuộc Cục Một", parent=department, **listed)
    Organization.objects.create(code="VP-0", name="Văn phòng không ghi cấp trên", **listed)
    Organization.objects.create(code="CUC-2", name="Cục của bộ khác", parent=other, **listed)
    Organization.objects.create(code="CUC-3", name="Cục không nêu trong danh bạ", parent=own, kind="unit")
    response = client.get("/lien-he/")
    names = [unit.name for unit in response.context["units"]]
    assert names == ["Cục Một", "Phòng thuộc Cục Một", "Văn phòng không ghi cấp trên"]
    body = response.content.decode().split("<main", 1)[1].split("</main>", 1)[0]
    assert body.count(">Bộ Thử nghiệm Liên hệ</h2>") == 1
    assert "Bộ Thử nghiệm Khác" not in body


@pytest.mark.parametrize("question", ["văn thư", "van thu", "VĂN THƯ", "luu tru nha nuoc", "CVTLT"])
def test_the_directory_is_searched_with_and_without_diacritics(client, question):
    Organization.objects.create(code="CVTLT", name="Cục Văn thư và Lưu trữ nhà nước", in_directory=True)
    Organization.objects.create(code="KHAC", name="Sở Y tế", in_directory=True)
    text = client.get("/danh-ba/", {"q": question}).content.decode()
    assert "Cục Văn thư và Lưu trữ nhà nước" in text
    assert "Sở Y tế" not in text


@pytest.mark.parametrize("question", ['"', "<script>", "%", "'; DROP TABLE", "a" * 10000, "💥", " "])
def test_no_question_breaks_the_directory(client, question):
    response = client.get("/danh-ba/", {"q": question})
    assert response.status_code == 200
    assert "<script>" not in response.content.decode().replace("<script type=", "")


def test_the_text_site_map_lists_every_public_page_of_its_language(client):
    news = NewsPageFactory()
    secret = StandardPageFactory(title="Trang nội bộ")
    PageViewRestriction.objects.create(page=secret, restriction_type="login")
    draft = StandardPageFactory(title="Bản nháp", live=False)
    text = client.get("/so-do-trang/").content.decode()
    for page in Page.objects.live().public().filter(locale__language_code="vi", depth__gt=1):
        assert f'href="{page.get_url()}"' in text, page
    assert news.title in text
    assert secret.title not in text
    assert draft.title not in text


def test_the_xml_site_maps_list_every_public_page_in_both_languages(client):
    NewsPageFactory()
    index = client.get("/sitemap.xml").content.decode()
    assert "sitemap-trang.xml" in index
    assert "sitemap-van-ban.xml" in index
    text = client.get("/sitemap-trang.xml").content.decode()
    for page in Page.objects.live().public().filter(depth__gt=1).exclude(content_type__model="consultationpage"):
        assert f"http://testserver{page.get_url()}<" in text, page


@pytest.mark.parametrize("path", ["/sitemap-khong-co.xml", "/sitemap-trang.xml?p=zz", "/sitemap-trang.xml?p=99"])
def test_an_unknown_site_map_is_not_found(client, path):
    assert client.get(path).status_code == 404


def test_robots_txt_names_the_site_map_and_keeps_desks_out(client):
    text = client.get("/robots.txt").content.decode()
    assert "Sitemap: http://testserver/sitemap.xml" in text
    assert "Disallow: /quan-tri/" in text


def test_open_data_names_interfaces_that_answer(client):
    text = client.get("/du-lieu-mo/").content.decode()
    assert "/api/v1/openapi.json" in text
    assert "/du-lieu-mo/van-ban.jsonl" in text
    assert "được tự do sao chép" in text


def test_the_bulk_file_is_one_json_object_per_public_document(client):
    shown = LegalDocumentFactory(live=True)
    LegalDocumentFactory(live=False)
    lines = b"".join(client.get("/du-lieu-mo/van-ban.jsonl").streaming_content).decode().splitlines()
    assert [json.loads(line)["number"] for line in lines] == [shown.number]


def test_the_fixed_pages_stand_in_both_languages(client):
    for slug in (
        "gioi-thieu",
        "danh-ba",
        "lien-he",
        "so-do-trang",
        "du-lieu-mo",
        "bao-ve-du-lieu-ca-nhan",
        "kha-nang-tiep-can",
    ):
        for prefix in ("", "/en"):
            response = client.get(f"{prefix}/{slug}/")
            assert response.status_code == 200, (prefix, slug)
            assert not response.cookies


def test_the_tree_can_be_made_again_after_a_flush():
    ensure_site()
    assert NewsIndexPage.objects.count() == 1
    assert NewsPage.objects.count() == 0
