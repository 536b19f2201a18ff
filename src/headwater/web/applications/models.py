"""Applications, what the panel saw in them, and what was decided and told (R23 to R28, R59, R60)."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from headwater.web.applications.querysets import ApplicationQuerySet
from headwater.web.applications.states import RELEASED, Moves, State
from headwater.web.audit.encryption import EncryptedJSONField, EncryptedTextField
from headwater.web.audit.privacy import Privacy
from headwater.web.hosts.models import HostRecord
from headwater.web.organisations.models import Organisation
from headwater.web.programmes.models import Participant, Programme
from headwater.web.writes.versions import Versioned


class CallForm(Versioned, HostRecord):
    """A programme's own version of a role's form, in place of the one that ships."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="call_forms")
    role = models.CharField(max_length=12, choices=Participant.Role.choices)
    definition = models.TextField(_("The form, as TOML"))

    privacy = Privacy(c1="programme role", c0="definition", published="definition")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["programme", "role"], name="one_form_a_role")]

    def __str__(self) -> str:
        return f"{self.role} form"


class Application(Moves, HostRecord):
    """A leader's wish to take part, on one side of a programme."""

    class Route(models.TextChoices):
        OPEN_CALL = "open_call", _("Open call")
        REFERRAL = "referral", _("Suggested by someone")
        FUNDER = "funder", _("Suggested by a funder")
        NOMINATION = "nomination", _("Nominated")

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="applications")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="applications"
    )
    role = models.CharField(_("Side"), max_length=12, choices=Participant.Role.choices)
    organisation_name = models.CharField(_("Organisation"), max_length=250, blank=True)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.SET_NULL, null=True, blank=True, related_name="applications"
    )
    route_in = models.CharField(_("Route in"), max_length=12, choices=Route.choices, default=Route.OPEN_CALL)
    answers = EncryptedJSONField()  # field name -> answer; sealed and equality answers are never in it
    pages_done = models.JSONField(default=list)
    submitted_at = models.DateTimeField(_("Sent in"), null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)  # when the offer was answered
    policy_version = models.PositiveIntegerField(
        null=True, blank=True
    )  # the competition policy agreed to (R44)
    equality_asked = models.BooleanField(
        default=False
    )  # the separate questions were opened and left or answered

    privacy = Privacy(
        c2="programme person role organisation_name organisation submitted_at pages_done policy_version",
        c3="route_in answers answered_at",
        c4="equality_asked",
        about="person",
    )
    objects = ScopedManager(host="host", _manager_class=models.Manager.from_queryset(ApplicationQuerySet))

    class Meta:
        ordering = ["submitted_at", "id"]
        indexes = [models.Index(fields=["programme", "state"])]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "person", "role"],
                condition=~models.Q(state=State.WITHDRAWN),
                name="one_application_a_side",
            )
        ]

    def __str__(self) -> str:
        return self.organisation_name or str(_("Application"))

    @property
    def is_draft(self) -> bool:
        return self.state == State.DRAFT

    @property
    def is_released(self) -> bool:
        """Whether a decision about it was told to the applicant."""
        return self.state in RELEASED

    def answer(self, name: str, default: Any = "") -> Any:
        """One answer of the form."""
        return self.answers.get(name, default)


class SealedWish(HostRecord):
    """Somebody an applicant must not be paired with: read by its author and by the matching engine, never shown."""

    class Kind(models.TextChoices):
        ORGANISATION = "organisation", _("Organisation")
        PERSON = "person", _("Person")

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="sealed_wishes")
    participant = models.ForeignKey(
        Participant, on_delete=models.CASCADE, null=True, blank=True, related_name="sealed_wishes"
    )  # set when the place is taken up
    kind = models.CharField(max_length=12, choices=Kind.choices)
    name = EncryptedTextField()

    privacy = Privacy(c2="application participant", c3="kind", c4="name", about="application__person")

    class Meta:
        ordering = ["kind", "id"]

    def __str__(self) -> str:
        return "sealed"


