"""What the outbox puts on the coordinator's home page."""

from typing import Any

from django.dispatch import receiver
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from headwater.web.hosts.home import AttentionRow, NavigationItem, asking_attention, asking_navigation
from headwater.web.hosts.links import href
from headwater.web.hosts.policy import has_role
from headwater.web.messages.models import Letter


@receiver(asking_navigation)
def navigation(sender: Any, person: Any, host: Any, programme: Any, **kwargs: Any) -> list[NavigationItem]:
    if programme is None or not has_role(person, host, "coordinator"):
        return []
    return [NavigationItem(70, _("Letters"), href("letters:outbox", programme))]


@receiver(asking_attention)
def waiting_letters(sender: Any, person: Any, host: Any, programme: Any, **kwargs: Any) -> list[AttentionRow]:
    if programme is None or not has_role(person, host, "coordinator"):
        return []
    states = list(
        Letter.objects.filter(programme=programme, state__in=["draft", "failed"]).values_list(
            "state", flat=True
        )
    )
    url, drafts, failed = href("letters:outbox", programme), states.count("draft"), states.count("failed")
    rows = [
        AttentionRow(40, drafts, ngettext("letter waits for you to look at it", "letters wait for you to look at them", drafts),
                     _("Look at the letters"), f"{url}?state=draft"),
        AttentionRow(10, failed, ngettext("letter could not be sent", "letters could not be sent", failed),
                     _("See what happened"), f"{url}?state=failed"),
    ]  # fmt: skip
    return [row for row in rows if row.count]
