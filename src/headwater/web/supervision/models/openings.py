"""Opening what is confidential: asked by one, allowed by another who cannot read it, for a day (promises.md 4.6)."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField, transition
from django_scopes import ScopedManager

from headwater.web.audit.encryption import EncryptedTextField
from headwater.web.audit.privacy import Privacy
from headwater.web.engagements.models import Engagement
from headwater.web.hosts.models import HostRecord
from headwater.web.supervision.models.concerns import Concern


class Opening(HostRecord):
    """One kind of confidential text of one pair, or one concern, opened to one person for 24 hours."""

    kept_from_host = True

    class Kind(models.TextChoices):
        GOALS = "goals", _("The goals of a pair and how far they have come")
        NOTES = "shared_notes", _("The notes a pair shares")
        SUPERVISION = "supervision", _("The notes of supervision of the one who helps in a pair")
        CONCERN = "concern", _("A concern that was told to someone else")

    class Ground(models.TextChoices):
        HARM = "harm", _("Someone may come to serious harm")
        LAW = "law", _("The law asks for it")
        COURT = "court", _("A court has ordered it")

    class State(models.TextChoices):
        ASKED = "asked", _("Asked: a second person decides")
        OPENED = "opened", _("Opened for 24 hours")
        DECLINED = "declined", _("Not opened")

    kind = models.CharField(_("What is to be opened?"), max_length=20, choices=Kind.choices)
    ground = models.CharField(_("On what ground?"), max_length=8, choices=Ground.choices)
    reason = EncryptedTextField(_("Why this, and why now?"))
    asked_for = EncryptedTextField(_("E-mail address of one of those concerned"))
    engagement = models.ForeignKey(
        Engagement, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    concern = models.ForeignKey(Concern, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    state = FSMField(max_length=10, choices=State.choices, default=State.ASKED, protected=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    closes_at = models.DateTimeField(null=True, blank=True)
    tell_from = models.DateTimeField(null=True, blank=True)
    harm_of_telling = EncryptedTextField(_("Why telling them at once would do harm"), blank=True)

    privacy = Privacy(
        c3="kind ground reason asked_for engagement concern asked_by state decided_by decided_at closes_at "
        "tell_from harm_of_telling",
        about="asked_by",
    )
    objects = ScopedManager(host="host")

    class Meta:
        ordering = ["-created_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("asked_by")),
                name="nobody_allows_their_own_opening",
            ),
            models.CheckConstraint(
                condition=~Q(state="opened")
                | Q(closes_at__isnull=False, tell_from__isnull=False, decided_by__isnull=False),
                name="what_is_opened_closes_and_is_told",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.state}"

    @property
    def is_open(self) -> bool:
        """Whether it can be read now."""
        return self.state == self.State.OPENED and timezone.now() < self.closes_at

    @property
    def is_found(self) -> bool:
        """Whether there is something of this kind for the person named."""
        return (self.concern_id if self.kind == self.Kind.CONCERN else self.engagement_id) is not None

    @transition(field=state, source=State.ASKED, target=State.OPENED)
    def open(self, *, by: Any, at: Any, closes_at: Any, tell_from: Any) -> None:
        self.decided_by, self.decided_at = by, at
        self.closes_at, self.tell_from = closes_at, tell_from

    @transition(field=state, source=State.ASKED, target=State.DECLINED)
    def decline(self, *, by: Any, at: Any) -> None:
        self.decided_by, self.decided_at = by, at


class OpeningPerson(HostRecord):
    """Someone whose text was opened. They are told by a mail that is written in the same moment as the opening."""

    kept_from_host = True

    opening = models.ForeignKey(Opening, on_delete=models.CASCADE, related_name="people")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")

    privacy = Privacy(c3="opening person", about="person")

    class Meta:
        ordering = ["created_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["opening", "person"], name="one_is_told_of_an_opening_once")
        ]

    def __str__(self) -> str:
        return f"{self.person_id} of {self.opening_id}"
