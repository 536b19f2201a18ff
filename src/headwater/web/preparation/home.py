"""What the home pages show of preparation."""

from typing import Any

from django.db.models import Count, Exists, OuterRef, Q
from django.dispatch import receiver
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

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
from headwater.web.hosts.policy import has_role
from headwater.web.preparation.models import PolicyAcceptance, ReadinessCheck, Workshop
from headwater.web.preparation.queries import without_the_policy
from headwater.web.programmes.models import Participant


@receiver(asking_navigation)
def navigation(sender: Any, person: Any, host: Any, programme: Any, **kwargs: Any) -> list[NavigationItem]:
    if programme is None or not has_role(person, host, "coordinator", "faculty"):
        return []
    return [NavigationItem(40, _("Workshops"), href("preparation:list", programme))]


@receiver(asking_next_steps)
def prepare_oneself(sender: Any, person: Any, host: Any, programme: Any, **kwargs: Any) -> list[NextStep]:
    """A partner who has not read and agreed what to expect is asked to."""
    if programme is None or not has_role(person, host, "partner"):
        return []
    own = (
        Participant.objects.active()
        .filter(programme=programme, person=person, role=Participant.Role.PARTNER)
        .filter(programme__preparation_guide__isnull=False, preparation__acknowledged_at__isnull=True)
        .first()
    )
    if own is None:
        return []
    text = _("What you can expect, and a few steps before you begin. It takes about five minutes.")
    return [NextStep(12, _("Prepare"), text, _("Read it"), href("preparation:own", own))]


@receiver(asking_next_steps)
def accept_the_policy(sender: Any, person: Any, host: Any, programme: Any, **kwargs: Any) -> list[NextStep]:
    """Whoever has not accepted the competition policy as it stands is asked to read it (R44)."""
    if programme is None or not has_role(person, host, "partner", "consultant"):
        return []
    if not programme.competition_policy.strip():
        return []
    own = without_the_policy(programme).filter(person=person).first()
    if own is None:
        return []
    text = _("Topics that leaders who may compete keep out of their talk.")
    url = f"{href('preparation:own', own)}#policy"
    return [NextStep(11, _("Read the competition policy"), text, _("Read it"), url)]


@receiver(asking_next_steps)
def take_attendance(sender: Any, person: Any, host: Any, programme: Any, **kwargs: Any) -> list[NextStep]:
    """Whoever runs workshops is asked who came to those that are over."""
    if programme is None or not has_role(person, host, "coordinator", "faculty"):
        return []
    over = Workshop.objects.filter(
        programme=programme, state=Workshop.State.PLANNED, ends_at__lt=timezone.now()
    ).first()
    if over is None:
        return []
    url = href("preparation:attendance", over)
    return [NextStep(30, _("Say who came"), over.title, _("Take attendance"), url)]


@receiver(asking_own_things)
def own_preparation(sender: Any, person: Any, host: Any, programme: Any, **kwargs: Any) -> list[OwnThing]:
    if programme is None or not has_role(person, host, "partner", "consultant"):
        return []
    things = []
    for own in Participant.objects.active().filter(programme=programme, person=person):
        is_partner = own.role == Participant.Role.PARTNER
        label = _("Your preparation") if is_partner else _("Your training")
        text = _("What to expect, steps and workshops") if is_partner else _("Hours, dates and readiness")
        things.append(OwnThing(30, label, text, href("preparation:own", own)))
    return things


@receiver(asking_attention)
def to_look_at(sender: Any, person: Any, host: Any, programme: Any, **kwargs: Any) -> list[AttentionRow]:
    """Consultants without a decision on readiness; everyone who has not accepted the policy as it stands."""
    if programme is None or not has_role(person, host, "coordinator"):
        return []
    undecided, waiting = _how_many_wait(programme)
    rows = []
    if undecided and programme.readiness_gate != programme.Gate.NONE:
        sentence = ngettext(
            "%(who)s waits for a word on readiness", "%(who)s wait for a word on readiness", undecided
        )
        form = "one" if undecided == 1 else "many"
        sentence = sentence % {"who": programme.word("consultant", form)}
        rows.append(
            AttentionRow(40, undecided, sentence, _("See training"), href("preparation:training", programme))
        )
    if waiting and programme.competition_policy.strip():
        sentence = ngettext(
            "leader has not accepted the competition policy as it stands",
            "leaders have not accepted the competition policy as it stands",
            waiting,
        )
        url = href("preparation:prepared", programme)
        rows.append(AttentionRow(42, waiting, sentence, _("See who has prepared"), url))
    return rows


def _how_many_wait(programme: Any) -> tuple[int, int]:
    """How many consultants have no word that they are ready, and how many leaders have a policy to read; one query."""
    ready = ReadinessCheck.objects.filter(participant=OuterRef("pk"), decision="ready")
    accepted = PolicyAcceptance.objects.filter(
        participant=OuterRef("pk"), version=programme.competition_policy_version
    )
    undecided = Q(~Exists(ready), role=Participant.Role.CONSULTANT)
    people = Participant.objects.active().filter(programme=programme)
    counts = people.order_by().aggregate(
        undecided=Count("pk", filter=undecided), waiting=Count("pk", filter=~Exists(accepted))
    )
    return counts["undecided"], counts["waiting"]


@receiver(asking_funnel)
def prepared(sender: Any, person: Any, host: Any, programme: Any, **kwargs: Any) -> list[FunnelStage]:
    if programme is None or not has_role(person, host, "coordinator"):
        return []
    counts = Participant.objects.filter(programme=programme, role=Participant.Role.PARTNER).aggregate(
        prepared=Count("pk", filter=Q(preparation__acknowledged_at__isnull=False))
    )
    label = _("%(who)s who have prepared") % {"who": programme.word("partner", "many").capitalize()}
    return [
        FunnelStage(
            45,
            label,
            counts["prepared"],
            _("Read and agreed what to expect"),
            href("preparation:prepared", programme),
        )
    ]
