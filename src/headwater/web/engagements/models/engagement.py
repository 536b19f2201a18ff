"""The engagement itself: who, in which state and phase, how much contact was planned, and how it ended."""

from datetime import date
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Count, Exists, F, Max, Min, OuterRef, Q, Sum
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField, transition
from django_scopes import ScopedManager

from headwater.web.audit.encryption import EncryptedTextField
from headwater.web.audit.privacy import Privacy
from headwater.web.hosts.models import HostRecord
from headwater.web.programmes.models import Participant, Programme
from headwater.web.writes.versions import Versioned


class Phase(models.TextChoices):
    """Where a pair is: first settle, then help with what is urgent, then with thinking, then part (R63)."""

    SETTLE = "settle", _("Settling in")
    IMMEDIATE = "immediate", _("What is pressing now")
    DEVELOPMENTAL = "developmental", _("Own thinking")
    CLOSING = "closing", _("Drawing to a close")


class EngagementQuerySet(models.QuerySet):
    def of(self, person: Any) -> "EngagementQuerySet":
        """Those in which a person is one of the pair."""
        return self.filter(Q(partner__person=person) | Q(consultant__person=person))

    def open(self) -> "EngagementQuerySet":
        """Those that have not ended."""
        return self.exclude(state=Engagement.State.ENDED)

    def under_way(self) -> "EngagementQuerySet":
        """Those that have begun and not ended."""
        return self.filter(state__in=[Engagement.State.RUNNING, Engagement.State.CLOSING])

    def with_people(self) -> "EngagementQuerySet":
        """Each with both leaders, their organisations and the programme, in one query."""
        return self.select_related(
            "programme",
            "partner__person",
            "partner__organisation",
            "consultant__person",
            "consultant__organisation",
        )

    def with_dose(self) -> "EngagementQuerySet":
        """Each with the facts of contact: held, missed, minutes, the last and the next day (never content).

        Contact beside the plan counts in the minutes and the last day met, not among the sessions held of those planned.
        """
        from headwater.web.engagements.models.goals import Goal
        from headwater.web.engagements.models.sessions import Session

        held = Q(sessions__state=Session.State.HELD)
        return self.annotate(
            held=Count("sessions", filter=held & Q(sessions__in_plan=True)),
            beside=Count("sessions", filter=held & Q(sessions__in_plan=False)),
            missed=Count("sessions", filter=Q(sessions__state=Session.State.MISSED)),
            minutes_together=Sum("sessions__minutes", filter=held, default=0),
            moves=Sum("sessions__moves", default=0),
            last_met=Max("sessions__day", filter=held),
            next_meeting=Min("sessions__starts_at", filter=Q(sessions__state=Session.State.PLANNED)),
            has_issue=Exists(Goal.objects.filter(engagement=OuterRef("pk"))),
        )


