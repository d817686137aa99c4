"""The pages of one document: what they show, at which addresses, to whom."""

from __future__ import annotations

import datetime

import pytest
from django.utils import timezone, translation
from lxml import html

from legaldocs.models import Expression
from legaldocs.services.publishing import publish_expression
from tests.factories.legaldocs import (
    DocumentFileFactory,
    DraftFactory,
    LegalDocumentFactory,
    OrganizationFactory,
    PostedDraftFactory,
    PublishedExpressionFactory,
    RelationFactory,
    SignerFactory,
)
from tests.legaldocs.document_pages import classed, decree, page_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _vietnamese():
    """A request in English leaves its language active in the thread of the test."""
    with translation.override("vi"):
        yield


def test_shows_the_seven_fields_of_article_10_and_more(client):
    document = decree(valid_from=datetime.date(2011, 8, 1), place="Hà Nội", gazette_number="645 + 646")
    SignerFactory(document=document)
    DocumentFileFactory(document=document)
    page = page_of(client, document.get_absolute_url())
    properties = {
        row.findtext("dt"): row.find("dd").text_content().strip()
        for row in classed(html.fromstring(page), "props", "/div")
    }
    assert properties["Hình thức văn bản"] == "Nghị định"
    assert properties["Cơ quan ban hành"] == document.issuer.name
    assert properties["Số, ký hiệu"] == "43/2011/NĐ-CP"
    assert properties["Ngày ban hành"] == "13/06/2011"
    assert properties["Ngày có hiệu lực"] == "01/08/2011"
    assert properties["Trích yếu"] == document.abstract
    assert "PDF" in properties["Tệp văn bản"]
    assert properties["Người ký"] == "Nguyễn Văn Thử (KT. BỘ TRƯỞNG, Thứ trưởng)"
    assert properties["Nơi ban hành"] == "Hà Nội"
    assert "Tải văn bản (PDF" in page
    assert "SHA-256" in page


def test_every_provision_has_an_anchor_and_numbers_link_to_it(client):
    tree = html.fromstring(page_of(client, decree().get_absolute_url()))
    for anchor in ("chuong-1", "dieu-1", "dieu-1--khoan-2", "dieu-1--khoan-2--diem-a", "dieu-2"):
        (target,) = tree.xpath(f'//*[@id="{anchor}"]')
        assert target.xpath(f'.//a[@href="#{anchor}"]')
    ids = [element.get("id") for element in tree.xpath("//*[@id]")]
    assert len(ids) == len(set(ids))
    assert "----" not in classed(tree, "pv-preface")[0].text_content()


def test_validity_is_computed_for_today_from_relations_whatever_is_stored(client):
    old, new = decree(status="in_force"), LegalDocumentFactory(number="42/2022/NĐ-CP")
    RelationFactory(source=new, target=old, kind="replaces", effective_on=datetime.date(2022, 8, 15))
    page = page_of(client, old.get_absolute_url())
    assert "badge-expired" in page
    assert f"{timezone.localdate():%d/%m/%Y})" in page
    assert "Bị thay thế bởi Nghị định số 42/2022/NĐ-CP từ ngày 15/08/2022" in page
    assert new.get_absolute_url() in page


def test_unknown_validity_is_said_not_guessed(client):
    document = decree(valid_from=None, valid_from_note="văn bản không ghi")
    page = page_of(client, document.get_absolute_url())
    assert "Chưa xác định (văn bản không ghi)" in page
    assert "badge-unknown" in page


def test_amended_stands_beside_the_status(client):
    document = decree()
    RelationFactory(target=document, kind="amends", effective_on=datetime.date(2021, 1, 1))
    page = page_of(client, document.get_absolute_url())
    assert "Đã được sửa đổi, bổ sung" in page
    assert "badge-in_force" in page


def test_both_ends_of_a_relation_show_their_own_verb_and_hidden_documents_stay_hidden(client):
    document = decree()
    RelationFactory(source=document, target=LegalDocumentFactory(), kind="guides")
    RelationFactory(source=LegalDocumentFactory(), target=document, kind="guides")
    hidden = LegalDocumentFactory(live=False, number="99/1999/NĐ-CP", abstract="Chưa công khai")
    RelationFactory(source=hidden, target=document, kind="replaces", effective_on=datetime.date(2000, 1, 1))
    RelationFactory(source=document, target=None, target_number="1/1990/NĐ-HĐBT", kind="based_on")
    page = page_of(client, document.get_absolute_url())
    assert "Quy định chi tiết, hướng dẫn thi hành" in page
    assert "Được quy định chi tiết, hướng dẫn thi hành bởi" in page
    assert "Chưa công khai" not in page
    assert "badge-expired" not in page
    assert "1/1990/NĐ-HĐBT" in page


