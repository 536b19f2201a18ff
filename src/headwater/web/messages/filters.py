"""Narrowing the outbox."""

import django_filters
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from headwater.web.messages.models import Letter


class LetterFilter(django_filters.FilterSet):
    """By words and by state."""

    words = django_filters.CharFilter(label=_("Name or subject"), method="with_words")
    state = django_filters.ChoiceFilter(label=_("State"), choices=Letter.State.choices, empty_label=_("All"))

    class Meta:
        model = Letter
        fields = ["words", "state"]

    def with_words(self, letters: QuerySet, name: str, value: str) -> QuerySet:
        return letters.filter(Q(to__name__icontains=value) | Q(subject__icontains=value))
