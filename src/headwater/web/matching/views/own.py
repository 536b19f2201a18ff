"""What each of a pair sees: the proposal, why, an answer without reasons; and whom they will not work with."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from headwater.web.hosts.links import href
from headwater.web.hosts.permissions import Permission
from headwater.web.hosts.policy import requires
from headwater.web.matching import actions
from headwater.web.matching.actions import CannotMatch
from headwater.web.matching.directory import Entry, asked_by, entries_for, open_directory
from headwater.web.matching.forms import AnswerForm, AskForm, ExclusionForm
from headwater.web.matching.models import Exclusion, MatchProposal
from headwater.web.matching.queries import others_to_choose_from, profile_of
from headwater.web.matching.reasons import miles_in_words, sentences, tags
from headwater.web.matching.states import ProposalState
from headwater.web.matching.verdicts import left_out
from headwater.web.matching.waiting import place_in_line
from headwater.web.programmes.models import Participant
from headwater.web.writes.attempts import press


@requires(Permission.READ_PROPOSAL, on=MatchProposal)
def proposal(request: HttpRequest, match_proposal: MatchProposal) -> HttpResponse:
    """The person proposed, and why them; those who run the programme go to the desk's page."""
    pair = MatchProposal.objects.with_sites().get(pk=match_proposal.pk)
    side = pair.side_of(request.user)
    if side is None:
        return redirect(href("matching:pair", pair))
    other = pair.other_side(request.user)
    context = {
        "proposal": pair,
        "other": other,
        "profile": profile_of(other, pair.programme),
        "why": sentences(pair.detail["reasons"], side.role, other.person.first_name),
        "journey": miles_in_words(pair.miles, pair.is_remote),
        "answered": pair.answer_of(request.user),
        "left_out": left_out(pair.detail["topics"]),
        "choices": others_to_choose_from(pair, side),
        "side": side,
    }
    return render(request, "matching/proposal.html", context)


@requires(Permission.ANSWER_PROPOSAL, on=MatchProposal)
def answer(request: HttpRequest, match_proposal: MatchProposal) -> HttpResponse:
    """Yes or no, without a reason."""
    form = AnswerForm(request.POST)
    if request.method == "POST" and form.is_valid():
        try:
            messages.success(request, _answered(match_proposal, form.cleaned_data["accept"], request.user))
        except CannotMatch as problem:
            messages.error(request, str(problem))
    return redirect(href("matching:proposal", match_proposal))


def _answered(proposal: MatchProposal, said: str, by: Any) -> str:
    """Keep the answer, and what to say of it."""
    if said == "pause":
        actions.pause_instead(proposal=proposal, by=by)
        return _(
            "You are proposed to nobody until you say so. Nobody is told. Your own page lets you begin again."
        )
    return _told(actions.answer_proposal(proposal=proposal, accept=said == "yes", by=by))


def _told(answered: MatchProposal) -> str:
    return {
        ProposalState.AGREED: _("You both said yes. You are a pair."),
        ProposalState.DECLINED: _("Thank you for saying so. Nobody is told why, and we will look again."),
        ProposalState.LAPSED: _(
            "Thank you. The place has just been taken by another pair; we will look again."
        ),
    }.get(answered.state, _("Thank you. We wait for the other answer now."))


@requires(Permission.UNWIND_PAIR, on=MatchProposal)
def unwind(request: HttpRequest, match_proposal: MatchProposal) -> HttpResponse:
    """Part a pair through nobody's fault, at the word of either or of the coordinator."""
    if request.method == "POST":
        return press(
            request,
            lambda: actions.unwind(proposal=match_proposal, by=request.user),
            refusals=CannotMatch,
            said=_("Parted, and nobody is at fault. Whoever seeks help comes first in line for another."),
            back=href("matching:proposal", match_proposal),
        )
    return redirect(href("matching:proposal", match_proposal))


@requires(Permission.CHOOSE_FROM_DIRECTORY, on=Participant)
def line(request: HttpRequest, participant: Participant) -> HttpResponse:
    """Somebody's own place in line, and how it is kept."""
    return render(
        request, "matching/line.html", {"place": place_in_line(participant), "participant": participant}
    )


@requires(Permission.CHOOSE_FROM_DIRECTORY, on=Participant)
def directory(request: HttpRequest, participant: Participant) -> HttpResponse:
    """Whom a partner may ask, and asking them."""
    run = open_directory(participant.programme)
    if request.method == "POST":
        asked = AskForm(request.POST)
        wanted = asked.cleaned_data["consultant"] if asked.is_valid() else None
        other = get_object_or_404(
            Participant, pk=wanted, programme=participant.programme_id, role="consultant"
        )
        return press(
            request,
            lambda: actions.express_interest(partner=participant, consultant=other, by=request.user),
            refusals=CannotMatch,
            said=_("Asked. They see it when they sign in, and say yes or no."),
            back=href("matching:directory", participant),
        )
    entries = entries_for(participant, run) if run else []
    context = {"participant": participant, "entries": [_shown(entry, participant) for entry in entries]}
    return render(
        request,
        "matching/directory.html",
        context | {"asked": asked_by(participant), "is_open": run is not None},
    )


def _shown(entry: Entry, partner: Participant) -> dict[str, Any]:
    return {
        "entry": entry,
        "profile": profile_of(entry.consultant, partner.programme),
        "tags": tags(entry.reasons),
        "journey": miles_in_words(entry.miles, entry.remote),
    }


@requires(Permission.EDIT_OWN_EXCLUSIONS, on=Participant)
def exclusions(request: HttpRequest, participant: Participant) -> HttpResponse:
    """One's own sealed list: add to it."""
    form = ExclusionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.add_exclusion(participant=participant, by=request.user, **form.cleaned_data)
        messages.success(request, _("Sealed. Nobody but you can read it."))
        return redirect(href("matching:exclusions", participant))
    context = {"form": form, "participant": participant, "sealed": participant.exclusions.all()}
    return render(request, "matching/exclusions.html", context)


@requires(Permission.EDIT_OWN_EXCLUSIONS, on=Exclusion)
def unseal(request: HttpRequest, exclusion: Exclusion) -> HttpResponse:
    """Take one off one's own list."""
    participant = exclusion.participant
    if request.method == "POST":
        actions.remove_exclusion(exclusion=exclusion, by=request.user)
        messages.success(request, _("Taken off your list."))
    return redirect(href("matching:exclusions", participant))
