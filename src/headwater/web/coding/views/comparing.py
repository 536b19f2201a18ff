"""Agreement for each theme, differences settled with reasons, and the end of coding."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from headwater.web.audit.trail import record_read
from headwater.web.coding.actions.marking import settle, settle_differences
from headwater.web.coding.actions.preparing import CannotCode
from headwater.web.coding.models import Coding
from headwater.web.coding.queries.agreeing import differences
from headwater.web.coding.queries.marking import themes_of
from headwater.web.hosts.links import href
from headwater.web.hosts.permissions import Permission
from headwater.web.hosts.policy import requires

PAGE = 10
COMPARED = (Coding.State.COMPARED, Coding.State.SETTLED)


@requires(Permission.READ_PSEUDONYMOUS, on=Coding)
def agreement(request: HttpRequest, coding: Coding) -> HttpResponse:
    """How far the two coders agree on each theme. Nothing is there before both have finished."""
    if coding.state not in COMPARED:
        raise Http404
    measured = coding.agreement.get("themes", {})
    rows = [(theme, measured.get(theme["code"])) for theme in themes_of(coding)]
    left = sum(not each.is_settled for each in differences(coding))
    return render(
        request,
        "coding/agreement.html",
        {"coding": coding, "rows": rows, "measured": coding.agreement, "left": left},
    )


@requires(Permission.READ_PSEUDONYMOUS, on=Coding)
def differences_page(request: HttpRequest, coding: Coding) -> HttpResponse:
    """Each difference with both sides, to be settled with a reason."""
    if coding.state not in COMPARED:
        raise Http404
    record_read(by=request.user, on=coding, role=request.decision.role)
    found = differences(coding)
    if request.method == "POST":
        return _settle(request, coding)
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    names = {theme["code"]: theme["name"] for theme in themes_of(coding)}
    rows = [(f"{each.segment.pk}_{each.theme}", each, names.get(each.theme, each.theme)) for each in page]
    left = sum(not each.is_settled for each in found)
    return render(
        request, "coding/differences.html", {"coding": coding, "page": page, "rows": rows, "left": left}
    )


def _settle(request: HttpRequest, coding: Coding) -> HttpResponse:
    """Settle each difference on the page that has both an answer and a reason."""
    given, half = {}, 0
    try:
        for key in request.POST.getlist("shown"):
            segment, _sign, theme = key.partition("_")
            holds, reason = request.POST.get(f"holds-{key}", ""), request.POST.get(f"reason-{key}", "")
            if holds in ("yes", "no") and reason.strip():
                given[UUID(segment), theme] = (holds == "yes", reason)
            else:
                half += bool(holds or reason.strip())
        kept = settle_differences(coding=coding, settled=given, by=request.user)
    except (CannotCode, ValueError) as refusal:
        messages.error(request, str(refusal))
        return redirect(request.get_full_path())
    if half:
        messages.error(
            request, _("%(half)s are not settled: each needs an answer and a reason.") % {"half": half}
        )
    if kept:
        messages.success(request, _("%(kept)s differences are settled.") % {"kept": len(kept)})
    return redirect(request.get_full_path())


@requires(Permission.READ_PSEUDONYMOUS, on=Coding)
@require_POST
def settle_coding(request: HttpRequest, coding: Coding) -> HttpResponse:
    """Fix the coding for good."""
    try:
        settle(coding=coding, by=request.user)
        messages.success(request, _("The coding is settled. People can be counted now."))
        return redirect(href("coding:themes", coding))
    except CannotCode as refusal:
        messages.error(request, str(refusal))
        return redirect(href("coding:coding", coding))
