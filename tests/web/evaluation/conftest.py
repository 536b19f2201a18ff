"""A cohort that is asked: waves planned, opened, answered by alias, closed and frozen through the actions."""

from dataclasses import dataclass

import pytest

from headwater.web.evaluation.actions.answers import save_answers
from headwater.web.evaluation.actions.plans import freeze_plan
from headwater.web.evaluation.actions.waves import close_wave, freeze_wave, open_wave, plan_waves
from headwater.web.evaluation.models import Wave
from headwater.web.people.models import Person
from headwater.web.programmes.models import Participant
from tests.people import Cast, make_participant, person


@dataclass
class Asked:
    """A cast with planned waves, and short ways to what the tests do again and again."""

    cast: Cast

    @property
    def start(self) -> Wave:
        return self.wave("start")

    @property
    def end(self) -> Wave:
        return self.wave("end")

    @property
    def follow_up(self) -> Wave:
        return self.wave("follow_up")

    def wave(self, kind: str) -> Wave:
        return Wave.objects.select_related("programme").get(programme=self.cast.programme, kind=kind)

    def open(self, wave: Wave) -> Wave:
        return open_wave(wave=wave, by=self.cast.coordinator)

    def answer(self, wave: Wave, who: Person, **answers) -> None:
        save_answers(wave=wave, answers=answers, by=who, send=True)

    def finish(self, wave: Wave) -> Wave:
        close_wave(wave=wave, by=self.cast.coordinator)
        return freeze_wave(wave=wave, by=self.cast.evaluator)

    def add(self, role: str, how_many: int) -> list[Person]:
        """More participants on one side, beside the two of the cast."""
        people = [person(f"{role} number {number}") for number in range(how_many)]
        for each in people:
            make_participant(self.cast.programme, each, role, f"Organisation of {each.name}")
        return people

    def of(self, role: str) -> list[Person]:
        return [
            each.person
            for each in Participant.objects.filter(programme=self.cast.programme, role=role)
            .select_related("person")
            .order_by("person__email")
        ]


@pytest.fixture
def asked(cast) -> Asked:
    plan_waves(programme=cast.programme, by=cast.coordinator)
    freeze_plan(programme=cast.programme, by=cast.evaluator)
    return Asked(cast)


@pytest.fixture
def changed(asked) -> Asked:
    """Fifteen partners: at the start all say 2; at the end 6 are better, 1 worse, 4 the same, 4 missing."""
    asked.add("partner", 13)
    partners = asked.of("partner")
    asked.open(asked.start)
    for each in partners:
        asked.answer(asked.start, each, confidence=2, time=2)
    asked.finish(asked.start)
    asked.open(asked.end)
    for each in partners[:6]:
        asked.answer(asked.end, each, confidence=4, time=4, gained=4)
    asked.answer(asked.end, partners[6], confidence=1, time=4, gained=2)
    for each in partners[7:11]:
        asked.answer(asked.end, each, confidence=2, time=4, gained=2)
    asked.finish(asked.end)
    return asked
