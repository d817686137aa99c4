"""Citations as readers and programs see them: links in the text, boxes, the list of who cites, the API."""

from __future__ import annotations

import datetime
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.html import strip_tags
from lxml import html

from legaldocs import rendering
from legaldocs.domain.structure import parse, walk
from legaldocs.domain.uris import anchor_from_eid, words_of_eid
from legaldocs.models import CitedDocument, Expression, LegalDocument, RenderedText
from legaldocs.services.citation_refresh import refresh
from legaldocs.services.publishing import publish_document, publish_expression
from legaldocs.text_links import ShownDocument, TextLink, link_of, load_links, with_links
from tests.factories.legaldocs import LegalDocumentFactory, PublishedExpressionFactory, RelationFactory

pytestmark = pytest.mark.django_db
TARGET = "Điều 1. Một\n1. Khoản một.\na) Điểm a;\nb) Điểm b.\n2. Khoản hai.\nĐiều 2. Hai\nĐoạn."
CITING = """Căn cứ Nghị định số 43/2011/NĐ-CP ngày 13 tháng 6 năm 2011 của Chính phủ;

Chương I
QUY ĐỊNH CHUNG
Điều 1. Theo Điều 2 Nghị định số 43/2011/NĐ-CP
1. Theo điểm a khoản 1 Điều 1 Nghị định số 43/2011/NĐ-CP & "Điều 2" của <Nghị định> này.
2. Theo khoản 1 Điều này. Như Điều 3 quy định. Điều này và Nghị định này.
Điều 2. Hai
Theo Điều 9 Nghị định số 43/2011/NĐ-CP và Nghị định số 99/2011/NĐ-CP.
Điều 3. Ba
Theo Điều 1 và Điều 2 Nghị định này.
"""


@pytest.fixture
def cited() -> LegalDocument:
    document = LegalDocumentFactory(
        number="43/2011/NĐ-CP", abstract="Về cung cấp thông tin", issued_on=datetime.date(2011, 6, 13)
    )
    PublishedExpressionFactory(document=document, source_text=TARGET)
    return document


@pytest.fixture
def citing(cited) -> Expression:
    document = LegalDocumentFactory(number="5/2020/NĐ-CP", issued_on=datetime.date(2020, 3, 1))
    return PublishedExpressionFactory(document=document, source_text=CITING)


def links(body: str) -> dict[str, str]:
    tree = html.fromstring(f"<div>{body}</div>")
    return {link.text_content(): link.get("href") for link in tree.xpath("//a[contains(@class, 'cite')]")}


def get(client, url: str) -> str:
    response = client.get(url)
    assert response.status_code == 200, url
    return response.content.decode()


