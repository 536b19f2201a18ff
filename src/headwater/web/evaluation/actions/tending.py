"""What the system does by itself, once a day: remind, close, freeze, and destroy keys (promises.md 4.3, rules 2 and 8)."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django_scopes import scope, scopes_disabled

from headwater.web.evaluation.actions.waves import (
    close_wave,
    destroy_programme_key,
    freeze_wave,
    remind,
)
from headwater.web.evaluation.models import AliasKey, Wave
from headwater.web.programmes.models import Programme


def tend_waves(today: date) -> list[str]:
    """Everything that is due on a day, in every host; a line of words for each thing done.

    An open wave is reminded of once, and closed after its last day. A closed one that nobody froze is frozen, and the
    programme's key destroyed, ``KEY_DAYS`` after the last wave closed: then nobody can tell whose answers are whose.
    """
    with scopes_disabled():
        waves = list(Wave.objects.exclude(state=Wave.State.PLANNED).select_related("host", "programme"))
    done = []
    for wave in waves:
        with scope(host=wave.host):
            done += [told for due, act, told in _steps(wave, today) if due and act()]
    return done + _destroy_keys(today)


def _steps(wave: Wave, today: date) -> list[tuple[bool, Callable[[], Any], str]]:
    is_open, over = wave.state == Wave.State.OPEN, bool(wave.closes and wave.closes < today)
    remind_on = (wave.opened_on or today) + timedelta(days=wave.remind_after)
    name = f"{wave.programme}: {wave}"
    return [
        (
            is_open
            and not over
            and bool(wave.remind_after)
            and wave.reminded_on is None
            and remind_on <= today,
            lambda: remind(wave=wave),
            f"{name}: reminded everyone",
        ),
        (is_open and over, lambda: close_wave(wave=wave), f"{name}: closed"),
        (
            wave.state == Wave.State.CLOSED and _past(wave.closed_on, today),
            lambda: freeze_wave(wave=wave),
            f"{name}: frozen, its key destroyed",
        ),
    ]


def _destroy_keys(today: date) -> list[str]:
    """The keys of programmes of which every wave is frozen and the last closed long enough ago."""
    done = []
    with scopes_disabled():
        held = set(AliasKey.objects.filter(wave=None).values_list("programme", flat=True))
        programmes = list(Programme.objects.filter(pk__in=held).select_related("host"))
    for programme in programmes:
        with scope(host=programme.host):
            waves = list(Wave.objects.filter(programme=programme))
            frozen = all(wave.state == Wave.State.FROZEN for wave in waves)
            last = max((wave.closed_on for wave in waves if wave.closed_on), default=None)
            if waves and frozen and _past(last, today) and destroy_programme_key(programme=programme):
                done.append(f"{programme}: key destroyed")
    return done


def _past(closed: date | None, today: date) -> bool:
    return closed is not None and closed + timedelta(days=settings.KEY_DAYS) <= today
