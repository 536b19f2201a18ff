"""Three promises about writing: once, never over another's, never lost (promises.md R3, R4, R5)."""

from django.conf import settings
from django.db import models

from headwater.web.audit.encryption import EncryptedJSONField
from headwater.web.audit.privacy import Privacy


class Submission(models.Model):
    """A form that was submitted: the same key again leads to the same place and does nothing twice."""

    key = models.UUIDField(primary_key=True)
    person_id = models.UUIDField(null=True)
    path = models.CharField(max_length=300)
    location = models.CharField(max_length=500, blank=True)
    at = models.DateTimeField(auto_now_add=True)

    privacy = Privacy(c2="key person_id path location at")

    class Meta:
        indexes = [models.Index(fields=["at"])]

    def __str__(self) -> str:
        return self.path


class Draft(models.Model):
    """What a person has typed in a long form and not yet submitted; only its author ever sees it."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    form = models.CharField(max_length=200)
    typed = EncryptedJSONField()
    saved_at = models.DateTimeField(auto_now=True)

    privacy = Privacy(c2="id person form saved_at", c4="typed", about="person")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "form"], name="one_draft_a_form")]

    def __str__(self) -> str:
        return self.form
