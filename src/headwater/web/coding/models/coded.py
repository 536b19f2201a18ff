"""Open answers of a wave on their way to themes: names out, segments, codebook, two coders, differences, quotes.

Nothing here leads to a person: an answer keeps the pseudonymous thread of the evaluation and the words as they stand
after the names were taken out. All of it is for the evaluators of the wave and the coders they name; the host has no
permission on any of it, and words are encrypted (promises.md 4.3 row 13).
"""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField, transition
from django_scopes import ScopedManager

from headwater.web.audit.encryption import EncryptedJSONField, EncryptedTextField
from headwater.web.audit.privacy import Privacy
from headwater.web.evaluation.models import Wave
from headwater.web.hosts.models import HostRecord
from headwater.web.programmes.models import Participant, Programme


class Coding(HostRecord):
    """One or more open questions of a frozen wave, taken up to be coded together with one codebook."""

    class State(models.TextChoices):
        PREPARING = "preparing", _("Names, segments and codebook")
        CODING = "coding", _("Being coded, each coder apart")
        COMPARED = "compared", _("Compared: differences and the rest")
        SETTLED = "settled", _("Settled")

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="codings")
    wave = models.ForeignKey(Wave, on_delete=models.PROTECT, related_name="codings")
    items = models.JSONField(default=list)
    state = FSMField(max_length=12, choices=State.choices, default=State.PREPARING, protected=True)
    seed = models.PositiveIntegerField(default=0)
    agreement = EncryptedJSONField()  # worked out once, when both coders have finished

    privacy = Privacy(c1="programme wave items state seed", c4="agreement")

    class Meta:
        ordering = ["created_at", "id"]

    def __str__(self) -> str:
        return f"open answers of {self.wave_id}"

    @transition(field=state, source=State.PREPARING, target=State.CODING)
    def begin(self) -> None:
        pass

    @transition(field=state, source=State.CODING, target=State.COMPARED)
    def compare(self) -> None:
        pass

    @transition(field=state, source=State.COMPARED, target=State.SETTLED)
    def settle(self) -> None:
        pass


class Answer(HostRecord):
    """One answer in someone's own words. ``text`` is empty until an evaluator has confirmed what is masked in it."""

    coding = models.ForeignKey(Coding, on_delete=models.CASCADE, related_name="answers")
    number = models.PositiveIntegerField()  # drawn, so that it tells nothing
    answer = models.UUIDField()
    item = models.CharField(max_length=60)
    role = models.CharField(max_length=12, choices=Participant.Role.choices)
    thread = models.CharField(max_length=64)
    text = EncryptedTextField(blank=True)
    is_masked = models.BooleanField(default=False)

    kept_from_host = True

    privacy = Privacy(c4="coding number answer item role thread text is_masked")

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["coding", "answer"], name="an_answer_once_a_coding"),
            models.UniqueConstraint(fields=["coding", "number"], name="a_number_once_a_coding"),
        ]

    def __str__(self) -> str:
        return f"answer {self.number}"


class Segment(HostRecord):
    """A part of an answer that is coded as one."""

    answer = models.ForeignKey(Answer, on_delete=models.CASCADE, related_name="segments")
    number = models.PositiveIntegerField()
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    in_sample = models.BooleanField(default=False)

    kept_from_host = True

    privacy = Privacy(c4="answer number start end in_sample")

    class Meta:
        ordering = ["answer__number", "number"]

    def __str__(self) -> str:
        return f"segment {self.number}"

    @property
    def words(self) -> str:
        """What was said in it, with the names taken out."""
        return self.answer.text[self.start : self.end]


class Codebook(HostRecord):
    """One version of the themes. A version is written once; a change makes the next one and says why."""

    coding = models.ForeignKey(Coding, on_delete=models.CASCADE, related_name="codebooks")
    number = models.PositiveIntegerField()
    themes = EncryptedJSONField(default=list)  # code, name, definition, cues, not_when, example
    why = EncryptedTextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")

    privacy = Privacy(c2="coding number by", c4="themes why")

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["coding", "number"], name="a_version_once_a_coding")]

    def __str__(self) -> str:
        return f"version {self.number}"


