"""The event trail: who did what to which record and when, and never what the record says (promises.md 4.4)."""

from django.db import models

from headwater.web.audit.privacy import Privacy


class Event(models.Model):
    """One line of a host's trail. No foreign keys: the trail outlives what it tells of."""

    host_id = models.UUIDField(null=True)
    number = models.PositiveBigIntegerField()
    at = models.DateTimeField()
    person_id = models.UUIDField(null=True)
    role = models.CharField(max_length=40, blank=True)
    action = models.CharField(max_length=40)
    kind = models.CharField(max_length=60, blank=True)
    object_id = models.CharField(max_length=40, blank=True)
    about_id = models.UUIDField(null=True)
    allowed = models.BooleanField(default=True)
    rule = models.CharField(max_length=200, blank=True)
    reason = models.CharField(max_length=40, blank=True)
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)

    privacy = Privacy(
        c2="id host_id number at person_id role action kind object_id about_id allowed rule reason previous digest",
        about="about_id",
    )

    class Meta:
        ordering = ["host_id", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["host_id", "number"], name="one_event_a_number", nulls_distinct=False
            )
        ]
        indexes = [
            models.Index(fields=["about_id", "at"]),
            models.Index(fields=["person_id", "kind", "object_id", "action", "at"]),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.action} {self.kind}"


class TrailHead(models.Model):
    """The last number and digest of a host's trail, locked while a line is added; a cut tail shows against it."""

    key = models.CharField(max_length=40, primary_key=True)
    number = models.PositiveBigIntegerField(default=0)
    digest = models.CharField(max_length=64, default="0" * 64)

    privacy = Privacy(c2="key number digest")

    def __str__(self) -> str:
        return f"{self.key} at {self.number}"
