"""Something that happened with a practice in a tier: each its own event, never inferred from sending (R2, R5, R6)."""

from datetime import timedelta
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from headwater.web.audit.privacy import Privacy
from headwater.web.cascade.models.tiers import Tier, Workplace
from headwater.web.hosts.models import HostRecord
from headwater.web.writes.versions import Versioned


class HandOverQuerySet(models.QuerySet):
    def standing(self) -> "HandOverQuerySet":
        """Those that were not taken back."""
        return self.filter(taken_back_on__isnull=True)


class HandOver(Versioned, HostRecord):
    """One event of one tier, with how many people. Asked and answered no is an event; not asked is none."""

    class Kind(models.TextChoices):
        INVITED = "invited", _("Invited")
        RECEIVED = "received", _("Received it")
        UNDERSTOOD = "understood", _("Could explain it back")
        TRIED = "tried", _("Tried it")
        SUSTAINED = "sustained", _("Still doing it")
        PASSED_ON = "passed_on", _("Passed it on")
        FED_BACK = "fed_back", _("Sent something back")
        ANSWERED = "answered", _("Had an answer to what they sent")
        NOT_RECEIVED = "not_received", _("Asked, and did not receive it")
        NOT_UNDERSTOOD = "not_understood", _("Asked, and could not explain it yet")
        NOT_TRIED = "not_tried", _("Asked, and had not tried it")
        NOT_SUSTAINED = "not_sustained", _("Tried it, and no longer do it")
        NOT_PASSED_ON = "not_passed_on", _("Asked, and had not passed it on")
        LEFT = "left", _("Had it, and left the organisation")

    class Precision(models.TextChoices):
        DAY = "day", _("That day")
        WEEK = "week", _("Within a week of it")
        MONTH = "month", _("Within a month of it")
        QUARTER = "quarter", _("Within three months of it")

    class Grade(models.TextChoices):
        SELF = "self", _("They said so")
        MANAGER = "manager", _("Someone who leads them said so")
        OBSERVED = "observed", _("It was seen")
        ARTEFACT = "artefact", _("A record or a document shows it")

    class Adaptation(models.TextChoices):
        UNKNOWN = "", _("Not known")
        KEPT = "kept", _("Kept as it is")
        CHANGED = "changed", _("An adaptable part was done another way")
        ADDED = "added", _("Something was added")
        CORE_CHANGED = "core_changed", _("A part of the core was changed or left out")

    class Middle(models.TextChoices):
        NOT_ASKED = "", _("Does not apply")
        TOGETHER = "together", _("They hear it at the same time")
        TOLD = "told", _("They had it before; it is not noted yet")
        PASSED_OVER = "passed_over", _("They were passed over")

    class Through(models.TextChoices):
        PLAN = "", _("As planned")
        COLLEAGUE = "colleague", _("By itself: from a colleague of the same tier")
        OTHER_TIER = "other_tier", _("By itself: from another tier")
        OTHER_SITE = "other_site", _("By itself: from another site or team")
        OUTSIDE = "outside", _("By itself: from another organisation")
        UNKNOWN = "unknown", _("By itself: nobody knows from where")

    tier = models.ForeignKey(Tier, on_delete=models.CASCADE, related_name="hand_overs")
    workplace = models.ForeignKey(
        Workplace,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="hand_overs",
        verbose_name=_("Which site or team"),
    )
    kind = models.CharField(_("What happened"), max_length=16, choices=Kind.choices)
    people = models.PositiveIntegerField(_("With how many people"))
    on = models.DateField(_("When"))
    precision = models.CharField(
        _("How exact is that day"), max_length=8, choices=Precision.choices, default=Precision.DAY
    )
    grade = models.CharField(_("How you know"), max_length=10, choices=Grade.choices, default=Grade.MANAGER)
    weeks = models.PositiveIntegerField(_("Still doing it, after how many weeks"), null=True, blank=True)
    meetings = models.PositiveIntegerField(_("In how many meetings"), null=True, blank=True)
    minutes = models.PositiveIntegerField(_("How many minutes in all"), null=True, blank=True)
    core_seen = models.PositiveIntegerField(_("Parts of the core that were seen"), null=True, blank=True)
    core_parts = models.PositiveIntegerField(null=True, blank=True)  # of how many, in the version of that day
    adaptation = models.CharField(
        _("What was adapted"), max_length=14, choices=Adaptation.choices, blank=True
    )
    adaptation_words = models.CharField(_("How, and why"), max_length=300, blank=True)
    edition = models.PositiveIntegerField(default=1)  # the version of the practice that was handed over
    through = models.CharField(_("How it came to them"), max_length=12, choices=Through.choices, blank=True)
    middle = models.CharField(_("The tiers in between"), max_length=12, choices=Middle.choices, blank=True)
    middle_words = models.CharField(_("Why they were passed over"), max_length=300, blank=True)
    taken_back_on = models.DateField(null=True, blank=True)
    taken_back_why = models.CharField(_("Why it is taken back"), max_length=300, blank=True)

    privacy = Privacy(
        c2="tier workplace kind people on precision grade weeks meetings minutes core_seen core_parts adaptation "
        "adaptation_words edition through middle middle_words taken_back_on taken_back_why"
    )
    objects = ScopedManager(host="host", _manager_class=models.Manager.from_queryset(HandOverQuerySet))

    class Meta:
        ordering = ["-on", "-created_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(core_seen__isnull=True) | models.Q(core_seen__lte=models.F("core_parts")),
                name="no_more_core_seen_than_there_is",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.people}"

    @property
    def cascade(self) -> Any:
        return self.tier.cascade

    @property
    def programme(self) -> Any:
        return self.cascade.programme

    @property
    def programme_id(self) -> Any:
        return self.cascade.programme_id

    @property
    def within(self) -> timedelta:
        """How far the day may be out, either way."""
        days = {self.Precision.WEEK: 7, self.Precision.MONTH: 30, self.Precision.QUARTER: 91}
        return timedelta(days=days.get(self.Precision(self.precision), 0))
