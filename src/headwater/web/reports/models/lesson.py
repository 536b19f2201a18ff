"""What got in the way, what was changed for it, and whether that helped: carried into the next programme (R71)."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from headwater.web.audit.privacy import Privacy
from headwater.web.hosts.models import HostRecord
from headwater.web.programmes.models import Cohort, Programme
from headwater.web.writes.versions import Versioned


class Lesson(Versioned, HostRecord):
    """One line of a programme's learning log. Written for everyone who takes part, so it names nobody."""

    class Helped(models.TextChoices):
        UNKNOWN = "", _("Too early to say")
        YES = "yes", _("It helped")
        PARTLY = "partly", _("It helped in part")
        NO = "no", _("It did not help")

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="lessons")
    cohort = models.ForeignKey(
        Cohort, verbose_name=_("From which cohort on"), on_delete=models.SET_NULL, null=True, blank=True
    )
    noticed_on = models.DateField(_("When it was noticed"), default=timezone.localdate)
    challenge = models.TextField(_("What got in the way"), max_length=1000)
    change = models.TextField(_("What we changed, or mean to change"), max_length=1000, blank=True)
    helped = models.CharField(_("Did it help?"), max_length=8, choices=Helped.choices, blank=True)
    seen_in = models.TextField(_("How we know"), max_length=1000, blank=True)
    carried_from = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="carried_to", editable=False
    )
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", editable=False
    )

    privacy = Privacy(
        c1="programme cohort noticed_on challenge change helped seen_in carried_from written_by",
        published="challenge change seen_in",
    )

    class Meta:
        ordering = ["-noticed_on", "-created_at", "id"]

    def __str__(self) -> str:
        return self.challenge[:60]
