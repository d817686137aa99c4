"""Writing, previewing and sending the official reply."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from consultations.agency.access import Desk, consultation_view
from consultations.agency.forms import FileForm, GeneralForm, LineForm
from consultations.agency.views import invitation_row, lines_of, reply_files
from consultations.errors import ConsultationError
from consultations.models import AgencyReply, AgencyReplyLine, ReplyState
from consultations.provision_paths import provision_paths
from consultations.services import replying
from legaldocs.domain.text import fold
from legaldocs.models import Provision

GENERAL_FIELDS = ("stance", "general_text", "official_number", "official_on", "signer")
LINE_FIELDS = ("stance", "text", "change", "proposed_wording", "reason")
OFFERED = {"article", "clause", "point", "chapter", "section", "annex", "form", "table"}
MAX_SHOWN = 300
form_view = require_http_methods(["GET", "HEAD", "POST"])


def _back(desk: Desk, name: str = "agency_consultation", *args: Any) -> HttpResponse:
    return redirect(f"consultations:{name}", desk.consultation.pk, *args)


def _is_open(desk: Desk) -> bool:
    return replying.editable(desk.consultation, desk.reply, timezone.now())


@consultation_view
@form_view
def agency_general(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The general part of the reply."""
    if request.method != "POST" and not _is_open(desk):
        return _back(desk)
    reply = desk.reply or AgencyReply(consultation=desk.consultation, organization=desk.organization)
    form = GeneralForm(request.POST or None, instance=reply)
    conflict: Any = None
    problem = ""
    if request.method == "POST" and form.is_valid():
        try:
            replying.save_general(
                consultation=desk.consultation,
                organization=desk.organization,
                part=replying.GeneralPart(**{name: form.cleaned_data[name] for name in GENERAL_FIELDS}),
                version=form.cleaned_data["version"],
                user=request.user,
                now=timezone.now(),
            )
            messages.success(request, _("The general part has been saved."))
            return _back(desk)
        except replying.StaleReply as stale:
            conflict, form = stale, _rebased(form, stale.current.version)
        except ConsultationError as error:
            problem = str(error)
    context = {"desk": desk, "form": form, "conflict": conflict, "problem": problem, "typed": request.POST}
    return render(request, "consultations/agency/general.html", context, status=_status(request, conflict, problem))


