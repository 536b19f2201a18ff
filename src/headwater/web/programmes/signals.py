"""What earlier apps may ask of later ones about the people in a programme."""

from typing import Any

from django.dispatch import Signal

programme_cloned = Signal()  # programme, copy, by: what later apps keep of a programme may go along
asking_gates = Signal()  # participant, before ("matching" or "first_session") -> list[str]


def reasons_to_wait(participant: Any, *, before: str) -> list[str]:
    """Why a participant should not yet be matched or meet, in sentences; empty when nothing is in the way."""
    answers = asking_gates.send(sender=None, participant=participant, before=before)
    return [reason for _, reasons in answers for reason in reasons or ()]
