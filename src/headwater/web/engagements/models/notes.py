"""What is written: notes the pair shares where the programme allows it, and each one's own reflections."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from headwater.web.audit.encryption import EncryptedTextField
from headwater.web.audit.privacy import Privacy
from headwater.web.engagements.models.engagement import Engagement
from headwater.web.hosts.models import HostRecord
from headwater.web.programmes.models import Participant
from headwater.web.writes.versions import Versioned


class SharedNote(Versioned, HostRecord):
    """A note both of a pair read; only where the programme has switched notes on (promises.md 4.3 row 7)."""

    engagement = models.ForeignKey(Engagement, on_delete=models.CASCADE, related_name="notes")
    author = models.ForeignKey(Participant, on_delete=models.SET_NULL, null=True, related_name="shared_notes")
    text = EncryptedTextField(_("Note for the two of you"))

    privacy = Privacy(c2="engagement author", c3="text", about="author__person")
    objects = ScopedManager(host="host")

    class Meta:
        ordering = ["-created_at", "id"]

    def __str__(self) -> str:
        return f"note of {self.author_id}"

    @property
    def programme(self) -> Any:
        return self.engagement.programme

    @property
    def programme_id(self) -> Any:
        return self.engagement.programme_id


class Reflection(Versioned, HostRecord):
    """What someone thinks about for themselves, and how long they took for it (R22); its author's alone."""

    kept_from_host = True

    engagement = models.ForeignKey(Engagement, on_delete=models.CASCADE, related_name="reflections")
    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="reflections")
    on = models.DateField(_("Day"))
    minutes = models.PositiveIntegerField(_("Minutes you took to think"), null=True, blank=True)
    text = EncryptedTextField(_("What you noticed"), blank=True)
    shown_to_supervisor = models.BooleanField(_("Show it to my supervisor"), default=False)

    privacy = Privacy(
        c2="engagement participant",
        c3="shown_to_supervisor",
        c4="on minutes text",
        about="participant__person",
    )
    objects = ScopedManager(host="host")

    class Meta:
        ordering = ["-on", "-created_at", "id"]

    def __str__(self) -> str:
        return f"reflection of {self.participant_id}"

    @property
    def person_id(self) -> Any:
        """Whose it is: its author reads it without leaving a line in the trail."""
        return self.participant.person_id

    @property
    def programme_id(self) -> Any:
        return self.engagement.programme_id


class ThinkingTime(HostRecord):
    """An hour kept free to plan and reflect, away from everyday pressures (R22); in one's own calendar alone."""

    kept_from_host = True

    engagement = models.ForeignKey(Engagement, on_delete=models.CASCADE, related_name="thinking_times")
    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="thinking_times")
    starts_at = models.DateTimeField(_("Day and time"))
    minutes = models.PositiveIntegerField(_("Minutes"), default=60)
    cancelled = models.BooleanField(default=False)

    privacy = Privacy(
        c2="engagement participant", c4="starts_at minutes cancelled", about="participant__person"
    )
    objects = ScopedManager(host="host")

    class Meta:
        ordering = ["starts_at", "id"]

    def __str__(self) -> str:
        return f"thinking time of {self.participant_id}"

    @property
    def person_id(self) -> Any:
        return self.participant.person_id

    @property
    def programme_id(self) -> Any:
        return self.engagement.programme_id
