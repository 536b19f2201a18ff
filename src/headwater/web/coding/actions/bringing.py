"""Codes and themes from another program: looked at first, then all of them or none."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from headwater.exchange.qdpx import Code, Project, Selection, Source
from headwater.web.audit.trail import record
from headwater.web.coding.actions.marking import mark_segments
from headwater.web.coding.actions.preparing import CannotCode, save_theme
from headwater.web.coding.models import Answer, BroughtIn, Coder, Coding, Segment
from headwater.web.coding.queries.exchanging import AGREED, code_guid, undescribe
from headwater.web.coding.queries.marking import themes_of, work_of

MOST_ERRORS = 50


@dataclass
class Look:
    """What a file would change. ``marks`` gives segments their themes; ``errors`` keeps anything from being done."""

    marks: dict[str, list[str]] = field(default_factory=dict)
    themes: list[dict[str, Any]] = field(default_factory=list)
    unchanged: int = 0
    sources: int = 0
    errors: list[str] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        return not self.marks and not self.themes


def users_of(project: Project) -> list[tuple[str, str]]:
    """Those in a file whose codes can be brought in."""
    return [(coder.guid, coder.name) for coder in project.coders if coder.name != AGREED]


def look_at(*, coder: Coder, project: Project, user: str) -> Look:
    """What the codes of one user of a file would change in a coder's own work. Nothing is written."""
    coding, look = coder.coding, Look()
    codes = _known_codes(coding, project)
    if coding.state == Coding.State.PREPARING:
        look.themes = [
            undescribe(code) for code in project.codes if code.guid not in codes and code.name.strip()
        ]
        return look
    finder = _Finder(coding)
    work = {segment.pk for segment in work_of(coder)}
    already = {mark.segment_id: mark.themes for mark in coder.marks.all()}
    for source in project.sources:
        for selection, given in _given(source, user):
            _add(look, finder.find(source, selection), selection, source, codes, given, project)
        look.sources += finder.answer(source) is not None
    _compare(look, work, already)
    return look


def _known_codes(coding: Coding, project: Project) -> dict[str, str]:
    """Code GUIDs of a file to the themes of the codebook: by their GUID, else by their name."""
    themes = themes_of(coding)
    by_guid = {str(code_guid(coding, theme["code"])): theme["code"] for theme in themes}
    by_name = {theme["name"].casefold(): theme["code"] for theme in themes}
    found = {
        code.guid: by_guid.get(code.guid) or by_name.get(code.name.strip().casefold())
        for code in project.codes
    }
    return {guid: theme for guid, theme in found.items() if theme}


def _given(source: Source, user: str) -> Iterator[tuple[Selection, list[str]]]:
    """The selections a user made or coded in a source, each with the codes they gave it."""
    for selection in source.selections:
        given = [coding.code for coding in selection.codings if coding.coder == user or not user]
        if given or (user and selection.coder == user and not selection.codings):
            yield selection, given


class _Finder:
    """Finds the answers and segments of a coding that a file speaks of."""

    def __init__(self, coding: Coding) -> None:
        self.by_id = {str(answer.pk): answer for answer in Answer.objects.filter(coding=coding)}
        self.by_text: dict[str, list[Answer]] = {}
        for answer in self.by_id.values():
            self.by_text.setdefault(answer.text, []).append(answer)
        self.segments: dict[Any, list[Segment]] = {}
        for segment in Segment.objects.filter(answer__coding=coding).select_related("answer"):
            self.segments.setdefault(segment.answer_id, []).append(segment)

    def answer(self, source: Source) -> Answer | None:
        """The answer of the same id and words, else the only one of the same words."""
        known = self.by_id.get(source.guid)
        if known is not None:
            return known if known.text == source.text else None
        same = self.by_text.get(source.text, [])
        return same[0] if len(same) == 1 else None

    def find(self, source: Source, selection: Selection) -> list[Segment] | None:
        """The segments of which a selection holds at least half; None where the answer is not one of these."""
        answer = self.answer(source)
        if answer is None:
            return None
        return [
            each
            for each in self.segments.get(answer.pk, [])
            if 2 * (min(each.end, selection.end) - max(each.start, selection.start))
            >= each.end - each.start
            > 0
        ]


def _add(
    look: Look,
    segments: list[Segment] | None,
    selection: Selection,
    source: Source,
    codes: dict[str, str],
    given: list[str],
    project: Project,
) -> None:
    unknown = {code for code in given if code not in codes}
    names = {code.guid: code for code in project.codes}
    for code in sorted(unknown):
        _note(look, _unknown_code(names[code]))
    if segments is None:
        _note(
            look,
            _("The text “%(name)s” is not one of these answers, or its words were changed.")
            % {"name": source.name},
        )
    elif not segments:
        where = {"start": selection.start, "end": selection.end, "name": source.name}
        _note(look, _("Characters %(start)s to %(end)s of “%(name)s” are half of no segment.") % where)
    for segment in segments or []:
        themes = look.marks.setdefault(str(segment.pk), [])
        themes += [codes[code] for code in given if code in codes and codes[code] not in themes]


def _unknown_code(code: Code) -> str:
    return _(
        "The code “%(name)s” is not in the codebook. Add it there, or rename it in the other program."
    ) % {"name": code.name}


def _compare(look: Look, work: set[Any], already: dict[Any, list[str]]) -> None:
    """Leave out what stands so already, and refuse what cannot be changed now."""
    done = {str(pk): sorted(themes) for pk, themes in already.items()}
    can = {str(pk) for pk in work}
    for pk, themes in list(look.marks.items()):
        if done.get(pk) == sorted(themes):
            del look.marks[pk]
            look.unchanged += 1
        elif pk not in can:
            _note(look, _("A segment that is not yours to code now is coded otherwise in the file."))


def _note(look: Look, error: str) -> None:
    if error not in look.errors and len(look.errors) < MOST_ERRORS:
        look.errors.append(error)


@transaction.atomic
def keep_look(*, coder: Coder, look: Look, by: Any) -> BroughtIn:
    """Keep what was looked at until it is brought in or left; an earlier one of the same person goes."""
    BroughtIn.objects.filter(coding=coder.coding, person=by).delete()
    return BroughtIn.objects.create(
        coding=coder.coding, person=by, plan={"marks": look.marks, "themes": look.themes}
    )


@transaction.atomic
def bring_in(*, coder: Coder, by: Any) -> int:
    """Do what was looked at, all of it; how many segments and themes."""
    kept = BroughtIn.objects.filter(coding=coder.coding, person=by).first()
    if kept is None:
        raise CannotCode(_("There is no file waiting. Choose it again."))
    marks, themes = kept.marks, list(kept.plan.get("themes", []))
    for theme in themes:
        save_theme(coding=coder.coding, theme=theme, why="", by=by)
    if marks:
        mark_segments(coder=coder, marks=marks, by=by)
    kept.delete()
    record("import", by=by, on=coder.coding)
    return len(marks) + len(themes)
