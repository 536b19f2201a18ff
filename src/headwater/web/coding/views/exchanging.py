"""Codes to other programs and back."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from headwater.exchange.qdpx import QdpxError, read_qdpx, write_qdpx
from headwater.web.audit.trail import record
from headwater.web.coding.actions.bringing import bring_in, keep_look, look_at, users_of
from headwater.web.coding.actions.preparing import CannotCode
from headwater.web.coding.forms import QdpxForm
from headwater.web.coding.models import BroughtIn, Coder, Coding
from headwater.web.coding.queries.exchanging import project_of
from headwater.web.hosts.links import href
from headwater.web.hosts.permissions import Permission
from headwater.web.hosts.policy import requires


@requires(Permission.CODE_ANSWERS, on=Coding)
def download(request: HttpRequest, coding: Coding) -> HttpResponse:
    """The coding as a QDPX file: one's own codes, and everyone's once both have finished."""
    project = project_of(coding, _coder(request, coding))
    record("export", by=request.user, on=coding, role=request.decision.role)
    return HttpResponse(
        write_qdpx(project, at=timezone.now()),
        headers={
            "Content-Type": "application/zip",
            "Content-Disposition": 'attachment; filename="coding.qdpx"',
        },
    )


@requires(Permission.CODE_ANSWERS, on=Coding)
def bring(request: HttpRequest, coding: Coding) -> HttpResponse:
    """Look at a file, then bring in what it holds for oneself: all of it or nothing."""
    coder = _coder(request, coding)
    if request.method == "POST" and "confirm" in request.POST:
        return _confirm(request, coder)
    form = QdpxForm(request.POST or None, request.FILES or None)
    looks: list = []
    if request.method == "POST" and form.is_valid():
        try:
            return _look(request, coder, form.cleaned_data["file"])
        except QdpxError as refusal:
            form.add_error("file", str(refusal))
    kept = BroughtIn.objects.filter(coding=coding, person=request.user).first()
    return render(
        request,
        "coding/bring_in.html",
        {"coding": coding, "form": form, "kept": kept, "looks": looks, "coder": coder,
         "evaluator": request.decision.role == "evaluator"},
    )  # fmt: skip


def _look(request: HttpRequest, coder: Coder, data: bytes) -> HttpResponse:
    """Look at the codes of the one user of a file, or of the one chosen; errors are shown and nothing is kept."""
    project = read_qdpx(data)
    users = users_of(project)
    own = [guid for guid, _name in users if guid == str(coder.pk)]
    chosen = request.POST.get("user", "").strip().casefold()
    named = [guid for guid, name in users if name.strip().casefold() == chosen]
    if len(users) > 1 and not own and not named and coder.coding.state != Coding.State.PREPARING:
        names = ", ".join(f"“{name}”" for _guid, name in users)
        raise QdpxError(
            _("Several people coded in this file: %(names)s. Write whose codes are yours.") % {"names": names}
        )
    user = (named or own or [guid for guid, _name in users] or [""])[0]
    look = look_at(coder=coder, project=project, user=user)
    if look.errors:
        raise QdpxError(" ".join([_("Nothing was brought in."), *look.errors]))
    keep_look(coder=coder, look=look, by=request.user)
    messages.info(
        request,
        _("Looked at: %(new)s segments would be coded, %(same)s stand so already, %(themes)s themes are new.")
        % {"new": len(look.marks), "same": look.unchanged, "themes": len(look.themes)},
    )
    return redirect(href("coding:bring_in", coder.coding))


def _confirm(request: HttpRequest, coder: Coder) -> HttpResponse:
    try:
        count = bring_in(coder=coder, by=request.user)
        messages.success(request, _("Brought in: %(count)s.") % {"count": count})
    except CannotCode as refusal:
        messages.error(request, str(refusal))
    return redirect(href("coding:bring_in", coder.coding))


def _coder(request: HttpRequest, coding: Coding) -> Coder:
    coder = coding.coders.filter(person=request.user).first()
    if coder is None:
        raise Http404
    return coder
