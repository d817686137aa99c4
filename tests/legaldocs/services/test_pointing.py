"""Citations pointed by hand: stored with who and when, followed by every later reading, undoable."""

from __future__ import annotations

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import ModelLogEntry

from legaldocs.models import Citation, CitedDocument, PointedCitation, RenderedText
from legaldocs.services.citation_refresh import refresh
from legaldocs.services.pointed import mention_mark
from legaldocs.services.pointing import NotPointed, mention_at, point, take_back
from legaldocs.services.publishing import after_document_unpublished, publish_document, publish_expression
from tests.factories.legaldocs import (
    DocumentFileFactory,
    DraftFactory,
    LegalDocumentFactory,
    PostedDraftFactory,
    PublishedExpressionFactory,
)

pytestmark = pytest.mark.django_db
WORDS = "Theo khoản 1 Điều 1 Quyết định số 12/2020/QĐ-UBND và Quyết định số 12/2020/QĐ-UBND."
TWICE = f"Điều 1. Phạm vi\n1. {WORDS}\n2. Khoản hai."
TARGET = "Điều 1. Phạm vi\n1. Quyết định này quy định việc thử.\nĐiều 2. Hiệu lực\nTừ ngày ký."


@pytest.fixture
def user(django_user_model):
    return django_user_model.objects.create_user("bien-tap", last_name="Biên tập Một")


@pytest.fixture
def provinces():
    """Two provinces' decisions of one number: the reading cannot choose."""
    rows = [LegalDocumentFactory(document_type="quyet-dinh", number="12/2020/QĐ-UBND") for _ in range(2)]
    for row in rows:
        PublishedExpressionFactory(document=row, source_text=TARGET)
    return rows


def citing(words: str = TWICE, **kwargs):
    return PublishedExpressionFactory(source_text=words, **kwargs)


def mention(expression, number: int = 0):
    spans = (
        Citation.objects.filter(expression=expression).order_by("place", "start").values_list("place", "start", "end")
    )
    return mention_at(expression, *list(dict.fromkeys(spans))[number])


def targets(expression):
    rows = Citation.objects.filter(expression=expression).order_by("place", "start", "pk")
    return list(rows.values_list("document_id", "eid", "is_found"))


def body(expression) -> str:
    return RenderedText.objects.get(expression=expression).body


def test_a_number_two_documents_bear_is_pointed_at_one_place(user, provinces):
    expression = citing()
    assert targets(expression) == [(None, "art_1__cl_1", False), (None, "", False)]
    made = point(mention=mention(expression), user=user, target=provinces[1], note="  tỉnh  B ")
    assert targets(expression) == [(provinces[1].pk, "art_1__cl_1", True), (None, "", False)]
    assert f'href="{provinces[1].get_absolute_url()}dieu-1/#dieu-1--khoan-1"' in body(expression)
    assert (made.pointed_by, made.note, made.undone_at) == (user, "tỉnh B", None)
    assert made.words == "khoản 1 Điều 1 Quyết định số 12/2020/QĐ-UBND"
    assert "Theo khoản 1 Điều 1" in made.excerpt


def test_every_mention_of_a_number_is_pointed_at_once_and_one_place_otherwise(user, provinces):
    expression = citing()
    point(mention=mention(expression), user=user, target=provinces[0], everywhere=True)
    assert [row[0] for row in targets(expression)] == [provinces[0].pk] * 2
    point(mention=mention(expression, 1), user=user, target=provinces[1])
    assert [row[0] for row in targets(expression)] == [provinces[0].pk, provinces[1].pk]


def test_a_chosen_provision_stands_for_all_that_the_words_list(user, provinces):
    expression = citing("Điều 1. Phạm vi\n1. Theo Điều 7 và Điều 8 của Quyết định số 12/2020/QĐ-UBND.\n2. Hai.")
    assert len(targets(expression)) == 2
    point(mention=mention(expression), user=user, target=provinces[0], eid="art_2")
    assert targets(expression) == [(provinces[0].pk, "art_2", True)]
    point(mention=mention(expression), user=user, target=provinces[0], eid="")
    assert targets(expression) == [(provinces[0].pk, "", True)]
    assert PointedCitation.objects.holding().count() == 1
    assert PointedCitation.objects.count() == 2