def test_the_number_of_a_document_that_is_not_here_is_said_once(client):
    document = decree()
    RelationFactory(source=document, target=None, target_number="1/2019/TT-BX", target_title="Thông tư số 1/2019/TT-BX")
    RelationFactory(source=document, target=None, target_number="8/2019/QH14", target_title="Luật Thử nghiệm")
    page = page_of(client, document.get_absolute_url())
    assert "(1/2019/TT-BX)" not in page
    assert "Luật Thử nghiệm (8/2019/QH14)" in page


def test_a_hidden_target_is_named_but_its_abstract_is_not_shown(client):
    document = decree()
    hidden = LegalDocumentFactory(live=False, number="98/1999/NĐ-CP", abstract="Điều bí mật")
    RelationFactory(source=document, target=hidden, kind="based_on")
    secret = LegalDocumentFactory(live=False, secrecy="mat", number="97/1999/NĐ-CP")
    RelationFactory(source=document, target=secret, kind="cites")
    page = page_of(client, document.get_absolute_url())
    assert "98/1999/NĐ-CP" in page
    assert "97/1999/NĐ-CP" not in page
    assert "Điều bí mật" not in page
    assert hidden.get_absolute_url() not in page


def test_works_with_nothing_but_a_record(client):
    document = LegalDocumentFactory(number="", issuer=None, issued_on=None, valid_from=None, abstract="Không có gì")
    page = page_of(client, document.get_absolute_url())
    assert "Chưa có nội dung văn bản" in page
    assert "Chưa có tệp nào" in page
    assert "Không số" in page
    assert page_of(client, document.get_absolute_url() + "toan-van/")
    assert client.get(document.get_absolute_url() + "dieu-1/").status_code == 404


def test_long_names_stay_whole(client):
    issuer = OrganizationFactory(
        name="Ủy ban Quản lý vốn nhà nước tại doanh nghiệp và Ban Chỉ đạo Đổi mới, Phát triển doanh nghiệp"
    )
    document = decree(issuer=issuer, abstract=" ".join(["trách nhiệm"] * 30))
    page = page_of(client, document.get_absolute_url())
    assert issuer.name in page
    assert document.abstract in page


@pytest.mark.parametrize(
    ("spelling", "normal"),
    [
        ("/van-ban/nghi-dinh/2011/43-2011-ND-CP/", None),
        ("/van-ban/Nghi-Dinh/2011/43-2011-nd-cp/", None),
        ("/van-ban/nghi-dinh/2011/43-2011-NĐ-CP/", None),
        ("/van-ban/nghi-dinh/2011/043-2011-nd-cp/", None),
        ("/van-ban/nghi-dinh/2011/43-2011-ND-CP/dieu-1/", "dieu-1/"),
        ("/van-ban/nghi-dinh/2011/43-2011-nd-cp/Dieu-1/", "dieu-1/"),
        ("/van-ban/nghi-dinh/2011/43-2011-ND-CP/toan-van/", "toan-van/"),
        ("/van-ban/nghi-dinh/2011/43-2011-nd-cp/dieu-1--khoan-2--diem-a/", "dieu-1/#dieu-1--khoan-2--diem-a"),
    ],
)
def test_other_spellings_of_an_address_lead_to_the_normal_one(client, spelling, normal):
    document = decree()
    response = client.get(spelling)
    assert response.status_code == 301
    assert response["Location"] == document.get_absolute_url() + (normal or "")


@pytest.mark.parametrize(
    "number", ["43/2011/NĐ-CP", "43/2011/nd-cp", "43-2011-nd-cp", "Số 43/2011/NĐ-CP", "043/2011/ND-CP"]
)
def test_a_number_in_any_spelling_leads_to_its_document(client, number):
    document = decree()
    response = client.get(f"/van-ban/so/{number}/")
    assert response.status_code == 302
    assert response["Location"] == document.get_absolute_url()


def test_several_documents_of_one_number_are_offered_for_choice(client):
    first, second = (LegalDocumentFactory(number="01/2020/QĐ-UBND", document_type="quyet-dinh") for _ in range(2))
    page = page_of(client, "/van-ban/so/1/2020/QĐ-UBND/")
    assert first.get_absolute_url() in page
    assert second.get_absolute_url() in page


