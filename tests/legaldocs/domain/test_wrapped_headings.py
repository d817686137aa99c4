"""Headings that a page broke over two lines are whole again; text under a heading stays text."""

from __future__ import annotations

from pathlib import Path

import pytest

from legaldocs.domain.reading import read_text
from legaldocs.domain.structure import Kind, walk
from legaldocs.domain.wrapping import unwrap

FILL = (
    "Các cơ quan, tổ chức, cá nhân có liên quan đến việc thực hiện các quy định của\n"
    "Thông tư này có trách nhiệm báo cáo cơ quan có thẩm quyền theo quy định của pháp\n"
    "luật về những khó khăn, vướng mắc trong quá trình tổ chức thực hiện trên địa bàn.\n"
)


def headings(text: str) -> dict[str, tuple[str, str]]:
    """Heading and text of each Điều of a wrapped text."""
    body = "".join(f"Điều {number}. Tên điều\n{FILL}" for number in range(1, 6))
    nodes = [node for node, _ in walk(read_text(f"{body}{text}").structure) if node.kind is Kind.ARTICLE]
    return {node.num: (node.heading, node.text) for node in nodes}


def test_a_short_second_line_belongs_to_the_heading() -> None:
    text = f"Điều 6. Phân cấp thủ tục hành chính thuộc phạm vi quản lý của Bộ\nCông Thương\n{FILL}"
    heading, words = headings(text)["6"]
    assert heading == "Phân cấp thủ tục hành chính thuộc phạm vi quản lý của Bộ Công Thương"
    assert words.startswith("Các cơ quan")


def test_a_heading_may_go_on_before_a_clause() -> None:
    text = f"Điều 6. Hoạt động giám sát nghiệp vụ tại Sở giao dịch chứng khoán Việt\nNam\n1. {FILL}"
    assert headings(text)["6"][0].endswith("Sở giao dịch chứng khoán Việt Nam")


@pytest.mark.parametrize(
    "second",
    [
        "Thông tư này có hiệu lực.",
        "Các cơ quan, tổ chức, cá nhân có liên quan đến việc thực hiện các quy định của",
        "“Điều 37c. Trách nhiệm của tổ chức",
    ],
    ids=["a whole sentence", "a full line", "replacement text"],
)
def test_the_line_under_a_heading_may_be_text(second: str) -> None:
    text = f"Điều 6. Bổ sung quy định về trách nhiệm của cơ quan, tổ chức\n{second}\n{FILL}"
    assert headings(text)["6"][0] == "Bổ sung quy định về trách nhiệm của cơ quan, tổ chức"


def test_a_short_heading_does_not_take_the_line_below() -> None:
    text = f"Điều 6. Trách nhiệm thi hành\nBộ trưởng, Thủ trưởng cơ quan\nngang Bộ chịu trách nhiệm.\n{FILL}"
    assert headings(text)["6"][0] == "Trách nhiệm thi hành"


def test_a_mention_broken_before_with_the_document_is_whole(corpus_dir: Path) -> None:
    document = read_text((corpus_dir / "cong-bao/nghi-quyet-so-17-2026-nq-cp-469464.txt").read_text(encoding="utf-8"))
    clause = next(node for node, _ in walk(document.structure) if node.eid == "art_3__cl_8")
    assert "Phụ lục VIII ban hành kèm theo Nghị quyết này" in clause.text


def test_headings_of_the_gazette_do_not_break_off(corpus_dir: Path) -> None:
    document = read_text((corpus_dir / "cong-bao/nghi-quyet-so-19-2026-nq-cp-469466.txt").read_text(encoding="utf-8"))
    article = next(node for node, _ in walk(document.structure) if node.eid == "art_3")
    assert article.heading == "Phân cấp thủ tục hành chính thuộc phạm vi quản lý của Bộ Công Thương"


def test_words_on_the_annex_go_on_after_a_broken_line():
    long = "Hằng năm tổng hợp, báo cáo việc ủy quyền trước ngày 30 tháng 01 của năm sau theo mẫu tại Phụ lục II"
    lines = [
        f"{number}. Câu thứ {number} của điều này dài gần bằng một dòng giấy in của Công báo và hết."
        for number in range(1, 14)
    ]
    joined = unwrap([*lines, long, "ban hành kèm theo Thông tư này."], certain=True)
    assert joined[-1] == f"{long} ban hành kèm theo Thông tư này."
    title = unwrap([*lines, "Phụ lục II", "ban hành kèm theo Thông tư này"], certain=True)
    assert title[-1] == "ban hành kèm theo Thông tư này"
