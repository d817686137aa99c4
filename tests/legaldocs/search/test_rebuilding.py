"""The commands that derive everything anew, on the database's own index; the cluster's in ``test_cluster_writing``."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from legaldocs.models import LegalDocument, Provision, SearchEntry
from legaldocs.models.search_writing import SearchRebuild, SearchStamp
from legaldocs.search import rebuilding
from legaldocs.search.answers import answer
from legaldocs.search.checking import check_database
from legaldocs.search.engine import database_engine
from legaldocs.search.rebuilding import rebuild_database
from legaldocs.search.tasks import mend_index


@pytest.fixture(autouse=True)
def database_answers(settings):
    """These tests are of the database's own index, whatever engine the run is of."""
    settings.SEARCH = {}


def run(command, *arguments):
    out = StringIO()
    call_command(command, *arguments, stdout=out, stderr=StringIO())
    return out.getvalue()


def rows():
    return list(SearchEntry.objects.order_by("pk").values_list("pk", "provision_id", "kind", "part"))


def stamps():
    return dict(SearchStamp.objects.values_list("document_id", "stamp"))


def test_rebuilding_the_search_gives_the_same_index(corpus):
    before = rows(), stamps()
    assert f"{len(corpus)} văn bản" in run("rebuild_search")
    assert (rows(), stamps()) == before
    assert answer("thư điện tử công vụ").count


def test_rebuilding_the_search_heals_what_was_lost_and_drops_what_is_no_longer_public(corpus):
    database_engine().remove([corpus["land"].pk])
    LegalDocument.objects.filter(pk=corpus["circular"].pk).update(live=False)
    assert answer('"sở hữu đất đai"').count == 0
    run("rebuild_search")
    assert answer('"sở hữu đất đai"').count == 1
    assert answer('"tuyển dụng"').count == 0


def test_while_an_index_is_rebuilt_every_document_is_found(corpus, monkeypatch):
    monkeypatch.setattr(rebuilding, "BATCH", 1)
    seen = []

    def progress(batches):
        for batch in batches:
            seen.append(answer("phạm vi").count)
            yield batch
        seen.append(answer("phạm vi").count)

    expected = answer("phạm vi").count
    rebuild_database(progress)
    assert seen == [expected] * (len(corpus) + 1)


def test_a_rebuild_that_was_stopped_goes_on_where_it_was(corpus, monkeypatch):
    monkeypatch.setattr(rebuilding, "BATCH", 2)

    def stopped(batches):
        yield batches[0]
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        rebuild_database(stopped)
    handled = []

    def counted(batches):
        for batch in batches:
            handled.extend(batch)
            yield batch

    done = rebuild_database(counted)
    # What stopped it came after the first batch was handed out and written.
    assert done.resumed
    assert handled == sorted(document.pk for document in corpus.values())[2:]
    assert SearchRebuild.objects.get(engine=done.engine).finished_at
    assert not rebuild_database(counted).resumed


def test_a_stopped_rebuild_can_be_begun_anew(corpus):
    def stopped(batches):
        raise KeyboardInterrupt
        yield

    with pytest.raises(KeyboardInterrupt):
        rebuild_database(stopped)
    assert "làm tiếp" not in run("rebuild_search", "--restart")


def test_a_cluster_cannot_be_rebuilt_where_there_is_none(db):
    with pytest.raises(CommandError, match="SEARCH_URL"):
        run("rebuild_search", "--engine", "elasticsearch")


def test_a_sound_index_is_said_to_be_sound(corpus):
    assert "khớp" in run("check_search")
    assert "khớp" in run("check_search", "--quick")


def lose_a_document(corpus):
    database_engine().remove([corpus["land"].pk])
    SearchStamp.objects.filter(document_id=corpus["land"].pk).delete()


def lose_a_row(corpus):
    SearchEntry.objects.filter(document=corpus["land"]).last().delete()


def change_words(corpus):
    Provision.objects.filter(expression__document=corpus["land"], eid="art_5").update(heading="Khoáng sản")


def keep_what_was_taken_back(corpus):
    LegalDocument.objects.filter(pk=corpus["land"].pk).update(live=False)


def lose_tokens(corpus):
    from django.db import connection

    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("UPDATE legaldocs_searchentry SET tokens = '{}' WHERE document_id = %s", [corpus["land"].pk])
        else:
            cursor.execute("INSERT INTO legaldocs_search_fts(legaldocs_search_fts) VALUES ('delete-all')")


@pytest.mark.parametrize(
    ("damage", "kind"),
    [
        (lose_a_document, "thiếu 1: 31/2024/QH15"),
        (lose_a_row, "cũ 1: 31/2024/QH15"),
        (change_words, "cũ 1: 31/2024/QH15"),
        (keep_what_was_taken_back, "thừa 1: 31/2024/QH15"),
    ],
)
def test_a_difference_is_listed_and_mended(corpus, damage, kind):
    damage(corpus)
    out = StringIO()
    with pytest.raises(CommandError, match="1 văn bản còn lệch"):
        call_command("check_search", stdout=out, stderr=StringIO())
    assert kind in out.getvalue()
    assert "đã khớp" in run("check_search", "--mend")
    assert "khớp" in run("check_search")


def test_an_engine_that_lost_its_own_structure_is_found_and_mended(corpus):
    lose_tokens(corpus)
    assert answer('"sở hữu đất đai"').count == 0
    report = check_database(iter)
    assert corpus["land"].pk in report.found.outdated
    run("check_search", "--mend")
    assert answer('"sở hữu đất đai"').count == 1


def test_the_quick_check_compares_counts_and_not_words(corpus):
    change_words(corpus)
    assert "khớp" in run("check_search", "--quick")
    lose_a_row(corpus)
    with pytest.raises(CommandError):
        run("check_search", "--quick")


def test_an_index_emptied_by_an_update_fills_by_itself(corpus):
    before = rows()
    database_engine().remove([document.pk for document in corpus.values()])
    SearchStamp.objects.all().delete()
    mend_index.func()
    assert rows() == before
    assert answer('"sở hữu đất đai"').count == 1


def test_rebuilding_provisions_keeps_their_rows(corpus):
    before = dict(Provision.objects.values_list("pk", "eid"))
    out = run("rebuild_provisions", "43/2011/nd-cp")
    assert "1 lời văn" in out
    run("rebuild_provisions")
    assert dict(Provision.objects.values_list("pk", "eid")) == before
