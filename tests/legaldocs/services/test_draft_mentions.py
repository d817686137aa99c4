"""Mentions of a text that is not published yet: read, pointed, and followed by its publication."""

from __future__ import annotations

import pytest

from legaldocs.models import Citation, PointedCitation, RenderedText
from legaldocs.services.draft_mentions import draft_mention_at, draft_mentions, is_being_written
from legaldocs.services.drafting import current_text, publish_wording, save_wording, version_of
from legaldocs.services.fidelity import report_on_wording
from legaldocs.services.pointing import NotPointed, mention_at, point, take_back
from legaldocs.services.publishing import publish_expression
from tests.factories.legaldocs import (
    ExpressionFactory,
    LegalDocumentFactory,
    PostedDraftFactory,
    PublishedExpressionFactory,
)

pytestmark = pytest.mark.django_db
NUMBER = "12/2020/QĐ-UBND"
WORDS = f"Theo các khoản 1 và 2 Điều 1 Quyết định số {NUMBER}; Điều 2 Nghị định này."
TEXT = f"Điều 1. Phạm vi\n1. {WORDS}\n2. Khoản hai.\nĐiều 2. Hiệu lực\nTừ ngày ký."
TARGET = "Điều 1. Phạm vi\n1. Một.\n2. Hai.\nĐiều 2. Hiệu lực\nTừ ngày ký."


@pytest.fixture
def user(django_user_model):
    return django_user_model.objects.create_user("bien-tap")


@pytest.fixture
def provinces():
    """Two provinces' decisions of one number: the reading cannot choose."""
    rows = [LegalDocumentFactory(document_type="quyet-dinh", number=NUMBER) for _ in range(2)]
    for row in rows:
        PublishedExpressionFactory(document=row, source_text=TARGET)
    return rows


def draft(text: str = TEXT, **kwargs):
    """A document nobody has seen, with its text as it came out of the intake."""
    return ExpressionFactory(document=LegalDocumentFactory(live=False), source_text=text, **kwargs)


def meant(mention):
    return [(row.document_id, row.eid, row.is_found, row.by_hand) for row in mention.rows]


def test_a_text_nobody_has_published_is_read_and_nothing_of_it_is_kept(provinces):
    expression = draft()
    cited, own = draft_mentions(expression)
    assert cited.words == f"các khoản 1 và 2 Điều 1 Quyết định số {NUMBER}"
    assert meant(cited) == [(None, "art_1__cl_1", False, False), (None, "art_1__cl_2", False, False)]
    assert meant(own) == [(expression.document_id, "art_2", True, False)]
    assert all(mention.is_draft for mention in (cited, own))
    assert not Citation.objects.exists()


def test_a_document_the_reading_can_choose_is_chosen(provinces):
    provinces[1].delete()
    assert meant(draft_mentions(draft())[0])[0] == (provinces[0].pk, "art_1__cl_1", True, False)


def test_what_is_pointed_before_publication_holds_with_it(user, provinces):
    expression = draft()
    made = point(mention=draft_mentions(expression)[0], user=user, target=provinces[1], note="tỉnh B")
    assert (made.document_id, made.target, made.pointed_by) == (expression.document_id, provinces[1], user)
    assert meant(draft_mentions(expression)[0])[0] == (provinces[1].pk, "art_1__cl_1", True, True)
    publish_expression(expression=expression)
    rows = Citation.objects.filter(expression=expression, by_hand=True).order_by("pk")
    assert list(rows.values_list("document_id", "eid", "is_found")) == [
        (provinces[1].pk, "art_1__cl_1", True),
        (provinces[1].pk, "art_1__cl_2", True),
    ]
    assert provinces[1].get_absolute_url() in RenderedText.objects.get(expression=expression).body


def test_a_published_mention_is_the_one_that_was_read_from_the_draft(provinces):
    """Marks are equal, or what was pointed before would be lost at publication."""
    expression = draft()
    before = [mention.mark for mention in draft_mentions(expression)]
    publish_expression(expression=expression)
    spans = Citation.objects.filter(expression=expression).order_by("place", "start")
    found = dict.fromkeys(spans.values_list("place", "start", "end"))
    assert [mention_at(expression, *span).mark for span in found] == before


