"""Log-in, list of drafts, overview and downloads of the agency desk."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import login as auth_login
from django.contrib.auth import logout as auth_logout
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from consultations.agency.access import Desk, consultation_view, desk_view, officer_of, safe_next
from consultations.agency.forms import DeskLoginForm
from consultations.errors import TooManyRequests
from consultations.models import AgencyInvitation, AgencyOfficer, AgencyReply, ReplyState
from consultations.rate_limit import client_address, count, require_below
from consultations.services.dossier import dossier_about, dossier_entries
from consultations.services.file_signatures import signature_state, signature_words
from consultations.services.packaging import safe_name, stream_zip
from consultations.services.replying import editable, problems_of
from consultations.states import accepts_comments
from legaldocs.domain.text import slugify
from portal.malware import opened

TRIES_PER_ACCOUNT, TRIES_PER_ADDRESS = 5, 30


@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def agency_login(request: HttpRequest) -> HttpResponse:
    """Log in; wrong tries are counted per account and per address, in windows of ten minutes."""
    if officer_of(request.user):
        return redirect(safe_next(request))
    form = DeskLoginForm(request, data=request.POST or None)
    status, wait = 200, ""
    if request.method == "POST":
        now, address = timezone.now(), client_address(request)
        account = str(request.POST.get("username", ""))[:150].strip().casefold()
        try:
            require_below("agency-login-account", account, TRIES_PER_ACCOUNT, now)
            require_below("agency-login-address", address, TRIES_PER_ADDRESS, now)
        except TooManyRequests as refused:
            form = DeskLoginForm(request, initial={"username": account})
            minutes = max(1, -(-refused.retry_after // 60))
            wait = _("Too many wrong tries. Please wait %(minutes)s minutes, then try again.") % {"minutes": minutes}
            status = 429
        else:
            if form.is_valid():
                auth_login(request, form.get_user())
                return redirect(safe_next(request))
            count("agency-login-account", account, now)
            count("agency-login-address", address, now)
            status = 422
    context = {"form": form, "wait": wait, "next": safe_next(request)}
    return render(request, "consultations/agency/login.html", context, status=status)


@require_POST
def agency_logout(request: HttpRequest) -> HttpResponse:
    """Log out."""
    auth_logout(request)
    return redirect("consultations:agency_login")


@desk_view
@require_safe
def agency_home(request: HttpRequest, officer: AgencyOfficer) -> HttpResponse:
    """What the organization is asked about: open ones first, nearest deadline on top."""
    now = timezone.now()
    invitations = (
        AgencyInvitation.objects.filter(organization=officer.organization, consultation__live=True)
        .exclude(consultation__state="planned")
        .select_related("consultation__document", "consultation__receiving_unit")
    )
    replies = {
        reply.consultation_id: reply
        for reply in AgencyReply.objects.filter(organization=officer.organization).select_related("submission")
    }
    rows = [invitation_row(invitation, replies.get(invitation.consultation_id), now) for invitation in invitations]
    waiting = sorted((row for row in rows if row["todo"]), key=lambda row: row["sort"])
    done = sorted((row for row in rows if not row["todo"]), key=lambda row: row["sort"], reverse=True)
    return render(
        request, "consultations/agency/home.html", {"officer": officer, "waiting": waiting, "done": done, "now": now}
    )


def invitation_row(invitation: AgencyInvitation, reply: AgencyReply | None, now: Any) -> dict[str, Any]:
    """One row of the list: deadline, own state, whether there is something to do."""
    consultation = invitation.consultation
    open_now = accepts_comments(consultation, now)
    sent = reply is not None and reply.state == ReplyState.SENT
    due = invitation.due_on or (timezone.localdate(consultation.closes_at) if consultation.closes_at else None)
    return {
        "invitation": invitation,
        "consultation": consultation,
        "reply": reply,
        "sent": sent,
        "open": open_now,
        "todo": open_now and not sent,
        "overdue": bool(invitation.due_on and invitation.due_on < timezone.localdate(now) and not sent),
        "late": bool(sent and invitation.due_on and timezone.localdate(reply.sent_at) > invitation.due_on),
        "sort": (str(due or ""), consultation.pk),
    }


@consultation_view
@require_safe
def agency_consultation(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Draft, dossier and the state of the reply."""
    now = timezone.now()
    row = invitation_row(desk.invitation, desk.reply, now)
    postings = desk.consultation.posted_expressions.select_related("expression").defer("expression__source_text")
    papers = list(desk.consultation.dossier_files.all())
    words = signature_words(item.sha256 for item in papers)
    files = [
        {
            "url": reverse("consultations:agency_dossier_file", args=[desk.consultation.pk, item.pk]),
            "title": item.title,
            "extension": item.file.name.rpartition(".")[2],
            "size": item.size,
            "sha256": item.sha256,
            "signatures": words.get(item.sha256, []),
        }
        for item in papers
    ]
    can_edit = editable(desk.consultation, desk.reply, now)
    context = {
        "desk": desk,
        "row": row,
        "postings": postings,
        "files": files,
        "can_edit": can_edit,
        "reply_files": reply_files(desk),
        "lines": lines_of(desk),
        "problems": problems_of(desk.reply) if can_edit else [],
        "now": now,
    }
    return render(request, "consultations/agency/consultation.html", context)


