"""A list of annexes and a mention in a table are no annexes; the real ones keep the addresses that citations mean."""

from __future__ import annotations

from pathlib import Path

from legaldocs.domain.reading import read_text
from legaldocs.domain.structure import Kind, parse, walk

END = "Nơi nhận:\n- Lưu: VT.\nTM. CHÍNH PHỦ\nTHỦ TƯỚNG\nNguyễn Văn A\n"


def annexes(text: str) -> list[str]:
    return [node.eid for node, _ in walk(parse(text)) if node.kind is Kind.ANNEX]


def test_a_list_of_annexes_does_not_take_their_addresses() -> None:
    text = (
        f"Điều 1. Tên\nTheo Phụ lục II.\n{END}DANH MỤC CÁC PHỤ LỤC\n(Kèm theo Nghị quyết số 17/2026/NQ-CP)\n"
        "Phụ lục I\nCắt giảm thủ tục về thủy sản\nPhụ lục II\nCắt giảm thủ tục về lâm nghiệp\n"
        "Phụ lục I\nCẮT GIẢM THỦ TỤC VỀ THỦY SẢN\n1. Nội dung.\nPhụ lục II\nCẮT GIẢM THỦ TỤC VỀ LÂM NGHIỆP\n1. Nội dung."
    )
    assert annexes(text) == ["annex_1", "annex_I", "annex_II"]
    assert "Cắt giảm thủ tục về lâm nghiệp" in next(node for node in parse(text).nodes if node.eid == "annex_1").text


def test_an_annex_named_again_in_a_table_opens_nothing() -> None:
    text = f"Điều 1. Tên\nNội dung.\n{END}PHỤ LỤC V\nDANH MỤC HÀNG HÓA\n1. Một.\nPhụ lục V.\nBộ Nông nghiệp\n2. Hai."
    assert annexes(text) == ["annex_V"]


def test_an_annex_that_repeats_the_number_of_another_with_a_title_of_its_own_is_one() -> None:
    text = f"Điều 1. Tên\nNội dung.\n{END}PHỤ LỤC I\nDANH MỤC MỘT\n1. Một.\nPHỤ LỤC I\nDANH MỤC HAI\n1. Hai."
    assert annexes(text) == ["annex_I", "annex_I_2"]


def test_an_article_number_alone_in_an_annex_is_a_cell() -> None:
    text = f"Điều 1. Tên\nNội dung.\n{END}PHỤ LỤC I\nDANH MỤC\n1. Một.\nĐiều 17\nBộ Nông nghiệp\nĐiều 36\nBộ Tài chính"
    assert [node.eid for node, _ in walk(parse(text)) if node.kind is Kind.ARTICLE] == ["art_1"]


def test_citations_of_a_resolution_with_fifteen_annexes_lead_to_the_annexes(corpus_dir: Path) -> None:
    document = read_text((corpus_dir / "cong-bao/nghi-quyet-so-17-2026-nq-cp-469464.txt").read_text(encoding="utf-8"))
    nodes = {node.eid: node for node in document.structure.nodes}
    cited = [
        target.eid
        for citation in document.citations
        if citation.provision_eid.startswith("art_3")
        for target in citation.targets
        if target.eid and target.eid.startswith("annex")
    ]
    assert len(cited) == 15
    assert set(cited) - set(nodes) == {"annex_XII"}  # the source prints its forms and not its title
    assert all(nodes[eid].heading.isupper() for eid in cited if eid in nodes)
