"""Pieces of Python that ``bench/run.py`` runs inside the project (``manage.py shell``)."""

from __future__ import annotations

SLUG = "do-toc-do"

DATABASE_PID = """
import pathlib
from django.db import connection
with connection.cursor() as cursor:
    cursor.execute('SELECT pg_backend_pid()')
    backend = cursor.fetchone()[0]
print(pathlib.Path(f'/proc/{backend}/stat').read_text().rsplit(')', 1)[1].split()[1])
"""

VACUUM = """
from django.db import connection
with connection.cursor() as cursor:
    cursor.execute('VACUUM (ANALYZE)')
    cursor.execute('CHECKPOINT')
"""

ADDRESSES = """
from legaldocs.models import LegalDocument
for document in LegalDocument.objects.filter(live=True).order_by('pk')[:50]:
    print(document.get_absolute_url())
"""

OPEN_CONSULTATION = f"""
import datetime
from django.utils import timezone
from consultations.models import ConsultationIndexPage, ConsultationPage, PostedExpression
from legaldocs.models import LegalDocument
from legaldocs.services.publishing import post_expression
now = timezone.now()
document = LegalDocument.objects.order_by('pk').last()
page = ConsultationPage(title='Dự thảo đo tốc độ', slug='{SLUG}', document=document, state='open',
    opens_at=now - datetime.timedelta(days=1), closes_at=now + datetime.timedelta(days=9),
    email='x@bench.example', postal_address='Hà Nội')
ConsultationIndexPage.objects.first().add_child(instance=page)
expression = post_expression(expression=document.expressions.first(), now=now)
PostedExpression.objects.create(consultation=page, expression=expression, posted_at=now)
print(page.pk, expression.provisions.filter(kind='clause').first().pk)
"""

QUERIES = """
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
for name, path in {pages!r}.items():
    client = Client(headers={{'host': '127.0.0.1'}})
    client.get(path)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(path).status_code == 200, path
    print(name, len(queries))
"""

#: One process's rate and its seconds of CPU for each submission.
COMMENTS = """
import time
from django.utils import timezone
from consultations.services.submitting import NewComment, Sender, receive_submission
text = 'Đề nghị quy định rõ thời hạn giải quyết hồ sơ và trách nhiệm của cơ quan tiếp nhận. ' * 3
def one():
    receive_submission(consultation_id={page}, channel='web', now=timezone.now(),
        sender=Sender(kind='citizen', full_name='Nguyễn Văn Mẫu', email='a@bench.example'),
        comments=[NewComment(stance='partly', text=text, provision_id={provision})])
one()
start, cpu = time.monotonic(), time.process_time()
for _ in range({count}):
    one()
print({count} / (time.monotonic() - start), (time.process_time() - cpu) / {count})
"""
