"""What matching puts on home pages: the coordinator's next act, one's own proposal, the funnel."""

from typing import Any

from django.dispatch import receiver
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django_scopes import scopes_disabled

from headwater.web.hosts.home import (
    AttentionRow,
    FunnelStage,
    NavigationItem,
    NextStep,
    OwnThing,
    asking_attention,
    asking_funnel,
    asking_navigation,
    asking_next_steps,
    asking_own_things,
)
from headwater.web.hosts.links import href
from headwater.web.hosts.policy import memberships
from headwater.web.matching.directory import open_directory
from headwater.web.matching.models import MatchProposal, MatchRun
from headwater.web.matching.states import ProposalState, RunState
from headwater.web.matching.waiting import LOST, InLine, place_in_line
from headwater.web.programmes.models import Participant, Programme


def _coordinates(person: Any, host: Any, programme: Programme | None) -> bool:
    return programme is not None and any(
        duty.role == "coordinator" and duty.programme_id in (None, programme.pk)
        for duty in memberships(person, host)
    )


def _takes_part(person: Any, host: Any) -> bool:
    """Whether a person is on either side of a pair here; spares everyone else a question to the database."""
    return any(duty.role in ("partner", "consultant") for duty in memberships(person, host))


@receiver(asking_navigation)
def navigation(
    sender: Any, person: Any, host: Any, programme: Programme | None, **kwargs: Any
) -> list[NavigationItem]:
    if not _coordinates(person, host, programme):
        return []
    return [NavigationItem(20, _("Matching"), href("matching:desk", programme))]


@receiver(asking_next_steps, dispatch_uid="matching.coordinator")
def step_of_coordinator(
    sender: Any, person: Any, host: Any, programme: Programme | None, **kwargs: Any
) -> list[NextStep]:
    """A draft to publish; or a first proposal to make, once the stage is matching."""
    if not _coordinates(person, host, programme):
        return []
    states = set(MatchRun.objects.filter(programme=programme).values_list("state", flat=True))
    url = href("matching:desk", programme)
    if RunState.DRAFT in states:
        text = _("Read each pair. Nobody is told anything until you publish.")
        return [NextStep(40, _("Proposed pairs wait for you"), text, _("Look at the pairs"), url)]
    if programme.stage == Programme.Stage.MATCHING and not states:
        text = _("Look at the pool, choose what matters, and let the best set of pairs be found.")
        return [NextStep(45, _("Propose the pairs"), text, _("Look at the pool"), url)]
    return []


@receiver(asking_next_steps, dispatch_uid="matching.participant")
def step_of_participant(
    sender: Any, person: Any, host: Any, programme: Programme | None, **kwargs: Any
) -> list[NextStep]:
    """A proposal to answer."""
    if programme is None or not _takes_part(person, host):
        return []
    waiting = (
        MatchProposal.objects.filter(programme=programme, state=ProposalState.OPEN).of(person).with_people()
    )
    text = _("See who, and why, and say yes or no. You need not give a reason.")
    return [
        NextStep(
            15,
            _("Somebody is proposed to work with you"),
            text,
            _("See the proposal"),
            href("matching:proposal", one),
        )
        for one in waiting
        if not one.answer_of(person)
    ]


@receiver(asking_attention)
def wants_attention(
    sender: Any, person: Any, host: Any, programme: Programme | None, **kwargs: Any
) -> list[AttentionRow]:
    """Proposals that wait for answers, and those not taken up."""
    if not _coordinates(person, host, programme):
        return []
    pairs = list(
        MatchProposal.objects.filter(programme=programme).values_list("state", "partner", "competition_now")
    )
    held = {partner for state, partner, _now in pairs if state in (ProposalState.OPEN, ProposalState.AGREED)}
    lost = {partner for state, partner, _now in pairs if state in LOST} - held
    waiting = sum(state == ProposalState.OPEN for state, *_ in pairs)
    nearer = sum(
        bool(now) for state, _partner, now in pairs if state in (ProposalState.OPEN, ProposalState.AGREED)
    )
    url = href("matching:desk", programme)
    lost_words = ngettext("person waits for another proposal", "people wait for another proposal", len(lost))
    nearer_words = ngettext(
        "pair may have become rivals: what is on record has changed",
        "pairs may have become rivals: what is on record has changed",
        nearer,
    )
    waiting_words = ngettext("proposed pair waits for answers", "proposed pairs wait for answers", waiting)
    rows = [
        AttentionRow(8, nearer, nearer_words, _("Look and decide"), href("matching:checks", programme)),
        AttentionRow(35, len(lost), lost_words, _("Look again"), href("matching:waiting", programme)),
        AttentionRow(70, waiting, waiting_words, _("See which"), url),
    ]
    return [row for row in rows if row.count]


@receiver(asking_funnel)
def matched(
    sender: Any, person: Any, host: Any, programme: Programme | None, **kwargs: Any
) -> list[FunnelStage]:
    if not _coordinates(person, host, programme):
        return []
    agreed = MatchProposal.objects.filter(programme=programme, state=ProposalState.AGREED)
    count = agreed.values("partner").distinct().count()
    label = _("%(who)s matched") % {"who": programme.word("partner", "many").capitalize()}
    return [FunnelStage(50, label, count, _("Both said yes"), href("matching:desk", programme))]


@receiver(asking_own_things)
def own(sender: Any, person: Any, host: Any, programme: Programme | None, **kwargs: Any) -> list[OwnThing]:
    """One's own sealed list, and a proposal that waits; across hosts, only what waits."""
    if programme is not None and not _takes_part(person, host):
        return []
    if programme is not None:
        sides = list(
            Participant.objects.active()
            .filter(programme=programme, person=person)
            .select_related("programme")
        )
        text = _("Sealed: nobody but you can read it.")
        return [
            OwnThing(60, _("Whom you would rather not work with"), text, href("matching:exclusions", side))
            for side in sides
        ] + [thing for side in sides if side.role == Participant.Role.PARTNER for thing in _looking(side)]
    with scopes_disabled():
        open_pairs = MatchProposal.objects.filter(state=ProposalState.OPEN).of(person)
        found = list(open_pairs.select_related("host", "programme", "partner", "consultant"))
    return [
        OwnThing(
            15,
            _("Somebody is proposed to work with you"),
            one.programme.name,
            reverse("matching:proposal", kwargs={"host": one.host.slug, "pk": one.pk}),
        )
        for one in found
        if not one.answer_of(person)
    ]


def _looking(partner: Participant) -> list[OwnThing]:
    """What somebody who seeks help can do or expect while they have nobody: choose, or know their place in line."""
    found = []
    if partner.programme.matching_mode == Programme.MatchingMode.DIRECTORY and open_directory(
        partner.programme
    ):
        text = _("Read who could work with you, and ask.")
        found.append(OwnThing(12, _("Choose somebody"), text, href("matching:directory", partner)))
    elif place := place_in_line(partner):
        found.append(
            OwnThing(
                14, _("You are on the waiting list"), in_line_words(place), href("matching:line", partner)
            )
        )
    return found


def in_line_words(place: InLine) -> str:
    """Somebody's place in line, in plain words."""
    if not place.before:
        return _("You are the next in line. When a place comes free that suits you, you see it here.")
    told = ngettext(
        "%(n)s person is before you. When a place comes free that suits you, you see it here.",
        "%(n)s people are before you. When a place comes free that suits you, you see it here.",
        place.before,
    )
    return told % {"n": place.before}