class TestLinks:
    """Links wrap what is printed and change nothing else."""

    def test_each_citation_leads_to_its_provision(self, client, cited, citing):
        base = cited.get_absolute_url()
        shown = links(get(client, citing.document.get_absolute_url()))
        assert shown["điểm a khoản 1 Điều 1 Nghị định số 43/2011/NĐ-CP"] == f"{base}dieu-1/#dieu-1--khoan-1--diem-a"
        assert shown["khoản 1 Điều này"] == "#dieu-1--khoan-1"
        assert shown["Điều 1 và Điều 2 Nghị định này"] == "#dieu-1"
        assert shown["Nghị định số 43/2011/NĐ-CP"] == base
        assert shown["Điều 9 Nghị định số 43/2011/NĐ-CP"] == base, "an article it does not have leads to the document"
        for words in ("Nghị định số 99/2011/NĐ-CP", "Nghị định này", "Điều này"):
            assert words not in shown

    def test_every_link_opens(self, client, citing):
        page = citing.document.get_absolute_url()
        for words, href in links(get(client, page)).items():
            address, _, anchor = href.partition("#")
            target = get(client, address or page)
            assert not anchor or f'id="{anchor}"' in target, words

    def test_characters_and_anchors_stay(self, citing):
        plain = rendering.build(citing, parse(CITING).nodes).body
        linked = RenderedText.objects.get(expression=citing).body
        assert linked.count('class="cite"') >= 6
        assert re.sub(r'<a class="cite[^>]*>(.*?)</a>', r"\1", linked) == plain
        assert strip_tags(linked) == strip_tags(plain)

    def test_no_link_stands_in_a_heading_or_in_the_contents(self, citing):
        rendered = RenderedText.objects.get(expression=citing)
        assert "cite" not in rendered.contents
        assert (
            html.fromstring(f"<div>{rendered.body}</div>").xpath("//*[contains(@class, 'pv-h')]//a[@class='cite']")
            == []
        )

    def test_an_article_page_has_the_links_of_its_text(self, client, cited, citing):
        page = citing.document.get_absolute_url()
        shown = links(get(client, f"{page}dieu-1/"))
        assert shown["khoản 1 Điều này"] == "#dieu-1--khoan-1"
        assert shown["Điều 3"] == f"{page}dieu-3/"
        assert shown["điểm a khoản 1 Điều 1 Nghị định số 43/2011/NĐ-CP"].startswith(
            f"{cited.get_absolute_url()}dieu-1/#"
        )

    def test_english_pages_lead_to_english_pages(self, client, cited, citing):
        page = f"/en{citing.document.get_absolute_url()}"
        for url in (page, f"{page}dieu-1/", f"{page}toan-van/"):
            external = [href for href in links(get(client, url)).values() if not href.startswith("#")]
            assert external
            assert all(href.startswith("/en/van-ban/") for href in external)

    def test_a_long_text_leads_from_its_beginning_to_its_other_pages(self, client):
        articles = "\n".join(
            f"Điều {n}. Tên\nTheo Điều {n + 1} thì khác. Xem khoản 1 Điều 90.\n1. Khoản." for n in range(1, 91)
        )
        expression = PublishedExpressionFactory(source_text=articles.replace("Khoản.", "Khoản " + "dài " * 300))
        page = expression.document.get_absolute_url()
        assert not RenderedText.objects.get(expression=expression).is_whole
        shown = links(get(client, page))
        assert shown["Điều 2"] == "#dieu-2"
        assert shown["khoản 1 Điều 90"] == f"{page}dieu-90/#dieu-90--khoan-1"
        assert links(get(client, f"/en{page}"))["khoản 1 Điều 90"].startswith(f"/en{page}dieu-90/")
        assert links(get(client, f"{page}toan-van/"))["khoản 1 Điều 90"] == "#dieu-90--khoan-1"

    def test_an_older_wording_leads_to_its_own_pages(self, client, citing):
        page = citing.document.get_absolute_url()
        newer = PublishedExpressionFactory(
            document=citing.document, kind="consolidated", source_text=CITING, valid_from=datetime.date(2021, 1, 1)
        )
        assert newer.pk != citing.pk
        shown = links(get(client, f"{page}dieu-1/?phien-ban={citing.pk}"))
        assert shown["Điều 3"] == f"{page}dieu-3/?phien-ban={citing.pk}"

    def test_what_links_tell_is_safe_html(self, cited, citing):
        cited.abstract = 'Về "trích dẫn" <b> & việc khác {base} href="/van-ban/'
        cited.save()
        publish_document(document=cited, revision=False)
        refresh()
        body = RenderedText.objects.get(expression=citing).body
        titles = html.fromstring(f"<div>{body}</div>").xpath("//a[@class='cite']/@title")
        assert f"Nghị định số 43/2011/NĐ-CP: {cited.abstract}" in titles
        shown = rendering.RenderedText(body=body, is_whole=False)
        assert rendering.body_html(shown, "/van-ban/x/") == body


SHOWN = ShownDocument(1, "nghi-dinh", 2011, "43-2011-nd-cp", "43/2011/NĐ-CP", "", "Về thử", "in_force")