@pytest.mark.parametrize(
    "path",
    [
        "/van-ban/so/khong-co/", "/van-ban/so/%F0%9F%98%80/", "/van-ban/nghi-dinh/2011/khong-co/", "/van-ban/xx/2011/43/",
        "/van-ban/nghi-dinh/99999999999999999999/x/", f"/van-ban/nghi-dinh/{'9' * 5000}/x/", "/van-ban/nghi-dinh/2011/%3Cscript%3E/",
        "/van-ban/nghi-dinh/2011/43-2011-nd-cp/khong-co/", f"/van-ban/nghi-dinh/2011/43-2011-nd-cp/{'a' * 900}/",
        "/van-ban/nghi-dinh/2011/43-2011-nd-cp/%F0%9F%98%80/", "/van-ban/tep/999999/", f"/van-ban/tep/{'9' * 30}/",
        "/van-ban/nghi-dinh/2011/43-2011-nd-cp/?phien-ban=abc", "/van-ban/nghi-dinh/2011/43-2011-nd-cp/?phien-ban=99999",
        "/van-ban/nghi-dinh/2011/43-2011-nd-cp/?phien-ban=" + "9" * 40,
    ],
)  # fmt: skip
def test_what_does_not_exist_is_404_never_500(client, path):
    decree()
    response = client.get(path, follow=True)
    assert response.status_code == 404


def test_unpublished_and_secret_documents_are_not_found(client):
    for document in (decree(live=False), LegalDocumentFactory(live=False, secrecy="mat")):
        file = DocumentFileFactory(document=document)
        for path in ("", "toan-van/", "dieu-1/", "in.css"):
            assert client.get(document.get_absolute_url() + path).status_code == 404
        assert client.get(f"/van-ban/tep/{file.pk}/").status_code == 404
        assert client.get(f"/van-ban/so/{document.number}/").status_code == 404


def test_a_draft_is_public_only_once_posted_and_says_so(client):
    draft = DraftFactory()
    publish_expression(expression=Expression(document=draft, kind="draft", draft_number=1, source_text="Điều 1. Thử"))
    assert client.get(draft.get_absolute_url()).status_code == 404
    posted = PostedDraftFactory().document
    page = page_of(client, posted.get_absolute_url())
    assert "Dự thảo, chưa ban hành" in page
    assert "Dự thảo 1" in page
    assert "badge-in_force" not in page


def test_an_unposted_second_draft_is_not_shown(client):
    posted = PostedDraftFactory()
    publish_expression(
        expression=Expression(document=posted.document, kind="draft", draft_number=2, source_text="Điều 1. Chưa đăng")
    )
    assert "Chưa đăng" not in page_of(client, posted.document.get_absolute_url())


def test_samples_are_marked(client):
    assert "Văn bản mẫu" in page_of(client, decree(is_sample=True).get_absolute_url())
    assert "Văn bản mẫu" in page_of(client, "/van-ban/")


def test_an_earlier_wording_is_reached_from_the_history_and_says_that_it_is_not_the_one(client):
    document = decree()
    first = document.expressions.get()
    Expression.objects.filter(pk=first.pk).update(valid_until=datetime.date(2021, 1, 1))
    PublishedExpressionFactory(
        document=document, kind="consolidated", valid_from=datetime.date(2021, 1, 1), source_text="Điều 1. Lời văn mới"
    )
    page = page_of(client, document.get_absolute_url())
    assert "Lời văn mới" in page
    assert f"?phien-ban={first.pk}" in page
    old = page_of(client, f"{document.get_absolute_url()}?phien-ban={first.pk}")
    assert "Phạm vi điều chỉnh" in old
    assert "đang đọc một phiên bản khác" in old


HOSTILE_TEXT = """\
NGHỊ ĐỊNH <img src=x onerror=alert(1)>
Điều 1. <script>alert("a")</script> & "ngoặc"
1. Khoản <b onmouseover='x'>một</b> {{ 7|add:1 }} {% now "Y" %} {base}
a) javascript:alert(1) ]]> <!-- -->
| <i>ô</i> | b |
|---|---|
| <script> | x |
"""


def test_hostile_text_is_shown_as_text(client):
    document = PublishedExpressionFactory(
        document=LegalDocumentFactory(
            abstract='"><script>alert(2)</script>',
            title="</title><script>",
            place="<script>",
            valid_from_note="<script>",
        ),
        source_text=HOSTILE_TEXT,
    ).document
    for path in ("", "toan-van/", "dieu-1/"):
        page = page_of(client, document.get_absolute_url() + path)
        tree = html.fromstring(page)
        assert not tree.xpath("//*[@onerror or @onmouseover or @onclick or @style]")
        assert all(
            script.get("src") or script.get("type") == "application/ld+json" for script in tree.xpath("//script")
        )
        assert not classed(tree, "law", "//*[self::b or self::i or self::img]")
        assert "{{ 7|add:1 }}" in tree.text_content()
        assert "{base}" in tree.text_content()


def test_pipe_rows_become_a_real_table_with_a_head(client):
    document = PublishedExpressionFactory(source_text="Điều 1. Bảng\n| Cột | Giá trị |\n|---|---|\n| a | 1 |").document
    tree = html.fromstring(page_of(client, document.get_absolute_url()))
    assert [cell.text for cell in tree.xpath("//table/thead//th[@scope='col']")] == ["Cột", "Giá trị"]
