"""Note what happened with a practice, correct it, and take it back."""

import django_tables2
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from headwater.web.cascade import actions
from headwater.web.cascade.actions import CannotPassOn
from headwater.web.cascade.forms import HandOverForm, TakeBackForm
from headwater.web.cascade.models import Cascade, HandOver
from headwater.web.cascade.tables import HandOverTable
from headwater.web.hosts.links import href
from headwater.web.hosts.permissions import Permission
from headwater.web.hosts.policy import requires
from headwater.web.ui.tables import download
from headwater.web.writes.attempts import attempt


@requires(Permission.KEEP_CASCADE, on=Cascade)
def noted(request: HttpRequest, cascade: Cascade) -> HttpResponse:
    """Everything that was noted, taken back or not."""
    rows = HandOver.objects.filter(tier__cascade=cascade).select_related("tier", "workplace")
    table = HandOverTable(rows)
    django_tables2.RequestConfig(request, paginate={"per_page": 25}).configure(table)
    return download(table, request, name="noted") or render(
        request, "cascade/noted.html", {"cascade": cascade, "table": table}
    )


@requires(Permission.KEEP_CASCADE, on=Cascade)
def hand_over(request: HttpRequest, cascade: Cascade) -> HttpResponse:
    """Note what happened with a tier, and when."""
    today = timezone.localdate()
    form = HandOverForm(request.POST or None, tiers=cascade.tiers.all(), initial={"on": today})
    done = request.method == "POST" and attempt(
        form,
        lambda **typed: actions.note_hand_over(by=request.user, today=today, **typed),
        refusals=CannotPassOn,
    )
    if done:
        messages.success(request, _("Noted."))
        return redirect(href("cascade:cascade", cascade))
    return render(request, "cascade/hand_over.html", {"form": form, "cascade": cascade})


@requires(Permission.KEEP_CASCADE, on=HandOver)
def correct(request: HttpRequest, hand_over: HandOver) -> HttpResponse:
    """Correct what was noted."""
    form = HandOverForm(request.POST or None, instance=hand_over, tiers=hand_over.cascade.tiers.all())
    done = request.method == "POST" and attempt(
        form,
        lambda **_typed: actions.correct_hand_over(
            form.instance, by=request.user, today=timezone.localdate()
        ),
        refusals=CannotPassOn,
    )
    if done:
        messages.success(request, _("Corrected."))
        return redirect(href("cascade:noted", hand_over.cascade))
    return render(
        request, "cascade/correct.html", {"form": form, "hand_over": hand_over, "cascade": hand_over.cascade}
    )


@requires(Permission.KEEP_CASCADE, on=HandOver)
def take_back(request: HttpRequest, hand_over: HandOver) -> HttpResponse:
    """Take back what was noted by mistake."""
    form = TakeBackForm(request.POST or None)
    done = request.method == "POST" and attempt(
        form,
        lambda why: actions.take_back_hand_over(
            hand_over, by=request.user, why=why, today=timezone.localdate()
        ),
        refusals=CannotPassOn,
    )
    if done:
        messages.success(request, _("Taken back. It counts no more."))
        return redirect(href("cascade:noted", hand_over.cascade))
    return render(
        request,
        "cascade/take_back.html",
        {"form": form, "hand_over": hand_over, "cascade": hand_over.cascade},
    )
