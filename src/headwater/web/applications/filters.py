"""Narrowing the list of applications."""

from typing import Any

import django_filters
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from headwater.web.applications.models import Application
from headwater.web.applications.queries import ROLES
from headwater.web.applications.states import READ_BY_PANEL, State
from headwater.web.programmes.models import Programme


class ApplicationFilter(django_filters.FilterSet):
    """By words, side, state and route in."""

    words = django_filters.CharFilter(label=_("Name or organisation"), method="with_words")
    role = django_filters.ChoiceFilter(label=_("Side"), choices=[], empty_label=_("Both"))
    state = django_filters.ChoiceFilter(
        label=_("Stands at"),
        choices=[(state, State(state).label) for state in READ_BY_PANEL],
        empty_label=_("All"),
    )
    route_in = django_filters.ChoiceFilter(
        label=_("Route in"), choices=Application.Route.choices, empty_label=_("All")
    )

    class Meta:
        model = Application
        fields = ["words", "role", "state", "route_in"]

    def __init__(self, *args: Any, programme: Programme, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filters["role"].extra["choices"] = [
            (role, programme.word(role, "many").capitalize()) for role in ROLES
        ]

    def with_words(self, applications: QuerySet, name: str, value: str) -> QuerySet:
        return applications.filter(Q(person__name__icontains=value) | Q(organisation_name__icontains=value))
