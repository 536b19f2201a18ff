"""How much contact a pair has had, against what was planned and what is enough (R48, R49). Facts only."""

from dataclasses import dataclass
from datetime import date

from headwater.web.engagements.models import Engagement

WEEKS_APART = 6  # without a meeting: the coordinator is told
WEEKS_EARLY = 4  # without a meeting: the pair itself gets a kind word first


@dataclass(frozen=True)
class Dose:
    """Contact planned and had. ``behind`` is how many sessions fewer than an even pace towards the floor."""

    planned: int
    floor: int
    held: int
    missed: int
    moves: int
    minutes: int
    weeks_apart: int
    behind: int
    next_day: date | None

    @property
    def word_to_pair(self) -> bool:
        """Whether the pair should hear early that contact is thin, while nothing is in the calendar."""
        return self.next_day is None and (self.weeks_apart >= WEEKS_EARLY or self.behind > 0)

    @property
    def word_to_coordinator(self) -> bool:
        """Whether the coordinator should look: long apart, or two sessions behind the floor's pace."""
        return self.weeks_apart >= WEEKS_APART or self.behind >= 2

    @property
    def below_floor(self) -> bool:
        return self.held < self.floor


def dose_of(engagement: Engagement, *, today: date) -> Dose:
    """The dose of an engagement read with ``with_dose()``."""
    since = engagement.last_met or engagement.began_on
    upcoming = engagement.next_meeting.date() if engagement.next_meeting else None
    running = engagement.state in (Engagement.State.RUNNING, Engagement.State.CLOSING)
    return Dose(
        planned=engagement.planned_sessions,
        floor=engagement.session_floor,
        held=engagement.held,
        missed=engagement.missed,
        moves=engagement.moves,
        minutes=engagement.minutes_together,
        weeks_apart=max((today - since).days // 7, 0) if running else 0,
        behind=max(expected_by(engagement, today) - engagement.held, 0) if running else 0,
        next_day=upcoming if upcoming and upcoming >= today else None,
    )


def expected_by(engagement: Engagement, day: date) -> int:
    """Sessions held by a day at an even pace towards the floor, counting only whole ones."""
    span = max((engagement.planned_end - engagement.began_on).days, 1)
    passed = min(max((day - engagement.began_on).days, 0), span)
    return engagement.session_floor * passed // span
