"""Narrowing lists of a programme."""

from typing import Any

import django_filters
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from headwater.web.programmes.models import Participant, Programme


class ParticipantFilter(django_filters.FilterSet):
    """By words, by side, by whether they take part now."""

    words = django_filters.CharFilter(label=_("Name or organisation"), method="with_words")
    role = django_filters.ChoiceFilter(label=_("Side"), choices=[], empty_label=_("Both"))
    status = django_filters.ChoiceFilter(
        label=_("Taking part"), choices=Participant.Status.choices, empty_label=_("All")
    )

    class Meta:
        model = Participant
        fields = ["words", "role", "status"]

    def __init__(self, *args: Any, programme: Programme, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filters["role"].extra["choices"] = [
            (role, programme.word(role, "many").capitalize()) for role in ("partner", "consultant")
        ]

    def with_words(self, people: QuerySet, name: str, value: str) -> QuerySet:
        return people.filter(Q(person__name__icontains=value) | Q(organisation__name__icontains=value))
