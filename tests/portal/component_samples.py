"""Sample data for every component: long names, empty values, zero of everything."""

import datetime
from types import SimpleNamespace
from typing import Any

from django import forms
from django.core.paginator import Paginator

HANOI = datetime.timezone(datetime.timedelta(hours=7))
NOW = datetime.datetime(2026, 11, 23, 9, 0, tzinfo=HANOI)
CLOSES = datetime.datetime(2026, 11, 26, 17, 0, tzinfo=HANOI)
LONG_AGENCY = "Hiệp hội Doanh nghiệp nhỏ và vừa ngành công nghệ thông tin và truyền thông khu vực miền Trung"


def node(kind: str, **values: Any) -> SimpleNamespace:
    """A provision as the structure parser gives it."""
    defaults = {"num": "", "marker": "", "heading": "", "text": "", "eid": "", "anchor": "", "children": []}
    return SimpleNamespace(kind=kind, **{**defaults, **values})


def tree() -> list[SimpleNamespace]:
    """A small law with everything that can stand in one."""
    quoted = node(
        "article", num="28", marker="“Điều 28.", heading="Nộp lưu chiểu", anchor="t1--dieu-28", eid="q__art_28"
    )
    table = node("table", anchor="bang-1", eid="tbl_1", text="| STT | Mức thu |\n|---|---|\n| 1 | 40.000 \\| năm |")
    point = node(
        "point",
        num="đ",
        marker="đ)",
        text="Ngưỡng cửa & <ngõ>",
        anchor="dieu-1--khoan-1--diem-dd",
        eid="art_1__cl_1__point_đ",
    )
    clause = node(
        "clause",
        num="1",
        marker="1.",
        text="Dòng một\nDòng hai",
        anchor="dieu-1--khoan-1",
        eid="art_1__cl_1",
        children=[point, table],
    )
    quote = node("quote", anchor="t1", eid="art_1__quote_1", children=[quoted])
    article = node(
        "article", num="1", marker="Điều 1.", heading="Phạm vi", anchor="dieu-1", eid="art_1", children=[clause, quote]
    )
    chapter = node(
        "chapter",
        num="I",
        marker="Chương I",
        heading="QUY ĐỊNH CHUNG",
        anchor="chuong-1",
        eid="chp_I",
        children=[article],
    )
    annex = node(
        "annex", num="I", marker="Phụ lục I", heading="DANH MỤC", anchor="phu-luc-1", eid="annex_1", text="(Kèm theo)"
    )
    return [node("paragraph", eid="preamble", anchor="can-cu", text="Căn cứ Hiến pháp;"), chapter, annex]


class SampleForm(forms.Form):
    """One field of each sort that public forms use."""

    stance = forms.ChoiceField(
        label="Quan điểm", choices=[("agree", "Đồng ý"), ("other", "Ý kiến khác")], widget=forms.RadioSelect
    )
    text = forms.CharField(label="Ý kiến", help_text="Nêu rõ điều khoản.", max_length=50, widget=forms.Textarea)
    email = forms.EmailField(label="Thư điện tử", required=False)
    publish = forms.BooleanField(label="Công khai tên", required=False)


def bound_form() -> SampleForm:
    """A form with errors, as it comes back to its sender."""
    return SampleForm({"text": "", "email": "sai"})


ANSWER = {
    "kind": "partly",
    "kind_label": "Tiếp thu một phần",
    "text": "Đã chỉnh lý.",
    "unit": LONG_AGENCY,
    "answered_on": NOW,
    "clause": "Khoản 1 Điều 2",
    "clause_places": [{"name": "Dự thảo 3", "url": "#dieu-2"}],
    "changes": [("equal", "Luật này "), ("delete", "<cũ> "), ("insert", "mới")],
}
COMMENT = {
    "id": 7,
    "stance": "partly",
    "stance_label": "Đồng ý một phần",
    "sender_kind": "Người dân",
    "sent_at": NOW,
    "target": "Khoản 1 Điều 2",
    "target_url": "#dieu-2",
    "text": "Một.\n\n<script>alert(1)</script>",
    "proposed_wording": "Câu mới",
    "reason": "Rõ hơn",
    "redacted": True,
    "answer": ANSWER,
}
DOCUMENT = {
    "url": "/van-ban/nghi-dinh/2011/43-2011-nd-cp/",
    "number": "43/2011/NĐ-CP",
    "type_name": "Nghị định",
    "abstract": "Quy định về việc cung cấp thông tin " * 12,
    "issuer": "Chính phủ",
    "issued_on": datetime.date(2011, 6, 13),
    "status": "expired",
}
CONSULTATION = {
    "url": "/lay-y-kien/a/",
    "title": "Dự thảo thay thế 43/2011/NĐ-CP",
    "closes_at": CLOSES,
    "comment_count": 1234,
    "asked": "các bộ",
}
FILE = {"url": "/tep/1", "title": "Bản ký", "extension": "pdf", "size": 1258291, "sha256": "9f86d081884c7d65" * 4}
CHOICES = [
    {"value": "luat", "label": "Luật", "count": 0, "checked": False},
    {"value": "x", "label": LONG_AGENCY, "count": 18932, "checked": True},
]


