"""Tasks of the consultations: thin, ids in, a service called."""

from __future__ import annotations

from django_tasks import task


@task()
def check_consultation_file(kind: str, pk: int) -> None:
    """Check the digital signatures of a letter or of a file of a dossier. Harmless when repeated."""
    from consultations.services.file_signatures import check_by_id

    check_by_id(kind, pk)


@task()
def send_password_reset(account: int) -> None:
    """E-mail the link to set a password anew; nothing for an account that does not exist."""
    from consultations.accounts.resetting import send_reset

    send_reset(account)
