"""The example's network: whom leaders can ring, who agreed to be seen, and a second round in which some help on."""

import random
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from headwater.web.engagements.actions import begin
from headwater.web.engagements.models import Engagement
from headwater.web.hosts.actions import give_role
from headwater.web.network import actions
from headwater.web.network.models import Alumnus, Tie
from headwater.web.network.queries import own_generation
from headwater.web.organisations.models import Organisation, Site
from headwater.web.people.models import Person
from headwater.web.programmes.actions import clone_programme, move_to
from headwater.web.programmes.models import Participant, Programme

NEW = (
    ("Rede Valley Day Support", "Maureen Oliver", "NE19 1ZZ", "Northumberland"),
    ("Skerne Home Support", "Idris Rahman", "DL1 5ZZ", "Darlington"),
    ("Seaham Carers Together", "Lorna Pattison", "SR7 7ZZ", "County Durham"),
)
BEGAN = ("A shared night-time on-call list", "One induction for new starters", "A joint bid for a minibus")


def tell(programme: Programme, rng: random.Random, today: date) -> None:
    """Pairs can ring each other; most say how many they could ring before and now; half agree to be seen."""
    pairs = list(Engagement.objects.filter(programme=programme).with_people().order_by("began_on", "pk"))
    for at, pair in enumerate(pairs):
        for own, other in ((pair.partner, pair.consultant), (pair.consultant, pair.partner)):
            if at % 5 == 4:
                continue
            before = rng.randint(0, 3)
            actions.say_reach(own, by=own.person, before=before, now=before + rng.choice((0, 1, 2, 3, 3, 4)))
            if at % 2 == 0:
                actions.show_oneself(own, by=own.person, shown=True, today=today)
            actions.tell_tie(
                own, by=own.person, kind=Tie.Kind.COULD_RING, since=Tie.Since.DURING, other=other
            )
    for at, what in enumerate(BEGAN[: len(pairs) // 2]):
        one, other = pairs[2 * at].partner, pairs[2 * at + 1].partner
        actions.tell_tie(one, by=one.person, kind=Tie.Kind.INTRODUCED, since=Tie.Since.DURING, other=other)
        actions.tell_tie(
            one, by=one.person, kind=Tie.Kind.JOINT_WORK, since=Tie.Since.DURING, other=other, what=what
        )


def tell_afterwards(programme: Programme, coordinator: Any, today: date) -> Programme:
    """Those who were helped say what comes next; three of them help on, in a second round that has begun."""
    helped = list(
        Participant.objects.filter(programme=programme, role=Participant.Role.PARTNER, person__cast="")
        .exclude(engagements_as_partner=None)
        .select_related("person", "organisation")
        .order_by("organisation__name", "pk")
        .distinct()
    )
    on, rest = helped[: len(NEW)], helped[len(NEW) :]
    for participant in on:
        _says(participant, Alumnus.Next.HELPS, "", today)
    for at, participant in enumerate(rest[:-1]):
        later = at % 2 == 0
        why = (Alumnus.Why.NO_TIME, Alumnus.Why.MOVED, Alumnus.Why.NO_TIME, Alumnus.Why.PAUSE)[at % 4]
        _says(participant, Alumnus.Next.LATER if later else Alumnus.Next.NOT, why, today)
    return _second_round(programme, coordinator, on, today)


def _says(participant: Participant, next: str, why: str, today: date) -> None:
    actions.say_what_next(
        participant, by=participant.person, next=next, why=why, keeps_in_touch=True, today=today
    )


def _second_round(programme: Programme, by: Any, on: Sequence[Participant], today: date) -> Programme:
    second = clone_programme(programme, name=f"{programme.name}, second round", by=by)
    second.starts = today - timedelta(days=60)
    second.save(update_fields=["starts"])
    move_to(second, stage=Programme.Stage.RUNNING, by=by)
    for participant, (name, leader, postcode, council) in zip(on, NEW, strict=False):
        helper = _joins(second, participant.person, participant.organisation, "consultant", by)
        fresh = _organisation(name, postcode, council)
        person = Person.objects.create_user(
            email=f"{leader.lower().replace(' ', '.')}@example.org", name=leader
        )
        seeker = _joins(second, person, fresh, "partner", by)
        begin(partner=seeker, consultant=helper, by=by, on=today - timedelta(days=50))
    # The pages open on the newest programme of a host; here they should stay with the one the story is about.
    earlier = timezone.make_aware(datetime.combine(date(2000, 1, 1), time()))
    Programme.objects.filter(pk=second.pk).update(created_at=earlier)
    return second


def _joins(programme: Programme, person: Any, body: Organisation, role: str, by: Any) -> Participant:
    give_role(person=person, role=role, by=by, programme=programme)
    return Participant.objects.create(
        programme=programme,
        person=person,
        organisation=body,
        role=role,
        generation=own_generation(person) if role == Participant.Role.CONSULTANT else 1,
    )


def _organisation(name: str, postcode: str, council: str) -> Organisation:
    body = Organisation.objects.create(name=name, source="example", sector="not_for_profit", size="small")
    site = Site(organisation=body, is_main=True, name=name, postcode=postcode, council=council)
    site.find()
    site.save()
    return body
