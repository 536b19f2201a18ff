"""Forms of planning: a list chosen by hand, a question to compare with, a name to keep a list by."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from headwater.web.organisations.models import Organisation
from headwater.web.planning.ground import Candidate, candidates_of
from headwater.web.planning.models import SupportList
from headwater.web.programmes.models import Programme
from headwater.web.writes.versions import VersionedForm

HORIZONS = ((12, _("1 year")), (24, _("2 years")), (36, _("3 years")), (60, _("5 years")))
SMALL, LARGE = ("micro", "small", ""), ("medium", "large")


class SupportListForm(VersionedForm):
    """A list chosen by hand."""

    organisations = forms.MultipleChoiceField(
        label=_("Organisations"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one organisation.")},
    )
    field_order = ("version", "name", "note", "organisations")

    class Meta:
        model = SupportList
        fields = ["name", "note"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields(self.field_order)
        candidates = candidates_of(self.instance.programme)
        chooser = self.fields["organisations"]
        chooser.choices = [(one.pk, described(one)) for one in candidates if not one.supported]
        if not self.instance._state.adding:
            listed = [str(row.organisation_id) for row in self.instance.listed.all()]
            here = {pk for pk, _words in chooser.choices}
            chooser.choices += [
                (one.pk, described(one)) for one in candidates if one.pk in listed and one.pk not in here
            ]
            chooser.initial = listed

    def clean_name(self) -> str:
        name = self.cleaned_data["name"]
        same = SupportList.objects.filter(programme=self.instance.programme, name=name)
        if same.exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError(_("There is a list of this name already. Give this one another."))
        return str(name)

    @property
    def chosen(self) -> list[Organisation]:
        """The organisations ticked."""
        return list(Organisation.objects.filter(pk__in=self.cleaned_data["organisations"]))


def described(one: Candidate) -> str:
    """An organisation as one line of a list of boxes."""
    known = [one.name, one.area, one.size]
    if not one.asked:
        known.append(str(_("has not asked yet")))
    return " · ".join(word for word in known if word)


class CompareForm(forms.Form):
    """What to choose within, and what to lay beside it."""

    name = forms.CharField(label=_("Name of the comparison"), max_length=80)
    k = forms.IntegerField(
        label=_("How many to support next"), min_value=1, max_value=500, required=False,
        help_text=_("For example 15. Leave empty if only the money sets the limit."),
    )  # fmt: skip
    horizon = forms.TypedChoiceField(label=_("Look ahead"), choices=HORIZONS, coerce=int, initial=24)
    lists = forms.ModelMultipleChoiceField(
        label=_("Your lists to lay beside it"),
        queryset=None,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    floor_by = forms.ChoiceField(
        label=_("Be fair between"),
        choices=(
            ("", _("No rule: reach as many as possible")),
            ("area", _("Council areas")),
            ("sector", _("Sectors")),
        ),
        required=False,
    )
    floor = forms.IntegerField(
        label=_("Each area or sector gets at least this share of the average, in per cent"),
        min_value=0, max_value=100, required=False,
        help_text=_("Leave empty for the largest share that can be kept."),
    )  # fmt: skip
    apart = forms.BooleanField(
        label=_("Do not choose two direct competitors"), required=False, initial=True,
        help_text=_("By the competitor test of this programme."),
    )  # fmt: skip
    budget = forms.DecimalField(
        label=_("Money there is, in pounds"), min_value=1, max_digits=10, decimal_places=2, required=False
    )
    cost_small = forms.DecimalField(
        label=_("Cost of supporting one with fewer than 50 staff, in pounds"),
        min_value=1, max_digits=8, decimal_places=2, required=False,
    )  # fmt: skip
    cost_large = forms.DecimalField(
        label=_("Cost of supporting one with 50 staff or more, in pounds"),
        min_value=1, max_digits=8, decimal_places=2, required=False,
    )  # fmt: skip
    suppose = forms.DecimalField(
        label=_("Suppose each organisation hands on to so many others"),
        min_value=0, max_value=10, max_digits=4, decimal_places=2, required=False,
        help_text=_("Leave empty to use what was noted, or the range of what is thought possible."),
    )  # fmt: skip

    def __init__(self, *args: Any, programme: Programme, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["lists"].queryset = SupportList.objects.filter(programme=programme)
        if not self.fields["lists"].queryset.exists():
            del self.fields["lists"]

    def clean(self) -> dict[str, Any]:
        """As `actions.compare` takes it; money and costs go together."""
        typed = super().clean() or self.cleaned_data
        small, large, budget = (typed.get(name) for name in ("cost_small", "cost_large", "budget"))
        if budget and not (small and large):
            self.add_error("cost_small", _("Give both costs, or leave the money empty."))
        if not typed.get("k") and not budget and "k" not in self.errors:
            self.add_error("k", _("Say how many to support next, or how much money there is."))
        costs = (
            dict.fromkeys(SMALL, float(small)) | dict.fromkeys(LARGE, float(large)) if small and large else {}
        )
        return {
            "name": typed.get("name", ""),
            "k": typed.get("k"),
            "horizon": typed.get("horizon"),
            "lists": list(typed.get("lists") or []),
            "floor_by": typed.get("floor_by", ""),
            "floor": None if typed.get("floor") is None else typed["floor"] / 100,
            "apart": typed.get("apart", False),
            "budget": None if budget is None else float(budget),
            "costs": costs,
            "suppose": None if typed.get("suppose") is None else float(typed["suppose"]),
        }


class KeepForm(forms.Form):
    """A name to keep a list by."""

    row = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    name = forms.CharField(label=_("Name of the list"), max_length=80)
