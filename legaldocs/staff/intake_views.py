"""Import (``/quan-tri/nhap-van-ban/``): upload, what became of each file, and its review."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from legaldocs.intake.page_image import page_png
from legaldocs.models import IntakeBatch, IntakeItem
from legaldocs.models.intake import IntakeState
from legaldocs.permissions import may_import
from legaldocs.services import receiving
from legaldocs.staff.access import crumbs, staff_view
from portal.malware import HeldFile, opened

PAGE_SIZE = 30
MOST_FILES = 100
ACCEPT = ".txt,.docx,.doc,.pdf,.rtf,.odt,.zip,.jsonl,.gz,.png,.jpg,.jpeg,.tif,.tiff"


@staff_view(may_import)
@require_http_methods(["GET", "HEAD", "POST"])
def intake_index(request: HttpRequest) -> HttpResponse:
    """The form, and earlier uploads with what is left to do in each."""
    error = ""
    if request.method == "POST":
        uploads = request.FILES.getlist("files")
        error = _refuse(uploads)
        if not error:
            batch = receiving.receive(uploads=uploads, user=request.user)
            waiting = receiving.read_or_enqueue(batch)
            if waiting:
                text = ngettext(
                    "%(count)d large file is being read in the background.",
                    "%(count)d large files are being read in the background.",
                    waiting,
                )
                messages.info(request, text % {"count": waiting})
            return redirect("corpus:intake_batch", batch=batch.pk)
    rows = IntakeBatch.objects.select_related("created_by").annotate(
        total=Count("items"),
        **{f"in_{state.value}": Count("items", filter=Q(items__state=state)) for state in IntakeState},
    )
    context = {
        "page": Paginator(rows.order_by("-created_at", "-pk"), PAGE_SIZE).get_page(request.GET.get("p")),
        "error": error,
        "accept": ACCEPT,
        "limit": settings.MAX_UPLOAD_BYTES,
        "header_title": _("Import documents"),
        "header_icon": "upload",
        "breadcrumbs_items": crumbs(("", _("Import documents"))),
    }
    return render(request, "legaldocs/staff/intake_index.html", context, status=422 if error else 200)


def _refuse(uploads: list[Any]) -> str:
    if not uploads:
        return "Chưa chọn tệp nào. Hãy chọn ít nhất một tệp."
    if len(uploads) > MOST_FILES:
        return f"Nhiều nhất {MOST_FILES} tệp mỗi lần. Hãy nén thành ZIP hoặc tải lên làm nhiều lần."
    large = [upload.name for upload in uploads if (upload.size or 0) > settings.MAX_UPLOAD_BYTES]
    if large:
        limit = settings.MAX_UPLOAD_BYTES // (1024 * 1024)
        return f"Tệp lớn hơn {limit} MB: {', '.join(large[:5])}. Hãy chia nhỏ rồi tải lên lại; chưa tệp nào được lưu."
    return ""


@staff_view(may_import)
@require_safe
def intake_batch(request: HttpRequest, batch: int) -> HttpResponse:
    """What became of each file; ``?manh=1`` gives the rows alone, for the page that waits."""
    row = get_object_or_404(IntakeBatch.objects.select_related("created_by"), pk=batch)
    items = row.items.select_related("document__issuer").defer("text", "outline", "document__folded").order_by("pk")
    page = Paginator(items, 100).get_page(request.GET.get("p"))
    waiting = row.items.filter(state__in=[IntakeState.WAITING, IntakeState.SCAN]).count()
    context = {"batch": row, "page": page, "waiting": waiting, "total": row.items.count()}
    if request.GET.get("manh"):
        return render(request, "legaldocs/staff/intake_rows.html", context)
    title = _("Upload %(number)d") % {"number": row.pk}
    context |= {
        "header_title": title,
        "header_icon": "upload",
        "breadcrumbs_items": crumbs((reverse("corpus:intake_index"), _("Import documents")), ("", title)),
    }
    return render(request, "legaldocs/staff/intake_batch.html", context)


@staff_view(may_import)
@require_POST
def intake_read(request: HttpRequest, batch: int, item: int) -> HttpResponse:
    """Read a waiting or failed file now, without the worker."""
    row = _item(batch, item)
    read = receiving.read_item(row.pk, again=True)
    if read is not None and read.state == IntakeState.READ:
        return redirect("corpus:intake_item", batch=batch, item=item)
    if read is not None and read.state == IntakeState.FAILED:
        messages.error(request, f"{read.original_name}: {read.error}")
    return redirect("corpus:intake_batch", batch=batch)


@staff_view(may_import)
@require_POST
def intake_discard(request: HttpRequest, batch: int, item: int) -> HttpResponse:
    """Set a file aside, or take it back."""
    row = _item(batch, item)
    back = request.POST.get("back") == "1"
    try:
        receiving.discard(item_id=row.pk, back=back)
    except receiving.NotReviewable as error:
        messages.error(request, str(error))
        return redirect("corpus:intake_batch", batch=batch)
    if back:
        messages.success(request, _("The file is back."))
    else:
        messages.success(request, _("The file has been set aside; it can be taken back in the list below."))
    return redirect("corpus:intake_batch", batch=batch)


@staff_view(may_import)
@require_safe
def intake_file(request: HttpRequest, batch: int, item: int) -> Any:
    """The bytes as received."""
    row = _item(batch, item)
    try:
        handle = opened(row.file)
    except HeldFile as error:
        messages.error(request, str(error))
        return redirect("corpus:intake_batch", batch=batch)
    except (OSError, ValueError) as error:
        raise Http404 from error
    return FileResponse(handle, as_attachment=True, filename=row.original_name)


@staff_view(may_import)
@require_safe
def intake_page(request: HttpRequest, batch: int, item: int, page: int) -> HttpResponse:
    """One page of an uploaded PDF as a picture."""
    row = _item(batch, item)
    try:
        with row.file.open("rb") as handle:
            data = handle.read()
    except (OSError, ValueError) as error:
        raise Http404 from error
    picture = page_png(data, page)
    if picture is None:
        raise Http404
    return HttpResponse(picture, content_type="image/png")


def _item(batch: int, item: int) -> IntakeItem:
    return get_object_or_404(IntakeItem, pk=item, batch_id=batch)