@pytest.mark.parametrize(
    ("facts", "description"),
    [
        ({}, "Nghị định số 43/2011/NĐ-CP: Về thử"),
        ({"status": "unknown"}, "Nghị định số 43/2011/NĐ-CP: Về thử"),
        ({"status": "not_yet"}, "Nghị định số 43/2011/NĐ-CP: Về thử (Chưa có hiệu lực)"),
        ({"document_type": "luat", "number": "9/2013/QH13", "title": "Luật Thử"}, "Luật số 9/2013/QH13: Luật Thử"),
        ({"document_type": "hien-phap", "number": "", "title": "", "abstract": ""}, "Hiến pháp"),
        ({"abstract": "dài " * 100}, f"Nghị định số 43/2011/NĐ-CP: {('dài ' * 40).strip()} …"),
    ],
)
def test_a_link_tells_name_subject_and_validity(facts, description):
    values = {name: getattr(SHOWN, name) for name in ShownDocument.__slots__} | facts
    assert ShownDocument(**values).description == description


@pytest.mark.parametrize(
    "spans",
    [[(0, 4), (2, 6)], [(5, 5)], [(3, 1)], [(0, 900)], [(-4, 2)], [(0, 2), (0, 2), (4, 6)]],
)
def test_spans_that_do_not_fit_the_text_make_no_broken_html(spans):
    text = "a<b>\nc&d e"
    made = with_links(text, [TextLink(*span, path="x/") for span in spans], lambda link: "#", "/van-ban/")
    assert html.fromstring(f"<div>{made}</div>").text_content() == text


def test_a_mention_over_two_lines_is_a_link_on_each():
    made = with_links("theo Điều 1\nNghị định 2", [TextLink(5, 23, path="x/")], lambda link: "#", "/v/")
    assert made.count('<a class="cite" href="/v/x/">') == 2
    assert made.split("\n")[0].endswith("Điều 1</a>")


def test_a_link_to_where_the_reader_is_leads_nowhere():
    assert link_of(0, 5, "art_1__cl_2", "art_1", "art_1", is_found=True, shown=None) is None
    assert link_of(0, 5, "art_1__cl_2", "", "", is_found=True, shown=None) is None
    assert link_of(0, 5, "art_1", "art_11", "art_11", is_found=True, shown=None) is not None
    assert link_of(0, 5, "art_1", "art_2", "art_2", is_found=False, shown=None) is None


@pytest.mark.parametrize(
    ("eid", "words"),
    [
        ("art_5__cl_2__point_đ", "điểm đ khoản 2 Điều 5"),
        ("annex_I__art_3", "Điều 3 Phụ lục I"),
        ("chp_II__sec_1", "Mục 1 Chương II"),
        ("preamble", "phần căn cứ ban hành"),
        ("art_9__cl_2__point_2-1", "điểm 2.1 khoản 2 Điều 9"),
        ("annex", "Phụ lục"),
    ],
)
def test_a_provision_is_named_from_small_to_large(eid, words):
    assert words_of_eid(eid) == words


def test_links_are_loaded_in_one_query_whatever_their_number(citing, django_assert_num_queries):
    load_links(citing.pk)
    with django_assert_num_queries(1):
        assert sum(map(len, load_links(citing.pk).values())) >= 7


