"""Tasks of the corpus: thin, ids in, a service called."""

from __future__ import annotations

from django_tasks import task


@task(queue_name="intake")
def read_intake_item(item_id: int) -> None:
    """Read an uploaded file that was too large to be read at once. Harmless when repeated."""
    from legaldocs.services.receiving import read_item

    read_item(item_id)


@task(queue_name="intake")
def recognise_intake_item(item_id: int) -> None:
    """Recognise the pages of a scan (OCR). Harmless when repeated."""
    from legaldocs.services.recognising import recognise_item

    recognise_item(item_id)


@task()
def count_words() -> None:
    """Count the words of the corpus anew when it has changed since the last time. Harmless when repeated."""
    from legaldocs.search.suggestions import build_completions
    from legaldocs.search.vocabulary import build_vocabulary, is_outdated

    if is_outdated():
        build_vocabulary()
        build_completions()


@task()
def refresh_citations() -> None:
    """Make links and counts anew that publications have put out of date; asks for another turn while some are left."""
    from legaldocs.services.citation_refresh import refresh

    if refresh():
        refresh_citations.enqueue()


@task(queue_name="intake")
def read_file_text(file_id: int) -> None:
    """Read the words of a stored file for the search (OCR where it is a scan). Harmless when repeated."""
    from legaldocs.services.file_texts import read_file_text

    read_file_text(file_id)


@task()
def check_file_signatures(file_id: int) -> None:
    """Check the digital signatures of a file just stored. Harmless when repeated."""
    from legaldocs.models import DocumentFile
    from legaldocs.services.signatures import check_file

    file = DocumentFile.objects.filter(pk=file_id).first()
    if file is not None:
        check_file(file)