class Engagement(Versioned, HostRecord):
    """The whole working relationship of one pair. Holds facts only: what they say is elsewhere, for them alone."""

    class State(models.TextChoices):
        PROPOSED = "proposed", _("Agreed to be matched")
        AGREEING = "agreeing", _("Making their agreement")
        RUNNING = "running", _("Working together")
        CLOSING = "closing", _("Ending")
        ENDED = "ended", _("Ended")

    class Competition(models.TextChoices):
        CLEAR = "clear", _("No competition found")
        RESTRICTED = "restricted", _("Some topics are barred")

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="engagements")
    partner = models.ForeignKey(Participant, on_delete=models.PROTECT, related_name="engagements_as_partner")
    consultant = models.ForeignKey(
        Participant, on_delete=models.PROTECT, related_name="engagements_as_consultant"
    )
    state = FSMField(max_length=10, choices=State.choices, default=State.PROPOSED, protected=True)
    phase = models.CharField(max_length=14, choices=Phase.choices, default=Phase.SETTLE)
    competition = models.CharField(max_length=12, choices=Competition.choices, default=Competition.CLEAR)
    planned_sessions = models.PositiveIntegerField()
    session_floor = models.PositiveIntegerField()
    session_minutes = models.PositiveIntegerField()
    follows = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="followed_by"
    )  # the partner's engagement before this one, whose goals they may carry over
    began_on = models.DateField()
    planned_end = models.DateField()
    ended_on = models.DateField(null=True, blank=True)

    privacy = Privacy(
        c2="programme partner consultant state phase competition planned_sessions session_floor session_minutes "
        "began_on planned_end ended_on follows"
    )
    objects = ScopedManager(host="host", _manager_class=models.Manager.from_queryset(EngagementQuerySet))

    class Meta:
        ordering = ["-began_on", "id"]
        indexes = [models.Index(fields=["host", "programme", "state"])]
        constraints = [
            models.UniqueConstraint(
                fields=["partner", "consultant"],
                condition=~Q(state="ended"),
                name="one_open_engagement_a_pair",
            ),
            models.CheckConstraint(condition=~Q(partner=F("consultant")), name="a_pair_is_two_people"),
            models.CheckConstraint(
                condition=Q(state="ended", ended_on__isnull=False)
                | (~Q(state="ended") & Q(ended_on__isnull=True)),
                name="an_ended_engagement_has_its_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.partner_id} with {self.consultant_id}"

    def side_of(self, person: Any) -> Participant | None:
        """The person's own side of the pair, or None when they are not one of it."""
        for participant in (self.partner, self.consultant):
            if participant.person_id == person.pk:
                return participant
        return None

    def other_side(self, person: Any) -> Participant:
        """The other one of the pair."""
        return self.consultant if self.partner.person_id == person.pk else self.partner

    @transition(field=state, source=State.PROPOSED, target=State.AGREEING)
    def start_agreeing(self) -> None:
        pass

    @transition(field=state, source=State.AGREEING, target=State.RUNNING)
    def start_running(self) -> None:
        pass

    @transition(field=state, source=[State.PROPOSED, State.AGREEING, State.RUNNING], target=State.CLOSING)
    def start_closing(self) -> None:
        pass

    @transition(field=state, source=State.CLOSING, target=State.RUNNING)
    def keep_going(self) -> None:
        pass

    @transition(field=state, source=State.CLOSING, target=State.AGREEING)
    def keep_agreeing(self) -> None:
        pass

    @transition(
        field=state,
        source=[State.PROPOSED, State.AGREEING, State.RUNNING, State.CLOSING],
        target=State.ENDED,
    )
    def end(self, on: date) -> None:
        self.ended_on = on


class PhaseMove(HostRecord):
    """A step to the next phase that one of the pair suggested, and the day the other agreed (R63)."""

    engagement = models.ForeignKey(Engagement, on_delete=models.CASCADE, related_name="phase_moves")
    to = models.CharField(max_length=14, choices=Phase.choices)
    suggested_by = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="+")
    agreed_by = models.ForeignKey(
        Participant, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    agreed_on = models.DateField(null=True, blank=True)

    privacy = Privacy(c2="engagement to suggested_by agreed_by agreed_on")

    class Meta:
        ordering = ["created_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["engagement"],
                condition=Q(agreed_on__isnull=True),
                name="one_open_suggestion_of_a_phase",
            )
        ]

    def __str__(self) -> str:
        return self.to

    @property
    def programme_id(self) -> Any:
        return self.engagement.programme_id


class ExtensionRequest(HostRecord):
    """The pair asks for more sessions than planned; the coordinator decides (R48)."""

    class Answer(models.TextChoices):
        OPEN = "open", _("Waits for an answer")
        GRANTED = "granted", _("Granted")
        DECLINED = "declined", _("Not this time")

    engagement = models.ForeignKey(Engagement, on_delete=models.CASCADE, related_name="extensions")
    sessions = models.PositiveIntegerField(_("How many more sessions"))
    asked_by = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="+")
    answer = models.CharField(max_length=10, choices=Answer.choices, default=Answer.OPEN)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    answered_on = models.DateField(null=True, blank=True)

    privacy = Privacy(c2="engagement sessions asked_by answer answered_by answered_on")

    class Meta:
        ordering = ["-created_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["engagement"], condition=Q(answer="open"), name="one_open_extension_a_pair"
            )
        ]

    def __str__(self) -> str:
        return f"{self.sessions} more: {self.answer}"

    @property
    def programme(self) -> Programme:
        return self.engagement.programme

    @property
    def programme_id(self) -> Any:
        return self.engagement.programme_id


class Ending(HostRecord):
    """How an engagement ends: asked by one, confirmed by the other, with a reason that blames nobody."""

    class Reason(models.TextChoices):
        PLANNED = "planned", _("We have come to the planned end")
        ENOUGH = "enough", _("We have done what we set out to do, earlier than planned")
        NOT_THE_RIGHT_PAIR = "no_fault", _("We are not the right pair; nobody is at fault")
        NO_TIME = "no_time", _("There is no time for it now")
        PERSON_LEFT = "person_left", _("One of us has changed job or left the programme")
        ORGANISATION_CHANGED = "organisation_changed", _("One of our organisations merged or closed")
        CONFLICT = "conflict", _("A conflict of interest has come up")

    class Faced(models.TextChoices):
        YES = "faced", _("Faced it")
        PARTLY = "partly", _("Partly")
        NO = "not", _("Not yet")

    engagement = models.OneToOneField(Engagement, on_delete=models.CASCADE, related_name="ending")
    reason = models.CharField(_("Reason"), max_length=24, choices=Reason.choices)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    asked_on = models.DateField()
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    confirmed_on = models.DateField(null=True, blank=True)
    hand_over = EncryptedTextField(_("What should be carried on, and by whom"), blank=True)

    privacy = Privacy(
        c2="engagement reason asked_by asked_on confirmed_by confirmed_on",
        c3="hand_over",
    )

    def __str__(self) -> str:
        return self.reason

    @property
    def programme_id(self) -> Any:
        return self.engagement.programme_id
