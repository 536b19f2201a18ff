"""The lists of a host."""

import django_tables2 as tables
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from headwater.web.audit.models import Event
from headwater.web.hosts.links import href
from headwater.web.hosts.models import Membership


class MembershipTable(tables.Table):
    """Who has which duty."""

    person = tables.Column(verbose_name=_("Person"), order_by="person__name")
    role = tables.Column(verbose_name=_("Duty"), accessor="role_name", order_by="role")
    programme = tables.Column(verbose_name=_("For"), order_by="programme__name", default=_("All programmes"))
    end = tables.Column(verbose_name=_("Change"), accessor="pk", orderable=False, exclude_from_export=True)

    downloads = ("csv", "xlsx")

    class Meta:
        model = Membership
        fields = ("person", "role", "programme", "end")
        empty_text = _("Nobody here. Show all, or give someone a duty.")

    def render_end(self, record: Membership) -> str:
        address, duty = href("hosts:end_membership", record), record.role_name
        words = '<a class="govuk-link" href="{}">{}<span class="govuk-visually-hidden"> {}, {}</span></a>'
        return format_html(words, address, _("End"), duty, record.person)


class EventTable(tables.Table):
    """The trail: that something was done, never what a record says."""

    at = tables.DateTimeColumn(verbose_name=_("When"), format="j M Y H:i", order_by="number")
    role = tables.Column(verbose_name=_("Duty"), default="–")
    action = tables.Column(verbose_name=_("Action"))
    kind = tables.Column(verbose_name=_("Kind of record"), default="–")
    allowed = tables.BooleanColumn(verbose_name=_("Allowed"), yesno=(_("yes"), _("refused")))

    downloads = ("csv", "xlsx")

    class Meta:
        model = Event
        fields = ("at", "role", "action", "kind", "allowed")
        empty_text = _("Nothing yet.")
