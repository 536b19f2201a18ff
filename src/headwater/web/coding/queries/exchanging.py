"""A coding as a project for other programs: what one may see of it now, and no more."""

from typing import Any
from uuid import UUID, uuid5

from headwater.exchange.qdpx import Code, Coder, Coding, Project, Selection, Source
from headwater.web.coding import models
from headwater.web.coding.models import Segment
from headwater.web.coding.queries.agreeing import final_themes
from headwater.web.coding.queries.marking import themes_of

AGREED = "Agreed"
CUES, NOT_WHEN, EXAMPLE = "Cue words: ", "Not when: ", "Example: "


def project_of(coding: models.Coding, coder: models.Coder) -> Project:
    """The project as one of its coders may see it: only their own codes until both have finished (then everyone's).

    The second coder gets the answers of the sample; the words are those without names.
    """
    open_now = coding.state in (models.Coding.State.COMPARED, models.Coding.State.SETTLED)
    visible = [each for each in coding.coders.all() if open_now or each.pk == coder.pk]
    segments = Segment.objects.filter(answer__coding=coding).select_related("answer")
    if coder.place == 2:
        segments = segments.filter(answer__segments__in_sample=True).distinct()
    by_answer: dict[models.Answer, list[Segment]] = {}
    for segment in segments:
        by_answer.setdefault(segment.answer, []).append(segment)
    codings = _codings(coding, visible)
    settled = coding.state == models.Coding.State.SETTLED
    names = [Coder(str(each.pk), f"Coder {each.place}") for each in visible]
    if settled:
        names.append(Coder(str(agreed_guid(coding)), AGREED))
    return Project(
        name=f"Open answers {coding.pk}",
        coders=tuple(names),
        codes=tuple(
            Code(str(code_guid(coding, theme["code"])), theme["name"], describe(theme))
            for theme in themes_of(coding)
        ),
        sources=tuple(_source(answer, own, codings) for answer, own in by_answer.items()),
    )


def code_guid(coding: models.Coding, theme: str) -> UUID:
    """The GUID of a theme, the same in every export of a coding."""
    return uuid5(coding.pk, f"theme {theme}")


def agreed_guid(coding: models.Coding) -> UUID:
    """The GUID under which the settled codes stand."""
    return uuid5(coding.pk, "agreed")


def describe(theme: dict[str, Any]) -> str:
    """A theme's description as one text that ``undescribe`` reads again."""
    lines = [theme.get("definition", "")]
    if theme.get("cues"):
        lines.append(CUES + "; ".join(theme["cues"]))
    lines += [
        mark + theme[key] for mark, key in ((NOT_WHEN, "not_when"), (EXAMPLE, "example")) if theme.get(key)
    ]
    return "\n".join(lines)


def undescribe(code: Code) -> dict[str, Any]:
    """A theme from a code of any program; lines that name cue words, exceptions and an example are understood."""
    theme: dict[str, Any] = {"name": code.name[:200], "cues": [], "not_when": "", "example": ""}
    definition = []
    for line in code.description.splitlines():
        if line.startswith(CUES):
            theme["cues"] = [cue.strip() for cue in line.removeprefix(CUES).split(";") if cue.strip()]
        elif line.startswith(NOT_WHEN):
            theme["not_when"] = line.removeprefix(NOT_WHEN)
        elif line.startswith(EXAMPLE):
            theme["example"] = line.removeprefix(EXAMPLE)
        else:
            definition.append(line)
    return theme | {"definition": "\n".join(definition).strip()}


Given = dict[Any, list[tuple[str, str, list[str], Any]]]  # segment -> (selection, coder, themes, time)


def _codings(coding: models.Coding, visible: list[models.Coder]) -> Given:
    found: Given = {}
    for mark in models.Mark.objects.filter(coder__in=visible).order_by("coder__place"):
        found.setdefault(mark.segment_id, []).append(
            (str(uuid5(mark.pk, "selection")), str(mark.coder_id), mark.themes, mark.marked_at)
        )
    if coding.state == models.Coding.State.SETTLED:
        agreed = str(agreed_guid(coding))
        for segment, themes in final_themes(coding).items():
            found.setdefault(segment, []).append(
                (str(uuid5(segment, "agreed")), agreed, sorted(themes), None)
            )
    return found


def _source(answer: models.Answer, segments: list[Segment], given: Given) -> Source:
    selections = [
        _selection(answer, segment, *each)
        for segment in segments
        for each in given.get(segment.pk, [(str(uuid5(segment.pk, "unmarked")), "", [], None)])
    ]
    return Source(str(answer.pk), f"Answer {answer.number}", answer.text, tuple(selections))


def _selection(
    answer: models.Answer, segment: Segment, guid: str, coder: str, themes: list[str], at: Any
) -> Selection:
    codings = tuple(
        Coding(str(uuid5(UUID(guid), theme)), str(uuid5(answer.coding_id, f"theme {theme}")), coder, at)
        for theme in themes
    )
    return Selection(guid, segment.start, segment.end, coder, codings)
