"""A failure of the surroundings while importing says what to do; a fault of the program says that it was logged."""

from __future__ import annotations

import errno

import pytest
from django.db import OperationalError, ProgrammingError

from legaldocs.models import LegalDocument
from legaldocs.services import import_files
from legaldocs.services.import_files import UNEXPECTED, FileImporter
from portal.command_line import sentence_for
from tests.legaldocs.services.test_importing import DECREE

pytestmark = pytest.mark.django_db


@pytest.fixture
def failing(tmp_path, monkeypatch):
    """What the report says of a file whose storing fails with this error."""
    file = tmp_path / "15-2020-ND-CP.txt"
    file.write_text(DECREE, encoding="utf-8")

    def say(error: Exception) -> str:
        def broken(*arguments, **values):
            raise error

        monkeypatch.setattr(import_files, "import_read_document", broken)
        (entry,) = FileImporter(publish=True).group([file])
        assert entry.state == "failed"
        assert not LegalDocument.objects.exists()
        return entry.message

    return say


@pytest.mark.parametrize(
    "error",
    [
        OperationalError("no such table: legaldocs_documentword"),
        OperationalError("no such column: legaldocs_legaldocument.words"),
        OperationalError("table legaldocs_expression has no column named words"),
        ProgrammingError('relation "legaldocs_documentword" does not exist\nLINE 1: SELECT'),
        ProgrammingError("column legaldocs_legaldocument.words does not exist\nLINE 1: SELECT"),
        ProgrammingError('column "words" of relation "legaldocs_expression" does not exist'),
    ],
)
def test_a_database_older_than_the_program_is_to_be_migrated(failing, error):
    assert "manage.py migrate" in failing(error)


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (OperationalError("database is locked"), "đang bận"),
        (OSError(errno.ENOSPC, "No space left", "/srv/tep/a.pdf"), "hết chỗ"),
        (PermissionError(errno.EACCES, "Permission denied", "/srv/tep"), "Không có quyền"),
    ],
)
def test_what_else_fails_around_the_program_is_named_with_its_remedy(failing, error, words):
    assert words in failing(error)


@pytest.mark.parametrize("error", [KeyError("số"), RuntimeError("hỏng"), ProgrammingError("syntax error at or near")])
def test_a_fault_of_the_program_is_said_to_be_logged_and_tells_nothing_else(failing, caplog, error):
    assert failing(error) == UNEXPECTED
    assert "15-2020-ND-CP.txt" in caplog.text


def test_a_missing_function_is_not_taken_for_an_old_database():
    assert sentence_for(ProgrammingError("function unaccent(text) does not exist")) == ""
