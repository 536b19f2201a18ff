"""The list of workshops and trainings."""

import django_filters
import django_tables2 as tables
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from headwater.web.hosts.links import href
from headwater.web.preparation.models import Workshop


class WorkshopFilter(django_filters.FilterSet):
    kind = django_filters.ChoiceFilter(
        label=_("What it is"), choices=Workshop.Kind.choices, empty_label=_("All")
    )
    when = django_filters.ChoiceFilter(
        label=_("When"),
        choices=[("to_come", _("Still to come")), ("past", _("Over"))],
        method="by_when",
        empty_label=_("All"),
    )

    class Meta:
        model = Workshop
        fields: list[str] = []

    def by_when(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        now = timezone.now()
        return rows.filter(ends_at__gt=now) if value == "to_come" else rows.filter(ends_at__lte=now)


class WorkshopTable(tables.Table):
    """Each workshop with its places."""

    title = tables.Column(verbose_name=_("Title"))
    kind = tables.Column(verbose_name=_("What it is"))
    starts_at = tables.DateTimeColumn(verbose_name=_("Starts"), format="j M Y, H:i")
    booked = tables.Column(verbose_name=_("Booked"))
    came = tables.Column(verbose_name=_("Came"))
    state = tables.Column(verbose_name=_("State"))

    downloads = ("csv", "xlsx")

    class Meta:
        model = Workshop
        fields = ("title", "kind", "starts_at", "booked", "came", "state")
        empty_text = _("No workshops yet. Plan the first: nobody is told until you offer it.")

    def render_title(self, record: Workshop) -> str:
        return format_html(
            '<a class="govuk-link" href="{}">{}</a>', href("preparation:workshop", record), record.title
        )

    def value_title(self, record: Workshop) -> str:
        return record.title

    def render_booked(self, record: Workshop) -> str:
        return _("%(booked)s of %(places)s") % {"booked": record.booked, "places": record.places}
