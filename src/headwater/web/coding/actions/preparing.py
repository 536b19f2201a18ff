"""Taking open answers up: names out, each confirmed by an evaluator, then segments that a coder adjusts."""

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from headwater.engines.evaluation.words import Mask, Span, mask_text, resplit, split_sentences
from headwater.web.audit.trail import record
from headwater.web.coding.models import Answer, Codebook, Coder, Coding, Segment
from headwater.web.evaluation.models import Wave
from headwater.web.evaluation.queries import open_answers
from headwater.web.programmes.models import Programme

DEFAULT = Path(__file__).parent.parent / "codebooks" / "outcomes.toml"
LEFT = "leave"
OTHER_WORDS = "other"


class CannotCode(Exception):
    """A step of coding cannot be taken; the message says why and what to do."""


@transaction.atomic
def take_up(*, programme: Programme, wave: Wave, items: list[str], by: Any) -> Coding:
    """Take the answers to some open questions of a frozen wave into coding, with the codebook used last or the default."""
    if wave.programme_id != programme.pk or not wave.readers.filter(person=by).exists():
        raise CannotCode(_("Only an evaluator who was named to read this wave can code its answers."))
    if wave.state != Wave.State.FROZEN:
        raise CannotCode(_("Freeze the wave first, so that nothing can change under what you code."))
    taken = {item for each in Coding.objects.filter(wave=wave) for item in each.items}
    if not items or taken & set(items):
        raise CannotCode(_("Choose at least one question that is not being coded yet."))
    answers = [answer for answer in open_answers(programme, wave) if answer.item.code in items]
    if not answers:
        raise CannotCode(_("Nobody has answered these questions in their own words."))
    last = Codebook.objects.filter(coding__programme=programme).order_by("-created_at", "-number").first()
    coding = Coding.objects.create(programme=programme, wave=wave, items=sorted(items))
    Answer.objects.bulk_create(
        Answer(coding=coding, number=number, answer=answer.id, item=answer.item.code, role=answer.role,
               thread=answer.thread)
        for number, answer in enumerate(sorted(answers, key=lambda each: each.id), start=1)
    )  # fmt: skip
    Codebook.objects.create(coding=coding, number=1, themes=last.themes if last else default_themes(), by=by)
    Coder.objects.create(coding=coding, person=by, place=1)
    record("take-up", by=by, on=coding)
    return coding


def default_themes() -> list[dict[str, Any]]:
    """The themes to begin with."""
    return list(tomllib.loads(DEFAULT.read_text(encoding="utf-8"))["themes"])


def original_texts(coding: Coding) -> dict[Any, str]:
    """The words as they were given, by the id of the answer: for taking the names out, and nothing else."""
    return {answer.id: answer.text for answer in open_answers(coding.programme, coding.wave)}


@transaction.atomic
def mask_answer(
    *, answer: Answer, original: str, masks: list[Mask], also: list[str], by: Any
) -> list[Segment]:
    """Keep an answer with the confirmed names taken out, split into sentences; ``also`` are more words to take out."""
    _preparing(answer.coding)
    text = mask_text(original, [*masks, *_more(original, masks, also)])
    answer.text, answer.is_masked = text, True
    answer.save()
    return _replace_segments(answer, split_sentences(text))


def _more(original: str, masks: list[Mask], also: list[str]) -> list[Mask]:
    """Masks for words an evaluator typed, wherever they stand and are not taken out already."""
    found: list[Mask] = []
    for words in sorted({line.strip() for line in also if line.strip()}, key=len, reverse=True):
        places = [match.span() for match in re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", original)]
        if not places:
            raise CannotCode(
                _("“%(words)s” does not stand in that answer. Copy the words as they are.") % {"words": words}
            )
        for start, end in places:
            if all(end <= mask.start or start >= mask.end for mask in [*masks, *found]):
                found.append(Mask(start, end, OTHER_WORDS))
    return found


@transaction.atomic
def split_answer(*, answer: Answer, lines: str, by: Any) -> list[Segment]:
    """Split an answer anew, one segment a line. The words cannot change."""
    _preparing(answer.coding)
    return _replace_segments(answer, resplit(answer.text, lines))


def _replace_segments(answer: Answer, spans: tuple[Span, ...]) -> list[Segment]:
    Segment.objects.filter(answer=answer).delete()
    return Segment.objects.bulk_create(
        Segment(answer=answer, number=number, start=span.start, end=span.end)
        for number, span in enumerate(spans, start=1)
    )


@transaction.atomic
def save_theme(*, coding: Coding, theme: Mapping[str, Any], why: str, by: Any, old: str = "") -> Codebook:
    """Add a theme, or change the one with the code ``old``: the next version of the codebook."""
    last = _editable(coding, why)
    themes = [dict(each) for each in last.themes]
    code = old or _new_code(str(theme["name"]), {"new", *(each["code"] for each in themes)})
    made = {
        "code": code,
        **{key: theme.get(key, "") for key in ("name", "definition", "not_when", "example")},
    }
    made["cues"] = [cue.strip() for cue in theme.get("cues", []) if cue.strip()]
    if old and old not in {each["code"] for each in themes}:
        raise CannotCode(_("That theme is not in the codebook any more."))
    themes = [made if each["code"] == old else each for each in themes] if old else [*themes, made]
    return _next_version(coding, last, themes, why, by)


@transaction.atomic
def remove_theme(*, coding: Coding, code: str, by: Any) -> Codebook:
    """Take a theme out before coding begins."""
    _preparing(coding)
    last = coding.codebooks.order_by("number").last()
    themes = [each for each in last.themes if each["code"] != code]
    if not themes:
        raise CannotCode(_("A codebook has at least one theme."))
    return _next_version(coding, last, themes, "", by)


def _next_version(
    coding: Coding, last: Codebook, themes: list[dict[str, Any]], why: str, by: Any
) -> Codebook:
    made = Codebook.objects.create(coding=coding, number=last.number + 1, themes=themes, why=why, by=by)
    record("edit-codebook", by=by, on=coding)
    return made


def _editable(coding: Coding, why: str) -> Codebook:
    if coding.state in (Coding.State.CODING, Coding.State.SETTLED):
        raise CannotCode(
            _(
                "The codebook cannot change now: every coder must code by the same one, and counts stand on it."
            )
        )
    if coding.state == Coding.State.COMPARED and not why.strip():
        raise CannotCode(_("Say what you changed and why: coding has begun, and the report tells it."))
    return coding.codebooks.order_by("number").last()


def _new_code(name: str, there: set[str]) -> str:
    stem = re.sub(r"[^a-z0-9]+", "-", name.casefold()).strip("-")[:40] or "theme"
    code, more = stem, 2
    while code in there:
        code, more = f"{stem}-{more}", more + 1
    return code


def _preparing(coding: Coding) -> None:
    if coding.state != Coding.State.PREPARING:
        raise CannotCode(_("Coding has begun. Names and segments stand as they are from then on."))
