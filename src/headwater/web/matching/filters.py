"""Narrowing the list of pairs."""

import django_filters
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from headwater.web.matching.models import MatchProposal
from headwater.web.matching.states import ProposalState


class ProposalFilter(django_filters.FilterSet):
    """By words, by what the competition policy says, and by state."""

    words = django_filters.CharFilter(label=_("Organisation or name"), method="with_words")
    competition = django_filters.ChoiceFilter(
        label=_("Competition"), choices=MatchProposal.Competition.choices, empty_label=_("All")
    )
    state = django_filters.ChoiceFilter(label=_("State"), choices=ProposalState.choices, empty_label=_("All"))

    class Meta:
        model = MatchProposal
        fields = ["words", "competition", "state"]

    def with_words(self, proposals: QuerySet, name: str, value: str) -> QuerySet:
        return proposals.filter(
            Q(partner__organisation__name__icontains=value)
            | Q(consultant__organisation__name__icontains=value)
            | Q(partner__person__name__icontains=value)
            | Q(consultant__person__name__icontains=value)
        )