def samples() -> list[tuple[str, dict[str, Any]]]:
    """(component, context) pairs; a component may have several."""
    form = bound_form()
    page = Paginator(range(4290), 20).page(7)
    return [
        ("answer", {"answer": ANSWER}),
        ("breadcrumbs", {"crumbs": [{"title": "Trang chủ", "url": "/"}, {"title": LONG_AGENCY, "url": ""}]}),
        (
            "button_row",
            {
                "actions": [
                    {"label": "Tải", "url": "#", "icon": "download", "main": True},
                    {"label": "Gửi", "name": "send"},
                ]
            },
        ),
        ("chips", {"chips": [{"label": "Luật", "name": "loai", "value": "luat"}], "clear_url": "/van-ban/"}),
        ("chips", {"chips": []}),
        ("comment_card", {"comment": COMMENT}),
        (
            "comment_card",
            {"comment": {"stance": "other", "stance_label": "Ý kiến khác", "sender_kind": "Chuyên gia", "text": ""}},
        ),
        ("consultation_card", {"consultation": CONSULTATION, "now": NOW}),
        ("consultation_card", {"consultation": {"url": "/x/", "title": "Không hạn", "comment_count": 0}, "now": NOW}),
        ("deadline", {"moment": CLOSES, "now": NOW}),
        ("deadline", {"moment": None}),
        ("diff", {"segments": ANSWER["changes"]}),
        ("document_row", {"document": DOCUMENT}),
        ("document_row", {"document": {"url": "/x/", "type_name": "Sắc lệnh"}}),
        (
            "empty_state",
            {
                "title": "Chưa có văn bản",
                "text": "Văn bản mới sẽ hiện ở đây.",
                "actions": [{"title": "Tìm", "url": "/"}],
            },
        ),
        ("error_summary", {"form": form, "errors": [{"message": "Sai", "anchor": "id_text"}]}),
        ("error_summary", {"form": SampleForm()}),
        *[("field", {"field": field, "count": True}) for field in form],
        *[("field", {"field": field}) for field in SampleForm()],
        ("file_list", {"files": [FILE, {"url": "/tep/2", "title": "Không rõ cỡ", "extension": "docx", "size": None}]}),
        ("filter_group", {"legend": "Loại", "name": "loai", "choices": CHOICES}),
        ("filter_group", {"legend": "Loại", "name": "loai", "choices": [], "kind": "radio"}),
        *[
            ("notice", {"kind": kind, "text": "Đã lưu", "title": "Báo"})
            for kind in ("", "info", "success", "warning", "error")
        ],
        ("pagination", {"page": page}),
        ("pagination", {"page": Paginator([], 20).page(1)}),
        ("property_table", {"properties": [{"label": "Số", "value": "1"}, {"label": "Ngày", "value": ""}]}),
        ("provision", {"node": tree()[1]}),
        ("provision_tree", {"nodes": tree(), "notes": {"art_1__cl_1": "<b>chưa an toàn</b>"}}),
        ("provision_tree", {"nodes": []}),
        ("provision_action", {"url": "/gop-y/", "label": "khoản 1 Điều 1", "count": 3, "count_url": "#y"}),
        ("receipt_code", {"code": "7K2M9QXF4T8WB3HN", "text": "Hãy ghi lại mã."}),
        ("search_form", {"action": "/tim-kiem/", "q": '"><script>', "examples": [{"text": "43/2011", "url": "?q=43"}]}),
        ("share", {"url": "/van-ban/luat/2019/46/", "citation": "Luật số 46/2019/QH14"}),
        ("stat_bar", {"title": "Quan điểm", "rows": [{"label": "Đồng ý", "value": 3}, {"label": "Khác", "value": 0}]}),
        ("stat_bar", {"title": "Không có gì", "rows": []}),
        *[("status_badge", {"status": status, "on": NOW}) for status in ("in_force", "expired", "bịa", None)],
        (
            "steps",
            {
                "steps": [
                    {"label": "Lấy ý kiến", "state": "done"},
                    {"label": "Tổng hợp", "state": "current"},
                    {"label": "Ban hành", "state": "next"},
                ]
            },
        ),
        (
            "tabs",
            {"tabs": [{"title": "Nội dung", "url": "#", "active": True}, {"title": "Tệp", "url": "#t", "count": 3}]},
        ),
        ("toc", {"nodes": tree(), "current": "art_1"}),
        ("toc", {"nodes": []}),
    ]
