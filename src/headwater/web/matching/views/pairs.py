"""One pair at the desk: both profiles, reasons, rivalry, who else, and a change by hand."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from headwater.web.applications.definitions import said
from headwater.web.hosts.links import href
from headwater.web.hosts.permissions import Permission
from headwater.web.hosts.policy import requires
from headwater.web.matching import actions
from headwater.web.matching.actions import CannotMatch
from headwater.web.matching.forms import ChangeForm, RulingForm, SwapForm
from headwater.web.matching.models import HandRule, MatchProposal
from headwater.web.matching.profiles import ACCESS
from headwater.web.matching.queries import (
    changed_since,
    hand_rules,
    others_for,
    pair_to_check,
    pairs_to_check,
    profile_of,
    what_nobody_has_said,
)
from headwater.web.matching.reasons import miles_in_words, tags
from headwater.web.matching.verdicts import in_words, left_out
from headwater.web.programmes.models import Participant, Programme
from headwater.web.writes.attempts import attempt


@requires(Permission.RUN_MATCHING, on=MatchProposal)
def pair(request: HttpRequest, match_proposal: MatchProposal) -> HttpResponse:
    """Everything that speaks for and against one pair."""
    proposal = MatchProposal.objects.with_sites().get(pk=match_proposal.pk)
    context = {
        "proposal": proposal,
        "sides": [
            profile_of(proposal.partner, proposal.programme),
            profile_of(proposal.consultant, proposal.programme),
        ],
        "tags": tags(proposal.detail["reasons"], most=99),
        "journey": miles_in_words(proposal.miles, proposal.is_remote),
        "others": others_for(proposal),
        "facts": in_words(proposal.detail["facts"]),
        "left_out": left_out(proposal.detail["topics"]),
        "access": [said("access", code) for code in proposal.partner.access if code in ACCESS],
        "hand": hand_rules(proposal.programme, partner=proposal.partner),
    }
    return render(request, "matching/pair.html", context)


@requires(Permission.RUN_MATCHING, on=Participant)
def change(request: HttpRequest, participant: Participant) -> HttpResponse:
    """Pin or bar a pair of this partner by hand."""
    form = ChangeForm(request.POST or None, programme=participant.programme, initial=request.GET.dict())
    if request.method == "POST" and form.is_valid():
        try:
            actions.rule_by_hand(partner=participant, by=request.user, **form.cleaned_data)
            messages.success(request, _("Kept. It counts from the next proposal on."))
            return redirect(href("matching:ready", participant.programme))
        except CannotMatch as problem:
            form.add_error(None, str(problem))
    return render(request, "matching/change.html", {"form": form, "partner": participant})


@requires(Permission.RUN_MATCHING, on=MatchProposal)
def swap(request: HttpRequest, match_proposal: MatchProposal, consultant: str) -> HttpResponse:
    """Give the partner of a drafted pair somebody else, with a reason, and work out the rest at once."""
    other = get_object_or_404(
        Participant, pk=consultant, programme=match_proposal.programme_id, role="consultant"
    )
    form = SwapForm(request.POST or None)
    if request.method == "POST":
        done = attempt(
            form,
            lambda **typed: actions.swap_by_hand(
                proposal=match_proposal, consultant=other, by=request.user, **typed
            ),
            refusals=CannotMatch,
        )
        if done is not None:
            messages.success(request, _("Swapped. The rest was worked out around it; look at it again."))
            return redirect(href("matching:run", done))
    return render(request, "matching/swap.html", {"form": form, "proposal": match_proposal, "other": other})


@requires(Permission.RUN_MATCHING, on=HandRule)
def lift(request: HttpRequest, hand_rule: HandRule) -> HttpResponse:
    """Take back a pin or a bar."""
    if request.method == "POST":
        actions.lift_hand_rule(rule=hand_rule, by=request.user)
        messages.success(request, _("Taken back."))
    return redirect(href("matching:checks", hand_rule.programme))


@requires(Permission.RUN_MATCHING, on=Programme, by="slug")
def checks(request: HttpRequest, programme: Programme) -> HttpResponse:
    """Pairs of organisations that a person must look at, what was decided, and what was ruled by hand."""
    found = pairs_to_check(programme)
    context = {"checks": found, "hand": hand_rules(programme)}
    context["unsaid"], context["changed"] = what_nobody_has_said(found), changed_since(programme)
    return render(request, "matching/checks.html", context)


@requires(Permission.RUN_MATCHING, on=Participant)
def check(request: HttpRequest, participant: Participant, consultant: str) -> HttpResponse:
    """Decide whether two organisations are rivals, with the facts beside it."""
    other = get_object_or_404(
        Participant, pk=consultant, programme=participant.programme_id, role="consultant"
    )
    form = RulingForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.rule_on_rivalry(partner=participant, consultant=other, by=request.user, **form.cleaned_data)
        messages.success(request, _("Kept. It holds until the facts on record change."))
        return redirect(href("matching:checks", participant.programme))
    context = {"form": form, "check": pair_to_check(participant, other), "sides": [participant, other]}
    return render(request, "matching/check.html", context)
