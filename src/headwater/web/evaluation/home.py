"""What the home pages say of the evaluation to each person."""

from typing import Any

from django.dispatch import receiver
from django.utils.translation import gettext as _

from headwater.web.evaluation.models import Wave
from headwater.web.evaluation.queries import own_waves, waves_with_bands
from headwater.web.hosts.home import (
    AttentionRow,
    NavigationItem,
    NextStep,
    asking_attention,
    asking_navigation,
    asking_next_steps,
)
from headwater.web.hosts.links import href
from headwater.web.hosts.permissions import Permission
from headwater.web.hosts.policy import allowed, has_role
from headwater.web.programmes.models import Programme

ANSWERING = ("partner", "consultant")


@receiver(asking_next_steps)
def next_steps(sender: Any, person: Any, host: Any, programme: Programme | None, **kw: Any) -> list[NextStep]:
    """Open questions of one's own; for the evaluator, a wave to freeze or findings to release."""
    if programme is None:
        return []
    if has_role(person, host, "evaluator"):
        return _evaluators_step(person, host, programme)
    if not has_role(person, host, *ANSWERING) or not allowed(
        person, Permission.ANSWER_SURVEY, programme, host
    ):
        return []
    return [
        NextStep(
            urgency=20,
            title=_("%(wave)s, %(minutes)s minutes") % {"wave": own.wave, "minutes": own.minutes},
            text=_(
                "Your answers go to the independent evaluator without your name. The host and the funder never see them."
            ),
            label=_("Go on") if own.begun else _("Answer"),
            url=href("evaluation:begin", own.wave),
        )
        for own in own_waves(person, programme, open_only=True)
        if not own.sent
    ]


def _evaluators_step(person: Any, host: Any, programme: Programme) -> list[NextStep]:
    if not allowed(person, Permission.RELEASE_FINDINGS, programme, host):
        return []
    closed = Wave.objects.filter(programme=programme, state=Wave.State.CLOSED).first()
    if closed is None:
        return []
    return [
        NextStep(
            urgency=30,
            title=_("%(wave)s: closed, ready to freeze") % {"wave": closed},
            text=_(
                "Look at the answers, then freeze them, so that nothing can change under what you report."
            ),
            label=_("Open your room"),
            url=href("evaluation:room", programme),
        )
    ]


@receiver(asking_attention)
def attention(
    sender: Any, person: Any, host: Any, programme: Programme | None, **kw: Any
) -> list[AttentionRow]:
    """Open waves with their bands, and nothing more, for whoever runs the programme."""
    if programme is None or not allowed(person, Permission.MANAGE_WAVES, programme, host):
        return []
    hosted = waves_with_bands(programme)
    if not hosted:
        return [
            AttentionRow(
                70,
                3,
                _("times of asking are still to be planned: start, end, follow-up"),
                _("Plan the evaluation"),
                href("evaluation:waves", programme),
            )
        ]
    return [
        AttentionRow(
            urgency=60,
            count=sum(one.wave.invited.values()),
            sentence=_("people are asked now (%(wave)s): %(bands)s have answered")
            % {"wave": one.wave, "bands": _bands(one, programme)},
            label=_("See the waves"),
            url=href("evaluation:waves", programme),
        )
        for one in hosted
        if one.wave.state == Wave.State.OPEN
    ]


def _bands(hosted: Any, programme: Programme) -> str:
    return ", ".join(
        _("%(low)s to %(high)s of %(invited)s %(role)s")
        % {"low": r.low, "high": r.high, "invited": r.invited, "role": programme.word(r.role, "many")}
        for r in hosted.bands
    )


@receiver(asking_navigation)
def navigation(
    sender: Any, person: Any, host: Any, programme: Programme | None, **kw: Any
) -> list[NavigationItem]:
    """A line for each page of the evaluation that a person may open."""
    if programme is None:
        return []
    pages = (
        (70, Permission.ANSWER_SURVEY, _("Questions"), "evaluation:questions"),
        (71, Permission.MANAGE_WAVES, _("Evaluation"), "evaluation:waves"),
        (72, Permission.RELEASE_FINDINGS, _("Your room"), "evaluation:room"),
    )
    return [
        NavigationItem(order, label, href(name, programme))
        for order, permission, label, name in pages
        if has_role(person, host, *_HOLDERS[name]) and allowed(person, permission, programme, host)
    ]


_HOLDERS = {
    "evaluation:questions": ANSWERING,
    "evaluation:waves": ("coordinator",),
    "evaluation:room": ("evaluator",),
}
