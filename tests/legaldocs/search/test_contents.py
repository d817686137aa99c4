"""Contents beside the law: written by unit, found out when they drift, mended and rebuilt like the law itself."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from legaldocs.models import LegalDocument, SearchContent, SearchEntry, StatusSpan
from legaldocs.models.search import DOCUMENT_SHIFT, SPAN_SHIFT
from legaldocs.search import providers, rebuilding
from legaldocs.search.answers import answer
from legaldocs.search.checking import check_database
from legaldocs.search.contents import differing, halved, refresh, refresh_of_documents, units_of
from legaldocs.search.engine import database_engine
from legaldocs.search.facts import span_of
from legaldocs.search.indexing import index_documents, remove_documents
from legaldocs.search.plan import Filters
from legaldocs.search.providers import Content, Shown
from legaldocs.search.reading import PART, ROW
from legaldocs.search.rebuilding import rebuild_database
from legaldocs.search.tasks import mend_index


@pytest.fixture(autouse=True)
def database_answers(settings):
    """These tests are of the database's own index, whatever engine the run is of."""
    settings.SEARCH = {}


class Notes:
    """A kind of content made of plain values: key → (document, words)."""

    kind = "consult"

    def __init__(self):
        self.public: dict[int, tuple[int, list[str]]] = {}
        self.asked = 0

    def contents(self, keys):
        return {
            key: [
                Content(self.public[key][0], (("", "Ghi chú", words, f"muc-{part}"),), part)
                for part, words in enumerate(self.public[key][1])
            ]
            for key in keys
            if key in self.public
        }

    def documents_of(self, keys):
        return {self.public[key][0] for key in keys if key in self.public}

    def keys_of(self, document_ids):
        return [key for key, (document, _) in self.public.items() if document in document_ids]

    def shown(self, keys):
        self.asked += 1
        return {key: Shown(f"Ghi chú {key}", f"/ghi-chu/{key}/", "Ghi chú") for key in keys if key in self.public}


@pytest.fixture
def notes(monkeypatch):
    provider = Notes()
    monkeypatch.setattr(providers, "_providers", {provider.kind: provider})
    return provider


@pytest.fixture
def note(notes, corpus):
    notes.public[7] = (corpus["land"].pk, ["Cột mốc biên giới trên biển.", "Hải đăng Kê Gà."])
    refresh("consult", [7])
    return notes


def found(question):
    answered = answer(question, filters=Filters(kind="consultation"))
    return [] if answered.relaxed else [hit.url for hit in answered.results]


def index_state():
    entries = list(SearchEntry.objects.order_by("pk").values_list("pk", "kind"))
    return entries, list(SearchContent.objects.order_by("entry_id").values_list("entry_id", "key", "part", "stamp"))


def test_each_part_is_an_entry_in_its_span_of_the_document(note, corpus):
    rows = list(SearchContent.objects.order_by("part"))
    assert [row.entry_id >> DOCUMENT_SHIFT for row in rows] == [corpus["land"].pk] * 2
    assert {span_of(row.entry_id) for row in rows} == {2}
    assert [row.entry_id - rows[0].entry_id for row in rows] == [0, 1]
    assert set(SearchEntry.objects.filter(kind="consult").values_list("pk", flat=True)) == {r.entry_id for r in rows}
    assert found("cột mốc biên giới") == ["/ghi-chu/7/#muc-0"]
    assert found("hải đăng kê gà") == ["/ghi-chu/7/#muc-1"]


def test_repeating_writes_nothing(note, django_assert_max_num_queries):
    before = index_state()
    assert refresh("consult", [7]) == 0
    assert index_state() == before


def test_a_changed_part_keeps_its_place_and_the_other_is_left_alone(note, corpus):
    before = {row.part: (row.pk, row.entry_id, row.stamp) for row in SearchContent.objects.all()}
    note.public[7] = (corpus["land"].pk, ["Cột mốc trên đất liền.", "Hải đăng Kê Gà."])
    assert refresh("consult", [7]) == 1
    after = {row.part: (row.pk, row.entry_id, row.stamp) for row in SearchContent.objects.all()}
    assert after[1] == before[1]
    assert after[0][:2] == before[0][:2]
    assert after[0][2] != before[0][2]
    assert found('"biên giới trên biển"') == []
    assert found("đất liền") == ["/ghi-chu/7/#muc-0"]


