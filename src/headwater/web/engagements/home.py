"""What the home pages show of engagements."""

from typing import Any
from uuid import UUID

from django.db.models import Q
from django.dispatch import receiver
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django_scopes import scope, scopes_disabled

from headwater.web.engagements.models import Engagement
from headwater.web.engagements.practice import practice_of
from headwater.web.engagements.queries import counts_needing_a_look, reached, to_sign, with_open_ends
from headwater.web.engagements.signing import SIGNS_FOR
from headwater.web.engagements.steps import LOOK_BACK_WITHIN, steps_for
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
from headwater.web.programmes.models import Programme


@receiver(asking_navigation)
def navigation(sender: Any, person: Any, host: Any, programme: Any, **kwargs: Any) -> list[NavigationItem]:
    if programme is None or not has_role(person, host, "coordinator"):
        return []
    return [NavigationItem(50, _("Pairs"), href("engagements:list", programme))]


@receiver(asking_next_steps)
def own_steps(sender: Any, person: Any, host: Any, programme: Any, **kwargs: Any) -> list[NextStep]:
    if programme is None or not has_role(person, host, "partner", "consultant"):
        return []
    lately = timezone.localdate() - LOOK_BACK_WITHIN
    own = Engagement.objects.of(person).filter(programme=programme).with_people()
    own = own.filter(Q(ended_on__isnull=True) | Q(ended_on__gte=lately))
    return [step for engagement in with_open_ends(own, person) for step in steps_for(engagement, person)]


@receiver(asking_next_steps)
def signs_of_dependency(sender: Any, person: Any, host: Any, programme: Any, **kwargs: Any) -> list[NextStep]:
    """A consultant is the first to see a sign that help may be turning into reliance (R57)."""
    if programme is None or not has_role(person, host, "consultant"):
        return []
    today = timezone.localdate()
    helped = Engagement.objects.under_way().filter(programme=programme, consultant__person=person)
    return [
        NextStep(
            45,
            _("Something to think about"),
            _("A sign in how you help, with how it was worked out. For a week it is yours alone."),
            _("Look"),
            href("engagements:stance", pk=pk),
        )
        for pk, practice in practice_of(helped, today=today).items()
        if len(practice.signals) > len(practice.for_supervisor(today).signals)
    ]


@receiver(asking_next_steps)
def agreements_to_sign(sender: Any, person: Any, host: Any, programme: Any, **kwargs: Any) -> list[NextStep]:
    """The third party is asked to read and sign the latest version of an agreement."""
    if programme is None or not has_role(person, host, "funder"):
        return []  # a coordinator finds theirs among the pairs to look at
    first = to_sign(person).filter(engagement__programme=programme).values_list("pk", flat=True).first()
    if first is None:
        return []
    text = _("Two leaders ask you to sign as the third party.")
    return [
        NextStep(12, _("Sign an agreement"), text, _("Read it"), href("engagements:sign_agreement", pk=first))
    ]


@receiver(asking_own_things)
def own_word_on_power(sender: Any, person: Any, host: Any, programme: Any, **kwargs: Any) -> list[OwnThing]:
    """Host and sponsor are asked the same three taps on power as the pairs (R51)."""
    if programme is None or not has_role(person, host, *SIGNS_FOR):
        return []
    text = _("Three taps, asked of all three parties; yours alone")
    return [OwnThing(60, _("Is power fair?"), text, href("engagements:power", programme))]


@receiver(asking_own_things)
def own_engagements(sender: Any, person: Any, host: Any, programme: Any, **kwargs: Any) -> list[OwnThing]:
    """One's own pairs; on the front page those of every host."""
    if programme is None:
        with scopes_disabled():
            rows = list(Engagement.objects.of(person).open().with_people().select_related("host"))
    elif not has_role(person, host, "partner", "consultant"):
        return []
    else:
        rows = list(Engagement.objects.of(person).filter(programme=programme).with_people())
    things = []
    for engagement in rows:
        with scope(host=host or engagement.host):
            name = engagement.other_side(person).person
            text = f"{engagement.get_state_display()}"
            url = href("engagements:together", engagement)
        things.append(OwnThing(20, _("You and %(name)s") % {"name": name}, text, url))
    return things


@receiver(asking_attention)
def pairs_to_look_at(
    sender: Any, person: Any, host: Any, programme: Programme | None, **kwargs: Any
) -> list[AttentionRow]:
    if programme is None or not has_role(person, host, "coordinator"):
        return []
    counts = counts_needing_a_look(programme, timezone.localdate(), person)
    url = href("engagements:list", programme)
    rows = [
        AttentionRow(urgency, counts[name], sentence(counts[name]), _("See which"), f"{url}?look={name}")
        for name, (urgency, sentence) in _SENTENCES.items()
        if counts[name]
    ]
    if counts["asks"]:
        sentence = ngettext("pair asks for more sessions", "pairs ask for more sessions", counts["asks"])
        answer = href("engagements:answer_extension", pk=UUID(counts["first_asked"]))
        rows.append(AttentionRow(25, counts["asks"], sentence, _("Answer"), answer))
    return rows


_SENTENCES = {
    "apart": (
        20,
        lambda n: ngettext("pair has not met for six weeks", "pairs have not met for six weeks", n),
    ),
    "short": (
        22,
        lambda n: ngettext(
            "pair has had few sessions and ends within eight weeks",
            "pairs have had few sessions and end within eight weeks",
            n,
        ),
    ),
    "no_issue": (
        30,
        lambda n: ngettext(
            "pair has not settled yet on what to work on", "pairs have not settled yet on what to work on", n
        ),
    ),
    "left": (
        24,
        lambda n: ngettext(
            "pair has parted and nobody has taken it up since",
            "pairs have parted and nobody has taken them up since",
            n,
        ),
    ),
    "to_sign": (
        26,
        lambda n: ngettext(
            "pair asks you to sign their agreement", "pairs ask you to sign their agreement", n
        ),
    ),
    "no_agreement": (
        32,
        lambda n: ngettext(
            "pair has had no agreement for three weeks", "pairs have had no agreement for three weeks", n
        ),
    ),
}


@receiver(asking_funnel)
def how_far(sender: Any, person: Any, host: Any, programme: Any, **kwargs: Any) -> list[FunnelStage]:
    if programme is None or not has_role(person, host, "coordinator"):
        return []
    counts, url = reached(programme), href("engagements:list", programme)
    return [
        FunnelStage(60, _("Pairs begun"), counts["began"], _("Both sides accepted their match"), url),
        FunnelStage(70, _("Met at least once"), counts["met"], _("A session was held and logged"), url),
        FunnelStage(
            80, _("Had enough sessions"), counts["enough"], _("Reached the fewest sessions that help"), url
        ),
    ]
