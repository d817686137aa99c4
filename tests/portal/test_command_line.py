"""Commands whose surroundings fail say so in one Vietnamese sentence with what to do; the rest is shown as it is."""

from __future__ import annotations

import errno
import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command, get_commands, load_command_class
from django.db import OperationalError
from django.db.utils import ProgrammingError

from portal.command_line import run, sentence_for

ROOT = Path(__file__).resolve().parents[2]
OURS = ("portal", "legaldocs", "consultations", "home")
LETTERS = set("ăâđêôơưàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ")


def manage(*arguments, limit=None, **env):
    """Run a command as an operator does."""
    kept = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "DJANGO_SETTINGS_MODULE"}}

    def bounded():
        if limit is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env={**kept, "DJANGO_SETTINGS_MODULE": "portal.settings.dev", "LOG_LEVEL": "CRITICAL", **env},
        capture_output=True,
        text=True,
        preexec_fn=bounded,
        timeout=120,
    )


def test_a_database_that_does_not_answer_is_one_sentence():
    done = manage("verify_seals", DATABASE_URL="postgres://portal@127.0.0.1:1/nowhere")
    assert done.returncode == 1
    assert "Hãy kiểm tra DATABASE_URL" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_database_without_tables_says_which_command_makes_them(tmp_path):
    done = manage("verify_seals", DATABASE_URL=f"sqlite:///{tmp_path}/new.sqlite3")
    assert done.returncode == 1
    assert "Hãy chạy: manage.py migrate" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_wrong_setting_is_named_without_a_traceback():
    done = manage("check", DATABASE_URL="mysql://x")
    assert done.returncode == 1
    assert done.stderr.startswith("Cấu hình chưa đúng:")
    assert "DATABASE_URL" in done.stderr


def test_the_traceback_is_there_for_who_asks():
    done = manage("verify_seals", "--traceback", DATABASE_URL="postgres://portal@127.0.0.1:1/nowhere")
    assert done.returncode == 1
    assert "Traceback" in done.stderr


def test_a_disk_that_is_full_is_said_and_the_report_of_the_rest_is_not_half_written(tmp_path):
    source = tmp_path / "nguon"
    source.mkdir()
    (source / "a.txt").write_text("CHỈ THỊ\n" + "Điều 1. Nội dung dài\n" * 400, encoding="utf-8")
    done = manage(
        "read_documents", str(source), "--json", DATABASE_URL=f"sqlite:///{tmp_path}/x.sqlite3", limit=10_000_000
    )
    assert done.returncode == 0
    full = manage("migrate", "--verbosity", "0", DATABASE_URL=f"sqlite:///{tmp_path}/x.sqlite3", limit=100_000)
    assert full.returncode == 1
    assert "Traceback" not in full.stderr
    assert "ổ đĩa" in full.stderr or "cơ sở dữ liệu" in full.stderr


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (OSError(errno.ENOSPC, "full", "/tep/a.pdf"), "hết chỗ trên ổ đĩa (/tep/a.pdf)"),
        (OSError(errno.EDQUOT, "quota"), "hết chỗ"),
        (OSError(errno.EFBIG, "too big"), "hết chỗ"),
        (PermissionError(errno.EACCES, "denied", "/tep"), "Không có quyền đọc hoặc ghi (/tep)"),
        (OSError(errno.EROFS, "read only", "/tep"), "chỉ cho đọc (/tep)"),
        (FileNotFoundError(errno.ENOENT, "none", "/tep/b"), "Không tìm thấy tệp hoặc thư mục (/tep/b)"),
        (OperationalError("database is locked"), "đang bận"),
        (OperationalError("database or disk is full"), "ổ đĩa của cơ sở dữ liệu đã đầy"),
        (OperationalError("attempt to write a readonly database"), "chỉ cho đọc"),
        (OperationalError("no such table: home_navigation"), "manage.py migrate"),
        (OperationalError("no such column: x"), "manage.py migrate"),
        (ProgrammingError('relation "home_navigation" does not exist\nLINE 1'), "manage.py migrate"),
        (OperationalError("connection refused\nIs the server running?"), "connection refused. Hãy kiểm tra"),
        (OperationalError(""), "OperationalError"),
        (ImproperlyConfigured("Set the SECRET_KEY environment variable."), "SECRET_KEY"),
    ],
)
def test_each_trouble_outside_has_its_sentence(error, words):
    assert words in sentence_for(error)
    assert "\n" not in sentence_for(error)


@pytest.mark.parametrize(
    "error", [ProgrammingError("syntax error at or near SELEC"), OSError(errno.EIO, "io"), ValueError("x")]
)
def test_a_fault_of_the_program_is_not_dressed_up(error):
    assert sentence_for(error) == ""


def test_the_fault_itself_goes_on(monkeypatch):
    def broken(argv):
        raise ProgrammingError("syntax error")

    monkeypatch.setattr("portal.command_line.execute_from_command_line", broken)
    with pytest.raises(ProgrammingError):
        run(["manage.py", "x"])


@pytest.mark.parametrize("name", sorted(name for name, app in get_commands().items() if app in OURS))
def test_every_command_explains_itself_in_vietnamese(name):
    parser = load_command_class(get_commands()[name], name).create_parser("manage.py", name)
    assert set(parser.description or "") & LETTERS, f"{name}: {parser.description}"
    standard = {"version", "verbosity", "settings", "pythonpath", "traceback", "no_color", "force_color", "help"}
    inherited = {"skip_checks", "dryrun", "continuous"}
    for action in parser._actions:
        if action.dest not in standard | inherited and action.help:
            assert set(action.help) & LETTERS, f"{name} {action.dest}: {action.help}"


@pytest.mark.django_db
def test_a_number_nobody_published_is_named():
    with pytest.raises(CommandError, match="999/2099/NĐ-CP"):
        call_command("rebuild_provisions", "999/2099/NĐ-CP")
