"""The example programme is told through the same actions people use, so it is a test of them."""

import random
from datetime import timedelta

from django.utils import timezone

from headwater.web.engagements.example import begin_all, run_months
from headwater.web.engagements.models import (
    Agreement,
    Engagement,
    Exchange,
    Goal,
    LookBack,
    PowerPulse,
    Reflection,
    Session,
)
from headwater.web.engagements.practice import practice_of
from headwater.web.hosts.home import asking_attention, gather
from headwater.web.preparation.example import prepare_all
from headwater.web.preparation.models import ReadinessCheck, Workshop
from headwater.web.supervision.example import raise_one, supervise_all
from headwater.web.supervision.models import Concern, SupervisionSession
from tests.people import make_participant, person


def tell(cast, seed=7):
    today, rng = timezone.localdate(), random.Random(seed)
    for number in range(3):
        for role in ("partner", "consultant"):
            make_participant(
                cast.programme, person(f"{role} {number}"), role, f"{role.title()} House {number}"
            )
    people = {
        role: list(
            cast.programme.participants.filter(role=role)
            .select_related("person", "programme")
            .order_by("organisation__name")
        )
        for role in ("partner", "consultant")
    }
    prepare_all(cast.programme, by=cast.coordinator, faculty=[cast.faculty], rng=rng, today=today)
    pairs = list(zip(people["partner"], people["consultant"], strict=True))
    begin_all(cast.programme, pairs, by=cast.coordinator, on=today - timedelta(days=10))
    run_months(cast.programme, by=cast.coordinator, rng=rng, today=today)
    supervise_all(cast.programme, by=cast.coordinator, faculty=[cast.faculty], rng=rng, today=today)
    raise_one(cast.programme, reporter=cast.partner, hearer=cast.concern_lead)


def test_the_example_has_a_quiet_pair_an_early_ending_a_request_and_one_that_still_waits(cast):
    tell(cast)
    assert sorted(Engagement.objects.values_list("state", flat=True)) == [
        "ended",
        "proposed",
        "running",
        "running",
        "running",
    ]
    assert ReadinessCheck.objects.filter(decision="ready").count() == 4
    assert Workshop.objects.filter(state="planned").count() == 1
    assert Goal.objects.filter(engagement__state="proposed").count() == 0
    assert Session.objects.held().count() >= 8
    assert (SupervisionSession.objects.filter(state="held").count(), Concern.objects.get().state) == (
        16,
        "heard",
    )
    rows = gather(asking_attention, person=cast.coordinator, host=cast.host, programme=cast.programme)
    sentences = [row.sentence for row in rows]
    assert "pair has not met for six weeks" in sentences
    assert "pair asks for more sessions" in sentences


def test_the_example_shows_power_reciprocity_and_signs_of_reliance(cast):
    tell(cast)
    pairs = list(Engagement.objects.order_by("partner__organisation__name"))
    practice = practice_of(pairs, today=timezone.localdate())
    kinds = {signal.kind.value for one in practice.values() for signal in one.signals}
    assert kinds >= {"contact", "needed"}
    assert Agreement.objects.filter(signs_for="sponsor").accepted().count() == 1
    assert set(PowerPulse.objects.values_list("party", flat=True)) == {"host", "sponsor"}
    assert Exchange.objects.exclude(needs="").count() >= 4
    assert Reflection.objects.filter(shown_to_supervisor=True).count() == 1
    assert LookBack.objects.filter(moment="end").count() == 1


def test_telling_it_twice_begins_no_pair_twice(cast):
    tell(cast)
    pairs = [(e.partner, e.consultant) for e in Engagement.objects.open().with_people()]
    begin_all(cast.programme, pairs, by=cast.coordinator, on=timezone.localdate())
    assert Engagement.objects.count() == 5