class TestCitedBy:
    """The boxes and the list."""

    def test_the_document_page_counts_who_cites_it_without_a_query_more(self, client, cited, citing):
        url = cited.get_absolute_url()
        with CaptureQueriesContext(connection) as before:
            assert "duoc-dan-chieu" not in get(client, url)
        publish_document(document=cited, revision=False)
        refresh()
        CitedDocument.objects.filter(document=cited).update(documents=1234)
        with CaptureQueriesContext(connection) as after:
            page = get(client, url)
        assert "1.234 văn bản khác dẫn chiếu đến văn bản này." in page
        assert f"{url}duoc-dan-chieu/" in page
        assert len(after) == len(before)

    def test_an_article_page_says_who_cites_it(self, client, cited, citing):
        page = get(client, f"{cited.get_absolute_url()}dieu-1/")
        assert "1 văn bản khác" in page
        assert f"{cited.get_absolute_url()}duoc-dan-chieu/?don-vi=dieu-1" in page
        assert "Được dẫn chiếu bởi" not in get(client, f"{cited.get_absolute_url()}dieu-2/")
        own = get(client, f"{citing.document.get_absolute_url()}dieu-1/")
        assert "Trong văn bản này:" in own
        assert f'<a href="{citing.document.get_absolute_url()}dieu-3/">Điều 3</a>' in own

    def test_the_list_shows_where_each_document_cites(self, client, cited, citing):
        page = get(client, f"{cited.get_absolute_url()}duoc-dan-chieu/")
        assert "<mark>Nghị định số 43/2011/NĐ-CP</mark>" in page
        assert f"{citing.document.get_absolute_url()}dieu-1/#dieu-1--khoan-1" in page
        one = get(client, f"{cited.get_absolute_url()}duoc-dan-chieu/?don-vi=dieu-1")
        assert "<mark>điểm a khoản 1 Điều 1 Nghị định số 43/2011/NĐ-CP</mark>" in one
        assert "Căn cứ" not in strip_tags(one[one.index('class="cited-places"') :])

    @pytest.mark.parametrize("query", ["don-vi=khong-co", "page=x", "page=99999999999999999999", "don-vi=" + "x" * 900])
    def test_any_query_gives_a_list(self, client, cited, citing, query):
        assert "43/2011/NĐ-CP" in get(client, f"{cited.get_absolute_url()}duoc-dan-chieu/?{query}")

    def test_the_list_sets_no_cookie_and_does_not_grow_its_queries(self, client, cited, citing):
        url = f"{cited.get_absolute_url()}duoc-dan-chieu/"
        client.get(url)
        with CaptureQueriesContext(connection) as one:
            response = client.get(url)
        assert not response.cookies
        for _ in range(6):
            PublishedExpressionFactory(source_text=CITING)
        with CaptureQueriesContext(connection) as many:
            client.get(url)
        assert len(many) == len(one)

    def test_a_document_nobody_cites_says_so(self, client, citing):
        assert "Chưa có văn bản nào dẫn chiếu" in get(client, f"{citing.document.get_absolute_url()}duoc-dan-chieu/")

    def test_another_spelling_of_the_address_leads_there(self, client, cited):
        response = client.get("/van-ban/nghi-dinh/2011/43-2011-ND-CP/duoc-dan-chieu/")
        assert response.status_code == 301
        assert response["Location"] == f"{cited.get_absolute_url()}duoc-dan-chieu/"

    def test_documents_that_are_not_public_are_not_named(self, client, cited, citing):
        LegalDocument.objects.filter(pk=citing.document_id).update(live=False)
        page = get(client, f"{cited.get_absolute_url()}duoc-dan-chieu/")
        assert "Chưa có văn bản nào dẫn chiếu" in page
        assert "văn bản khác" not in get(client, f"{cited.get_absolute_url()}dieu-1/")


class TestStatus:
    """What is no longer in force is marked."""

    def test_a_link_to_an_expired_document_is_marked_on_article_pages_at_once(self, client, cited, citing):
        RelationFactory(kind="repeals", target=cited, effective_on=datetime.date(2021, 1, 1))
        LegalDocument.objects.filter(pk=cited.pk).update(status="expired")
        page = get(client, f"{citing.document.get_absolute_url()}dieu-1/")
        assert 'class="cite cite-old"' in page
        assert "(Hết hiệu lực toàn bộ)" in page

    def test_a_page_whose_links_changed_is_not_answered_as_unchanged(self, client, cited, citing):
        url = citing.document.get_absolute_url()
        first = client.get(url)
        cited.abstract = "Tên khác hẳn"
        cited.save()
        publish_document(document=cited, revision=False)
        refresh()
        again = client.get(url, headers={"if-none-match": first["ETag"]})
        assert again.status_code == 200
        assert "Tên khác hẳn" in again.content.decode()


