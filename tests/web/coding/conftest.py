"""A frozen end wave with open answers, and a second coder; the steps of coding as short words."""

from dataclasses import dataclass

import pytest

from headwater.web.coding.actions.marking import begin, finish, mark_segments, settle, settle_differences
from headwater.web.coding.actions.preparing import mask_answer, original_texts, take_up
from headwater.web.coding.models import Coder, Coding, Segment
from headwater.web.coding.queries.agreeing import differences
from headwater.web.coding.queries.marking import work_of
from headwater.web.coding.queries.names import masks_for
from headwater.web.evaluation.actions.plans import freeze_plan
from headwater.web.evaluation.actions.waves import plan_waves
from headwater.web.hosts.models import Membership
from headwater.web.people.models import Person
from tests.people import person
from tests.web.evaluation.conftest import Asked

CANARY = "canary-words-4711"
FIRST = f"I plan on Fridays now, {CANARY}. I told Karen Hope of Wansbeck Carers at last."


@dataclass
class Coded(Asked):
    """The cast with answers, and what an evaluator does with them."""

    coder: Person = None

    @property
    def coding(self) -> Coding:
        return Coding.objects.select_related("programme", "wave").get()

    def place(self, number: int) -> Coder:
        return Coder.objects.select_related("coding").get(place=number)

    def finish_wave(self) -> None:
        super().finish(self.end)

    def take_up(self) -> Coding:
        return take_up(programme=self.cast.programme, wave=self.end, items=["helped"], by=self.cast.evaluator)

    def mask_all(self) -> None:
        texts = original_texts(self.coding)
        answers = list(self.coding.answers.select_related("coding"))
        for answer, masks in masks_for(self.coding, answers, texts).items():
            mask_answer(
                answer=answer,
                original=texts[answer.answer],
                masks=list(masks),
                also=[],
                by=self.cast.evaluator,
            )

    def begin(self, second=True) -> Coding:
        self.take_up()
        self.mask_all()
        return begin(
            coding=self.coding, second=self.coder if second else None, by=self.cast.evaluator, seed=1
        )

    def code(self, number: int, see) -> None:
        """Let a coder code all they have, ``see`` giving the themes for some words."""
        coder = self.place(number)
        mark_segments(coder=coder, marks={str(s.pk): see(s.words) for s in work_of(coder)}, by=coder.person)

    def finish(self, number: int) -> Coding:
        coder = self.place(number)
        return finish(coder=coder, by=coder.person)

    def both(self, first, second) -> Coding:
        self.code(1, first)
        self.code(2, second)
        self.finish(1)
        return self.finish(2)

    def settle(self) -> Coding:
        settled = {(each.segment.pk, each.theme): (True, "We talked.") for each in differences(self.coding)}
        settle_differences(coding=self.coding, settled=settled, by=self.cast.evaluator)
        return settle(coding=self.coding, by=self.cast.evaluator)

    def segment(self, start: str) -> Segment:
        found = Segment.objects.filter(answer__coding=self.coding).select_related("answer")
        return next(each for each in found if each.words.startswith(start))


def see(words: str) -> list[str]:
    """What the tests' coders see."""
    cues = {"plan": "time", "told": "courage", "alone": "alone"}
    return sorted({theme for cue, theme in cues.items() if cue in words})


@pytest.fixture
def answered(cast) -> Coded:
    """Twelve partners and two consultants; eleven partners say something, three of them of time, one twice."""
    plan_waves(programme=cast.programme, by=cast.coordinator)
    freeze_plan(programme=cast.programme, by=cast.evaluator)
    coder = person("Second Coder")
    Membership.objects.create(person=coder, role="coder", programme=cast.programme)
    made = Coded(cast, coder)
    made.add("partner", 10)
    made.open(made.end)
    partners = made.of("partner")
    said = [
        FIRST,
        "I plan more. I plan with others.",
        "I plan now. It is good.",
        *(f"I feel less alone, says {n}. We go on." for n in range(8)),
    ]
    for each, words in zip([cast.partner, *(p for p in partners if p != cast.partner)], said, strict=False):
        made.answer(made.end, each, helped=words)
    made.answer(made.end, cast.consultant, helped="I told them to plan. No more time.")
    made.finish_wave()
    return made
