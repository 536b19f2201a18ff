"""A programme: its rules, words, dose and money; who stands behind it; who takes part (R78, R86; domain 8.1)."""

from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _

from headwater.web.audit.privacy import Privacy
from headwater.web.hosts.models import HostRecord
from headwater.web.hosts.words import spoken
from headwater.web.writes.versions import Versioned


class Programme(Versioned, HostRecord):
    """A named run of the model by a host. Every rule, word, form and instrument is a setting (R78)."""

    class Stage(models.TextChoices):
        DRAFT = "draft", _("Being set up")
        CALL = "call", _("Open for applications")
        SELECTION = "selection", _("Choosing")
        MATCHING = "matching", _("Matching")
        RUNNING = "running", _("Running")
        EVALUATION = "evaluation", _("Finding out what changed")
        ALUMNI = "alumni", _("Finished")

    class MatchingMode(models.TextChoices):
        ALLOCATE = "allocate", _("The host proposes, both sides answer")
        PROPOSE = "propose", _("Several proposals to choose from")
        DIRECTORY = "directory", _("Partners choose from a directory")

    class Gate(models.TextChoices):
        NONE = "none", _("No gate")
        BEFORE_MATCHING = "before_matching", _("Before matching")
        BEFORE_FIRST_SESSION = "before_first_session", _("Before the first session")

    # 1 words
    name = models.CharField(_("Name of the programme"), max_length=150)
    slug = models.SlugField(_("Short name in addresses"), max_length=60)
    summary = models.TextField(_("What it is, for the public page"), blank=True)
    words = models.JSONField(_("Words for the roles"), default=dict, blank=True)
    languages = models.JSONField(_("Languages offered"), default=list, blank=True)
    # 3 who may take part, 4 route in
    eligibility = models.TextField(_("Who may take part"), blank=True)
    criteria = models.JSONField(
        _("Criteria for selection"), default=list, blank=True
    )  # [{"code","name","help","for"}]
    consultant_criteria = models.TextField(_("What makes a leader a consultant here"), blank=True)
    trustees_may_apply = models.BooleanField(_("Trustees may apply"), default=False)
    places = models.PositiveIntegerField(_("Places for those who seek help"), default=15)
    consultant_places = models.PositiveIntegerField(_("Places for those who give it"), default=18)
    what_applicants_are_told = models.TextField(
        _("What every applicant is told about the choice"), blank=True
    )
    # 5 matching
    matching_mode = models.CharField(
        _("How pairs are made"), max_length=12, choices=MatchingMode.choices, default=MatchingMode.ALLOCATE
    )
    matching_weights = models.JSONField(_("What matters in a match"), default=dict, blank=True)
    proposals_each = models.PositiveIntegerField(
        _("Where there are several to choose from: how many each is shown"), default=3
    )
    next_place_by_itself = models.BooleanField(
        _("When a place comes free, offer it to the next who waits without asking a coordinator first"),
        default=False,
    )
    maximum_miles = models.PositiveIntegerField(
        _("Furthest apart, in miles by road"), null=True, blank=True, default=60
    )
    remote_allowed = models.BooleanField(_("Meeting by video is allowed"), default=True)
    cross_sector_only = models.BooleanField(_("Pairs must cross sectors"), default=False)
    # 6 competitor policy
    competition_policy = models.TextField(_("Competition policy"), blank=True)
    competition_policy_version = models.PositiveIntegerField(default=1)
    catchment_miles = models.PositiveIntegerField(_("Catchment for rivals, in miles"), default=10)
    # 7 dose
    planned_sessions = models.PositiveIntegerField(_("Planned sessions"), default=6)
    session_minutes = models.PositiveIntegerField(_("Length of a session, in minutes"), default=90)
    span_months = models.PositiveIntegerField(_("Over how many months"), default=7)
    session_floor = models.PositiveIntegerField(_("Fewest sessions that are enough"), default=4)
    # 8 training and supervision
    readiness_gate = models.CharField(
        _("Readiness gate for consultants"),
        max_length=24,
        choices=Gate.choices,
        default=Gate.BEFORE_FIRST_SESSION,
    )
    preparation_gate = models.CharField(
        _("Preparation gate for partners"),
        max_length=24,
        choices=Gate.choices,
        default=Gate.BEFORE_FIRST_SESSION,
    )
    training_hours = models.PositiveIntegerField(_("Training hours for each consultant"), default=14)
    supervision_ratio = models.PositiveIntegerField(
        _("Practice hours for each hour of supervision"), default=35
    )
    supervision_floor_hours = models.PositiveIntegerField(_("Fewest hours of supervision a year"), default=4)
    # 9 phases
    both_goals_by_session = models.PositiveIntegerField(_("Both kinds of goal agreed by session"), default=3)
    agreed_issue_by_weeks = models.PositiveIntegerField(_("An issue agreed within how many weeks"), default=6)
    agreement_words = models.TextField(_("What every pair agrees, in your own words"), blank=True)
    shared_notes = models.BooleanField(_("Pairs may keep notes that both of them read"), default=False)
    # 10 cascade
    cascade_on = models.BooleanField(_("Follow how practice travels"), default=True)
    # 11 evaluation
    minutes_of_forms = models.PositiveIntegerField(
        _("Most minutes of forms asked of each person"), default=60
    )
    # 12 who sees what
    floor_host = models.PositiveIntegerField(_("Fewest answers before the host sees a figure"), default=9)
    floor_leader = models.PositiveIntegerField(
        _("Fewest answers before a leader sees a figure of own staff"), default=8
    )
    floor_public = models.PositiveIntegerField(
        _("Fewest answers before funders and the public see a figure"), default=10
    )
    retention_months = models.PositiveIntegerField(
        _("Months until unsuccessful applications are erased"), default=6
    )
    # 13 money
    budget = models.JSONField(
        _("Budget lines"), default=list, blank=True
    )  # [{"line","source","pounds","in_kind"}]
    given_time_rate = models.DecimalField(
        _("Value of an hour given, in pounds"), max_digits=7, decimal_places=2, default=35
    )
    comparator_day_rate = models.DecimalField(
        _("Day rate of an external consultant, in pounds"), max_digits=8, decimal_places=2, default=400
    )
    comparator_source = models.CharField(
        _("Where that day rate comes from, and when"),
        max_length=200,
        default="Median of independent researchers' day rates, 2015 (helenkara.com, 2 December 2015)",
    )
    # 14 ending
    follow_up_months = models.PositiveIntegerField(_("Follow-up after how many months"), default=6)
    # 15 publication
    publication = models.TextField(_("What will be published, by whom, and who may not edit it"), blank=True)
    # dates
    call_opens = models.DateField(_("Applications open"), null=True, blank=True)
    call_closes = models.DateField(_("Applications close"), null=True, blank=True)
    decisions_by = models.DateField(_("Decisions by"), null=True, blank=True)
    starts = models.DateField(_("The programme starts"), null=True, blank=True)
    ends = models.DateField(_("The programme ends"), null=True, blank=True)
    stage = models.CharField(max_length=12, choices=Stage.choices, default=Stage.DRAFT)
    cloned_from = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="clones"
    )

    privacy = Privacy(
        c0="name slug summary words languages eligibility criteria consultant_criteria trustees_may_apply places "
        "consultant_places what_applicants_are_told matching_mode competition_policy competition_policy_version "
        "call_opens call_closes decisions_by starts ends stage publication planned_sessions session_minutes span_months "
        "session_floor minutes_of_forms agreement_words",
        c1="matching_weights proposals_each next_place_by_itself maximum_miles remote_allowed cross_sector_only "
        "catchment_miles readiness_gate "
        "preparation_gate training_hours supervision_ratio supervision_floor_hours both_goals_by_session "
        "agreed_issue_by_weeks shared_notes cascade_on floor_host floor_leader floor_public retention_months follow_up_months "
        "cloned_from",
        c2="budget given_time_rate comparator_day_rate comparator_source",
        published="summary eligibility consultant_criteria what_applicants_are_told competition_policy publication "
        "agreement_words",
    )

    class Meta:
        ordering = ["-created_at"]
        constraints = [models.UniqueConstraint(fields=["host", "slug"], name="one_programme_a_short_name")]

    def __str__(self) -> str:
        return self.name

    def word(self, role: str, form: str = "one") -> str:
        """What this programme calls a role, in the reader's language (R52)."""
        return spoken(self.words, role, form)

    def call_is_open(self, today: date) -> bool:
        """Whether applications are taken on a day."""
        return (
            self.stage == self.Stage.CALL
            and (self.call_opens is None or self.call_opens <= today)
            and (self.call_closes is None or today <= self.call_closes)
        )
