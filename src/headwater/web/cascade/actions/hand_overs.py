"""Note that something happened with a practice, correct it, and take it back (R2, R3, R5, R6, R8)."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from headwater.web.audit.trail import record
from headwater.web.cascade.actions.errors import CannotPassOn
from headwater.web.cascade.models import HandOver, PassingOnRules, Tier, Workplace
from headwater.web.cascade.steps import Step, passed_over, steps, tiers_of

Kind = HandOver.Kind
BEGINS = (Kind.INVITED, Kind.RECEIVED)  # what a closed step or a tier passed over is asked about
CORE_SEEN_IN = (Kind.UNDERSTOOD, Kind.TRIED, Kind.SUSTAINED)


@transaction.atomic
def note_hand_over(
    tier: Tier,
    *,
    by: Any,
    kind: str,
    people: int,
    on: date,
    today: date,
    workplace: Workplace | None = None,
    **more: Any,
) -> HandOver:
    """Note that something happened with so many people of a tier on a day.

    A step whose gate is not met is refused unless it happened by itself; a tier in between of which nothing is known
    is asked about, never passed over in silence.
    """
    practice = tier.cascade.practice
    noted = HandOver(
        tier=tier,
        kind=kind,
        people=people,
        on=on,
        workplace=workplace,
        edition=practice.edition,
        core_parts=len(practice.core) if more.get("core_seen") is not None else None,
        **more,
    )
    _check(noted, today)
    _check_turn(noted)
    noted.save()
    record("note_hand_over", by=by, on=noted)
    return noted


@transaction.atomic
def correct_hand_over(noted: HandOver, *, by: Any, today: date) -> HandOver:
    """Keep a hand-over as it was changed; the trail tells that it was."""
    if noted.taken_back_on is not None:
        raise CannotPassOn(_("This was taken back. Note it anew."))
    noted.core_parts = (
        (noted.core_parts or len(noted.cascade.practice.core)) if noted.core_seen is not None else None
    )
    _check(noted, today)
    noted.version += 1
    noted.save()
    record("correct_hand_over", by=by, on=noted)
    return noted


@transaction.atomic
def take_back_hand_over(noted: HandOver, *, by: Any, why: str, today: date) -> HandOver:
    """Take back what was noted by mistake: it counts no more, and stays on the list as taken back."""
    if noted.taken_back_on is not None:
        raise CannotPassOn(_("This was taken back already."))
    noted.taken_back_on, noted.taken_back_why = today, why.strip()
    noted.version += 1
    noted.save(update_fields=["taken_back_on", "taken_back_why", "version"])
    record("take_back_hand_over", by=by, on=noted)
    return noted


def _check(noted: HandOver, today: date) -> None:
    place = noted.workplace or noted.tier
    if noted.workplace is not None and noted.workplace.tier_id != noted.tier_id:
        raise CannotPassOn(_("Nobody of “%(tier)s” works there.") % {"tier": noted.tier.name})
    if noted.people > place.staff:
        raise CannotPassOn(
            _("%(tier)s are %(staff)s people. Type at most that many.")
            % {"tier": f"{noted.tier.name} ({place})" if noted.workplace else place, "staff": place.staff}
        )
    if noted.on > today:
        raise CannotPassOn(_("This day has not come yet. Note it when it has happened."))
    if noted.kind == Kind.SUSTAINED and not noted.weeks:
        raise CannotPassOn(_("Say after how many weeks they were still doing it."))
    if noted.core_seen is not None:
        _check_core(noted)


def _check_core(noted: HandOver) -> None:
    if noted.kind not in CORE_SEEN_IN:
        raise CannotPassOn(_("Parts of the core are seen where it is explained back, tried or still done."))
    if noted.core_seen > (noted.core_parts or 0):
        raise CannotPassOn(
            _("The core has %(parts)s parts. Type at most that many.") % {"parts": noted.core_parts or 0}
        )


def _check_turn(noted: HandOver) -> None:
    if noted.kind not in BEGINS or noted.through:
        return
    tier = noted.tier
    rules = PassingOnRules.of(tier.programme)
    found = steps(tiers_of(tier.cascade), rules)
    step = next(one for one in found if one.tier.pk == tier.pk)
    if not step.is_open:
        raise CannotPassOn(_closed(step))
    between = passed_over(tier, found)
    if between and not rules.parallel:
        _check_middle(noted, [one.name for one in between])


def _closed(step: Step) -> str:
    gate = step.gate
    return _(
        "The step to “%(tier)s” is not open yet: of “%(of)s”, %(have)s of %(need)s needed (%(what)s). Wait, open the step, "
        "or say that it came to them by itself."
    ) % {"tier": step.tier, "of": gate.of, "have": gate.have, "need": gate.need, "what": gate.what}


def _check_middle(noted: HandOver, names: list[str]) -> None:
    if not noted.middle:
        raise CannotPassOn(
            _("Nothing is known of: %(names)s. Say below what happened with them.")
            % {"names": ", ".join(names)}
        )
    if noted.middle == HandOver.Middle.PASSED_OVER and not noted.middle_words:
        raise CannotPassOn(_("Say why they were passed over: %(names)s.") % {"names": ", ".join(names)})
