"""What the home pages say of coding and stories to each person."""

from typing import Any

from django.dispatch import receiver
from django.utils.translation import gettext as _

from headwater.web.coding.actions.quoting import is_asked_to_quote
from headwater.web.coding.models import Coder, Coding, Seat, StoryPanel
from headwater.web.coding.rules import CODER, TELLERS
from headwater.web.hosts.home import NavigationItem, NextStep, asking_navigation, asking_next_steps
from headwater.web.hosts.links import href
from headwater.web.hosts.permissions import Permission
from headwater.web.hosts.policy import allowed, has_role
from headwater.web.programmes.models import Programme

CODERS = ("evaluator", CODER)


@receiver(asking_next_steps)
def next_steps(sender: Any, person: Any, host: Any, programme: Programme | None, **kw: Any) -> list[NextStep]:
    """Segments to code, stories to choose among, one's own words that someone would like to quote."""
    if programme is None:
        return []
    if has_role(person, host, *CODERS):
        return _coders_steps(person, host, programme)
    if has_role(person, host, "coordinator"):  # sits on no panel and answers no questions
        return []
    return [*_panels_steps(person, programme), *_authors_steps(person, host, programme)]


def _coders_steps(person: Any, host: Any, programme: Programme) -> list[NextStep]:
    waiting = Coder.objects.filter(
        person=person, finished=False, coding__programme=programme, coding__state=Coding.State.CODING
    ).select_related("coding__programme", "coding__wave", "coding__host")
    return [
        NextStep(
            urgency=25,
            title=_("Open answers wait to be coded"),
            text=_(
                "You code apart from the other coder. Neither sees what the other says until both have finished."
            ),
            label=_("Code"),
            url=href("coding:code", coder.coding),
        )
        for coder in waiting
        if allowed(person, Permission.CODE_ANSWERS, coder.coding, host)
    ][:1]


def _panels_steps(person: Any, programme: Programme) -> list[NextStep]:
    seats = Seat.objects.filter(
        person=person, panel__programme=programme, panel__state=StoryPanel.State.OPEN
    ).select_related("panel")
    return [
        NextStep(
            urgency=30,
            title=_("Stories wait for you: %(panel)s") % {"panel": seat.panel.name},
            text=_("Say which changes are the most significant to you, and why."),
            label=_("Read the stories"),
            url=href("coding:panel", seat.panel),
        )
        for seat in seats
        if not seat.panel.voices.filter(person=person).exists()
    ][:1]


def _authors_steps(person: Any, host: Any, programme: Programme) -> list[NextStep]:
    if not has_role(person, host, "partner", "consultant"):
        return []
    if not is_asked_to_quote(person, programme):
        return []
    return [
        NextStep(
            urgency=40,
            title=_("May words of yours be quoted?"),
            text=_(
                "The evaluator would like to print something you wrote, without your name, and does not know that it was you."
            ),
            label=_("Look and decide"),
            url=href("coding:own_words", programme),
        )
    ]


@receiver(asking_navigation)
def navigation(
    sender: Any, person: Any, host: Any, programme: Programme | None, **kw: Any
) -> list[NavigationItem]:
    """Stories for those who may tell one; open answers and stories for the evaluator."""
    if programme is None:
        return []
    items = []
    if has_role(person, host, "evaluator") and allowed(person, Permission.RELEASE_FINDINGS, programme, host):
        items += [
            NavigationItem(73, _("Open answers"), href("coding:open_answers", programme)),
            NavigationItem(74, _("Stories"), href("coding:choosing", programme)),
        ]
    elif has_role(person, host, *TELLERS) and allowed(person, Permission.TELL_STORY, programme, host):
        items.append(NavigationItem(75, _("Stories"), href("coding:stories", programme)))
    return items