def test_words_that_cite_nothing_get_no_link_and_are_not_counted(user):
    cited = LegalDocumentFactory(number="43/2011/NĐ-CP")
    PublishedExpressionFactory(document=cited, source_text=TARGET)
    expression = citing("Điều 1. Phạm vi\n1. Mẫu 43/2011/NĐ-CP: Nghị định số 43/2011/NĐ-CP.\n2. Hai.")
    refresh()
    assert CitedDocument.objects.get(document=cited).documents == 1
    point(mention=mention(expression), user=user, target=None, everywhere=True)
    refresh()
    assert targets(expression) == []
    assert 'class="cite' not in body(expression)
    assert "Nghị định số 43/2011/NĐ-CP" in body(expression)
    assert CitedDocument.objects.get(document=cited).documents == 0


def test_what_was_pointed_survives_reading_again_and_publishing_again(user, provinces):
    expression = citing()
    point(mention=mention(expression), user=user, target=provinces[1])
    kept = targets(expression)
    call_command("resolve_citations")
    call_command("resolve_citations", "--all")
    assert targets(expression) == kept
    publish_expression(expression=expression)
    assert targets(expression) == kept
    expression.source_text = TWICE.replace("Khoản hai", "Khoản hai đã sửa")
    publish_expression(expression=expression)
    assert targets(expression) == kept


def test_another_wording_of_the_line_asks_anew(user, provinces):
    expression = citing()
    point(mention=mention(expression), user=user, target=provinces[1])
    expression.source_text = TWICE.replace("Theo khoản", "Căn cứ khoản")
    publish_expression(expression=expression)
    assert [row[0] for row in targets(expression)] == [None, None]
    expression.source_text = TWICE
    publish_expression(expression=expression)
    assert targets(expression)[0][0] == provinces[1].pk


def test_it_survives_the_arrival_and_the_leaving_of_other_documents(user, provinces):
    expression = citing()
    point(mention=mention(expression), user=user, target=provinces[1], everywhere=True)
    third = LegalDocumentFactory(document_type="quyet-dinh", number="12/2020/QĐ-UBND", live=False)
    DocumentFileFactory(document=third)
    publish_document(document=third, revision=False)
    assert [row[0] for row in targets(expression)] == [provinces[1].pk] * 2
    for other in (third, provinces[0]):
        other.live = False
        other.save()
        after_document_unpublished(other)
    call_command("resolve_citations")
    assert [row[0] for row in targets(expression)] == [provinces[1].pk] * 2


def test_the_link_goes_and_comes_with_the_document_pointed_at(user, provinces):
    expression, meant = citing(), provinces[1]
    point(mention=mention(expression), user=user, target=meant)
    DocumentFileFactory(document=meant)
    meant.live = False
    meant.save()
    after_document_unpublished(meant)
    refresh()
    assert meant.get_absolute_url() not in body(expression)
    assert targets(expression)[0][0] == meant.pk
    publish_document(document=meant, revision=False)
    refresh()
    assert meant.get_absolute_url() in body(expression)


def test_a_provision_that_comes_later_is_found_later(user, provinces):
    expression, meant = citing(TWICE.replace("khoản 1 Điều 1 ", "Điều 3 ", 1)), provinces[0]
    point(mention=mention(expression), user=user, target=meant)
    assert targets(expression)[0] == (meant.pk, "art_3", False)
    wording = meant.expressions.get()
    wording.source_text = f"{TARGET}\nĐiều 3. Mới\nĐoạn."
    publish_expression(expression=wording)
    assert targets(expression)[0] == (meant.pk, "art_3", True)


