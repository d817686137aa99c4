"""The task, the clock and the command that keep links and counts right."""

from __future__ import annotations

import io

import pytest
from django.core.management import CommandError, call_command
from django_tasks_db.models import DBTaskResult

from legaldocs import rendering
from legaldocs.models import Citation, CitationUpkeep, CitedDocument, RenderedText, UpkeepKind
from legaldocs.services import citation_refresh
from legaldocs.services.citation_refresh import refresh, wake
from legaldocs.services.publishing import publish_document
from tests.factories.legaldocs import LegalDocumentFactory, PostedDraftFactory, PublishedExpressionFactory

pytestmark = pytest.mark.django_db
TEXT = "Điều 1. Phạm vi\n1. Theo Điều 2 Nghị định số 43/2011/NĐ-CP.\n2. Theo khoản 1 Điều này."


@pytest.fixture
def citing():
    return PublishedExpressionFactory(source_text=TEXT)


@pytest.fixture
def cited(citing):
    """It was not there when the citing text was published."""
    document = LegalDocumentFactory(number="43/2011/NĐ-CP")
    PublishedExpressionFactory(document=document, source_text="Điều 1. Một\nĐoạn.\nĐiều 2. Hai\nĐoạn.")
    return document


def run(*args: str) -> str:
    out = io.StringIO()
    call_command("resolve_citations", *args, stdout=out)
    return out.getvalue()


def body(expression) -> str:
    return RenderedText.objects.get(expression=expression).body


def waiting_tasks() -> int:
    return DBTaskResult.objects.filter(task_path="legaldocs.tasks.refresh_citations").count()


def test_the_clock_asks_for_the_task_once_and_only_when_something_is_marked(citing, cited):
    refresh()
    assert wake() is False
    publish_document(document=cited, revision=False)
    assert wake() is True
    assert wake() is False
    assert waiting_tasks() == 1


def test_the_task_makes_everything_anew(citing, cited):
    from legaldocs.tasks import refresh_citations

    publish_document(document=cited, revision=False)
    refresh_citations.func()
    assert cited.get_absolute_url() in body(citing)
    assert not CitationUpkeep.objects.exists()
    assert waiting_tasks() == 0


def test_a_text_that_cannot_be_made_does_not_stop_the_others(citing, cited, monkeypatch, caplog):
    other = PublishedExpressionFactory(source_text=TEXT)
    for expression in (citing, other):
        CitationUpkeep.objects.create(kind=UpkeepKind.LINKS, subject=expression.pk)
    publish_document(document=cited, revision=False)
    real = rendering.store

    def store(expression, nodes, links=None):
        if expression.pk == citing.pk:
            raise RuntimeError("broken text")
        return real(expression, nodes, links)

    monkeypatch.setattr(citation_refresh.rendering, "store", store)
    assert refresh() is False
    assert cited.get_absolute_url() in body(other)
    assert cited.get_absolute_url() not in body(citing)
    assert "broken text" in caplog.text


def test_the_command_resolves_what_waits_and_may_be_repeated(citing, cited):
    assert Citation.objects.get(expression=citing, key="43/2011/nd-cp").document is None
    assert "1 dẫn chiếu chờ đã tìm được văn bản" in run()
    row = Citation.objects.get(expression=citing, key="43/2011/nd-cp")
    assert (row.document, row.is_found) == (cited, True)
    assert f'href="{cited.get_absolute_url()}dieu-2/"' in body(citing)
    made = body(citing)
    assert "0 lời văn đã đọc, 0 dẫn chiếu; 0 dẫn chiếu chờ" in run()
    assert body(citing) == made


def test_the_command_reads_texts_published_before_citations_were_read(citing, cited):
    posted = PostedDraftFactory(source_text=TEXT)
    Citation.objects.all().delete()
    RenderedText.objects.update(markup=rendering.MARKUP - 1, body="")
    text_hash = posted.text_hash
    assert "3 lời văn đã đọc, 4 dẫn chiếu" in run()
    posted.refresh_from_db()
    assert posted.text_hash == text_hash
    assert cited.get_absolute_url() in body(citing)
    assert cited.get_absolute_url() in body(posted)


def test_all_reads_every_text_again(citing, cited):
    Citation.objects.filter(expression=citing).delete()
    assert "0 lời văn" in run()
    assert "2 lời văn đã đọc, 2 dẫn chiếu" in run("--all")


def test_the_proof_names_a_wrong_count(citing, cited):
    run()
    assert "khớp với dữ liệu" in run("--check")
    CitedDocument.objects.filter(document=cited).update(documents=7)
    with pytest.raises(CommandError, match="1 văn bản có số lượt dẫn chiếu không khớp"):
        run("--check")
    CitationUpkeep.objects.create(kind=UpkeepKind.COUNT, subject=cited.pk)
    run()
    assert "khớp với dữ liệu" in run("--check")


def test_a_page_made_from_provisions_has_the_same_links_as_the_prepared_one(citing, cited):
    run()
    prepared = rendering.rendered_text(citing)
    RenderedText.objects.all().delete()
    assert rendering.rendered_text(citing).body == prepared.body