def test_what_is_no_longer_public_goes_and_its_place_may_be_taken_again(note, corpus):
    gone = note.public.pop(7)
    assert refresh("consult", [7]) == 2
    assert not SearchContent.objects.exists()
    assert not SearchEntry.objects.filter(kind="consult").exists()
    note.public[8] = (gone[0], ["Ngọn đồi xanh."])
    refresh("consult", [8])
    assert found("hải đăng kê gà") == []
    assert found("ngọn đồi xanh") == ["/ghi-chu/8/#muc-0"]


def test_a_thing_that_moves_to_another_document_is_found_there(note, corpus):
    note.public[7] = (corpus["decree"].pk, note.public[7][1])
    refresh("consult", [7])
    (hit,) = answer("cột mốc biên giới", filters=Filters(kind="consultation")).results
    assert hit.document.pk == corpus["decree"].pk
    assert set(SearchContent.objects.values_list("document_id", flat=True)) == {corpus["decree"].pk}


def test_nothing_of_a_document_that_is_not_public(note, corpus):
    LegalDocument.objects.filter(pk=corpus["land"].pk).update(live=False)
    remove_documents([corpus["land"].pk])
    assert not SearchContent.objects.exists()
    assert found("cột mốc biên giới") == []
    assert refresh("consult", [7]) == 0
    LegalDocument.objects.filter(pk=corpus["land"].pk).update(live=True)
    index_documents([corpus["land"].pk])
    assert found("cột mốc biên giới") == ["/ghi-chu/7/#muc-0"]


def test_writing_the_document_anew_leaves_its_contents_alone(note, corpus):
    before = list(SearchContent.objects.order_by("pk").values_list("pk", "entry_id", "stamp"))
    index_documents([corpus["land"].pk])
    assert list(SearchContent.objects.order_by("pk").values_list("pk", "entry_id", "stamp")) == before
    assert found("cột mốc biên giới")


def test_a_new_name_of_the_document_is_told_to_its_contents(note, corpus):
    document = corpus["land"]
    assert found("cột mốc quản lý bờ biển") == []
    document.title = "Luật Quản lý bờ biển"
    document.save()
    index_documents([document.pk])
    assert "/ghi-chu/7/#muc-0" in found("cột mốc quản lý bờ biển")


def test_a_content_withdrawn_behind_the_back_of_the_index_is_left_out(note):
    note.public.clear()
    answered = answer("cột mốc biên giới", filters=Filters(kind="consultation"))
    assert answered.results == []


def test_all_hits_of_a_kind_are_asked_for_at_once(note, corpus):
    for key in range(20, 30):
        note.public[key] = (corpus["land"].pk, ["Cột mốc biên giới."])
    refresh("consult", list(note.public))
    note.asked = 0
    assert len(found("cột mốc biên giới")) == 11
    assert note.asked == 1


def test_a_row_of_any_signs_stays_one_row(notes, corpus):
    notes.public[9] = (corpus["land"].pk, [f"Trước{ROW}giữa{PART}sau <b>đậm</b> \x00 🙂"])
    refresh("consult", [9])
    (hit,) = answer("trước giữa sau", filters=Filters(kind="consultation")).results
    assert "&lt;b&gt;" in hit.snippet


def test_an_unknown_kind_and_no_keys_do_nothing(notes):
    assert refresh("khac", [1]) == 0
    assert refresh("consult", []) == 0


# -- drift, mending, rebuilding ------------------------------------------------------------------------------------
def forget_a_row(note):
    SearchContent.objects.first().delete()


def forget_an_entry(note):
    database_engine().drop([SearchContent.objects.first().entry_id])


def change_a_stamp(note):
    SearchContent.objects.filter(part=0).update(stamp="old")


def withdraw(note):
    note.public.clear()


def add_another(note):
    note.public[8] = (note.public[7][0], ["Bến cảng mới."])


