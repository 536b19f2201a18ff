"""Taking on the default questions, and bringing one's own."""

import json
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from headwater.web.audit.trail import record
from headwater.web.evaluation.models import Instrument, Wave
from headwater.web.evaluation.questionnaire import ROLES, TIMES, InstrumentError, Item, Questionnaire, parse
from headwater.web.programmes.models import Programme

DEFAULT = Path(__file__).parent.parent / "instruments" / "outcomes.toml"


class CannotChangeQuestions(Exception):
    """The questions cannot be changed; the message says why."""


@transaction.atomic
def adopt_default(*, programme: Programme, by: Any) -> Instrument:
    """Give a programme the default questions; one that has questions keeps them."""
    definition = tomllib.loads(DEFAULT.read_text(encoding="utf-8"))
    parse(definition)
    instrument, new = Instrument.objects.get_or_create(
        programme=programme, defaults={"definition": definition}
    )
    if new:
        record("create", by=by, on=instrument)
    return instrument


@transaction.atomic
def replace_questions(*, programme: Programme, text: str, by: Any) -> Instrument:
    """Put other questions, written as TOML or JSON, in place of those the programme has."""
    if Wave.objects.filter(programme=programme).exclude(state=Wave.State.PLANNED).exists():
        raise CannotChangeQuestions(
            _("Answers have begun. The same questions must be asked to the end, or nothing can be compared.")
        )
    definition = read_definition(text)
    instrument, _new = Instrument.objects.get_or_create(programme=programme)
    instrument.definition, instrument.version = definition, instrument.version + 1
    instrument.save()
    record("edit", by=by, on=instrument)
    return instrument


@dataclass(frozen=True)
class Compared:
    """What a file of questions would change: looked at before it is used."""

    found: Questionnaire
    added: tuple[Item, ...]
    gone: tuple[Item, ...]
    changed: tuple[Item, ...]
    kept: int
    minutes: tuple[tuple[str, str, int], ...]  # role, time, minutes


def compare(held: Questionnaire, definition: dict[str, Any]) -> Compared:
    """How the questions of a definition differ from those a programme has."""
    found = parse(definition)
    before, after = ({item.code: item for item in each.items} for each in (held, found))
    changed = tuple(item for code, item in after.items() if code in before and before[code] != item)
    return Compared(
        found,
        tuple(item for code, item in after.items() if code not in before),
        tuple(item for code, item in before.items() if code not in after),
        changed,
        len(before.keys() & after.keys()) - len(changed),
        tuple((role, time, found.minutes(role, time)) for role in ROLES for time in TIMES),
    )


def read_definition(text: str) -> dict[str, Any]:
    """A definition from TOML or JSON, checked; raises InstrumentError in plain words."""
    try:
        definition = json.loads(text) if text.lstrip().startswith("{") else tomllib.loads(text)
    except (json.JSONDecodeError, tomllib.TOMLDecodeError) as error:
        raise InstrumentError(f"The file cannot be read: {error}.") from error
    parse(definition)
    return definition
