"""Files of a document (``/quan-tri/van-ban/<pk>/tep/``): upload, name, order, take away."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from legaldocs.compliance import blocking_failures
from legaldocs.intake.errors import UnreadableFile
from legaldocs.intake.filetype import FileType, active_content, sniff
from legaldocs.models import DocumentFile, FileKind, LegalDocument, ScannedContent
from legaldocs.permissions import may_edit_documents, may_see_documents
from legaldocs.services.quarantine import hold_stored, infected, judge_upload
from legaldocs.signatures.words import words_for
from legaldocs.staff.access import document_crumbs, document_or_404, staff_view
from portal.malware import HeldFile, Judgement, opened

SUFFIXES = {
    FileType.PDF: (".pdf",),
    FileType.DOCX: (".docx",),
    FileType.DOC: (".doc",),
    FileType.RTF: (".rtf",),
    FileType.ODT: (".odt",),
    FileType.ZIP: (".zip",),
    FileType.TEXT: (".txt",),
}
ACCEPT = ".pdf,.docx,.doc,.rtf,.odt,.txt,.zip"
MOST_AT_ONCE = 20


class FileFactsForm(forms.ModelForm):
    """What a file is called, what it is, where it stands in the list."""

    class Meta:
        model = DocumentFile
        fields = ["title", "kind", "order"]
        labels = {"order": gettext_lazy("Position")}


@staff_view(may_see_documents)
@require_http_methods(["GET", "HEAD", "POST"])
def file_index(request: HttpRequest, pk: int) -> HttpResponse:
    """The files, and the form to add some. Each refused file is named with the reason; the others are kept."""
    document = document_or_404(pk)
    refused: list[tuple[str, str]] = []
    if request.method == "POST":
        if not may_edit_documents(request.user):
            raise PermissionDenied
        refused, kept = _take(document, request)
        if kept and not refused:
            messages.success(request, _("The files have been added.") if kept > 1 else _("The file has been added."))
            return redirect("corpus:file_index", pk=pk)
    context = {
        "document": document,
        "files": [
            (file, FileFactsForm(instance=file, prefix=f"tep-{file.pk}"), words_for(file.signatures))
            for file in document.files.all()
        ],
        "kinds": FileKind.choices,
        "refused": refused,
        "accept": ACCEPT,
        "limit": settings.MAX_UPLOAD_BYTES,
        "may_edit": may_edit_documents(request.user),
        "held": set(
            ScannedContent.objects.unreleased()
            .filter(path__in=[f.file.name for f in document.files.all()])
            .values_list("path", flat=True)
        ),
        "header_title": _("Files"),
        "header_icon": "download",
        "breadcrumbs_items": document_crumbs(document, ("", _("Files"))),
    }
    return render(request, "legaldocs/staff/file_index.html", context, status=422 if refused else 200)


def _take(document: LegalDocument, request: HttpRequest) -> tuple[list[tuple[str, str]], int]:
    uploads = request.FILES.getlist("files")
    if not uploads:
        return [(_("No file"), "Chưa chọn tệp nào. Chọn ít nhất một tệp rồi bấm “Tải lên”.")], 0
    refused: list[tuple[str, str]] = []
    kept = 0
    kind = request.POST.get("kind", "")
    kind = kind if kind in FileKind.values else FileKind.ORIGINAL
    for upload in uploads[:MOST_AT_ONCE]:
        reason = keep_file(document, upload, kind)
        if reason:
            refused.append((upload.name or "", reason))
        else:
            kept += 1
    refused += [(upload.name or "", f"Chỉ nhận {MOST_AT_ONCE} tệp mỗi lần.") for upload in uploads[MOST_AT_ONCE:]]
    return refused, kept


def keep_file(document: LegalDocument, upload: UploadedFile, kind: str) -> str:
    """Store one file beside the document; else why not."""
    name = (upload.name or "tep")[:255]
    reason, found = judge(upload)
    if reason or found is None:
        return reason
    file = DocumentFile(document=document, kind=kind, original_name=name, media_type=found.value, file=upload)
    file.order = document.files.count()
    verdict = judge_upload(upload)
    if verdict.judgement is Judgement.INFECTED:
        return infected(verdict.signature)
    try:
        with transaction.atomic():
            file.save()
            hold_stored(file.file, verdict, storage="office", sha256=file.sha256, original_name=name)
            twin = document.files.filter(sha256=file.sha256).exclude(pk=file.pk).first()
            if twin is not None:
                transaction.set_rollback(True)
    except OSError:
        return "Không ghi được tệp vào kho lưu trữ. Xin thử lại; nếu còn lỗi, báo quản trị viên."
    if twin is not None:
        file.file.storage.delete(str(file.file.name))
        return f"Tệp giống hệt “{twin.original_name}” đã có trong danh sách."
    return ""


def judge(upload: UploadedFile) -> tuple[str, FileType | None]:
    """Whether a file may be offered to visitors: its size, and its content, which its name must not contradict."""
    if not upload.size:
        return "Tệp rỗng, không có nội dung.", None
    if upload.size > settings.MAX_UPLOAD_BYTES:
        limit = settings.MAX_UPLOAD_BYTES // (1024 * 1024)
        return f"Tệp lớn hơn {limit} MB. Hãy nén hoặc chia nhỏ tệp rồi tải lên lại.", None
    upload.seek(0)
    content = upload.read()
    upload.seek(0)
    try:
        found = sniff(content)
    except UnreadableFile as error:
        return f"{error.reason} Chỉ nhận tệp PDF, Word, ODT, RTF, TXT và ZIP.", None
    suffixes = SUFFIXES.get(found)
    if suffixes is None:
        return "Loại tệp này không được nhận. Chỉ nhận tệp PDF, Word, ODT, RTF, TXT và ZIP.", None
    name = (upload.name or "").lower()
    active = active_content(content, found)
    if active:
        return active, None
    if found is FileType.TEXT and (b"\x00" in content[:4096] or not name.endswith(".txt")):
        return "Nội dung tệp không đúng với tên tệp. Chỉ nhận tệp PDF, Word, ODT, RTF, TXT và ZIP.", None
    if not name.endswith(suffixes):
        return (
            f"Nội dung tệp là {suffixes[0][1:].upper()} nhưng tên tệp không có đuôi “{suffixes[0]}”. Hãy đổi tên tệp cho đúng.",
            None,
        )
    return "", found


@staff_view(may_edit_documents)
@require_POST
def file_change(request: HttpRequest, pk: int, file: int) -> HttpResponse:
    """Name, kind and position of one file."""
    row = get_object_or_404(DocumentFile, pk=file, document_id=pk)
    form = FileFactsForm(request.POST, instance=row, prefix=f"tep-{row.pk}")
    if form.is_valid():
        form.save()
        messages.success(request, _("The file's description has been saved."))
    else:
        lines = [
            f"{form.fields[name].label}: {' '.join(map(str, errors))}"
            for name, errors in form.errors.items()
            if name in form.fields
        ]
        messages.error(request, " ".join(lines))
    return redirect("corpus:file_index", pk=pk)


@staff_view(may_edit_documents)
@require_POST
def file_delete(request: HttpRequest, pk: int, file: int) -> HttpResponse:
    """Take a file away; a public document keeps what the law asks it to offer."""
    row = get_object_or_404(DocumentFile.objects.select_related("document"), pk=file, document_id=pk)
    name = str(row)
    with transaction.atomic():
        storage, path = row.file.storage, str(row.file.name)
        before = blocking_failures(row.document) if row.document.live else []
        row.delete()
        # What stood against the document before has nothing to do with its file.
        failures = (
            [failure for failure in blocking_failures(row.document) if failure not in before]
            if row.document.live
            else []
        )
        if failures:
            transaction.set_rollback(True)
        else:
            transaction.on_commit(lambda: _forget(storage, path))
    if failures:
        messages.error(request, f"Không bỏ được tệp “{name}”: văn bản đang công khai. {' '.join(failures)}")
    else:
        messages.success(request, _("“%(name)s” has been taken away.") % {"name": name})
    return redirect("corpus:file_index", pk=pk)


def _forget(storage: Any, path: str) -> None:
    """The bytes go when no row names them any more."""
    if not DocumentFile.objects.filter(file=path).exists():
        storage.delete(path)


@staff_view(may_see_documents)
@require_safe
def file_open(request: HttpRequest, pk: int, file: int) -> Any:
    """The bytes as received, also of a document that is not public."""
    row = get_object_or_404(DocumentFile, pk=file, document_id=pk)
    try:
        handle = opened(row.file)
    except HeldFile as error:
        messages.error(request, str(error))
        return redirect("corpus:file_index", pk=pk)
    except (OSError, ValueError) as error:
        raise Http404 from error
    return FileResponse(handle, as_attachment=True, filename=row.original_name or str(row.file.name))
