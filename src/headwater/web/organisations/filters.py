"""Narrowing the list of organisations."""

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from headwater.web.organisations.models import Organisation, Site


class OrganisationFilter(django_filters.FilterSet):
    """By name, council area, sector and whether the place is known."""

    name = django_filters.CharFilter(label=_("Name"), lookup_expr="icontains")
    council = django_filters.CharFilter(label=_("Council area"), method="in_council")
    sector = django_filters.ChoiceFilter(
        label=_("Sector"),
        choices=[choice for choice in Organisation.Sector.choices if choice[0]],
        empty_label=_("All"),
    )
    place = django_filters.ChoiceFilter(
        label=_("Location"),
        method="with_place",
        choices=[("known", _("Known")), ("unknown", _("Not known"))],
        empty_label=_("All"),
    )

    class Meta:
        model = Organisation
        fields = ["name", "council", "sector", "place"]

    def in_council(self, organisations: QuerySet, name: str, value: str) -> QuerySet:
        return organisations.filter(
            pk__in=Site.objects.filter(council__icontains=value).values("organisation")
        )

    def with_place(self, organisations: QuerySet, name: str, value: str) -> QuerySet:
        found = Site.objects.filter(easting__isnull=False).values("organisation")
        return organisations.filter(pk__in=found) if value == "known" else organisations.exclude(pk__in=found)