class EqualityCount(HostRecord):
    """How often an optional equality answer was given. No row belongs to a person: only the counts are kept."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="equality_counts")
    question = models.CharField(max_length=40)
    answer = models.CharField(max_length=40)
    count = models.PositiveIntegerField(default=0)

    privacy = Privacy(c3="programme question answer count")

    class Meta:
        ordering = ["question", "answer"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "question", "answer"], name="one_count_an_answer")
        ]

    def __str__(self) -> str:
        return f"{self.question} {self.answer}"


class Panel(HostRecord):
    """The reading of a programme's applications: open until the coordinator closes it."""

    programme = models.OneToOneField(Programme, on_delete=models.CASCADE, related_name="panel")
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    privacy = Privacy(c2="programme closed_at closed_by")

    def __str__(self) -> str:
        return "closed" if self.closed_at else "open"


class Assignment(HostRecord):
    """A panel member is asked to read an application."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="assignments")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="assignments")

    privacy = Privacy(c2="application person", about="person")

    class Meta:
        ordering = ["created_at", "id"]
        constraints = [models.UniqueConstraint(fields=["application", "person"], name="asked_to_read_once")]

    def __str__(self) -> str:
        return f"{self.person_id} reads {self.application_id}"


class Review(Versioned, HostRecord):
    """What one panel member saw in an application, by the published criteria."""

    class Mark(models.IntegerChoices):
        NOT_SEEN = 1, _("Not written about")
        SOME = 2, _("Some evidence in what is written")
        CLEAR = 3, _("Clear evidence")
        STRONG = 4, _("Strong evidence, with examples")

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="reviews")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="reviews")
    marks = EncryptedJSONField()  # criterion code -> Mark
    comment = EncryptedTextField(_("What you saw"))

    privacy = Privacy(c2="application person", c3="marks comment", about="application__person")

    class Meta:
        ordering = ["created_at", "id"]
        constraints = [models.UniqueConstraint(fields=["application", "person"], name="one_review_each")]

    def __str__(self) -> str:
        return f"review by {self.person_id}"


class Conflict(HostRecord):
    """A declared conflict of interest: for this person the application no longer exists (promises.md 4.3, rule 3)."""

    class Kind(models.TextChoices):
        SAME_ORGANISATION = "same_organisation", _("I work for, or sit on the board of, this organisation")
        COMPETITOR = "competitor", _("My organisation competes with it")
        RELATIVE = "relative", _("A relative or close friend is involved")
        FORMER_EMPLOYER = "former_employer", _("I worked there in the last two years")
        OTHER = "other", _("Another reason I would rather not give")

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="conflicts")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="conflicts")
    kind = models.CharField(_("What connects you"), max_length=20, choices=Kind.choices)

    privacy = Privacy(c3="application person kind", about="person")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["application", "person"], name="one_conflict_each")]

    def __str__(self) -> str:
        return "conflict"


class Decision(Versioned, HostRecord):
    """What the coordinator decided, with the reason the applicant will read. Pending until released with all others."""

    class Outcome(models.TextChoices):
        ACCEPTED = "accepted", _("Offer a place")
        WAITING = "waiting", _("Waiting list")
        NOT_YET = "not_yet", _("Not yet")

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="decisions")
    outcome = models.CharField(_("Decision"), max_length=12, choices=Outcome.choices)
    strengths = EncryptedTextField(_("Strengths seen"))
    reason = EncryptedTextField(_("Why this decision"))
    return_on = models.DateField(_("When to come back"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    released_at = models.DateTimeField(null=True, blank=True)

    privacy = Privacy(
        c2="application decided_by released_at",
        c3="outcome strengths reason return_on",
        about="application__person",
    )

    class Meta:
        ordering = ["-created_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["application"],
                condition=models.Q(released_at__isnull=True),
                name="one_pending_decision",
            )
        ]

    def __str__(self) -> str:
        return self.outcome


class SelectionStatement(HostRecord):
    """What an applicant is told about the choice, as it was told: theirs to read before anyone else (R25)."""

    decision = models.OneToOneField(Decision, on_delete=models.CASCADE, related_name="statement")
    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="statements")
    content = (
        EncryptedJSONField()
    )  # criteria, strengths, reason, outcome, route, decided_by, panel, return_on
    seen_at = models.DateTimeField(null=True, blank=True)

    privacy = Privacy(c2="decision application", c3="content seen_at", about="application__person")

    class Meta:
        ordering = ["-created_at", "id"]

    def __str__(self) -> str:
        return "statement"
