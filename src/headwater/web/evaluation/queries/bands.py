"""What the host sees of a wave: its dates, and how many answered as a band."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count

from headwater.web.evaluation.models import AnswerSheet, Instrument, Wave
from headwater.web.evaluation.showing import band
from headwater.web.programmes.models import Participant, Programme


@dataclass(frozen=True)
class Response:
    """How many of a role answered a wave: a band only."""

    role: str
    low: int
    high: int
    invited: int


def bands_of(waves: list[Wave]) -> dict[Any, list[Response]]:
    """For each wave, the band of how many of each role have sent answers (promises.md 4.3 row 16)."""
    counted = AnswerSheet.objects.filter(wave__in=waves, sent=True).values_list("wave", "role")
    sent = {(wave, role): count for wave, role, count in counted.annotate(count=Count("pk")).order_by()}
    return {
        wave.pk: [
            Response(role, *band(sent.get((wave.pk, role), 0), invited), invited)
            for role, invited in wave.invited.items()
            if invited
        ]
        for wave in waves
    }


@dataclass(frozen=True)
class HostedWave:
    """A wave as the host sees it: its dates and bands."""

    wave: Wave
    bands: list[Response]


def waves_with_bands(programme: Programme) -> list[HostedWave]:
    """The waves of a programme with their bands of response."""
    waves = list(Wave.objects.filter(programme=programme))
    bands = bands_of(waves)
    return [HostedWave(wave, bands[wave.pk]) for wave in waves]


def minutes_asked(programme: Programme) -> dict[str, int]:
    """The minutes of questions asked of each side in all waves together (R22)."""
    instrument = Instrument.objects.filter(programme=programme).first()
    if instrument is None:
        return {}
    times = [wave.time for wave in Wave.objects.filter(programme=programme).only("kind")]
    questions = instrument.questionnaire
    return {role: sum(questions.minutes(role, time) for time in times) for role in Participant.Role.values}
