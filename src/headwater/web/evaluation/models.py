"""Questions, waves of asking, answers that no row ties to a person, and the ledger of what was released.

An answer sheet has no foreign key to a person, no date and no order: it is found by an alias that a keyed hash
makes of the person, with a key that is destroyed when the wave is frozen (promises.md 4.3 rows 12, 13 and 16).
Who has answered is stored nowhere.
"""

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField, transition
from django_scopes import ScopedManager

from headwater.web.audit.encryption import EncryptedJSONField, EncryptedTextField
from headwater.web.audit.privacy import Privacy
from headwater.web.evaluation.questionnaire import Questionnaire, parse
from headwater.web.hosts.models import Host, HostRecord, host_in_scope
from headwater.web.programmes.models import Participant, Programme
from headwater.web.writes.versions import Versioned


class Instrument(Versioned, HostRecord):
    """The questions of a programme, as data."""

    programme = models.OneToOneField(Programme, on_delete=models.CASCADE, related_name="instrument")
    definition = models.JSONField(default=dict)

    privacy = Privacy(c1="programme definition")

    def __str__(self) -> str:
        return f"questions of {self.programme_id}"

    @property
    def questionnaire(self) -> Questionnaire:
        """The questions, read and checked."""
        return parse(self.definition)


class Wave(HostRecord):
    """One time of asking. It opens, closes and is frozen once; the questions are those it opened with."""

    class Kind(models.TextChoices):
        START = "start", _("Start questions")
        START_AGAIN = "start_again", _("Second start questions")
        END = "end", _("End questions")
        FOLLOW_UP = "follow_up", _("Follow-up questions")

    class State(models.TextChoices):
        PLANNED = "planned", _("Planned")
        OPEN = "open", _("Open for answers")
        CLOSED = "closed", _("Closed")
        FROZEN = "frozen", _("Frozen")

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="waves")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    opens = models.DateField(_("Opens on"), null=True, blank=True)
    closes = models.DateField(_("Closes on"), null=True, blank=True)
    remind_after = models.PositiveIntegerField(_("Remind everyone after how many days"), default=10)
    opened_on = models.DateField(null=True, editable=False)
    reminded_on = models.DateField(null=True, editable=False)
    closed_on = models.DateField(null=True, editable=False)
    state = FSMField(max_length=10, choices=State.choices, default=State.PLANNED, protected=True)
    definition = models.JSONField(default=dict, blank=True)
    invited = models.JSONField(default=dict, blank=True)  # role -> how many were asked

    privacy = Privacy(
        c1="programme kind opens closes remind_after opened_on reminded_on closed_on state definition invited"
    )

    class Meta:
        ordering = ["programme", "opens", "kind"]
        constraints = [models.UniqueConstraint(fields=["programme", "kind"], name="one_wave_of_a_kind")]

    def __str__(self) -> str:
        return str(self.get_kind_display())

    @property
    def questionnaire(self) -> Questionnaire:
        """The questions the wave opened with."""
        return parse(self.definition)

    @property
    def time(self) -> str:
        """Which questions are asked: a second start asks those of the start."""
        return str(self.Kind.START if self.kind == self.Kind.START_AGAIN else self.kind)

    @transition(field=state, source=State.PLANNED, target=State.OPEN)
    def open(self) -> None:
        self.opened_on = timezone.localdate()

    @transition(field=state, source=State.OPEN, target=State.CLOSED)
    def close(self) -> None:
        self.closed_on = timezone.localdate()

    @transition(field=state, source=State.CLOSED, target=State.FROZEN)
    def freeze(self) -> None:
        pass


class AliasKey(HostRecord):
    """The secret that turns people into aliases: one for a wave, one for the whole programme (wave empty)."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="+")
    wave = models.OneToOneField(Wave, on_delete=models.CASCADE, null=True, related_name="key")
    secret = EncryptedTextField()

    privacy = Privacy(c2="programme wave", c4="secret")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["programme", "wave"], name="one_key_a_wave", nulls_distinct=False)
        ]

    def __str__(self) -> str:
        return "key"


class AnswerSheet(models.Model):
    """One person's answers in one wave, under an alias. No name, no date, no order."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    host = models.ForeignKey(
        Host, on_delete=models.CASCADE, default=host_in_scope, editable=False, related_name="+"
    )
    wave = models.ForeignKey(Wave, on_delete=models.CASCADE, related_name="sheets")
    alias = models.CharField(max_length=64)
    thread = models.CharField(max_length=64)  # the same for one person in every wave of a programme
    role = models.CharField(max_length=12, choices=Participant.Role.choices)
    answers = EncryptedJSONField()
    sent = models.BooleanField(default=False)

    kept_from_host = True

    privacy = Privacy(c1="id host", c4="wave alias thread role answers sent")
    objects = ScopedManager(host="host")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["wave", "alias"], name="one_sheet_a_person")]

    def __str__(self) -> str:
        return self.code

    @property
    def code(self) -> str:
        """What the evaluator calls this person: the same in every wave, nobody's name."""
        return f"R-{self.thread[:10].upper()}"


