"""The outbox: letters are drafted, looked at, and only then sent (promises.md R7, P7)."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField, transition
from django_scopes import ScopedManager

from headwater.web.audit.encryption import EncryptedTextField
from headwater.web.audit.privacy import Privacy
from headwater.web.hosts.models import HostRecord
from headwater.web.programmes.models import Programme
from headwater.web.writes.versions import Versioned


class Letter(Versioned, HostRecord):
    """One letter to one person. It says that something is there, never what it says."""

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft: not sent")
        QUEUED = "queued", _("Waiting to be sent")
        SENT = "sent", _("Sent")
        FAILED = "failed", _("Could not be sent")
        DISCARDED = "discarded", _("Not sent, put aside")

    programme = models.ForeignKey(
        Programme, on_delete=models.CASCADE, null=True, blank=True, related_name="letters"
    )
    to = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="letters")
    kind = models.CharField(max_length=40)
    subject = models.CharField(_("Subject"), max_length=200)
    body = models.TextField(_("Text"))
    invitation = models.TextField(blank=True)  # a calendar file, titled "Meeting" and nothing more
    about_id = models.CharField(max_length=40, blank=True)  # the record it tells of, opaque
    state = FSMField(max_length=12, choices=State.choices, default=State.DRAFT, protected=True)
    attempts = models.PositiveIntegerField(default=0)
    problem = models.CharField(max_length=200, blank=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    sent_at = models.DateTimeField(null=True, blank=True)

    privacy = Privacy(
        c2="programme to kind subject body invitation about_id state attempts problem approved_by sent_at",
        about="to",
    )
    objects = ScopedManager(host="host")

    class Meta:
        ordering = ["-created_at", "id"]
        indexes = [models.Index(fields=["host", "state"])]

    def __str__(self) -> str:
        return self.subject

    @property
    def message_id(self) -> str:
        """The same for every attempt, so that a letter sent twice is recognised as one."""
        return f"<{self.pk}@headwater>"

    @transition(field=state, source=[State.DRAFT, State.FAILED], target=State.QUEUED)
    def approve(self, by: settings.AUTH_USER_MODEL) -> None:
        self.approved_by = by

    @transition(field=state, source=[State.DRAFT, State.FAILED, State.QUEUED], target=State.DISCARDED)
    def discard(self) -> None:
        pass

    @transition(field=state, source=State.DISCARDED, target=State.DRAFT)
    def restore(self) -> None:
        pass

    @transition(field=state, source=State.QUEUED, target=State.DRAFT)
    def hold_back(self) -> None:
        pass

    @transition(field=state, source=State.QUEUED, target=State.SENT)
    def note_sent(self) -> None:
        self.sent_at = timezone.now()

    @transition(field=state, source=State.QUEUED, target=State.FAILED)
    def note_failure(self, problem: str) -> None:
        self.problem = problem[:200]


class AccountMail(models.Model):
    """A sign-in code or account notice on its way: sent by the same worker, so that timing tells nothing (S6)."""

    to = models.EmailField()
    subject = models.CharField(max_length=200)
    body = EncryptedTextField()
    created_at = models.DateTimeField(auto_now_add=True)
    not_before = models.DateTimeField(null=True)  # written now, sent later: nothing has to remember it
    sent_at = models.DateTimeField(null=True)
    attempts = models.PositiveIntegerField(default=0)

    privacy = Privacy(c2="id to subject created_at not_before sent_at attempts", c4="body")

    def __str__(self) -> str:
        return f"mail {self.pk}"
