"""A small corpus for the search: real titles, short texts."""

from __future__ import annotations

import datetime

import pytest
from django.db import connection

from legaldocs.models import Expression, LegalDocument, Organization
from legaldocs.search.memory import forget_all
from legaldocs.services.publishing import publish_document, publish_expression


@pytest.fixture(autouse=True)
def _nothing_kept_from_another_test():
    """What a process keeps of terms and counted words comes from a database that other tests have rolled back."""
    forget_all()
    yield
    forget_all()


def publish(document_type, number, abstract, issuer, issued_on, text, *, title="", valid_from=None):
    organization, _ = Organization.objects.get_or_create(code=issuer[0], defaults={"name": issuer[1]})
    document = LegalDocument.objects.create(
        document_type=document_type,
        number=number,
        abstract=abstract,
        title=title,
        issuer=organization,
        issued_on=issued_on,
        valid_from=valid_from or issued_on,
        live=True,
    )
    if text:
        publish_expression(expression=Expression.objects.create(document=document, source_text=text), index=False)
    return publish_document(document=document, revision=False)


GOVERNMENT = ("SR-CP", "Chính phủ")
ASSEMBLY = ("SR-QH", "Quốc hội")
MINISTRY = ("SR-BNV", "Bộ Nội vụ")


@pytest.fixture
def corpus(db, monkeypatch):
    if connection.vendor == "sqlite":  # FTS5 keeps its entries by itself, also those of documents other tests removed
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO legaldocs_search_fts(legaldocs_search_fts) VALUES ('delete-all')")
    monkeypatch.setattr("legaldocs.services.publishing.blocking_failures", lambda document: [])
    return {
        "decree": publish(
            "nghi-dinh",
            "43/2011/NĐ-CP",
            "Quy định về việc cung cấp thông tin và dịch vụ công trực tuyến trên trang thông tin điện tử",
            GOVERNMENT,
            datetime.date(2011, 6, 13),
            "Điều 1. Phạm vi điều chỉnh\nNghị định này quy định việc cung cấp thông tin và dịch vụ công trực tuyến.\n"
            "Điều 10. Thông tin chủ yếu\n1. Thông tin chủ yếu bao gồm:\na) Giới thiệu chung;\nđ) Chiến lược, quy hoạch;\n"
            "e) Hệ thống văn bản quy phạm pháp luật chuyên ngành và văn bản quản lý hành chính có liên quan.\n"
            "2. Xử phạt vi phạm hành chính đối với doanh nghiệp.\n",
        ),
        "land": publish(
            "luat",
            "31/2024/QH15",
            "Luật Đất đai",
            ASSEMBLY,
            datetime.date(2024, 1, 18),
            "Chương I\nQUY ĐỊNH CHUNG\nĐiều 1. Phạm vi điều chỉnh\nLuật này quy định về chế độ sở hữu đất đai.\n"
            "Điều 5. Nguyên tắc sử dụng đất\n1. Đúng mục đích sử dụng đất.\n2. Bền vững, tiết kiệm, có hiệu quả đối với đất đai.\n",
            title="Luật Đất đai",
        ),
        "mediation": publish(
            "luat",
            "58/2020/QH14",
            "Luật Hòa giải, đối thoại tại Tòa án",
            ASSEMBLY,
            datetime.date(2020, 6, 16),
            "Điều 1. Phạm vi\nLuật này quy định về hoà giải, đối thoại tại Toà án.\nĐiều 2. Thuỷ lợi\nNội dung về thuỷ lợi.\n",
            title="Luật Hòa giải, đối thoại tại Tòa án",
        ),
        "directive": publish(
            "chi-thi",
            "02/CT-BNV",
            "Về việc tăng cường sử dụng văn bản điện tử trong hoạt động của Bộ Nội vụ",
            MINISTRY,
            datetime.date(2012, 9, 11),
            "1. Các đơn vị có trách nhiệm:\na) Tăng cường sử dụng văn bản điện tử.\nb) Trao đổi thư điện tử công vụ.\n",
        ),
        "circular": publish(
            "thong-tu",
            "15/2012/TT-BNV",
            "Hướng dẫn về tuyển dụng, ký kết hợp đồng làm việc và đền bù chi phí đào tạo đối với viên chức",
            MINISTRY,
            datetime.date(2012, 12, 25),
            "Điều 1. Phạm vi\nThông tư này hướng dẫn khoản 1 Điều 10 Nghị định số 43/2011/NĐ-CP về viên chức.\n",
        ),
    }


@pytest.fixture(autouse=True)
def _asks_the_cluster(cluster):
    """With a server the whole suite asks it."""
