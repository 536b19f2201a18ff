"""What pages of coding show: progress, questions that can be taken up, an answer with its possible names."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count
from django.utils.translation import gettext as _

from headwater.engines.evaluation.words import Mask
from headwater.engines.evaluation.words.masking import FIXED
from headwater.web.coding.actions.preparing import LEFT
from headwater.web.coding.models import Answer, Coder, Coding, Mark, Segment
from headwater.web.coding.queries.agreeing import differences
from headwater.web.coding.queries.marking import acceptance, themes_of
from headwater.web.evaluation.models import Wave
from headwater.web.evaluation.questionnaire import said
from headwater.web.hosts.links import href
from headwater.web.programmes.models import Programme

NAME_KINDS = ("person", "organisation", "place")


def kind_words() -> dict[str, str]:
    """What each kind of mask is called on a page."""
    return {
        "person": _("a person"),
        "organisation": _("an organisation"),
        "place": _("a place"),
        "phone": _("a phone number"),
        "email": _("an e-mail address"),
        "postcode": _("a postcode"),
        "web": _("a web address"),
        LEFT: _("leave it"),
    }


@dataclass(frozen=True)
class MaskedAnswer:
    """An answer as it was given, with what may be a name in it."""

    answer: Answer
    original: str
    masks: tuple[Mask, ...]

    @property
    def parts(self) -> list[tuple[str, bool]]:
        """The words in order, each with whether they may be a name."""
        found, here = [], 0
        for mask in self.masks:
            found += [(self.original[here : mask.start], False), (self.original[mask.start : mask.end], True)]
            here = mask.end
        return [part for part in [*found, (self.original[here:], False)] if part[0]]

    @property
    def questions(self) -> list[dict[str, Any]]:
        """Each possible name with the choices for it; nothing is chosen beforehand."""
        words = kind_words()
        return [
            {
                "name": self.field(mask),
                "words": self.original[mask.start : mask.end],
                "choices": [(kind, words[kind]) for kind in (*self._kinds(mask), LEFT)],
            }
            for mask in self.masks
        ]

    def _kinds(self, mask: Mask) -> tuple[str, ...]:
        if mask.kind in FIXED:
            return (mask.kind,)
        return (mask.kind, *(kind for kind in NAME_KINDS if kind != mask.kind))

    def field(self, mask: Mask) -> str:
        return f"mask-{self.answer.pk}-{mask.start}-{mask.end}"

    def decided(self, given: Mapping[str, str]) -> list[tuple[Mask, Any]] | None:
        """The masks that were confirmed, each with its kind; None while one is not decided."""
        chosen = [(mask, given.get(self.field(mask), "")) for mask in self.masks]
        if any(kind not in (*self._kinds(mask), LEFT) for mask, kind in chosen):
            return None
        return [(mask, kind) for mask, kind in chosen if kind != LEFT]


def free_questions(
    programme: Programme, person: Any, language: str
) -> list[tuple[Wave, list[tuple[str, str]]]]:
    """The open questions of frozen waves a person reads that are not being coded yet."""
    waves = Wave.objects.filter(programme=programme, state=Wave.State.FROZEN, readers__person=person)
    taken = {
        (each.wave_id, item) for each in Coding.objects.filter(programme=programme) for item in each.items
    }
    found = []
    for wave in waves:
        choices = [
            (item.code, said(item.text, language))
            for item in wave.questionnaire.items
            if item.scale.kind == "text" and wave.kind in item.times and (wave.pk, item.code) not in taken
        ]
        if choices:
            found.append((wave, choices))
    return found


@dataclass(frozen=True)
class Begun:
    """A coding in a list."""

    coding: Coding
    questions: list[str]
    answers: int


def questions_of(coding: Coding, language: str = "en") -> list[str]:
    """The questions of a coding in words."""
    return [
        said(item.text, language) for item in coding.wave.questionnaire.items if item.code in coding.items
    ]


def begun_codings(programme: Programme, person: Any) -> list[Begun]:
    """The codings a person may open."""
    codings = (
        Coding.objects.filter(programme=programme, wave__readers__person=person)
        .select_related("wave", "programme")
        .prefetch_related("answers")
    )
    return [Begun(coding, questions_of(coding), len(coding.answers.all())) for coding in codings]


def progress(coding: Coding, person: Any) -> dict[str, Any]:
    """Where a coding stands: steps with their links, and how many segments each coder has coded (a number, no codes)."""
    answers = coding.answers.count()
    masked = coding.answers.filter(is_masked=True).count()
    segments = Segment.objects.filter(answer__coding=coding).count()
    sample = Segment.objects.filter(answer__coding=coding, in_sample=True).count()
    coders = list(Coder.objects.filter(coding=coding).select_related("person").annotate(done=Count("marks")))
    open_differences = [each for each in differences(coding) if not each.is_settled]
    marked = Mark.objects.filter(coder__coding=coding, coder__place=1).count()
    return {
        "questions": questions_of(coding),
        "answers": answers,
        "masked": masked,
        "segments": segments,
        "sample": sample,
        "coders": [(coder, coder.done, sample if len(coders) > 1 else segments) for coder in coders],
        "own": next((coder for coder in coders if coder.person_id == person.pk), None),
        "open_differences": len(open_differences),
        "rest_left": max(segments - marked, 0),
        "acceptance": acceptance(coding) if coding.state in ("compared", "settled") else None,
        "themes": len(themes_of(coding)),
        "steps": _steps(coding, answers, masked, len(open_differences), segments - marked),
    }


def _steps(coding: Coding, answers: int, masked: int, differing: int, left: int) -> list[dict[str, str]]:
    place = list(Coding.State.values).index(coding.state)
    done = [
        masked == answers,
        place > 0,
        place > 0,
        place > 1,
        place > 1 and differing == 0,
        place > 1 and left <= 0,
        place > 2,
    ]
    named = [
        (_("Take names out"), "coding:names" if place == 0 else ""),
        (_("Segments"), "coding:segments" if place == 0 and masked else ""),
        (_("Codebook"), "coding:codebook"),
        (_("Code"), "coding:code" if place == 1 else ""),
        (_("Agreement and differences"), "coding:agreement" if place > 1 else ""),
        (_("Code the rest"), "coding:code" if place == 2 else ""),
        (_("Themes, quotes and release"), "coding:themes" if place > 1 else ""),
    ]
    current = next((at for at, each in enumerate(done) if not each), len(done))
    return [
        {
            "label": label,
            "state": "done" if done[at] else "current" if at == current else "later",
            "url": href(name, coding) if name else "",
        }
        for at, (label, name) in enumerate(named)
    ]
