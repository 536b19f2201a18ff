"""Stories of the most significant change: told, read by those the teller lets, chosen by panels with reasons, verified.

Consent is a row of its own with a scope and a last day. What is read or printed asks for consent that is live on
that day; a teller who takes it back takes the story out of everything that is not printed yet.
"""

from datetime import date
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField, transition
from django_scopes import ScopedManager

from headwater.web.audit.encryption import EncryptedTextField
from headwater.web.audit.privacy import Privacy
from headwater.web.hosts.models import HostRecord
from headwater.web.programmes.models import Programme
from headwater.web.writes.versions import Versioned


class Story(Versioned, HostRecord):
    """What someone holds to be the most significant change, in their own words."""

    class Voice(models.TextChoices):
        OWN = "own", _("It is my own")
        STAFF = (
            "staff",
            _("Someone who works with me told it to me, and has agreed to how it may be used"),
        )

    class Domain(models.TextChoices):
        SELF = "self", _("In how someone leads")
        ORGANISATION = "organisation", _("In an organisation")
        TOGETHER = "together", _("Between organisations")
        PEOPLE = "people", _("For the people who are supported")
        OTHER = "other", _("Somewhere else")

    class State(models.TextChoices):
        DRAFT = "draft", _("Being written")
        TOLD = "told", _("Told")

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="stories")
    teller = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="stories")
    voice = models.CharField(_("Whose story is it?"), max_length=8, choices=Voice.choices, default=Voice.OWN)
    domain = models.CharField(_("Where was the change?"), max_length=14, choices=Domain.choices)
    title = models.CharField(_("A title"), max_length=120)
    before = EncryptedTextField(_("How was it before?"), max_length=2000)
    change = EncryptedTextField(_("What happened, and what changed?"), max_length=4000)
    matters = EncryptedTextField(_("Why does that matter to you?"), max_length=2000)
    state = FSMField(max_length=8, choices=State.choices, default=State.DRAFT, protected=True)
    printed_at = models.DateTimeField(null=True, blank=True)

    privacy = Privacy(
        c1="programme",
        c2="teller voice domain state printed_at",
        c3="title before change matters",
        about="teller",
    )
    objects = ScopedManager(host="host")

    class Meta:
        ordering = ["created_at", "id"]

    def __str__(self) -> str:
        return self.title

    @transition(field=state, source=State.DRAFT, target=State.TOLD)
    def tell(self) -> None:
        pass

    def live_consent(self, on: date) -> "Consent | None":
        """The consent that holds on a day, if one does."""
        return next((each for each in self.consents.all() if each.is_live(on)), None)


class ConsentQuerySet(models.QuerySet):
    def live(self, on: date) -> "ConsentQuerySet":
        """Those that hold on a day."""
        return self.filter(Q(withdrawn_at__isnull=True) & Q(expires__gte=on))


class Consent(HostRecord):
    """How far a story may go, and until when. At most one of a story is not taken back."""

    class Scope(models.TextChoices):
        PANEL = "panel", _("The evaluator and the people who choose stories")
        PROGRAMME = "programme", _("Also those who run the programme and take part in it")
        PUBLIC = "public", _("Everyone: it may be printed in the public report")

    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="consents")
    scope = models.CharField(_("Who may read it?"), max_length=10, choices=Scope.choices)
    named = models.BooleanField(_("With my name and my organisation's"), default=False)
    expires = models.DateField(_("Until when?"))
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    privacy = Privacy(c2="story scope named expires withdrawn_at", about="story__teller")
    objects = ScopedManager(host="host", _manager_class=models.Manager.from_queryset(ConsentQuerySet))

    class Meta:
        ordering = ["-created_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["story"], condition=Q(withdrawn_at__isnull=True), name="one_consent_at_a_time"
            )
        ]

    def __str__(self) -> str:
        return self.scope

    def is_live(self, on: date) -> bool:
        return self.withdrawn_at is None and self.expires >= on

    def reaches(self, scope: str) -> bool:
        """Whether it goes at least as far as a scope."""
        order = list(self.Scope.values)
        return order.index(self.scope) >= order.index(scope)


class StoryPanel(HostRecord):
    """The people who choose stories at one level. A level reads what the one before it chose."""

    class State(models.TextChoices):
        OPEN = "open", _("Reading")
        CLOSED = "closed", _("Has chosen")

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="story_panels")
    level = models.PositiveSmallIntegerField()
    name = models.CharField(_("Name of the panel"), max_length=120)
    state = FSMField(max_length=8, choices=State.choices, default=State.OPEN, protected=True)

    privacy = Privacy(c1="programme level name state")

    class Meta:
        ordering = ["level"]
        constraints = [models.UniqueConstraint(fields=["programme", "level"], name="one_story_panel_a_level")]

    def __str__(self) -> str:
        return self.name

    @transition(field=state, source=State.OPEN, target=State.CLOSED)
    def close(self) -> None:
        pass


class Seat(HostRecord):
    """A person's place on a panel."""

    panel = models.ForeignKey(StoryPanel, on_delete=models.CASCADE, related_name="seats")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")

    privacy = Privacy(c1="panel person", about="person")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["panel", "person"], name="one_seat_a_panel")]

    def __str__(self) -> str:
        return str(self.person_id)


class Voice(HostRecord):
    """What one member of a panel says of a story, and why."""

    panel = models.ForeignKey(StoryPanel, on_delete=models.CASCADE, related_name="voices")
    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="voices")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    chosen = models.BooleanField()
    reason = EncryptedTextField()

    privacy = Privacy(c3="panel story person chosen reason", about="person")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["panel", "story", "person"], name="one_voice_a_story")]

    def __str__(self) -> str:
        return "voice"


class Choice(HostRecord):
    """Whether a panel chose a story. What was not chosen is kept too."""

    panel = models.ForeignKey(StoryPanel, on_delete=models.CASCADE, related_name="choices")
    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="choices")
    chosen = models.BooleanField()

    privacy = Privacy(c3="panel story chosen")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["panel", "story"], name="one_choice_a_panel")]

    def __str__(self) -> str:
        return "choice"


class Verification(HostRecord):
    """How the evaluator checked a story, and what came of it."""

    class Outcome(models.TextChoices):
        CONFIRMED = "confirmed", _("Confirmed")
        IN_PART = "in_part", _("Confirmed in part")
        NOT = "not", _("Could not be confirmed")

    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="verifications")
    outcome = models.CharField(_("What came of it?"), max_length=10, choices=Outcome.choices)
    how = EncryptedTextField(_("How did you check it?"), max_length=2000)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")

    privacy = Privacy(c3="story outcome how by")

    class Meta:
        ordering = ["-created_at", "-id"]

    def __str__(self) -> str:
        return self.outcome


def scopes_from(scope: str) -> list[Any]:
    """A scope and those that go further."""
    values = list(Consent.Scope.values)
    return values[values.index(scope) :]
