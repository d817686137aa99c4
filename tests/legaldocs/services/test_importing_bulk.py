"""The bulk form taken in: streamed, in parts, resumable, its defects announced."""

from __future__ import annotations

import datetime
import json

import pytest

from legaldocs.models import LegalDocument, Relation
from legaldocs.services import bulk_importing
from legaldocs.services.bulk_importing import import_bulk, survey
from legaldocs.services.importing import ImportState

pytestmark = pytest.mark.django_db


def row(number: str = "52/2013/NĐ-CP", nums: tuple[str, ...] = ("1", "2"), **more):
    return {
        "number": number,
        "type": "Nghị định",
        "title": "Về thương mại điện tử",
        "issued_on": "2013-05-16",
        "issuer": "Chính phủ",
        "effective_on": "2013-07-01",
        "articles": [
            {"num": num, "heading": f"Tên điều {num}", "text": f"1. Khoản một.\n2. Khoản hai của điều {num}."}
            for num in nums
        ],
    } | more


@pytest.fixture
def bulk(tmp_path):
    def write(*rows) -> str:
        path = tmp_path / "x.jsonl"
        path.write_text(
            "\n".join(r if isinstance(r, str) else json.dumps(r, ensure_ascii=False) for r in rows), encoding="utf-8"
        )
        return str(path)

    return write


def test_a_line_becomes_a_published_document_with_its_provisions(bulk):
    (result,) = import_bulk(bulk(row(vbpl_id="123")), publish=True)
    document = LegalDocument.objects.get()
    assert result.outcome.state is ImportState.PUBLISHED
    assert (document.live, document.issuer.code, document.issued_on) == (True, "CP", datetime.date(2013, 5, 16))
    assert document.foreign_ids["vbpl_id"] == "123"
    assert document.expressions.get().article_count == 2
    assert document.search_entries.count() == 3


def test_lines_that_hold_parts_of_one_document_become_one_in_order(bulk):
    path = bulk(
        row(nums=("1", "2", "5"), issued_on=None, issuer=None, title=None),
        row("1/2020/NĐ-CP"),
        row(nums=("4a", "3", "4"), issued_on=None, issuer=None, title=None),
    )
    assert survey(path).parts == {3: [1, 3]}
    list(import_bulk(path, publish=True))
    document = LegalDocument.objects.get(number="52/2013/NĐ-CP")
    articles = document.expressions.get().provisions.filter(kind="article")
    assert [article.num for article in articles] == ["1", "2", "3", "4", "4a", "5"]
    assert document.issuer.code == "CP"
    assert document.year == 2013


def test_the_same_number_with_the_same_articles_is_not_merged(bulk):
    assert survey(bulk(row(nums=("1",)), row(nums=("1",)))).parts == {}


def test_a_second_run_changes_nothing(bulk):
    path = bulk(row(), row("1/2020/NĐ-CP", issued_on=None, title=None))
    list(import_bulk(path, publish=True))
    before = sorted(LegalDocument.objects.values_list("pk", "updated_at"))
    again = list(import_bulk(path, publish=True))
    assert [result.outcome.state for result in again] == [ImportState.UNCHANGED] * 2
    assert sorted(LegalDocument.objects.values_list("pk", "updated_at")) == before


def test_a_run_that_was_stopped_goes_on_where_it_stood(bulk, monkeypatch):
    monkeypatch.setattr(bulk_importing, "BATCH", 2)
    path = bulk(*[row(f"{n}/2020/NĐ-CP") for n in range(1, 6)])
    run = import_bulk(path, publish=True)
    next(run)
    run.close()
    assert LegalDocument.objects.count() == 2
    states = [result.outcome.state for result in import_bulk(path, publish=True)]
    assert states == [ImportState.UNCHANGED] * 2 + [ImportState.PUBLISHED] * 3


