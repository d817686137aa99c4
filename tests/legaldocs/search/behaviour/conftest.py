"""One library for the whole suite, published once; the same tests on every engine.

The engine is chosen by the environment: SQLite, PostgreSQL by ``DATABASE_URL``, Elasticsearch by ``SEARCH_URL``.
"""

from __future__ import annotations

import pytest
from django.conf import settings

from legaldocs.models import Expression, LegalDocument, Organization
from legaldocs.search.answers import answer
from legaldocs.services.publishing import publish_document, publish_expression
from tests.legaldocs.search.behaviour.texts import ISSUERS, LIBRARY, SUCCESSORS, Text


def pytest_collection_modifyitems(items):
    """The library stands in one database: its tests run in one process."""
    for item in items:
        if "search/behaviour" in str(item.path):
            item.add_marker(pytest.mark.xdist_group("search-behaviour"))


def settle() -> None:
    """An engine outside the database is written by a task after commit: do its work now."""
    if settings.SEARCH:
        from legaldocs.search.elasticsearch_client import writing_client
        from legaldocs.search.elasticsearch_index import alias_name
        from legaldocs.search.elasticsearch_writing import drain

        drain()
        writing_client().indices.refresh(index=alias_name())


def publish(text: Text, *, live: bool = True) -> LegalDocument:
    """Publish one text with its document, as an editor would."""
    document = LegalDocument.objects.create(
        document_type=text.document_type,
        number=text.number,
        title=text.title,
        abstract=text.abstract,
        issuer=Organization.objects.get(code=text.issuer),
        issued_on=text.issued_on,
        valid_from=text.issued_on,
        live=live,
        **text.more,
    )
    if text.source:
        publish_expression(
            expression=Expression.objects.create(document=document, source_text=text.source), index=False
        )
    return publish_document(document=document, revision=False) if live else document


@pytest.fixture(scope="package")
def shelves(django_db_setup, django_db_blocker):
    """The library in the database, for all tests of the suite; taken away after the last."""
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch:
        patch.setattr("legaldocs.services.publishing.blocking_failures", lambda document: [])
        _clear()
        organizations = {code: Organization.objects.create(code=code, name=name) for code, name in ISSUERS.items()}
        for code, successor in SUCCESSORS.items():
            organizations[code].successors.add(organizations[successor])
        documents = {text.number: publish(text) for text in LIBRARY}
        settle()
        yield documents
        _clear()
        settle()


def _clear() -> None:
    from django_tasks_db.models import DBTaskResult

    LegalDocument.objects.filter(issuer__code__in=ISSUERS).delete()
    Organization.objects.filter(code__in=ISSUERS).delete()
    DBTaskResult.objects.all().delete()


@pytest.fixture
def library(db, shelves, monkeypatch):
    """The documents by number."""
    monkeypatch.setattr("legaldocs.services.publishing.blocking_failures", lambda document: [])
    return shelves


@pytest.fixture
def editable(library):
    """The library for tests that change it: what they change goes back after them, on a cluster too (``cluster`` in the
    conftest above)."""
    return library


def rows(question, **more):
    """What is found, in reading order, as (number, eId)."""
    return [(result.document.number, result.eid) for result in answer(question, **more).results]


def first(question, **more):
    """What is found first."""
    return next(iter(rows(question, **more)), None)


def numbers(question, **more):
    """Numbers of the documents found."""
    return {number for number, _ in rows(question, page_size=100, **more)}