class Reader(HostRecord):
    """An evaluator who may read the answers of a wave: named when it opens, or handed over to by one who is."""

    wave = models.ForeignKey(Wave, on_delete=models.CASCADE, related_name="readers")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")

    privacy = Privacy(c1="wave person", about="person")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["wave", "person"], name="a_reader_once_a_wave")]

    def __str__(self) -> str:
        return str(self.person)


class WrittenOnce(HostRecord):
    """A row of the ledger: written once, never changed."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise TypeError("This is never changed: what comes later is written beside it.")
        super().save(*args, **kwargs)


class AnalysisPlan(Versioned, HostRecord):
    """What the evaluator will look at, said before the answers that could tempt: frozen with a hash."""

    programme = models.OneToOneField(Programme, on_delete=models.CASCADE, related_name="analysis_plan")
    definition = models.JSONField(default=dict, blank=True)
    frozen_at = models.DateTimeField(null=True, blank=True, editable=False)
    fingerprint = models.CharField(max_length=64, blank=True, editable=False)

    privacy = Privacy(c1="programme definition frozen_at fingerprint", published="definition")

    def __str__(self) -> str:
        return f"plan of {self.programme_id}"


class Departure(WrittenOnce):
    """Something done otherwise than the frozen plan said, and why: listed in every report."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="departures")
    what = models.TextField(_("What was done otherwise"))
    why = models.TextField(_("Why"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")

    privacy = Privacy(c1="programme what why by", published="what why")

    class Meta:
        ordering = ["created_at"]

    def __str__(self) -> str:
        return self.what[:80]


class Release(WrittenOnce):
    """A line of the ledger: what was made known, to whom, from which answers. Never changed."""

    class Audience(models.TextChoices):
        CIRCLE = "circle", _("The host and those who take part")
        WORLD = "world", _("Funders and the public")

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="releases")
    before = models.ForeignKey(Wave, on_delete=models.PROTECT, related_name="+")
    after = models.ForeignKey(Wave, on_delete=models.PROTECT, related_name="+")
    audience = models.CharField(max_length=8, choices=Audience.choices)
    floor = models.PositiveIntegerField()
    base = EncryptedJSONField()  # role -> threads whose answers are in it, in a fixed order
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")

    privacy = Privacy(c1="programme before after audience floor by", c4="base")

    class Meta:
        ordering = ["created_at", "audience"]
        constraints = [
            models.UniqueConstraint(
                fields=["before", "after", "audience"], name="released_once_to_an_audience"
            )
        ]

    def __str__(self) -> str:
        return f"{self.before_id} to {self.after_id} for {self.audience}"


class ReleasedFigure(WrittenOnce):
    """One released figure: its number, what it counts, and as much of the count as may be shown."""

    class Kind(models.TextChoices):
        CHANGE = "change", _("Better, the same or worse")
        SHARE = "share", _("How many said so")
        LOOKING_BACK = "then", _("Better, the same or worse, looking back")

    class Form(models.TextChoices):
        EXACT = "exact", _("Exact count")
        AT_LEAST = "at_least", _("At least")
        AT_MOST = "at_most", _("At most")
        ROUNDED = "rounded", _("Rounded to five")
        WITHHELD = "withheld", _("Too few answers to show")

    release = models.ForeignKey(Release, on_delete=models.CASCADE, related_name="figures")
    number = models.CharField(max_length=12)
    place = models.PositiveIntegerField()
    item = models.CharField(max_length=40)
    kind = models.CharField(max_length=12, choices=Kind.choices)
    role = models.CharField(max_length=12, choices=Participant.Role.choices)
    level = models.CharField(max_length=14)
    outcome = models.CharField(max_length=60)
    is_primary = models.BooleanField(default=False)
    label = models.JSONField()
    text = models.JSONField()
    counted_label = models.JSONField(default=dict, blank=True)
    source = models.CharField(max_length=250)
    threshold = models.FloatField(default=0)  # a change counts when it is larger than this
    form = models.CharField(max_length=10, choices=Form.choices)
    better = models.PositiveIntegerField(null=True)  # or how many said so; a bound where the form is one
    same = models.PositiveIntegerField(null=True)
    worse = models.PositiveIntegerField(null=True)  # empty where same and worse are shown together
    answered_from = models.PositiveIntegerField()
    answered_to = models.PositiveIntegerField()
    invited = models.PositiveIntegerField()
    started = models.PositiveIntegerField()
    value = models.FloatField(null=True)
    low = models.FloatField(null=True)
    high = models.FloatField(null=True)
    method = models.CharField(max_length=250, blank=True)
    counted_in = EncryptedTextField(blank=True)  # which of the release's base it counts: a bit a thread

    privacy = Privacy(
        c4="counted_in",
        c1="release number place item kind role level outcome is_primary label text counted_label source threshold form better same "
        "worse answered_from answered_to invited started value low high method",
    )

    class Meta:
        ordering = ["place"]
        constraints = [models.UniqueConstraint(fields=["release", "number"], name="a_number_once_a_release")]

    def __str__(self) -> str:
        return self.number
