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