def test_the_report_of_the_draft_follows_at_once(user):
    expression = draft(TEXT.replace(f"Quyết định số {NUMBER}", "Luật Lạ Lùng"))

    def unknown():
        report = report_on_wording(expression.document, expression.source_text)
        return [finding.message for finding in report.findings if finding.code == "cited-unknown"]

    assert unknown() == ["“Luật Lạ Lùng” chưa có trong kho văn bản của cổng."]
    made = point(mention=draft_mentions(expression)[0], user=user, target=LegalDocumentFactory())
    assert unknown() == []
    take_back(document=expression.document, pointed=made.pk, user=user)
    assert len(unknown()) == 1


@pytest.mark.parametrize("everywhere", [False, True])
def test_words_that_cite_nothing_are_gone_before_anybody_sees_them(user, provinces, everywhere):
    expression = draft()
    point(mention=draft_mentions(expression)[0], user=user, target=None, everywhere=everywhere)
    assert [mention.words for mention in draft_mentions(expression)] == ["Điều 2 Nghị định này"]
    publish_expression(expression=expression)
    assert Citation.objects.filter(expression=expression).count() == 1


def test_the_text_of_the_last_saved_draft_is_read_not_the_stored_one(user, provinces):
    expression = PublishedExpressionFactory(source_text=TARGET)
    save_wording(expression_id=expression.pk, text=TEXT, base_version=version_of(TARGET), user=user)
    expression.refresh_from_db()
    assert is_being_written(expression)
    first = draft_mentions(expression)[0]
    point(mention=first, user=user, target=provinces[0])
    assert not Citation.objects.filter(expression=expression, by_hand=True).exists()  # visitors read the old text
    publish_wording(
        expression_id=expression.pk, text=TEXT, base_version=version_of(current_text(expression)), user=user
    )
    assert Citation.objects.filter(expression=expression, by_hand=True).count() == 2


def test_a_line_written_anew_before_publication_asks_anew(user, provinces):
    expression = draft()
    point(mention=draft_mentions(expression)[0], user=user, target=provinces[0])
    expression.source_text = TEXT.replace("Theo các", "Căn cứ các")
    expression.save()
    assert meant(draft_mentions(expression)[0])[0][0] is None
    expression.source_text = f"Điều 1. Phạm vi\n1. {WORDS}\n2. Khoản hai đã sửa.\nĐiều 2. Hiệu lực\nTừ ngày ký."
    expression.save()
    assert meant(draft_mentions(expression)[0])[0][0] == provinces[0].pk


def test_a_mention_is_found_by_its_place_and_nothing_elsewhere(provinces):
    expression = draft()
    first = draft_mentions(expression)[0]
    place = (first.first.place, first.first.start, first.first.end)
    assert draft_mention_at(expression, *place).mark == first.mark
    assert draft_mention_at(expression, place[0], place[1], place[2] + 1) is None
    assert draft_mention_at(expression, 10**12, 0, 10**15) is None


@pytest.mark.parametrize("text", ["", "   ", "Không có điều nào.", "Điều 1."])
def test_a_text_that_cites_nothing_has_no_mentions(text):
    assert draft_mentions(draft(text)) == []


def test_a_provision_the_chosen_document_lacks_is_refused(user, provinces):
    with pytest.raises(NotPointed):
        point(mention=draft_mentions(draft())[0], user=user, target=provinces[0], eid="art_99")
    assert not PointedCitation.objects.exists()


def test_a_posted_or_published_wording_is_not_being_written():
    assert not is_being_written(PostedDraftFactory())
    assert not is_being_written(PublishedExpressionFactory())
    assert is_being_written(draft())


def test_the_queries_do_not_grow_with_the_mentions(provinces, django_assert_max_num_queries):
    many = "\n".join(f"{n}. Theo Điều 1 Quyết định số {NUMBER}, Nghị định số {n}/2011/NĐ-CP." for n in range(1, 60))
    expression = draft(f"Điều 1. Phạm vi\n{many}")
    assert expression.document
    with django_assert_max_num_queries(14):
        assert len(draft_mentions(expression)) == 118
