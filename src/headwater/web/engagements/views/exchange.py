"""What goes both ways: offers and needs, looking back, and whether power is fair."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from headwater.web.engagements import actions
from headwater.web.engagements.actions import CannotWorkTogether
from headwater.web.engagements.forms import CarryOverForm, ExchangeForm, LookBackForm, PowerForm
from headwater.web.engagements.models import AvoidedIssue, Engagement, Exchange, LookBack, PowerPulse
from headwater.web.engagements.rules import moment_of
from headwater.web.hosts.links import href
from headwater.web.hosts.permissions import Permission
from headwater.web.hosts.policy import has_role, requires
from headwater.web.programmes.models import Programme
from headwater.web.writes.attempts import attempt


@requires(Permission.SET_GOALS, on=Engagement)
def exchange(request: HttpRequest, engagement: Engagement) -> HttpResponse:
    """Say what one hopes for and can offer."""
    own = Exchange.objects.filter(engagement=engagement, participant=engagement.side_of(request.user)).first()
    form = ExchangeForm(request.POST or None, instance=own)
    said = request.method == "POST" and attempt(
        form,
        lambda **typed: actions.say_exchange(engagement, by=request.user, **typed),
        refusals=CannotWorkTogether,
    )
    if said:
        messages.success(request, _("Kept. The two of you can read it."))
        return redirect(href("engagements:together", engagement) + "#both-ways")
    return render(request, "engagements/exchange.html", {"form": form, "engagement": engagement})


@requires(Permission.LOOK_BACK, on=Engagement)
def look_back(request: HttpRequest, engagement: Engagement) -> HttpResponse:
    """Look back half way or at the end: for oneself, but for a word to the other."""
    side, moment = engagement.side_of(request.user), moment_of(engagement)
    own = LookBack.objects.filter(engagement=engagement, participant=side, moment=moment).first()
    issue = AvoidedIssue.objects.filter(engagement=engagement, participant=side).first()
    form = LookBackForm(
        request.POST or None,
        seeks=side.pk == engagement.partner_id,
        at_end=moment == LookBack.Moment.END,
        sealed=issue is not None,
        initial=_said_before(own, issue),
    )
    back = href("engagements:together", engagement)
    looked = request.method == "POST" and attempt(
        form,
        lambda **typed: actions.look_back(engagement, by=request.user, **typed),
        refusals=CannotWorkTogether,
    )
    if looked:
        messages.success(request, _("Kept. Thank you."))
        return redirect(back)
    page = {"form": form, "engagement": engagement, "other": engagement.other_side(request.user)}
    return render(request, "engagements/look_back.html", page | {"back": back, "at_end": moment == "end"})


@requires(Permission.ANSWER_POWER, on=Programme, by="slug")
def power(request: HttpRequest, programme: Programme) -> HttpResponse:
    """The third party's three taps on power: someone of the host or of a sponsor."""
    own = PowerPulse.objects.filter(programme=programme, person=request.user).first()
    form = PowerForm(request.POST or None, initial=_taps_of(own))
    party = "host" if has_role(request.user, request.host, "coordinator") else "sponsor"
    given = request.method == "POST" and attempt(
        form,
        lambda **taps: actions.give_power_pulse(programme, by=request.user, party=party, **taps),
        refusals=CannotWorkTogether,
    )
    if given:
        messages.success(request, _("Kept, for you alone."))
        return redirect(href("programmes:programme_home", programme))
    return render(request, "engagements/power.html", {"form": form, "programme": programme})


@requires(Permission.SET_GOALS, on=Engagement)
def carry_over(request: HttpRequest, engagement: Engagement) -> HttpResponse:
    """The partner takes goals along from the engagement before this one."""
    back = href("engagements:together", engagement) + "#goals"
    if engagement.follows_id is None or engagement.partner.person_id != request.user.pk:
        return redirect(back)
    form = CarryOverForm(request.POST or None, engagement=engagement)
    carried = request.method == "POST" and attempt(
        form,
        lambda goals: actions.carry_over(engagement, by=request.user, goals=list(goals)),
        refusals=CannotWorkTogether,
    )
    if carried:
        messages.success(request, _("Taken along. The two of you can read them."))
        return redirect(back)
    page = {"form": form, "engagement": engagement, "ending": getattr(engagement.follows, "ending", None)}
    return render(request, "engagements/carry_over.html", page)


def _said_before(own: LookBack | None, issue: AvoidedIssue | None) -> dict[str, Any]:
    words = {"gained", "gained_words", "decides_alone", "without_help"}
    said = {name: getattr(own, name) for name in words} if own else {}
    return said | _taps_of(own) | {"faced": issue.faced if issue else ""}


def _taps_of(own: LookBack | PowerPulse | None) -> dict[str, Any]:
    names = ("fair_say", "free_to_refuse", "theirs_to_decide")
    return {name: getattr(own, name) for name in names} if own else {}