@pytest.mark.parametrize("drift", [forget_a_row, forget_an_entry, change_a_stamp, withdraw, add_another])
def test_a_difference_is_found_and_mended(note, corpus, drift):
    assert check_database(iter).is_clean
    drift(note)
    report = check_database(iter)
    assert report.found.all == [corpus["land"].pk]
    with pytest.raises(CommandError):
        call_command("check_search", stdout=StringIO(), stderr=StringIO())
    call_command("check_search", "--mend", stdout=StringIO(), stderr=StringIO())
    assert check_database(iter).is_clean
    assert found("cột mốc biên giới") == (["/ghi-chu/7/#muc-0"] if 7 in note.public else [])
    assert differing([corpus["land"].pk]) == set()
    assert halved() == set()


def test_contents_of_a_document_that_is_not_public_are_too_much(note, corpus):
    LegalDocument.objects.filter(pk=corpus["land"].pk).update(live=False)
    report = check_database(iter)
    assert corpus["land"].pk in report.found.surplus
    mend_index.func()
    assert check_database(iter).is_clean
    assert not SearchContent.objects.exists()


@pytest.mark.skipif(connection.vendor != "sqlite", reason="only FTS5 keeps words apart from rows")
def test_words_the_table_lost_are_written_again(note, corpus):
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO legaldocs_search_fts(legaldocs_search_fts) VALUES ('delete-all')")
    assert found("cột mốc biên giới") == []
    call_command("check_search", "--mend", stdout=StringIO(), stderr=StringIO())
    assert found("cột mốc biên giới") == ["/ghi-chu/7/#muc-0"]
    assert answer("luật đất đai").count


def test_a_rebuild_writes_contents_too_and_is_the_same_afterwards(note, corpus):
    before = index_state()
    done = rebuild_database(iter)
    assert done.documents == len(corpus)
    after = index_state()
    assert after[0] == before[0]
    assert [row[:3] for row in after[1]] == [row[:3] for row in before[1]]
    note.public.clear()
    rebuild_database(iter)
    assert not SearchContent.objects.exists()


def test_spans_of_validity_that_drifted_are_found_and_written_again(corpus):
    land = corpus["land"]
    StatusSpan.objects.filter(document=land).delete()
    assert check_database(iter).found.all == [land.pk]
    mend_index.func()  # the quick look sees counts only
    rebuild_database(iter)
    assert check_database(iter).is_clean
    assert StatusSpan.objects.filter(document=land).exists()


def test_units_name_contents_by_their_negative_key(note, corpus):
    rows = set(SearchContent.objects.values_list("pk", flat=True))
    assert set(units_of([corpus["land"].pk])) == {-pk for pk in rows}
    assert units_of([corpus["decree"].pk]) == []
    assert refresh_of_documents([corpus["land"].pk]) == 0
    assert (
        SearchContent.objects.filter(entry_id__lt=(corpus["land"].pk << DOCUMENT_SHIFT) + (1 << SPAN_SHIFT)).count()
        == 0
    )


# -- after an update -----------------------------------------------------------------------------------------------
def test_a_portal_of_an_earlier_release_is_filled_once_and_goes_on_where_it_was(note, corpus, monkeypatch):
    SearchContent.objects.all().delete()
    SearchEntry.objects.filter(kind="consult").delete()
    StatusSpan.objects.all().delete()
    monkeypatch.setattr(rebuilding, "BATCH", 1)
    done = []

    def stops_after_two(batches):
        for batch in batches:
            if len(done) == 2:
                raise KeyboardInterrupt
            done.append(batch)
            yield batch

    with pytest.raises(KeyboardInterrupt):
        rebuilding.fill_beside(stops_after_two)
    filled = rebuilding.fill_beside(iter)
    assert filled.resumed
    assert filled.documents == len(corpus) - 2
    assert found("cột mốc biên giới") == ["/ghi-chu/7/#muc-0"]
    assert StatusSpan.objects.values("document").distinct().count() == len(corpus)
    assert rebuilding.fill_beside(iter) is None
    assert check_database(iter).is_clean


def test_the_daily_task_fills_an_earlier_release(note, corpus):
    SearchContent.objects.all().delete()
    SearchEntry.objects.filter(kind="consult").delete()
    mend_index.func()
    assert found("cột mốc biên giới") == ["/ghi-chu/7/#muc-0"]