class TestApi:
    """``/api/v1/documents/{id}/citations`` and ``/cited-by``."""

    def test_what_a_document_cites(self, client, cited, citing):
        answer = client.get(f"/api/v1/documents/{citing.document_id}/citations").json()
        assert answer["count"] == len(answer["results"])
        first = answer["results"][0]
        assert (first["provision"], first["number"], first["document_id"]) == ("preamble", "43/2011/NĐ-CP", cited.pk)
        nodes = {node.eid: node for node, _ in walk(parse(CITING))}
        for row in answer["results"]:
            assert nodes[row["provision"]].text[row["start"] : row["end"]] == row["text"]
        missing = next(row for row in answer["results"] if row["number"] == "99/2011/NĐ-CP")
        assert (missing["document_id"], missing["document_url"], missing["resolved"]) == (None, None, False)
        own = next(row for row in answer["results"] if row["text"] == "khoản 1 Điều này")
        assert (own["number"], own["eid"], own["document_id"]) == ("", "art_1__cl_1", citing.document_id)

    def test_who_cites_a_document_or_one_provision(self, client, cited, citing):
        url = f"/api/v1/documents/{cited.pk}/cited-by"
        answer = client.get(url).json()
        assert {row["document_id"] for row in answer["results"]} == {citing.document_id}
        one = client.get(url, {"eid": "art_1__cl_1__point_a"}).json()
        assert (one["count"], one["results"][0]["provision"]) == (1, "art_1__cl_1")
        assert client.get(url, {"eid": "art_77"}).json()["count"] == 0

    def test_pages_are_cut_by_their_size(self, client, citing):
        url = f"/api/v1/documents/{citing.document_id}/citations"
        whole = client.get(url).json()["results"]
        pages = [client.get(url, {"page": n, "page_size": 3}).json()["results"] for n in range(1, 5)]
        assert [row for page in pages for row in page] == whole[:12]
        assert client.get(url, {"page": 9999}).json()["results"] == []

    def test_what_is_not_public_is_not_answered(self, client, cited, citing):
        LegalDocument.objects.filter(pk=cited.pk).update(live=False)
        assert client.get(f"/api/v1/documents/{cited.pk}/cited-by").status_code == 404
        row = client.get(f"/api/v1/documents/{citing.document_id}/citations").json()["results"][0]
        assert (row["document_id"], row["document_url"]) == (None, None)


def test_anchors_of_links_are_those_of_the_provisions(corpus_dir):
    paths = sorted((corpus_dir / "laws").glob("*.txt"))[:6]
    for path in paths:
        for node, _ in walk(parse(path.read_text(encoding="utf-8", errors="replace"))):
            assert anchor_from_eid(node.eid) == node.anchor


def test_a_real_law_keeps_every_character_under_its_links(corpus_dir):
    path = corpus_dir / "rules" / "24-2011-TT-BTTTT.txt"
    paths = [path] if path.exists() else sorted((corpus_dir / "rules").glob("*.txt"))[:2]
    for source in paths:
        text = source.read_text(encoding="utf-8", errors="replace")
        expression = Expression(document=LegalDocumentFactory(), source_text=text)
        publish_expression(expression=expression)
        structure = parse(expression.source_text)
        plain = str(rendering.build(expression, structure.nodes).body)
        kept = rendering.rendered_text(expression)
        if kept.is_whole:
            assert re.sub(r'<a class="cite[^>]*>(.*?)</a>', r"\1", kept.body) == plain
        assert 'class="cite"' in kept.body
