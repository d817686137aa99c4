"""Relations proposed from a text when it arrives: what it is based on, what it amends, replaces and repeals."""

from __future__ import annotations

import pytest

from legaldocs.domain.reading import read_text
from legaldocs.intake.pdf import read_pdf
from legaldocs.models import Relation
from legaldocs.services.legal_bases import link_waiting_relations, propose_acts, propose_legal_bases
from tests.factories.legaldocs import LegalDocumentFactory

pytestmark = pytest.mark.django_db
TEXT = """Căn cứ Nghị định số 1/2019/NĐ-CP ngày 1 tháng 2 năm 2019 của Chính phủ;

Điều 1. Sửa đổi, bổ sung một số điều của Thông tư số 4/2018/TT-BNV
1. Bãi bỏ Điều 3.
Điều 2. Hiệu lực thi hành
Thông tư này thay thế Thông tư số 5/2015/TT-BNV; bãi bỏ khoản 2 Điều 7 Thông tư số 6/2016/TT-BNV.
"""


def propose(document):
    read = read_text(TEXT)
    propose_legal_bases(document, read.citations)
    propose_acts(document, read.structure, read.citations)
    return list(
        Relation.objects.filter(source=document).values_list("kind", "target__number", "target_number", "target_eid")
    )


@pytest.fixture
def circular():
    return LegalDocumentFactory(document_type="thong-tu", number="9/2020/TT-BNV", abstract="Quy định thử")


def test_each_relation_is_proposed_and_none_has_effect(circular):
    replaced = LegalDocumentFactory(document_type="thong-tu", number="5/2015/TT-BNV")
    assert sorted(propose(circular), key=str) == sorted(
        [
            ("based_on", None, "1/2019/NĐ-CP", ""),
            ("amends", None, "4/2018/TT-BNV", ""),
            ("repeals_part", None, "4/2018/TT-BNV", "art_3"),
            ("replaces", "5/2015/TT-BNV", "", ""),
            ("repeals_part", None, "6/2016/TT-BNV", "art_7__cl_2"),
        ],
        key=str,
    )
    assert not Relation.objects.filter(source=circular, is_confirmed=True).exists()
    relation = Relation.objects.get(source=circular, target=replaced)
    assert (relation.source_eid, relation.note) == ("art_2", "Đọc được tại Điều 2.")


def test_a_target_that_arrives_later_is_linked(circular):
    propose(circular)
    repealed = LegalDocumentFactory(document_type="thong-tu", number="6/2016/TT-BNV")
    assert link_waiting_relations(repealed) == 1
    assert Relation.objects.get(target=repealed).target_eid == "art_7__cl_2"


CONSOLIDATED = """THÔNG TƯ
Quy định về việc thử nghiệm

Thông tư số 37/2016/TT-BNV ngày 25 tháng 10 năm 2016 của Bộ trưởng, có hiệu lực từ ngày 10 tháng 12 năm 2016, được sửa đổi, bổ sung bởi:
1. Thông tư số 4/2018/TT-BNV ngày 22 tháng 6 năm 2018 của Bộ trưởng, có hiệu lực từ ngày 15 tháng 8 năm 2018.
Căn cứ Nghị định số 1/2015/NĐ-CP ngày 20 tháng 12 năm 2015 của Chính phủ;

Điều 1. Phạm vi
Thông tư này quy định.
"""


def test_a_consolidated_text_joins_what_it_names_before_its_legal_bases():
    document = LegalDocumentFactory(document_type="van-ban-hop-nhat", number="9/VBHN-BNV")
    read = read_text(CONSOLIDATED)
    propose_legal_bases(document, read.citations, read.structure)
    found = dict(Relation.objects.filter(source=document).values_list("target_number", "kind"))
    assert found == {"37/2016/TT-BNV": "consolidates", "4/2018/TT-BNV": "consolidates", "1/2015/NĐ-CP": "based_on"}


def test_what_stands_before_the_bases_of_another_kind_of_document_stays_a_basis(circular):
    read = read_text(CONSOLIDATED)
    propose_legal_bases(circular, read.citations, read.structure)
    assert set(Relation.objects.filter(source=circular).values_list("kind", flat=True)) == {"based_on"}


def test_a_gazette_consolidated_text_joins_the_circulars_it_names(corpus_dir):
    (path,) = (corpus_dir / "cong-bao").glob("van-ban-hop-nhat-so-464-vbhn*.pdf")
    read = read_text(read_pdf(path.read_bytes()).text)
    document = LegalDocumentFactory(document_type="van-ban-hop-nhat", number="464/VBHN-BLĐTBXH")
    propose_legal_bases(document, read.citations, read.structure)
    joined = Relation.objects.filter(source=document, kind="consolidates").values_list("target_number", flat=True)
    assert sorted(joined) == ["04/2018/TT-BLĐTBXH", "12/2024/TT-BLĐTBXH", "37/2016/TT-BLĐTBXH"]


def test_a_consolidated_text_repeats_what_others_did_and_proposes_nothing():
    document = LegalDocumentFactory(document_type="van-ban-hop-nhat", number="9/VBHN-BNV")
    read = read_text(TEXT)
    assert propose_acts(document, read.structure, read.citations) == []
    assert propose_acts(LegalDocumentFactory(), None, read.citations) == []
