"""``make bench``: speed and size of the portal beside a bare Django on the same server and machine, in one run.

    python bench/run.py [--documents 1000] [--requests 400]

PostgreSQL in a throw-away cluster, two sync workers, no page cache. CPU is that of the workers and the database together.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tools")]

from generate import write  # noqa: E402
from postgres import free_port, throwaway_cluster  # noqa: E402
from server import Server, serve  # noqa: E402

QUESTIONS = [
    "1/2006/NĐ-CP",
    "quản lý đất đai",
    "thu tuc hanh chinh",
    "bảo hiểm xã hội",
    "điều 5 nghị định 10/2015",
    "giấy chứng nhận",
]


def manage(env: dict[str, str], *arguments: str, code: str = "") -> str:
    """Run a management command (or a piece of Python in its shell) and answer what it printed."""
    command = [sys.executable, "manage.py", *arguments]
    if code:
        command = [sys.executable, "manage.py", "shell", "-v", "0", "-c", code]
    done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(done.stderr[-2000:])
    return done.stdout.strip()


OPEN_CONSULTATION = """
import datetime
from django.utils import timezone
from consultations.models import ConsultationIndexPage, ConsultationPage, PostedExpression
from legaldocs.models import Expression, LegalDocument
from legaldocs.services.publishing import post_expression
now = timezone.now()
document = LegalDocument.objects.order_by('pk').first()
page = ConsultationPage(title='Dự thảo đo tốc độ', slug='do-toc-do', document=document, state='open',
    opens_at=now - datetime.timedelta(days=1), closes_at=now + datetime.timedelta(days=9), email='x@bench.example', postal_address='Hà Nội')
ConsultationIndexPage.objects.first().add_child(instance=page)
expression = post_expression(expression=document.expressions.first(), now=now)
PostedExpression.objects.create(consultation=page, expression=expression, posted_at=now)
print(page.pk, expression.provisions.filter(kind='clause').first().pk)
"""

COMMENTS = """
import sys, time
from django.utils import timezone
from django.db import connection
from consultations.services.submitting import NewComment, Sender, receive_submission
text = 'Đề nghị quy định rõ thời hạn giải quyết hồ sơ và trách nhiệm của cơ quan tiếp nhận. ' * 3
def one():
    receive_submission(consultation_id={page}, channel='web', now=timezone.now(),
        sender=Sender(kind='citizen', full_name='Nguyễn Văn Mẫu', email='a@bench.example'),
        comments=[NewComment(stance='partly', text=text, provision_id={provision})])
one()
start = time.monotonic()
for _ in range({count}):
    one()
print({count} / (time.monotonic() - start))
"""


def documents_of(env: dict[str, str]) -> list[str]:
    """Addresses of fifty documents."""
    code = "from legaldocs.models import LegalDocument\nprint('\\n'.join(d.get_absolute_url() for d in LegalDocument.objects.filter(live=True)[:50]))"
    return manage(env, code=code).splitlines()


def accepted_per_second(env: dict[str, str], page: str, provision: str, count: int) -> float:
    """Submissions stored a second by two processes side by side."""
    code = COMMENTS.format(page=page, provision=provision, count=count)
    command = [sys.executable, "manage.py", "shell", "-v", "0", "-c", code]
    processes = [subprocess.Popen(command, cwd=ROOT, env=env, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    return sum(float(process.communicate()[0].strip()) for process in processes)


def measure_server(
    application: str, pages: dict[str, list[str]], env: dict[str, str], database_pid: int, requests: int
) -> dict[str, dict[str, float]]:
    """CPU and throughput of each kind of page."""
    figures = {}
    with serve(application, free_port(), database_pid, env) as server:
        for name, paths in pages.items():
            figures[name] = server.measure(paths, requests)
        if application == "portal.wsgi":
            figures["memory"] = {
                "mb": after_mixed_requests(server, [path for paths in pages.values() for path in paths])
            }
    return figures


def after_mixed_requests(server: Server, paths: list[str], count: int = 10_000) -> float:
    """Memory of the largest worker after ten thousand mixed requests."""
    for number in range(count):
        server.get(paths[number % len(paths)])
    return server.memory()


def main() -> None:
    """Everything, printed as one table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--documents", type=int, default=1000)
    parser.add_argument("--requests", type=int, default=400)
    options = parser.parse_args()
    with throwaway_cluster("fsync=on", "synchronous_commit=on") as address, tempfile.TemporaryDirectory() as folder:
        env = {
            **os.environ,
            "DATABASE_URL": f"{address}/postgres",
            "DEBUG": "0",
            "DJANGO_SETTINGS_MODULE": "portal.settings.dev",
            "MEDIA_ROOT": f"{folder}/media",
            "LOG_LEVEL": "ERROR",
        }
        manage(env, "migrate", "-v0")
        size = write(Path(folder) / "texts", options.documents)
        start = time.monotonic()
        manage(env, "import_documents", f"{folder}/texts", "--publish")
        imported = time.monotonic() - start
        manage(env, code="from django.db import connection; connection.cursor().execute('ANALYZE')")
        page, provision = manage(env, code=OPEN_CONSULTATION).split()
        paths = documents_of(env)
        years = [f"/van-ban/?nam={year}" for year in range(2006, 2024)]
        from urllib.parse import quote

        pages = {
            "document": paths,
            "list": ["/van-ban/", *years],
            "search": [f"/tim-kiem/?q={quote(q)}" for q in QUESTIONS],
            "consultation": ["/lay-y-kien/do-toc-do/"],
        }
        database_pid = int(
            manage(
                env,
                code="from django.db import connection\nc = connection.cursor()\nc.execute('SELECT pg_backend_pid()')\nimport pathlib\nprint(pathlib.Path(f'/proc/{c.fetchone()[0]}/stat').read_text().rsplit(')', 1)[1].split()[1])",
            )
        )
        bare_pages = {
            "document": [f"/van-ban/{path.rstrip('/').split('/')[-1]}/" for path in paths],
            "list": pages["list"],
        }
        bare = measure_server("bench.bare.wsgi", bare_pages, env, database_pid, options.requests)
        ours = measure_server("portal.wsgi", pages, env, database_pid, options.requests)
        comments = accepted_per_second(env, page, provision, 1500)
    print(f"\n{options.documents} documents of {size / 1000:.0f} kB, PostgreSQL, two sync workers, no page cache\n")
    print(f"{'':34}{'ours':>12}{'bare':>12}{'ratio':>8}   goal")
    for name, goal in (("document", "≤ 5 ×"), ("list", "≤ 3 ×"), ("search", "≤ 10 ms"), ("consultation", "")):
        own, floor = ours[name]["cpu_ms"], bare.get(name, {}).get("cpu_ms")
        ratio = f"{own / floor:7.1f}×" if floor else " " * 8
        print(
            f"{name + ', CPU per request':34}{own:9.1f} ms{(f'{floor:9.1f} ms' if floor else ''):>12}{ratio}   {goal}"
        )
    for name in ours:
        if "per_second" in ours[name]:
            floor = bare.get(name, {}).get("per_second")
            print(
                f"{name + ', one client':34}{ours[name]['per_second']:10.0f}/s{(f'{floor:10.0f}/s' if floor else ''):>12}"
            )
    print(f"{'comments accepted, two processes':34}{comments:10.0f}/s{'':20}   ≥ 300/s")
    print(f"{'taken in and published':34}{imported:10.1f} s{'':20}   ≤ 40 s")
    print(f"{'worker after 10,000 requests':34}{ours['memory']['mb']:9.0f} MB{'':20}   ≤ 170 MB")


if __name__ == "__main__":
    main()
