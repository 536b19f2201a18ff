from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.utils.translation import gettext_lazy as _
from django_scopes.forms import SafeModelChoiceField

from headwater.web.funding.models import BudgetLine, FunderContact
from headwater.web.funding.queries import Plan
from headwater.web.hosts.models import Membership
from headwater.web.programmes.models import Party, Programme
from headwater.web.writes.versions import VersionedForm


class BudgetLineForm(VersionedForm):
    """One line of the budget."""

    class Meta:
        model = BudgetLine
        fields = ["purpose", "source", "kind", "planned", "spent", "grows_with", "restricted_to"]
        field_classes = {"source": SafeModelChoiceField}

    def __init__(self, *args: Any, programme: Programme, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["source"].queryset = Party.objects.filter(programme=programme)


class ContactForm(forms.ModelForm):
    """Who speaks for a body that pays."""

    class Meta:
        model = FunderContact
        fields = ["party", "person"]
        field_classes = {"party": SafeModelChoiceField}

    def __init__(self, *args: Any, programme: Programme, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["party"].queryset = Party.objects.filter(
            programme=programme, capacity__in=[Party.Capacity.FUNDER, Party.Capacity.SPONSOR]
        )
        funders = Membership.objects.current().filter(role="funder").values("person")
        self.fields["person"].queryset = get_user_model().objects.filter(pk__in=funders)


class WhatIfForm(forms.Form):
    """Another size of the programme."""

    places = forms.IntegerField(label=_("Places"), min_value=1, max_value=100_000)
    sessions = forms.IntegerField(label=_("Sessions for each pair"), min_value=1, max_value=100)
    supervision_hours = forms.IntegerField(
        label=_("Hours of supervision a year for each who helps"), min_value=0, max_value=100
    )

    def plan(self) -> Plan:
        """The size that was asked for."""
        return Plan(**self.cleaned_data)
