"""Preparation answers whether someone may go on, and keeps what they accepted when they took their place."""

from typing import Any

from django.dispatch import receiver

from headwater.web.applications.signals import place_taken_up
from headwater.web.preparation.actions import accept_policy
from headwater.web.preparation.rules import gate_reasons
from headwater.web.programmes.signals import asking_gates


@receiver(asking_gates)
def tell_what_is_open(sender: Any, participant: Any, before: str, **kwargs: Any) -> list[str]:
    """What a participant still has to do before matching or before the first session."""
    return gate_reasons(participant, before=before)


@receiver(place_taken_up)
def keep_what_was_accepted(sender: Any, participant: Any, application: Any, **kwargs: Any) -> None:
    """Taking up a place accepts the competition policy as it stood (R44)."""
    if participant.programme.competition_policy.strip():
        accept_policy(participant, by=participant.person, version=application.policy_version)