def test_a_dry_run_stores_nothing(bulk):
    (result,) = import_bulk(bulk(row(issuer="Ủy ban nhân dân tỉnh Hà Giang")), publish=True, dry_run=True)
    assert result.outcome.state is ImportState.PUBLISHED
    assert LegalDocument.objects.count() == 0


def test_one_bad_document_does_not_take_its_batch_with_it(bulk, monkeypatch):
    results = list(import_bulk(bulk(row(), "{", row("liên", title=None), row("1/2020/NĐ-CP")), publish=True))
    assert [(r.line, bool(r.error)) for r in results] == [(1, False), (2, True), (3, True), (4, False)]
    assert LegalDocument.objects.count() == 2


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"issued_on": "2018-07-31", "effective_on": "2008-09-02"}, "effect-before-issue"),
        ({"issued_on": None}, "issue-date-missing"),
        ({"issuer": None}, "issuer-from-number"),
        ({"title": None}, "abstract-missing"),
        ({"issued_on": "2090-01-01", "effective_on": "2090-02-01"}, "issue-date-future"),
        ({"nums": ("1", "4")}, "articles-missing"),
        (
            {"articles": [{"num": "1", "heading": "A", "text": "B"}, {"num": "2", "heading": "", "text": ""}]},
            "article-empty",
        ),
        (
            {"articles": [{"num": "1", "heading": "Thu nhập từ đất", "text": "Điều 1. Thu nhập từ nhà\n1. Một."}]},
            "heading-differs",
        ),
    ],
)
def test_defects_of_the_source_are_announced(bulk, more, code):
    (result,) = import_bulk(bulk(row(**more)), publish=True)
    assert code in {finding.code for finding in result.outcome.findings}


def test_a_day_of_effect_before_the_issue_is_not_stored(bulk):
    list(import_bulk(bulk(row(issued_on="2018-07-31", effective_on="2008-09-02")), publish=True))
    document = LegalDocument.objects.get()
    assert document.valid_from is None
    assert "02/09/2008" in document.valid_from_note


def test_a_number_cut_at_its_hyphen_is_read_on_from_the_title(bulk):
    list(import_bulk(bulk(row("01/2012/QĐ-", title="TTg Về một số chính sách", type="Quyết định")), publish=True))
    document = LegalDocument.objects.get()
    assert (document.number, document.abstract) == ("01/2012/QĐ-TTg", "Về một số chính sách")


def test_a_document_without_number_is_legal(bulk):
    list(import_bulk(bulk(row("Không", title="số Về hàm, cấp ngoại giao", type="Pháp lệnh")), publish=True))
    document = LegalDocument.objects.get()
    assert (document.number, document.abstract, document.display_number) == ("", "Về hàm, cấp ngoại giao", "Không số")


def test_amendments_that_the_source_states_are_proposed_to_the_editor(bulk):
    amended = row(nums=("1", "2"))
    amended["articles"][1]["amended_by"] = [
        {
            "effects": ["sửa đổi", "bổ sung"],
            "by": [
                {"articles": ["Điều 1"], "type": "Nghị định", "number": "08/2018/NĐ-CP", "effective_on": "2018-01-15"}
            ],
        },
        {"effects": ["bãi bỏ"], "by": [{"number": "09/2099/NĐ-CP", "effective_on": None}, "x"]},
        "y",
    ]
    path = bulk(amended, row("08/2018/NĐ-CP", issued_on="2018-01-15", effective_on="2018-01-15"))
    list(import_bulk(path, publish=True))
    list(import_bulk(path, publish=True))
    (relation,) = Relation.objects.all()
    assert (relation.source.number, relation.target.number) == ("08/2018/NĐ-CP", "52/2013/NĐ-CP")
    assert (relation.kind, relation.target_eid, relation.is_confirmed) == ("amends", "art_2", False)
    assert relation.effective_on == datetime.date(2018, 1, 15)
    assert "sửa đổi, bổ sung (Điều 1)" in relation.note
