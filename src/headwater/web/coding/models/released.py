"""How many people spoke of each theme, as far as it was made known. Written once."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from headwater.web.audit.encryption import EncryptedJSONField
from headwater.web.audit.privacy import Privacy
from headwater.web.coding.models.coded import Coding
from headwater.web.evaluation.models import Release, ReleasedFigure, WrittenOnce
from headwater.web.programmes.models import Programme


class ThemeRelease(WrittenOnce):
    """A line of the ledger: themes of a settled coding, for one audience."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="theme_releases")
    coding = models.ForeignKey(Coding, on_delete=models.PROTECT, related_name="releases")
    audience = models.CharField(max_length=8, choices=Release.Audience.choices)
    floor = models.PositiveIntegerField()
    coders = models.PositiveSmallIntegerField(default=1)
    base = EncryptedJSONField()  # role -> threads whose answers are in it
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")

    privacy = Privacy(c1="programme coding audience floor coders by", c4="base")

    class Meta:
        ordering = ["created_at", "audience"]
        constraints = [
            models.UniqueConstraint(fields=["coding", "audience"], name="themes_released_once_to_an_audience")
        ]

    def __str__(self) -> str:
        return f"themes for {self.audience}"


class ReleasedTheme(WrittenOnce):
    """How many people of both sides together spoke of a theme, as much of it as may be shown.

    Not by side: with a cohort of fifteen pairs nearly every such count is too small to show, and a total beside one side's
    count would tell the other's.
    """

    class Reading(models.TextChoices):
        RELY = "rely", _("Two coders agreed")
        TENTATIVE = "tentative", _("Two coders agreed in most cases: tentative")
        DO_NOT_COUNT = "do not count", _("Two coders agreed too little to count it")
        NOT_DEFINED = "not defined", _("Too rare for the agreement of two coders to be known")
        ONE_CODER = "one coder", _("One coder only: not checked by a second")

    release = models.ForeignKey(ThemeRelease, on_delete=models.CASCADE, related_name="themes")
    number = models.CharField(max_length=8)
    place = models.PositiveIntegerField()
    theme = models.CharField(max_length=60)
    name = models.CharField(max_length=200)
    reading = models.CharField(max_length=14, choices=Reading.choices)
    form = models.CharField(max_length=10, choices=ReleasedFigure.Form.choices)
    people = models.PositiveIntegerField(null=True)
    answered_from = models.PositiveIntegerField()
    answered_to = models.PositiveIntegerField()
    invited = models.PositiveIntegerField()

    privacy = Privacy(
        c1="release number place theme name reading form people answered_from answered_to invited"
    )

    class Meta:
        ordering = ["place"]
        constraints = [
            models.UniqueConstraint(fields=["release", "number"], name="a_number_once_a_theme_release")
        ]

    def __str__(self) -> str:
        return self.number