def lines_of(desk: Desk) -> list[Any]:
    """The lines of the reply with the names of their provisions, in document order."""
    if desk.reply is None:
        return []
    from consultations.provision_paths import provision_paths

    lines = list(
        desk.reply.lines.select_related("provision", "edited_by").order_by(
            "provision__expression_id", "provision__order"
        )
    )
    paths = provision_paths({line.provision.expression_id for line in lines}) if lines else {}
    for line in lines:
        line.path = paths.get(line.provision_id)
    return lines


def reply_files(desk: Desk) -> list[dict[str, Any]]:
    """The files of the reply as ``components/file_list.html`` shows them."""
    if desk.reply is None:
        return []
    stored_files = list(desk.reply.files.all())
    words = signature_words(stored.sha256 for stored in stored_files)
    return [
        {
            "id": stored.pk,
            "url": reverse("consultations:agency_reply_file", args=[desk.consultation.pk, stored.pk]),
            "title": stored.original_name,
            "extension": stored.original_name.rpartition(".")[2],
            "size": stored.size,
            "sha256": stored.sha256,
            "signatures": words.get(stored.sha256, []),
            "signature_state": signature_state(stored, words),
        }
        for stored in stored_files
    ]


@consultation_view
@require_safe
def agency_dossier(request: HttpRequest, desk: Desk) -> StreamingHttpResponse:
    """Draft and dossier as one ZIP with its SHA-256 manifest, streamed."""
    pieces = stream_zip(dossier_entries(desk.consultation), dossier_about(desk.consultation))
    response = StreamingHttpResponse(pieces, content_type="application/zip")
    name = f"{slugify(desk.consultation.title)[:80] or 'ho-so'}.zip"
    response["Content-Disposition"] = content_disposition_header(True, name)
    return response


@consultation_view
@require_safe
def agency_dossier_file(request: HttpRequest, desk: Desk, pk: int) -> FileResponse:
    """One file of the dossier."""
    item = desk.consultation.dossier_files.filter(pk=pk).first()
    if item is None:
        raise Http404
    suffix = item.file.name.rpartition(".")[2]
    return _download(item.file, f"{safe_name(item.title, 80)}.{suffix}")


@consultation_view
@require_safe
def agency_reply_file(request: HttpRequest, desk: Desk, pk: int) -> FileResponse:
    """One file of the own reply."""
    stored = desk.reply.files.filter(pk=pk).first() if desk.reply else None
    if stored is None:
        raise Http404
    return _download(stored.file, stored.original_name)


def _download(stored: Any, name: str) -> FileResponse:
    try:
        return FileResponse(opened(stored), as_attachment=True, filename=name)
    except OSError as error:
        raise Http404 from error
