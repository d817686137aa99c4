"""``manage.py`` for people who run the portal: what stands outside the program (database, disk, rights, settings) is said
in one Vietnamese sentence with what to do, not by a traceback. ``--traceback`` shows everything."""

from __future__ import annotations

import errno
import sys

from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line
from django.db import InterfaceError, OperationalError
from django.db.utils import ProgrammingError

DISK_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


def run(argv: list[str]) -> None:
    """Run one command; exit code 1 with a sentence when its surroundings fail."""
    try:
        execute_from_command_line(argv)
    except (OperationalError, InterfaceError, ProgrammingError, ImproperlyConfigured, OSError) as error:
        sentence = sentence_for(error)
        if "--traceback" in argv or not sentence:
            raise
        sys.exit(sentence)


def sentence_for(error: Exception) -> str:
    """What happened and what to do; empty for a fault of the program itself."""
    if isinstance(error, ImproperlyConfigured):
        return f"Cấu hình chưa đúng: {error}"
    if isinstance(error, (OperationalError, InterfaceError, ProgrammingError)):
        return _of_database(error)
    if not isinstance(error, OSError):
        return ""
    if error.errno in DISK_FULL:
        return f"Không ghi được vì hết chỗ trên ổ đĩa{_at(error)}. Hãy giải phóng dung lượng rồi chạy lại; phần đã xong vẫn còn."
    if error.errno in (errno.EACCES, errno.EPERM):
        return f"Không có quyền đọc hoặc ghi{_at(error)}. Hãy sửa quyền của tệp, thư mục hoặc chạy bằng tài khoản khác."
    if error.errno == errno.EROFS:
        return f"Nơi lưu trữ chỉ cho đọc{_at(error)}. Hãy mở quyền ghi hoặc đặt MEDIA_ROOT nơi khác."
    if error.errno == errno.ENOENT and error.filename:
        return f"Không tìm thấy tệp hoặc thư mục{_at(error)}."
    return ""


def _of_database(error: Exception) -> str:
    words = str(error).strip().splitlines()
    said = words[0] if words else type(error).__name__
    lowered = said.lower()
    missing = "does not exist" in lowered and ("relation" in lowered or "column" in lowered)
    if missing or "no such table" in lowered:
        return f"Cơ sở dữ liệu chưa được chuẩn bị hoặc đã cũ ({said}). Hãy chạy: manage.py migrate"
    if isinstance(error, ProgrammingError):
        return ""
    if "no such column" in lowered or "has no column named" in lowered:
        return f"Cơ sở dữ liệu đã cũ so với chương trình ({said}). Hãy chạy: manage.py migrate"
    if "database is locked" in lowered:
        return "Cơ sở dữ liệu đang bận (một lệnh khác đang ghi). Xin chạy lại sau ít phút."
    if "disk" in lowered and "full" in lowered:
        return "Không ghi được vì ổ đĩa của cơ sở dữ liệu đã đầy. Hãy giải phóng dung lượng rồi chạy lại."
    if "readonly" in lowered or "read-only" in lowered:
        return "Cơ sở dữ liệu chỉ cho đọc. Hãy kiểm tra quyền của tệp cơ sở dữ liệu và thư mục chứa nó."
    return f"Không dùng được cơ sở dữ liệu: {said}. Hãy kiểm tra DATABASE_URL và máy chủ cơ sở dữ liệu."


def _at(error: OSError) -> str:
    return f" ({error.filename})" if error.filename else ""
