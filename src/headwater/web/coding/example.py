"""The example's coded answers and its stories, through the same actions that people use."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from headwater.web.coding.actions.marking import begin, finish, mark_segments, settle, settle_differences
from headwater.web.coding.actions.preparing import mask_answer, original_texts, take_up
from headwater.web.coding.actions.quoting import answer_quote, ask_to_quote, release_themes, set_against
from headwater.web.coding.actions.stories import (
    close_panel,
    give_consent,
    give_voices,
    name_panel,
    verify,
)
from headwater.web.coding.models import Coder, Coding, Consent, QuoteRequest, Story, StoryPanel
from headwater.web.coding.queries.agreeing import differences
from headwater.web.coding.queries.counting import quotes_of
from headwater.web.coding.queries.marking import work_of
from headwater.web.coding.queries.names import masks_for
from headwater.web.coding.rules import before_panel
from headwater.web.coding.told import AGAINST, OTHERWISE, REASONS, SEEN, STORIES, VOICES
from headwater.web.evaluation.keys import thread_of
from headwater.web.evaluation.models import Wave
from headwater.web.programmes.models import Participant, Programme

SEED = 2016
QUOTED = ("time", "alone", "courage", "leading")


def code_answers(*, programme: Programme, evaluator: Any, coder: Any, item: str) -> Coding:
    """One question of the end wave: names out, coded by two, differences settled, released, four quotes asked for."""
    wave = Wave.objects.select_related("programme").get(programme=programme, kind=Wave.Kind.END)
    coding = take_up(programme=programme, wave=wave, items=[item], by=evaluator)
    take_names_out(coding, evaluator)
    begin(coding=coding, second=coder, by=evaluator, seed=SEED)
    for person in (evaluator, coder):
        _code(coding, person)
        finish(coder=_coder(coding, person), by=person)
    coding = Coding.objects.select_related("programme", "wave").get(pk=coding.pk)
    settled = {
        (each.segment.pk, each.theme): (each.seen_by == 1, REASONS[number % len(REASONS)])
        for number, each in enumerate(differences(coding))
    }
    settle_differences(coding=coding, settled=settled, by=evaluator)
    _code(coding, evaluator)
    coding = settle(coding=coding, by=evaluator)
    release_themes(coding=coding, by=evaluator)
    _quote(coding, evaluator)
    return coding


def take_names_out(coding: Coding, by: Any) -> None:
    """Every name that was suggested is confirmed."""
    texts = original_texts(coding)
    for answer, masks in masks_for(coding, list(coding.answers.select_related("coding")), texts).items():
        mask_answer(answer=answer, original=texts[answer.answer], masks=list(masks), also=[], by=by)


def _coder(coding: Coding, person: Any) -> Coder:
    return Coder.objects.select_related("coding").get(coding=coding, person=person)


def _code(coding: Coding, person: Any) -> None:
    coder = _coder(coding, person)
    marks = {str(segment.pk): list(seen(segment.words, coder.place)) for segment in work_of(coder)}
    mark_segments(coder=coder, marks=marks, by=person)


def seen(words: str, place: int) -> tuple[str, ...]:
    """The themes a coder of the example sees in some words."""
    for told in (OTHERWISE, SEEN) if place == 2 else (SEEN,):
        for start, themes in told.items():
            if words.startswith(start):
                return themes
    return ()


def _quote(coding: Coding, evaluator: Any) -> None:
    """Four authors are asked; three say yes, one has not looked yet."""
    people = {
        thread_of(each.person, coding.programme): each.person
        for each in Participant.objects.filter(programme=coding.programme).select_related("person")
    }
    asked: list[QuoteRequest] = []
    for theme in QUOTED:
        supporting, _against = quotes_of(coding, theme)
        for quote in supporting:
            if quote.segment.words.startswith(AGAINST):
                set_against(coding=coding, segment=quote.segment.pk, theme=theme, against=True, by=evaluator)
        free = [q for q in supporting if q.segment.answer.thread not in {each.thread for each in asked}]
        if free:
            asked.append(ask_to_quote(coding=coding, segment=free[0].segment.pk, theme=theme, by=evaluator))
    for quote in asked[:3]:
        answer_quote(programme=coding.programme, quote=quote.pk, approve=True, by=people[quote.thread])


def tell_stories(
    *, programme: Programme, evaluator: Any, panel: Sequence[Any], today: date, chosen: bool
) -> StoryPanel:
    """A partner's and a consultant's story before a panel; later on chosen, checked and printed."""
    tellers = [_teller(programme, role) for role in (Participant.Role.PARTNER, Participant.Role.CONSULTANT)]
    scopes = (Consent.Scope.PUBLIC, Consent.Scope.PROGRAMME)
    for teller, told, scope in zip(tellers, STORIES, scopes, strict=True):
        story = Story.objects.create(programme=programme, teller=teller, **told)
        give_consent(
            story=story, scope=scope, named=scope == Consent.Scope.PROGRAMME, by=teller,
            expires=today + timedelta(days=540),
        )  # fmt: skip
    reading = name_panel(
        programme=programme, name="Those who read the applications", people=panel, by=evaluator
    )
    stories = sorted(Story.objects.filter(pk__in=before_panel(reading)), key=lambda story: story.title)
    for member, (yes, reason) in list(zip(panel, VOICES, strict=False))[: None if chosen else 1]:
        give_voices(panel=reading, said={story.pk: (yes, reason) for story in stories}, by=member)
    if chosen:
        close_panel(panel=reading, by=evaluator)
        for story in stories:
            verify(
                story=story,
                outcome="confirmed",
                how="A talk with the teller and with a deputy.",
                by=evaluator,
            )
    return reading


def _teller(programme: Programme, role: str) -> Any:
    """Someone of the cast where there is one, so that whoever looks around finds a story of their own."""
    people = Participant.objects.filter(programme=programme, role=role, status__in=["active", "finished"])
    ordered = sorted(
        people.select_related("person"), key=lambda each: (not each.person.cast, each.person.email)
    )
    return ordered[0].person
