"""Facts of documents of every kind and age: the 1990s, provinces, joint ones, dispatches, consolidated texts."""

from __future__ import annotations

import re

import pytest

from legaldocs.domain.metadata import Metadata
from legaldocs.domain.reading import read_text
from legaldocs.domain.structure import CONCLUSIONS, PREAMBLE, walk
from legaldocs.domain.text import fold
from tests.legaldocs.domain.header_models import MODELS, Model


def facts(model: Model) -> Metadata:
    return read_text(model.text).metadata


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.number)
def test_type_number_date_issuers_and_effect_are_those_printed(model):
    found = facts(model)
    assert found.type_name == model.type_name
    assert found.number == model.number
    assert str(found.issued_on) == model.issued_on
    assert str(found.effective_on) == str(model.effective_on)
    if model.issuers is not None:
        assert [fold(name) for name in found.issuers] == [fold(name) for name in model.issuers]


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.number)
def test_the_abstract_is_the_subject_alone(model):
    found = facts(model).abstract
    assert fold(found).startswith(fold(model.abstract))
    assert not re.search(r"Căn cứ|chỉ thị:|NGÀY|(?<!ĐỊNH )SỐ \d|^CỦA", found)


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.number)
def test_who_signed_is_read_from_the_end(model):
    assert [signer.name for signer in facts(model).signers] == list(model.signers)


def test_offices_carry_the_name_of_their_body_as_it_is_written():
    titles = {model.number: [signer.title for signer in facts(model).signers] for model in MODELS}
    assert titles["1895/1997/BYT-QĐ"] == ["Bộ trưởng Bộ Y tế"]
    assert titles["02/2016/QĐ-KTNN"] == ["Tổng Kiểm toán nhà nước"]


def test_legal_bases_with_dashes_are_no_part_of_the_head():
    model = next(model for model in MODELS if model.number == "1895/1997/BYT-QĐ")
    nodes = {node.eid: node for node, _ in walk(read_text(model.text).structure)}
    assert "- Căn cứ Nghị định số 68/CP" in nodes[PREAMBLE].text
    assert nodes[CONCLUSIONS].text == "BỘ TRƯỞNG BỘ Y TẾ\nĐỗ Nguyên Phương"


def test_a_regulation_issued_with_a_decision_numbers_its_articles_anew():
    for number in ("64-CP", "12/2018/QĐ-UBND"):
        model = next(model for model in MODELS if model.number == number)
        eids = [node.eid for node, _ in walk(read_text(model.text).structure)]
        assert {"art_1", "art_3", "annex_1__art_1", "annex_1__art_2"} <= set(eids)
        assert len(eids) == len(set(eids))


@pytest.mark.parametrize(
    ("line", "abstract"),
    [
        ("CÔNG ĐIỆN HỎA TỐC", "Về việc ứng phó với bão"),
        ("QUY CHẾ PHỐI HỢP", "Về việc ứng phó với bão"),
        ("KẾT LUẬN THANH TRA", "Về việc ứng phó với bão"),
        ("QUYẾT ĐỊNH THANH TRA VỀ ĐẤT ĐAI", "THANH TRA VỀ ĐẤT ĐAI Về việc ứng phó với bão"),
    ],
)
def test_a_word_for_haste_or_kind_behind_the_type_is_no_part_of_the_subject(line, abstract):
    head = f"BỘ CÔNG THƯƠNG\nSố: 12/CĐ-BCT\nHà Nội, ngày 21 tháng 7 năm 2025\n{line}\nVề việc ứng phó với bão\nĐiều 1. Việc\nMột."
    assert read_text(head).metadata.abstract == abstract


@pytest.mark.parametrize(
    ("line", "number"),
    [("Số 69-QĐ/TW", "69-QĐ/TW"), ("Số 12-HD/BTCTW", "12-HD/BTCTW"), ("Số 5 phố Hàng Bài", ""), ("Số 12/QĐ", "")],
)
def test_the_party_prints_its_numbers_without_a_colon(line, number):
    head = f"BAN CHẤP HÀNH TRUNG ƯƠNG\n*\n{line}\nHà Nội, ngày 06 tháng 7 năm 2022\nQUY ĐỊNH\nvề kỷ luật\nĐiều 1. Việc\nMột."
    assert read_text(head).metadata.number == number


def test_a_consolidated_text_of_a_province_is_issued_by_it():
    model = next(model for model in MODELS if model.number == "04/VBHN-UBND")
    assert facts(model).issuers == ["ỦY BAN NHÂN DÂN TỈNH BÌNH PHƯỚC"]
    ministry = next(model for model in MODELS if model.number == "28/VBHN-BLĐTBXH")
    assert facts(ministry).issuers == ["Bộ Lao động - Thương binh và Xã hội"]


def test_the_heading_of_a_chapter_is_no_signature():
    text = "Chương VI\nCHỦ TỊCH NƯỚC\nĐiều 86. Chủ tịch nước\nNội dung.\nChương VII\nTHỦ TƯỚNG CHÍNH PHỦ\nĐiều 87. Thủ tướng\nNội dung."
    eids = [node.eid for node, _ in walk(read_text(text).structure)]
    assert eids == ["chp_VI", "art_86", "chp_VII", "art_87"]
