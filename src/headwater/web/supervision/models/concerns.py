"""A concern told to a named person, who else has come to know, what was done, and whom to ring (promises.md 4.3, 18)."""

from datetime import date, timedelta
from typing import Any

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

DAYS_TO_ANSWER = 30  # a complaint about data (Data (Use and Access) Act 2025; promises.md 4.5)


class ConcernQuerySet(models.QuerySet):
    def open(self) -> "ConcernQuerySet":
        """Those that are not closed."""
        return self.exclude(state=Concern.State.CLOSED)

    def known_to(self, person: Any) -> "ConcernQuerySet":
        """Those a person was told, or was passed."""
        return self.filter(pk__in=ConcernHearer.objects.filter(person=person).values("concern"))


class Concern(Versioned, HostRecord):
    """Something seen or heard, told to one named person outside the pair. Its existence is confidential too."""

    kept_from_host = True

    class Kind(models.TextChoices):
        SAFEGUARDING = "safeguarding", _("Someone may be at risk of harm")
        WELFARE = "welfare", _("I worry about how someone is doing")
        CONDUCT = "conduct", _("How someone behaves")
        COMPETITION = "competition", _("Talk that competitors should not have")
        PROGRAMME = "programme", _("How the programme is run")
        DATA = "data", _("A complaint about data")

    class State(models.TextChoices):
        RAISED = "raised", _("Raised")
        HEARD = "heard", _("Heard: someone is looking into it")
        CLOSED = "closed", _("Closed")

    about_programme = models.ForeignKey(  # not "programme": it is for one person, whatever their duty covers
        Programme, on_delete=models.CASCADE, null=True, blank=True, related_name="concerns"
    )
    kind = models.CharField(_("What is it about?"), max_length=14, choices=Kind.choices)
    raised_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="concerns_raised"
    )
    addressed_to = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="concerns_heard"
    )
    about_host = models.BooleanField(_("It is about the body that runs the programme"), default=False)
    details = EncryptedTextField(_("What did you see or hear?"), blank=True)
    state = FSMField(max_length=10, choices=State.choices, default=State.RAISED, protected=True)
    heard_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    answer = EncryptedTextField(_("What the person who raised it is told"), blank=True)

    privacy = Privacy(
        c3="about_programme kind addressed_to about_host details state heard_at closed_at answer",
        c4="raised_by",
        about="raised_by",
    )
    objects = ScopedManager(host="host", _manager_class=models.Manager.from_queryset(ConcernQuerySet))

    class Meta:
        ordering = ["-created_at", "id"]

    def __str__(self) -> str:
        return f"concern {self.pk}"

    @property
    def person_id(self) -> Any:
        """Whose data it is: the one who raised it may look without leaving a line in the trail."""
        return self.raised_by_id

    @property
    def is_complaint(self) -> bool:
        """Whether the 30 days of a complaint about data run."""
        return self.kind == self.Kind.DATA

    @property
    def answer_by(self) -> date | None:
        """The last day of a complaint about data; no other concern has one."""
        if not self.is_complaint:
            return None
        return timezone.localdate(self.created_at) + timedelta(days=DAYS_TO_ANSWER)

    @property
    def days_left(self) -> int | None:
        """Days until an open complaint must be answered; below nought when it is late."""
        if self.answer_by is None or self.state == self.State.CLOSED:
            return None
        return (self.answer_by - timezone.localdate()).days

    @transition(field=state, source=State.RAISED, target=State.HEARD)
    def hear(self, at: Any) -> None:
        self.heard_at = at

    @transition(field=state, source=State.HEARD, target=State.CLOSED)
    def close(self, at: Any) -> None:
        self.closed_at = at


class ConcernHearer(HostRecord):
    """Someone who knows of a concern: the one it was told to, and each it was passed to."""

    kept_from_host = True

    concern = models.ForeignKey(Concern, on_delete=models.CASCADE, related_name="hearers")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    passed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )

    privacy = Privacy(c3="concern person passed_by", about="person")

    class Meta:
        ordering = ["created_at", "id"]
        constraints = [models.UniqueConstraint(fields=["concern", "person"], name="one_knows_a_concern_once")]

    def __str__(self) -> str:
        return f"{self.person_id} knows of {self.concern_id}"


class ConcernStep(HostRecord):
    """What was done about a concern, for those who hear it; the one who raised it reads the answer instead (R51)."""

    kept_from_host = True

    concern = models.ForeignKey(Concern, on_delete=models.CASCADE, related_name="steps")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    text = EncryptedTextField(_("What was done"))

    privacy = Privacy(c3="concern by text", about="by")

    class Meta:
        ordering = ["created_at", "id"]

    def __str__(self) -> str:
        return f"step of {self.concern_id}"


class CouncilContact(Versioned, HostRecord):
    """How to reach the safeguarding team of a council: only the host can know that these are right."""

    council = models.CharField(_("Council"), max_length=80)
    phone = models.CharField(_("Telephone, day and night"), max_length=120, blank=True)
    link = models.URLField(_("Its page for raising a concern about an adult"), max_length=500, blank=True)
    checked_on = models.DateField(_("Last checked on"))

    privacy = Privacy(c1="council phone link checked_on")

    class Meta:
        ordering = ["council"]
        constraints = [models.UniqueConstraint(fields=["host", "council"], name="one_contact_a_council")]

    def __str__(self) -> str:
        return self.council
