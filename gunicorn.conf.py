"""Settings of gunicorn that belong to the portal whatever starts it; read from the folder it is started in.

A question to the search may have 10,000 letters, and a Vietnamese letter takes up to nine characters in an address.
gunicorn's own bound (4,094 characters, never more than 8,190) would refuse it with a page in English.
"""

from __future__ import annotations

import ctypes
import html
from typing import Any

from gunicorn import util
from gunicorn.http import message

LONGEST_ADDRESS = 131_072
message.MAX_REQUEST_LINE = LONGEST_ADDRESS
limit_request_line = LONGEST_ADDRESS

PAGE = """<!doctype html>
<html lang="vi"><head><meta charset="utf-8"><title>Yêu cầu không hợp lệ – Cổng Công khai</title></head>
<body><h1>Yêu cầu không hợp lệ</h1>
<p>Địa chỉ hoặc nội dung yêu cầu quá dài hoặc không đúng quy cách, hệ thống không đọc được. Chưa có gì được lưu.</p>
<p>Hãy rút ngắn câu hỏi hoặc quay lại trang trước rồi thử lại. <a href="/">Về trang chủ</a></p></body></html>
"""


def write_error(sock: object, status_int: int, reason: str, mesg: str) -> None:
    """What gunicorn answers by itself, before the portal has seen anything: in Vietnamese, without the details."""
    body = PAGE.encode()
    head = (
        f"HTTP/1.1 {status_int} {html.escape(reason)}\r\nConnection: close\r\nContent-Type: text/html; charset=utf-8\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    )
    util.write_nonblock(sock, head.encode("latin-1") + body)


util.write_error = write_error

#: Requests after which a worker gives back to the system what its pages have left free between other things.
TIDIED = 100


def _tidy() -> Any:
    try:
        return ctypes.CDLL(None).malloc_trim
    except (OSError, AttributeError):  # a C library without it (musl, macOS) keeps what it has
        return None


_trim = _tidy()


def post_request(worker: Any, _request: Any, _environ: Any, _response: Any) -> None:
    """Called by gunicorn after each answer."""
    if _trim is not None and worker.nr % TIDIED == 0:
        _trim(0)
