"""Requests for one's own data, with the clock the law sets, and what authors of private notes decided."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField, transition

from headwater.web.audit.encryption import EncryptedTextField
from headwater.web.audit.privacy import Privacy
from headwater.web.hosts.models import HostRecord
from headwater.web.writes.versions import Versioned

ANSWER_WITHIN = timedelta(days=30)


class DataRequest(Versioned, HostRecord):
    """Somebody asked for what others wrote of them. What they can have at once they take away themselves."""

    class State(models.TextChoices):
        OPEN = "open", _("Being answered")
        ANSWERED = "answered", _("Answered")
        WITHDRAWN = "withdrawn", _("Taken back")

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    state = FSMField(max_length=10, choices=State.choices, default=State.OPEN, protected=True)
    asked_on = models.DateField(default=timezone.localdate)
    answered_on = models.DateField(null=True, blank=True)

    privacy = Privacy(c2="person state asked_on answered_on", about="person")

    class Meta:
        ordering = ["state", "asked_on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["host", "person"], condition=models.Q(state="open"), name="one_open_request_each"
            )
        ]

    def __str__(self) -> str:
        return f"{self.asked_on}"

    @property
    def due_on(self):
        """The day by which the person must have an answer."""
        return self.asked_on + ANSWER_WITHIN

    @property
    def days_left(self) -> int:
        """Days until it is due; below nought when it is late."""
        return (self.due_on - timezone.localdate()).days

    @transition(field=state, source=State.OPEN, target=State.ANSWERED)
    def answer(self) -> None:
        self.answered_on = timezone.localdate()

    @transition(field=state, source=State.OPEN, target=State.WITHDRAWN)
    def withdraw(self) -> None:
        pass


class RequestedText(Versioned, HostRecord):
    """One text of somebody else that may tell of the person who asked. Its author alone decides what is given."""

    class Decision(models.TextChoices):
        WAITING = "", _("Not decided")
        NOTHING = "nothing", _("It says nothing about them")
        GIVEN = "given", _("Give them all of it")
        PART = "part", _("Give them the part about them")
        WITHHELD = "withheld", _("Hold it back")

    class Ground(models.TextChoices):
        OTHERS = "others", _("It would tell about somebody else, who does not agree")
        HARM = "harm", _("It could cause serious harm to someone")
        LEGAL = "legal", _("It is legal advice")
        CRIME = "crime", _("It would get in the way of finding out about a crime")

    kept_from_host = True

    request = models.ForeignKey(DataRequest, on_delete=models.CASCADE, related_name="texts")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=60)
    record = models.CharField(max_length=40)
    decision = models.CharField(_("What do you do?"), max_length=10, choices=Decision.choices, blank=True)
    ground = models.CharField(_("Why it is held back"), max_length=10, choices=Ground.choices, blank=True)
    copy = EncryptedTextField(_("The part about them"), blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)

    privacy = Privacy(
        c2="request author kind record decision ground decided_at", c4="copy", about="request__person"
    )

    class Meta:
        ordering = ["created_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["request", "kind", "record"], name="one_decision_a_text")
        ]

    def __str__(self) -> str:
        return self.kind
