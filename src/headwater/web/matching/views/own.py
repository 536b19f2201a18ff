"""What each of a pair sees: the proposal, why, an answer without reasons; and whom they will not work with."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from headwater.web.hosts.links import href
from headwater.web.hosts.permissions import Permission
from headwater.web.hosts.policy import requires
from headwater.web.matching import actions
from headwater.web.matching.actions import CannotMatch
from headwater.web.matching.forms import AnswerForm, ExclusionForm
from headwater.web.matching.models import Exclusion, MatchProposal
from headwater.web.matching.queries import profile_of
from headwater.web.matching.reasons import miles_in_words, sentences
from headwater.web.matching.states import ProposalState
from headwater.web.programmes.models import Participant


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
        "side": side,
    }
    return render(request, "matching/proposal.html", context)


@requires(Permission.ANSWER_PROPOSAL, on=MatchProposal)
def answer(request: HttpRequest, match_proposal: MatchProposal) -> HttpResponse:
    """Yes or no, without a reason."""
    form = AnswerForm(request.POST)
    if request.method == "POST" and form.is_valid():
        try:
            accept = form.cleaned_data["accept"] == "yes"
            answered = actions.answer_proposal(proposal=match_proposal, accept=accept, by=request.user)
            messages.success(request, _told(answered))
        except CannotMatch as problem:
            messages.error(request, str(problem))
    return redirect(href("matching:proposal", match_proposal))


def _told(answered: MatchProposal) -> str:
    return {
        ProposalState.AGREED: _("You both said yes. You are a pair."),
        ProposalState.DECLINED: _("Thank you for saying so. Nobody is told why, and we will look again."),
        ProposalState.LAPSED: _(
            "Thank you. The place has just been taken by another pair; we will look again."
        ),
    }.get(answered.state, _("Thank you. We wait for the other answer now."))


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
