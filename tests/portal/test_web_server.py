"""gunicorn as the portal sets it: long questions reach the search, what it refuses by itself is said in Vietnamese."""

from __future__ import annotations

import http.client
import os
import runpy
import socket
import subprocess
import sys
import time
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import quote

import pytest

ROOT = Path(__file__).resolve().parents[2]
APPLICATION = (
    "def app(environ, start):\n    start('200 OK', [])\n    return [str(len(environ['QUERY_STRING'])).encode()]\n"
)


@pytest.fixture(scope="module")
def port(tmp_path_factory):
    folder = tmp_path_factory.mktemp("gunicorn")
    (folder / "small_site.py").write_text(APPLICATION)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        number = probe.getsockname()[1]
    command = [
        sys.executable,
        "-m",
        "gunicorn",
        "small_site:app",
        "--bind",
        f"127.0.0.1:{number}",
        "--pythonpath",
        folder,
    ]
    process = subprocess.Popen(list(map(str, command)), cwd=ROOT, env=dict(os.environ), stderr=subprocess.DEVNULL)
    for _ in range(300):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", number)) == 0:
                break
        time.sleep(0.1)
    yield number
    process.terminate()
    process.wait(timeout=30)


def ask(port, address):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("GET", address)
    response = connection.getresponse()
    return response.status, response.read().decode()


def test_a_question_of_ten_thousand_vietnamese_letters_reaches_the_portal(port):
    question = quote("ạ" * 10_000)
    assert ask(port, f"/tim-kiem/?q={question}") == (200, str(len(question) + 2))


def test_an_address_beyond_all_bounds_is_refused_in_vietnamese(port):
    status, text = ask(port, f"/?q={'a' * 140_000}")
    assert status in {400, 414}
    assert "Yêu cầu không hợp lệ" in text
    assert "Hãy rút ngắn câu hỏi" in text


def test_a_worker_gives_memory_back_once_in_a_hundred_answers(monkeypatch):
    settings = runpy.run_path(str(ROOT / "gunicorn.conf.py"))
    trimmed: list[int] = []
    hook = settings["post_request"]
    monkeypatch.setitem(hook.__globals__, "_trim", trimmed.append)
    for number in range(1, 301):
        hook(SimpleNamespace(nr=number), None, {}, None)
    assert trimmed == [0, 0, 0]


def test_a_c_library_without_that_call_is_no_reason_to_fail(monkeypatch):
    hook = runpy.run_path(str(ROOT / "gunicorn.conf.py"))["post_request"]
    monkeypatch.setitem(hook.__globals__, "_trim", None)
    hook(SimpleNamespace(nr=100), None, {}, None)
