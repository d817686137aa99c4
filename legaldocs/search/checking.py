"""Does every index hold what the texts say? Compares database, the database's own index and the cluster, and mends."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from django.db import connection, transaction
from django.db.models import Count

from legaldocs.models import LegalDocument, SearchContent, SearchEntry
from legaldocs.models.search import LAW_KINDS
from legaldocs.models.search_writing import SearchStamp
from legaldocs.search import pending
from legaldocs.search.contents import differing, halved, mend
from legaldocs.search.elasticsearch_client import asking_cluster, writing_client
from legaldocs.search.elasticsearch_index import alias_name, index_state
from legaldocs.search.elasticsearch_writing import Difference, difference, drain
from legaldocs.search.engine import EntryText, database_engine
from legaldocs.search.indexing import BATCH, index_documents, remove_documents, stamp_of_entries, texts_of
from legaldocs.search.timelines import outdated_timelines
from legaldocs.search.tokens import entry_tokens

_STANDS = "SELECT 1 FROM legaldocs_search_fts WHERE legaldocs_search_fts MATCH %s AND rowid = %s"

#: Shows how far the work is: gets the batches, hands them on.
Progress = Callable[[list[list[int]]], Iterable[list[int]]]


@dataclass(slots=True)
class Report:
    """The differences of one index."""

    engine: str
    documents: int
    found: Difference = field(default_factory=Difference)
    #: The engine's own structure has lost words of rows that stand.
    is_broken: bool = False

    @property
    def is_clean(self) -> bool:
        """No difference."""
        return not self.found.all


def check_database(progress: Progress, *, words: bool = True) -> Report:
    """The database's own index against the texts: which documents, how many entries and, with ``words``, every word."""
    public = list(LegalDocument.objects.public().order_by("pk").values_list("pk", flat=True))
    held = dict(
        SearchEntry.objects.filter(kind__in=LAW_KINDS)
        .order_by()
        .values("document_id")
        .annotate(n=Count("pk"))
        .values_list("document_id", "n")
    )
    others = set(SearchContent.objects.order_by().values_list("document_id", flat=True).distinct())
    half_written = halved()
    stamps = {pk: (stamp, n) for pk, stamp, n in SearchStamp.objects.values_list("document_id", "stamp", "entries")}
    report = Report(database_engine().name, len(public))
    known = set(public)
    report.found.surplus = sorted(({*held} | {*stamps} | others) - known)
    for batch in progress([public[start : start + BATCH] for start in range(0, len(public), BATCH)]):
        texts = texts_of(batch) if words else {}
        lost = _unfindable(texts)
        report.is_broken = report.is_broken or bool(lost)
        lost |= half_written & set(batch)
        lost |= differing(batch) | outdated_timelines(batch) if words else set()
        for pk in batch:
            if pk not in held:
                report.found.missing.append(pk)
                continue
            stamp, count = stamps.get(pk, ("", -1))
            if pk in lost or held[pk] != count or (words and stamp_of_entries(texts.get(pk, [])) != stamp):
                report.found.outdated.append(pk)
    return report


def _unfindable(texts: dict[int, list[EntryText]]) -> set[int]:
    """Documents with an entry whose row stands while the engine's own structure has lost its tokens."""
    entries = [entry for entries in texts.values() for entry in entries]
    lost: set[int] = set()
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT document_id FROM legaldocs_searchentry WHERE id = ANY(%s) AND coalesce(cardinality(tokens), 0) = 0",
                [[entry.pk for entry in entries]],
            )
            lost.update(pk for (pk,) in cursor.fetchall())
        else:
            # The table cannot be read, only asked: for the longest token of each entry, which few others have.
            for entry in entries:
                tokens = entry_tokens(entry.heading, entry.body, entry.context)
                if tokens:
                    cursor.execute(_STANDS, [f'"{max(tokens, key=len)}"', entry.pk])
                    if cursor.fetchone() is None:
                        lost.add(entry.document_id)
    return lost


def mend_database(report: Report) -> None:
    """Write what differs anew and remove what should not be there."""
    wanted = [*report.found.missing, *report.found.outdated]
    if report.is_broken and connection.vendor == "sqlite":
        # FTS5 refuses to forget words it does not have: only an empty table can be filled again.
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("INSERT INTO legaldocs_search_fts(legaldocs_search_fts) VALUES ('delete-all')")
            SearchEntry.objects.all().delete()
            SearchContent.objects.all().delete()
        wanted = list(LegalDocument.objects.public().order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(wanted), BATCH):
        with transaction.atomic():
            index_documents(wanted[start : start + BATCH])
            mend(wanted[start : start + BATCH])
    for start in range(0, len(report.found.surplus), BATCH):
        with transaction.atomic():
            remove_documents(report.found.surplus[start : start + BATCH])


def check_cluster() -> Report:
    """The cluster against the database. Raises ``SearchUnavailable`` when it does not answer or was never built."""
    client = writing_client()
    with asking_cluster():
        index_state(client).demand()
    return Report("elasticsearch", LegalDocument.objects.public().count(), difference(client, alias_name()))


def mend_cluster(report: Report) -> int:
    """Put what differs on the list and write the list; answers how many documents were written."""
    pending.mark(report.found.all)
    return drain()
