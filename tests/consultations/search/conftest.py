"""Consultations and answers that the search finds, on the engine of the environment."""

from __future__ import annotations

import pytest
from django.conf import settings

from consultations.models import CommentState
from legaldocs.search.answers import answer as ask
from legaldocs.search.memory import forget_all
from legaldocs.search.plan import Filters
from tests.factories import consultations as make


@pytest.fixture(autouse=True)
def _nothing_kept_from_another_test():
    forget_all()
    yield
    forget_all()


@pytest.fixture(autouse=True)
def _index_of_this_test(db):
    """An FTS5 table keeps entries of documents that other tests rolled back with their rows."""
    from django.db import connection

    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO legaldocs_search_fts(legaldocs_search_fts) VALUES ('delete-all')")


@pytest.fixture(autouse=True)
def _asks_the_cluster(cluster):
    """With a server the whole suite asks it."""


@pytest.fixture
def consultation():
    """An open consultation with words of its own."""
    return make.ConsultationFactory(
        open=True,
        title="Lấy ý kiến về quản lý tổ yến",
        summary="Quy định mới về dẫn dụ chim yến.",
        body="Đề nghị cho ý kiến về khoảng cách nhà yến.\n\nNêu rõ cơ sở khoa học.",
    )


@pytest.fixture
def comments(consultation):
    """Two published comments of one sender."""
    sent = make.submit(
        consultation,
        state=CommentState.PUBLISHED,
        comments=[
            make.NewComment(stance="partly", text="Đề nghị giảm tiếng ồn của loa dẫn dụ."),
            make.NewComment(stance="agree", text="Nhất trí với dự thảo về loa dẫn dụ."),
        ],
    )
    return sent.comments.order_by("pk")


def settle() -> None:
    """An engine outside the database is written by a task after commit: do its work now."""
    if settings.SEARCH:
        from legaldocs.search.elasticsearch_client import writing_client
        from legaldocs.search.elasticsearch_index import alias_name
        from legaldocs.search.elasticsearch_writing import drain

        drain()
        writing_client().indices.refresh(index=alias_name())


def found(question, kind="", **more):
    """The titles of what is found, of one kind where one is named."""
    settle()
    answered = ask(question, filters=Filters(kind=kind), page_size=100, **more)
    assert not answered.failed
    return [] if answered.relaxed else [hit.title for hit in answered.results]
