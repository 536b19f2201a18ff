"""Lists of a cascade: what was noted, and the programme's counts."""

from typing import Any

import django_tables2 as tables
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from headwater.web.cascade.models import HandOver
from headwater.web.cascade.queries import Depth
from headwater.web.hosts.links import href

NUMBER = {"th": {"class": "hw-number"}, "td": {"class": "hw-number"}}


class HandOverTable(tables.Table):
    """What was noted with a practice, the newest first."""

    on = tables.DateColumn(verbose_name=_("When"), format="j F Y")
    tier = tables.Column(verbose_name=_("With whom"))
    workplace = tables.Column(verbose_name=_("Site or team"), default="", order_by="workplace__site")
    kind = tables.Column(verbose_name=_("What happened"))
    people = tables.Column(verbose_name=_("People"), attrs=NUMBER)
    core = tables.Column(verbose_name=_("Core seen"), empty_values=(), orderable=False)
    adaptation = tables.Column(verbose_name=_("Adapted"))
    grade = tables.Column(verbose_name=_("How it is known"))
    edition = tables.Column(verbose_name=_("Version"), attrs=NUMBER)
    stands = tables.Column(verbose_name=_("Stands"), empty_values=(), orderable=False)

    downloads = ("csv", "xlsx")

    class Meta:
        model = HandOver
        fields = (
            "on", "tier", "workplace", "kind", "people", "core", "adaptation", "grade", "edition", "stands",
        )  # fmt: skip
        order_by = ("-on",)
        empty_text = _("Nothing yet. Sending is not receiving: note what you know happened.")

    def render_core(self, record: HandOver) -> str:
        return self.value_core(record)

    def value_core(self, record: HandOver) -> str:
        if record.core_seen is None:
            return ""
        return _now("%(seen)s of %(parts)s") % {"seen": record.core_seen, "parts": record.core_parts}

    def render_stands(self, record: HandOver) -> SafeString | str:
        if record.taken_back_on is not None:
            return self.value_stands(record)
        return format_html(
            '<a class="govuk-link" href="{}">{}<span class="govuk-visually-hidden"> {}</span></a>',
            href("cascade:correct", record),
            _now("Correct it"),
            record,
        )

    def value_stands(self, record: HandOver) -> str:
        if record.taken_back_on is None:
            return _now("yes")
        return _now("taken back: %(why)s") % {"why": record.taken_back_why}


class DepthTable(tables.Table):
    """How far practices have come at each distance from the leaders."""

    number = tables.Column(verbose_name=_("Tier from the leader"))
    organisations = tables.Column(verbose_name=_("Organisations"), attrs=NUMBER)
    staff = tables.Column(verbose_name=_("People"), attrs=NUMBER)
    received = tables.Column(verbose_name=_("Have it"), attrs=NUMBER)
    without = tables.Column(verbose_name=_("Asked, do not"), attrs=NUMBER)
    unknown = tables.Column(verbose_name=_("Not known"), attrs=NUMBER)
    tried = tables.Column(verbose_name=_("Tried"), attrs=NUMBER)
    sustained = tables.Column(verbose_name=_("Still do"), attrs=NUMBER)
    days = tables.Column(verbose_name=_("Days to the first"), attrs=NUMBER)

    downloads = ("csv", "xlsx")

    class Meta:
        orderable = False
        default = _("cannot tell")
        empty_text = _("Nothing is noted yet.")

    def value_number(self, record: Depth) -> Any:
        return record.number