@consultation_view
@require_safe
def agency_provisions(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Choose the provision an opinion is about; a question narrows the list."""
    if not _is_open(desk):
        return _back(desk)
    question = " ".join(str(request.GET.get("q", ""))[:200].split())
    ids = list(
        desk.consultation.posted_expressions.filter(posted_at__isnull=False)
        .order_by("sort_order", "pk")
        .values_list("expression_id", flat=True)
    )[-1:]
    wanted = fold(question).split()
    written = {line.provision_id: line for line in desk.reply.lines.all()} if desk.reply else {}
    paths = provision_paths(ids)
    rows, more = [], False
    provisions = Provision.objects.filter(expression_id__in=ids, kind__in=OFFERED).order_by("order")
    for provision in provisions.only("pk", "kind", "text", "heading", "depth", "expression_id"):
        path = paths[provision.pk]
        if wanted:
            # A label matches by whole words ("Điều 3" is not "Điều 30"), the text by any part.
            haystack = fold(f" {path.label} {provision.heading} {provision.text} ")
            if not (fold(question) in haystack or all(word in haystack.split() for word in wanted)):
                continue
        elif provision.kind in {"clause", "point"} and len(paths) > MAX_SHOWN:
            continue
        if len(rows) >= MAX_SHOWN:
            more = True
            break
        rows.append({"provision": provision, "path": path, "line": written.get(provision.pk)})
    context = {"desk": desk, "rows": rows, "q": question, "more": more, "short": not wanted and len(paths) > MAX_SHOWN}
    return render(request, "consultations/agency/provisions.html", context)


def _provision(desk: Desk, pk: int) -> tuple[Provision, str]:
    posted = desk.consultation.posted_expressions.filter(posted_at__isnull=False).values("expression_id")
    provision = Provision.objects.filter(pk=pk, expression_id__in=posted).first()
    if provision is None:
        raise Http404
    return provision, provision_paths([provision.expression_id])[provision.pk].label


@consultation_view
@form_view
def agency_line(request: HttpRequest, desk: Desk, provision_id: int) -> HttpResponse:
    """The opinion on one provision: write, change, or take it out."""
    provision, label = _provision(desk, provision_id)
    if request.method != "POST" and not _is_open(desk):
        return _back(desk)
    line = desk.reply.lines.filter(provision=provision).select_related("edited_by").first() if desk.reply else None
    form = LineForm(request.POST or None, instance=line or AgencyReplyLine(provision=provision))
    conflict: Any = None
    problem = ""
    removing = "remove" in request.POST
    if request.method == "POST" and (removing or form.is_valid()):
        common = {
            "consultation": desk.consultation,
            "organization": desk.organization,
            "provision": provision,
            "user": request.user,
            "now": timezone.now(),
        }
        try:
            if removing:
                version = request.POST.get("version", "")
                replying.remove_line(**common, version=int(version) if version.isdecimal() and len(version) < 9 else -1)
                messages.success(request, _("The opinion on %(label)s has been removed.") % {"label": label})
                return _back(desk)
            part = replying.LinePart(**{name: form.cleaned_data[name] for name in LINE_FIELDS})
            replying.save_line(**common, part=part, version=form.cleaned_data["version"])
            messages.success(request, _("The opinion on %(label)s has been saved.") % {"label": label})
            return _back(desk, "agency_provisions") if "next" in request.POST else _back(desk)
        except replying.StaleReply as stale:
            conflict, form = stale, _rebased(form, stale.current.version if stale.current else 0)
        except ConsultationError as error:
            problem = str(error)
    wording = list(Provision.objects.subtree(provision).order_by("order"))
    context = {
        "desk": desk,
        "provision": provision,
        "wording": wording,
        "label": label,
        "line": line,
        "form": form,
        "conflict": conflict,
        "problem": problem,
    }
    return render(request, "consultations/agency/line.html", context, status=_status(request, conflict, problem))


@consultation_view
@form_view
def agency_files(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Attach the signed letter and other files, or take one out."""
    if request.method != "POST" and not _is_open(desk):
        return _back(desk)
    problem = ""
    if request.method == "POST":
        common = {
            "consultation": desk.consultation,
            "organization": desk.organization,
            "user": request.user,
            "now": timezone.now(),
        }
        try:
            remove = request.POST.get("remove", "")
            if remove:
                replying.remove_file(**common, file_id=int(remove) if remove.isdecimal() and len(remove) < 16 else 0)
                messages.success(request, _("The file has been removed."))
                return _back(desk, "agency_files")
            upload = request.FILES.get("file")
            if upload is None:
                problem = _("Choose a file first.")
            else:
                replying.add_file(**common, upload=upload)
                messages.success(request, _("The file has been attached."))
                return _back(desk, "agency_files")
        except ConsultationError as error:
            problem = str(error)
    context = {"desk": desk, "form": FileForm(), "files": reply_files(desk), "problem": problem}
    return render(request, "consultations/agency/files.html", context, status=_status(request, None, problem))


@consultation_view
@form_view
def agency_preview(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The reply exactly as it will be sealed, and the button that sends it."""
    if desk.reply and desk.reply.state == ReplyState.SENT:
        return _back(desk, "agency_sent")
    if request.method != "POST" and not _is_open(desk):
        return _back(desk)
    problems, problem, changed = replying.problems_of(desk.reply), "", False
    if request.method == "POST":
        revision = request.POST.get("revision", "")
        if not desk.officer.can_send:
            problem = _("Your account may prepare the reply; a colleague with the right to send must send it.")
        else:
            try:
                replying.send_reply(
                    consultation=desk.consultation,
                    organization=desk.organization,
                    revision=int(revision) if revision.isdecimal() and len(revision) < 9 else -1,
                    user=request.user,
                    now=timezone.now(),
                )
                return _back(desk, "agency_sent")
            except replying.StaleReply:
                changed = True
            except replying.IncompleteReply as incomplete:
                problems = incomplete.problems
            except ConsultationError as error:
                problem = str(error)
    context = {
        "desk": desk,
        "lines": lines_of(desk),
        "files": reply_files(desk),
        "problems": problems,
        "problem": problem,
        "changed": changed,
    }
    failed = problem or changed or (request.method == "POST" and problems)
    return render(request, "consultations/agency/preview.html", context, status=409 if failed else 200)


@consultation_view
@require_safe
def agency_sent(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Proof of sending: receipt, time, hashes; made to be printed."""
    if desk.reply is None or desk.reply.state != ReplyState.SENT:
        return _back(desk)
    context = {
        "desk": desk,
        "reply": desk.reply,
        "submission": desk.reply.submission,
        "row": invitation_row(desk.invitation, desk.reply, timezone.now()),
        "lines": lines_of(desk),
        "files": reply_files(desk),
    }
    return render(request, "consultations/agency/sent.html", context)


def _rebased(form: Any, version: int) -> Any:
    """The same form with the current version: what was typed stays, saving again is then a choice made knowingly."""
    data = form.data.copy()
    data["version"] = str(version)
    return type(form)(data, instance=form.instance)


def _status(request: HttpRequest, conflict: Any, problem: str) -> int:
    if conflict or problem:
        return 409
    return 422 if request.method == "POST" else 200
