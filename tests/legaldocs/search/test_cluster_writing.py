"""Writing to a real cluster: exactly what is public, nothing left over, whole indexes exchanged while questions come."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from legaldocs.models import LegalDocument, SearchEntry
from legaldocs.models.search_writing import SearchPending, SearchRebuild
from legaldocs.search import elasticsearch_writing, pending, rebuilding
from legaldocs.search.answers import answer
from legaldocs.search.elasticsearch_client import SearchUnavailable
from legaldocs.search.elasticsearch_index import (
    alias_name,
    aliased_indexes,
    create_index,
    index_state,
    mapping,
    move_alias,
    own_indexes,
    settle_index,
)
from legaldocs.search.elasticsearch_writing import difference, drain
from legaldocs.search.engine import cluster_engine
from legaldocs.search.indexing import index_documents
from legaldocs.search.plan import Filters, Order, Plan, Term
from legaldocs.search.rebuilding import rebuild_cluster
from legaldocs.search.tasks import mend_index
from legaldocs.services.publishing import publish_expression
from legaldocs.services.validity import refresh_status

pytestmark = pytest.mark.elasticsearch


@pytest.fixture
def written(cluster, corpus):
    """The corpus in the cluster."""
    drain()
    cluster.indices.refresh(index=alias_name())
    return cluster


@pytest.fixture
def index_again(cluster):
    """A test that takes the index away gives the run a new one."""
    yield
    rebuild_cluster(iter, restart=True)


def held(client, index=None):
    client.indices.refresh(index=index or alias_name())
    hits = client.search(index=index or alias_name(), size=10_000)["hits"]["hits"]
    return {int(hit["_id"]): hit["_source"] for hit in hits}


def rows():
    return set(SearchEntry.objects.values_list("pk", flat=True))


def find(*runs, filters=None):
    plan = Plan(tuple(Term((tuple(run.split()),)) for run in runs))
    return cluster_engine().find(plan, filters or Filters(), order=Order.BEST, offset=0, limit=50, without=())


def test_the_cluster_holds_exactly_the_entries_of_the_database(written):
    assert set(held(written)) == rows()
    assert difference(written, alias_name()).all == []
    assert not SearchPending.objects.exists()


def test_writing_twice_changes_nothing(written, corpus):
    before = held(written)
    pending.put_on_list([document.pk for document in corpus.values()])
    assert drain() == len(corpus)
    assert held(written) == before


def test_the_words_are_not_kept_a_second_time(written):
    assert all(not {"words", "tokens", "heading"} & set(source) for source in held(written).values())


def test_a_shorter_text_leaves_nothing_of_the_longer_behind(written, corpus):
    expression = corpus["decree"].expressions.get()
    expression.source_text = "Điều 1. Phạm vi\nChỉ còn một điều.\n"
    publish_expression(expression=expression)
    drain()
    assert set(held(written)) == rows()


def test_two_changes_in_a_row_leave_nothing_of_either_behind(written, corpus):
    expression = corpus["decree"].expressions.get()
    articles = [f"Điều {number}. Đầu đề\nNội dung {number}.\n" for number in range(1, 30)]
    for count in (29, 3):
        expression.source_text = "".join(articles[:count])
        publish_expression(expression=expression)
        drain()  # the entries of the first write are not yet visible to a question when the second comes
    assert set(held(written)) == rows()


def test_taken_back_and_deleted_documents_leave(written, corpus):
    corpus["land"].unpublish()
    corpus["circular"].delete()
    drain()
    documents = {source["document_id"] for source in held(written).values()}
    assert documents == {corpus[name].pk for name in ("decree", "mediation", "directive")}


def test_validity_reaches_filters_and_facets(written, corpus):
    land = corpus["land"]
    assert find("pham vi", filters=Filters(status=("in_force",))).total
    before = find("pham vi", filters=Filters(status=("expired",))).total
    LegalDocument.objects.filter(pk=land.pk).update(valid_until=land.valid_from)
    land.refresh_from_db()
    refresh_status(land, timezone.localdate())
    drain()
    written.indices.refresh(index=alias_name())
    assert land.status != "in_force"
    assert find("pham vi", filters=Filters(status=(land.status,))).total == before + 1


def test_a_hundred_documents_go_in_few_requests(written, corpus, monkeypatch):
    asked = []
    original = type(written).perform_request

    def counted(self, method, path, *args, **kwargs):
        asked.append(path)
        return original(self, method, path, *args, **kwargs)

    monkeypatch.setattr(type(written), "perform_request", counted)
    pending.put_on_list([*(document.pk for document in corpus.values()), *range(10**9, 10**9 + 100)])
    drain()
    assert sum(path.endswith("_bulk") for path in asked) <= 2
    assert len(asked) < 10


def test_a_document_the_cluster_refuses_keeps_the_others_from_nothing(written, corpus, monkeypatch):
    record = elasticsearch_writing._record

    def with_a_field_too_many(unit_id, entry, facts, stamp):
        extra = {"unknown": 1} if entry.document_id == corpus["land"].pk else {}
        return {**record(unit_id, entry, facts, stamp), **extra}

    monkeypatch.setattr(elasticsearch_writing, "_record", with_a_field_too_many)
    pending.put_on_list([document.pk for document in corpus.values()])
    assert drain() == len(corpus) - 1
    assert list(SearchPending.objects.values_list("document_id", flat=True)) == [corpus["land"].pk]
    monkeypatch.undo()
    assert drain() == 1
    assert not SearchPending.objects.exists()


# -- comparing and mending -----------------------------------------------------------------------------------------


def forget_one(client, corpus):
    victim = min(pk for pk, source in held(client).items() if source["document_id"] == corpus["land"].pk)
    client.delete(index=alias_name(), id=str(victim), refresh=True)


def keep_one_too_many(client, corpus):
    source = next(iter(held(client).values()))
    client.index(
        index=alias_name(), id=str(99 << 40), document={**source, "document_id": (99 << 40) >> 20}, refresh=True
    )


def have_old_words(client, corpus):
    for pk, source in held(client).items():
        if source["document_id"] == corpus["land"].pk:
            client.index(index=alias_name(), id=str(pk), document={**source, "stamp": "old"}, refresh=True)


def have_an_old_fact(client, corpus):
    LegalDocument.objects.filter(pk=corpus["land"].pk).update(year=1999)  # past every service


def lose_all(client, corpus):
    for pk in held(client):
        client.delete(index=alias_name(), id=str(pk))
    client.indices.refresh(index=alias_name())


@pytest.mark.parametrize("damage", [forget_one, keep_one_too_many, have_old_words, have_an_old_fact, lose_all])
def test_a_difference_is_found_listed_and_mended(written, corpus, damage):
    damage(written, corpus)
    out = StringIO()
    with pytest.raises(CommandError, match="còn lệch"):
        call_command("check_search", "--quick", stdout=out, stderr=StringIO())
    assert "elasticsearch" in out.getvalue()
    call_command("check_search", "--quick", "--mend", stdout=StringIO(), stderr=StringIO())
    assert difference(written, alias_name()).all == []
    assert set(held(written)) == rows()


def test_the_daily_check_lists_what_differs(written, corpus):
    forget_one(written, corpus)
    mend_index.func()
    assert list(SearchPending.objects.values_list("document_id", flat=True)) == [corpus["land"].pk]


# -- whole indexes -------------------------------------------------------------------------------------------------


def test_a_rebuild_ends_with_one_index_of_the_same_content(written, corpus):
    before, (old,) = set(held(written)), aliased_indexes(written)
    out = StringIO()
    call_command("rebuild_search", "--engine", "elasticsearch", stdout=out, stderr=StringIO())
    (new,) = aliased_indexes(written)
    assert new != old
    assert own_indexes(written) == [new]
    assert set(held(written)) == before
    assert f"{len(corpus)} văn bản" in out.getvalue()
    settings = written.indices.get_settings(index=new)[new]["settings"]["index"]
    assert settings["refresh_interval"] == "1s"
    assert settings["auto_expand_replicas"] == "0-1"


def test_while_a_new_index_is_filled_questions_are_answered_by_the_old_one(written, corpus, monkeypatch):
    monkeypatch.setattr(rebuilding, "BATCH", 1)
    expected, seen = find("pham vi").total, []

    def progress(batches):
        for batch in batches:
            found = find("pham vi")
            seen.append((found.total, found.fallback))
            yield batch

    rebuild_cluster(progress)
    found = find("pham vi")
    assert seen == [(expected, False)] * len(corpus)
    assert (found.total, found.fallback) == (expected, False)


def test_what_is_published_while_a_new_index_is_filled_is_in_it(written, corpus, monkeypatch):
    monkeypatch.setattr(rebuilding, "BATCH", 1)

    def progress(batches):
        yield from batches
        expression = corpus["land"].expressions.get()
        expression.source_text = "Điều 1. Phạm vi\nLuật này quy định về khoáng sản quý hiếm.\n"
        publish_expression(expression=expression)
        corpus["circular"].unpublish()

    rebuild_cluster(progress)
    assert difference(written, alias_name()).all == []
    written.indices.refresh(index=alias_name())
    assert find("khoang san quy hiem").total == 1
    assert set(held(written)) == rows()


def test_a_stopped_rebuild_goes_on_in_the_same_index(written, corpus, monkeypatch):
    monkeypatch.setattr(rebuilding, "BATCH", 2)
    (old,) = aliased_indexes(written)

    def stopped(batches):
        yield batches[0]
        yield batches[1]
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        rebuild_cluster(stopped)
    unfinished = SearchRebuild.objects.get(engine="elasticsearch")
    assert aliased_indexes(written) == [old]
    assert unfinished.index in own_indexes(written)
    handled = []

    def counted(batches):
        for batch in batches:
            handled.extend(batch)
            yield batch

    done = rebuild_cluster(counted)
    assert done.resumed
    assert len(handled) == len(corpus) - 4
    assert own_indexes(written) == aliased_indexes(written) == [unfinished.index]
    assert set(held(written)) == rows()


def test_an_unfinished_index_of_another_mapping_is_not_gone_on_with(written, corpus, monkeypatch):
    monkeypatch.setattr("legaldocs.search.elasticsearch_index.schema", lambda: "older")
    name = create_index(written, timezone.now())
    monkeypatch.undo()
    SearchRebuild.objects.update_or_create(
        engine="elasticsearch", defaults={"index": name, "position": 10**9, "started_at": timezone.now()}
    )
    done = rebuild_cluster(iter)
    assert not done.resumed
    assert done.documents == len(corpus)
    assert own_indexes(written) == aliased_indexes(written)
    assert name not in own_indexes(written)


def test_an_index_that_got_lost_is_said_filled_again_and_nothing_is_made_in_its_place(written, corpus, index_again):
    for name in own_indexes(written):
        written.indices.delete(index=name)
    pending.put_on_list([corpus["land"].pk])
    assert drain() == 0
    assert not written.indices.exists(index=alias_name())
    assert SearchPending.objects.count() == 1
    with pytest.raises(SearchUnavailable, match="no_index"):
        index_state(written).demand()
    assert find("pham vi").fallback
    mend_index.func()
    cluster_engine.cache_clear()
    assert not find("pham vi").fallback
    assert set(held(written)) == rows()


def test_an_index_the_cluster_made_by_itself_is_put_aside(written, corpus, index_again):
    for name in own_indexes(written):
        written.indices.delete(index=name)
    written.index(index=alias_name(), document={"a": 1}, refresh=True)
    assert find("pham vi").fallback
    assert drain() == 0
    rebuild_cluster(iter)
    assert aliased_indexes(written) == own_indexes(written)
    assert set(held(written)) == rows()


def test_an_index_of_an_older_mapping_is_not_asked(written, corpus, index_again):
    name = f"{alias_name()}-20200101000000000000"
    older = mapping()
    older["_meta"] = {"schema": "older"}
    written.indices.create(index=name, mappings=older)
    settle_index(written, name)
    move_alias(written, name)
    with pytest.raises(SearchUnavailable, match="other_mapping"):
        cluster_engine().cluster.look()
    cluster_engine.cache_clear()
    assert find("pham vi").fallback
    with pytest.raises(CommandError, match="other_mapping"):
        call_command("check_search", "--quick", stdout=StringIO(), stderr=StringIO())
    rebuild_cluster(iter)
    cluster_engine.cache_clear()
    assert not find("pham vi").fallback


def test_a_rebuild_is_done_even_when_its_index_cannot_be_packed(written, corpus, index_again, monkeypatch):
    def refused(client, name):
        raise SearchUnavailable("busy")

    monkeypatch.setattr("legaldocs.search.rebuilding.merge_index", refused)
    rebuild_cluster(iter, restart=True)
    cluster_engine.cache_clear()
    assert set(held(written)) == rows()
    assert not find("pham vi").fallback


def test_the_page_is_the_same_with_and_without_the_cluster(written, client, corpus, monkeypatch):
    def shown():
        return [(r.document.number, r.eid) for r in answer("phạm vi điều chỉnh", page_size=50).results]

    with_cluster = shown()
    assert not answer("phạm vi").fallback

    def gone(self, *args, **kwargs):
        raise SearchUnavailable("refused")

    monkeypatch.setattr("legaldocs.search.elasticsearch.ElasticsearchEngine.find", gone)
    assert shown() == with_cluster
    body = client.get("/tim-kiem/", {"q": "phạm vi"}).content.decode()
    assert "15/2012/TT-BNV" in body
    assert "cơ sở dữ liệu" in body.split('id="results"')[0]


def test_index_documents_marks_and_the_task_writes(written, corpus):
    index_documents([corpus["land"].pk])
    assert SearchPending.objects.count() == 1
    assert drain() == 1
    assert drain() == 0
