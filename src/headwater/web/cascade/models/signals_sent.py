"""A concern or an idea sent on by a leader or the host, with a reply owed by a day (R11)."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from headwater.web.audit.encryption import EncryptedTextField
from headwater.web.audit.privacy import Privacy
from headwater.web.hosts.models import HostRecord
from headwater.web.programmes.models import Participant, Programme


class SentSignal(HostRecord):
    """From a leader to the one who helps them, to the host or to the sponsor; or from the host to the sponsor."""

    class To(models.TextChoices):
        CONSULTANT = "consultant", _("The one who helps")
        HOST = "host", _("The host")
        SPONSOR = "sponsor", _("The sponsor, through the host")

    class Kind(models.TextChoices):
        IDEA = "idea", _("An idea")
        CONCERN = "concern", _("A concern")

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="signals_sent")
    sender = models.ForeignKey(
        Participant, on_delete=models.CASCADE, null=True, blank=True, related_name="signals_sent"
    )  # empty: the host
    to = models.CharField(_("To whom"), max_length=12, choices=To.choices)
    kind = models.CharField(_("What it is"), max_length=8, choices=Kind.choices)
    text = EncryptedTextField(_("In your words"))
    from_staff = models.BooleanField(_("It came from staff"), default=False)
    sent_on = models.DateField()
    owed_by = models.DateField()
    reply = EncryptedTextField(_("What you say back"), blank=True)
    replied_on = models.DateField(null=True, blank=True)

    privacy = Privacy(
        c2="programme sender to kind from_staff sent_on owed_by replied_on",
        c3="text reply",
        about="sender__person",
    )
    objects = ScopedManager(host="host")

    class Meta:
        ordering = ["owed_by", "id"]

    def __str__(self) -> str:
        return self.get_kind_display()
