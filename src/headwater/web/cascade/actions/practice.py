"""Write a practice down, write it anew, and say how practices are passed on in a programme (R1, R3, R8, R9)."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from headwater.web.audit.trail import record
from headwater.web.cascade.actions.errors import CannotPassOn
from headwater.web.cascade.actions.tiers import set_tiers
from headwater.web.cascade.models import Cascade, PassingOnRules, Practice, PracticeVersion
from headwater.web.cascade.models.practice import PracticeText
from headwater.web.programmes.models import Participant

TEXT = [field.name for field in PracticeText._meta.fields]


@transaction.atomic
def start_cascade(
    participant: Participant,
    *,
    by: Any,
    sentence: str,
    signs: Sequence[str],
    adaptable: Sequence[str],
    tiers: Sequence[tuple[str, int]],
    started_on: date,
    core: Sequence[str] = (),
    evidence: str = "",
) -> Cascade:
    """A practice, the tiers it should reach, and a staff sheet for each of them."""
    practice = Practice.objects.create(
        participant=participant,
        sentence=sentence,
        signs=list(signs),
        core=list(core),
        adaptable=list(adaptable),
        evidence=evidence,
    )
    cascade = Cascade.objects.create(practice=practice, started_on=started_on)
    set_tiers(cascade, by=by, tiers=tiers)
    record("start_cascade", by=by, on=cascade)
    return cascade


@transaction.atomic
def write_anew(
    practice: Practice, *, by: Any, text: Mapping[str, Any], why: str = "", today: date
) -> PracticeVersion:
    """A new version of a practice; the text it replaces is kept with the day it was superseded."""
    practice = Practice.objects.select_for_update().get(pk=practice.pk)
    if all(getattr(practice, name) == text.get(name, getattr(practice, name)) for name in TEXT):
        raise CannotPassOn(_("Nothing is written anew: change a sentence, a sign or a part first."))
    earlier = PracticeVersion.objects.create(
        practice=practice,
        number=practice.edition,
        superseded_on=today,
        why=why,
        **{name: getattr(practice, name) for name in TEXT},
    )
    for name in TEXT:
        setattr(practice, name, text.get(name, getattr(practice, name)))
    practice.edition += 1
    practice.version += 1
    practice.save()
    record("write_practice_anew", by=by, on=practice)
    return earlier


@transaction.atomic
def set_rules(rules: PassingOnRules, *, by: Any) -> PassingOnRules:
    """How practices are passed on in a programme from now on. What was noted before stays."""
    rules.save()
    record("set_passing_on_rules", by=by, on=rules)
    return rules