def test_a_deleted_document_leaves_the_mention_waiting(user, provinces):
    expression = citing()
    point(mention=mention(expression), user=user, target=provinces[1])
    provinces[1].delete()  # one of the number is left, so the reading can choose
    call_command("resolve_citations")
    assert targets(expression)[0][0] == provinces[0].pk
    assert not PointedCitation.objects.holding().exists()


def test_taken_back_the_text_is_read_by_itself_again(user, provinces, django_user_model):
    expression = citing()
    made = point(mention=mention(expression), user=user, target=None)
    assert len(targets(expression)) == 1
    other = django_user_model.objects.create_user("khac")
    row = take_back(document=expression.document, pointed=made.pk, user=other)
    assert targets(expression) == [(None, "art_1__cl_1", False), (None, "", False)]
    assert row.undone_by == other
    assert row.undone_at is not None
    with pytest.raises(NotPointed):
        take_back(document=expression.document, pointed=made.pk, user=other)


def test_both_acts_stand_in_the_history_of_the_document(user, provinces):
    expression = citing()
    made = point(mention=mention(expression), user=user, target=provinces[0], eid="art_2")
    take_back(document=expression.document, pointed=made.pk, user=user)
    entries = ModelLogEntry.objects.filter(action__contains="point_citation").order_by("pk")
    assert [(e.action, e.user, e.object_id) for e in entries] == [
        ("legaldocs.point_citation", user, str(expression.document_id)),
        ("legaldocs.unpoint_citation", user, str(expression.document_id)),
    ]
    assert entries[0].data["meaning"] == f"Điều 2 {provinces[0].citation_name}"
    assert "khoản 1 Điều 1" in entries[0].message
    assert all(str(e.message) for e in entries)


def test_a_frozen_draft_is_pointed_too_and_its_words_stay(user, provinces):
    draft = PostedDraftFactory(document=DraftFactory(), source_text=TWICE)
    before = draft.text_hash
    point(mention=mention(draft), user=user, target=provinces[0])
    draft.refresh_from_db()
    assert targets(draft)[0][0] == provinces[0].pk
    assert (draft.text_hash, draft.source_text) == (before, TWICE)


@pytest.mark.parametrize("change", ["secret", "no-provision", "everywhere-provision", "nothing-named"])
def test_what_cannot_be_meant_is_refused_and_nothing_is_stored(user, provinces, change):
    expression = citing(TWICE if change != "nothing-named" else "Điều 1. A\n1. Theo khoản 2 Điều này.\n2. Hai.")
    target, how = provinces[0], {}
    if change == "secret":
        target = LegalDocumentFactory(secrecy="secret", live=False)
    elif change == "no-provision":
        how = {"eid": "art_99"}
    elif change == "everywhere-provision":
        how = {"eid": "art_1", "everywhere": True}
    else:
        how = {"everywhere": True}
    before = targets(expression)
    with pytest.raises(NotPointed):
        point(mention=mention(expression), user=user, target=target, **how)
    assert targets(expression) == before
    assert not PointedCitation.objects.exists()


def test_the_mark_of_a_mention_names_one_place():
    text = "Theo Điều 1.\nTheo Điều 1.\nKhác: Theo Điều 1 và Điều 1."
    spans = [(5, 11), (18, 24), (37, 43), (47, 53)]
    assert [text[a:b] for a, b in spans] == ["Điều 1"] * 4
    marks = {mention_mark("art_1", text, *span) for span in spans}
    assert len(marks) == 4
    assert mention_mark("art_1", f"Dòng mới.\n{text}", 15, 21) == mention_mark("art_1", text, 5, 11)
    assert mention_mark("art_2", text, 5, 11) not in marks


def test_publishing_asks_no_more_however_much_was_pointed(user, provinces):
    expression = citing()
    point(mention=mention(expression), user=user, target=provinces[0])
    publish_expression(expression=expression)
    with CaptureQueriesContext(connection) as one:
        publish_expression(expression=expression)
    point(mention=mention(expression, 1), user=user, target=provinces[1])
    with CaptureQueriesContext(connection) as two:
        publish_expression(expression=expression)
    assert len(two) <= len(one)