class Coder(HostRecord):
    """Someone who codes: the evaluator first, and a second person who works apart from them on a sample."""

    coding = models.ForeignKey(Coding, on_delete=models.CASCADE, related_name="coders")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    place = models.PositiveSmallIntegerField()  # 1 or 2
    finished = models.BooleanField(default=False)

    privacy = Privacy(c2="coding person place finished", about="person")

    class Meta:
        ordering = ["place"]
        constraints = [
            models.UniqueConstraint(fields=["coding", "person"], name="a_coder_once_a_coding"),
            models.UniqueConstraint(fields=["coding", "place"], name="one_coder_a_place"),
        ]

    def __str__(self) -> str:
        return f"coder {self.place}"


class Mark(HostRecord):
    """What one coder said of one segment, with the version of the codebook and what had been suggested."""

    coder = models.ForeignKey(Coder, on_delete=models.CASCADE, related_name="marks")
    segment = models.ForeignKey(Segment, on_delete=models.CASCADE, related_name="marks")
    themes = EncryptedJSONField(default=list)  # none of them is an answer too
    codebook = models.PositiveIntegerField()
    suggested = EncryptedJSONField(default=list)
    marked_at = models.DateTimeField(auto_now=True)

    kept_from_host = True

    privacy = Privacy(c4="coder segment themes codebook suggested marked_at")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["coder", "segment"], name="one_mark_a_coder")]

    def __str__(self) -> str:
        return "mark"


class Settlement(HostRecord):
    """How a difference between two coders was settled, and why."""

    segment = models.ForeignKey(Segment, on_delete=models.CASCADE, related_name="settlements")
    theme = models.CharField(max_length=60)
    holds = models.BooleanField()
    reason = EncryptedTextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")

    kept_from_host = True

    privacy = Privacy(c4="segment theme holds reason by")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["segment", "theme"], name="a_difference_settled_once")]

    def __str__(self) -> str:
        return "settlement"


class Contrary(HostRecord):
    """A segment of a theme that speaks against it rather than for it."""

    segment = models.ForeignKey(Segment, on_delete=models.CASCADE, related_name="contraries")
    theme = models.CharField(max_length=60)

    kept_from_host = True

    privacy = Privacy(c4="segment theme")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["segment", "theme"], name="contrary_once_a_theme")]

    def __str__(self) -> str:
        return "speaks against"


class QuoteRequest(HostRecord):
    """The author of a segment is asked whether these words may be printed. Who they are, only the system can tell.

    There is no time of the answer, and no line in the trail: either would tell who was quoted.
    """

    class State(models.TextChoices):
        ASKED = "asked", _("Not answered yet")
        APPROVED = "approved", _("May be quoted")
        DECLINED = "declined", _("May not be quoted")

    segment = models.OneToOneField(Segment, on_delete=models.CASCADE, related_name="quote")
    theme = models.CharField(max_length=60)
    thread = models.CharField(max_length=64)
    wording = EncryptedTextField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.ASKED)
    printed = models.BooleanField(default=False)

    kept_from_host = True

    privacy = Privacy(c4="segment theme thread wording state printed")
    objects = ScopedManager(host="host")

    def __str__(self) -> str:
        return "quote"


class BroughtIn(HostRecord):
    """What a file from another program would change, looked at before it is done."""

    coding = models.ForeignKey(Coding, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    plan = EncryptedJSONField()

    kept_from_host = True

    privacy = Privacy(c2="coding person", c4="plan", about="person")

    def __str__(self) -> str:
        return "file"

    @property
    def marks(self) -> dict[str, Any]:
        """Segment id to the themes it would be given."""
        return dict(self.plan.get("marks", {}))
