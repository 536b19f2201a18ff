"""What a leader says of their network, and of what comes afterwards."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from headwater.web.network.models import Alumnus, Tie

MOST = 1000


class ReachForm(forms.Form):
    """How many leaders elsewhere one could ring."""

    before = forms.IntegerField(
        label=_("Looking back: before the programme"), min_value=0, max_value=MOST, required=False
    )
    now = forms.IntegerField(label=_("Now"), min_value=0, max_value=MOST, required=False)


class TieForm(forms.Form):
    """A connection."""

    other = forms.ModelChoiceField(
        label=_("With a leader of the programme"),
        queryset=None,
        required=False,
        empty_label=_("Someone else"),
    )
    other_organisation = forms.CharField(
        label=_("Or an organisation outside"),
        help_text=_("The name of the organisation, not of a person."),
        max_length=200,
        required=False,
    )
    kind = forms.ChoiceField(label=_("What it is"), choices=Tie.Kind.choices, widget=forms.RadioSelect)
    since = forms.ChoiceField(label=_("Since when"), choices=Tie.Since.choices, widget=forms.RadioSelect)
    what = forms.CharField(label=_("What you began together, if you did"), max_length=200, required=False)

    def __init__(self, *args: Any, known: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["other"].queryset = known
        self.fields["other"].label_from_instance = lambda one: f"{one.person}, {one.organisation}"


class ShowingForm(forms.Form):
    """Be seen or not."""

    shown = forms.BooleanField(
        label=_(
            "Others of the programme may see me, my organisation and my connections to others who agreed"
        ),
        required=False,
    )


class AlumnusForm(forms.ModelForm):
    """What comes afterwards."""

    class Meta:
        model = Alumnus
        fields = ["next", "why", "keeps_in_touch"]
        widgets = {"next": forms.RadioSelect, "why": forms.RadioSelect}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["next"].choices = Alumnus.Next.choices
        self.fields["why"].choices = Alumnus.Why.choices
        self.fields["why"].required = False
        self.fields["why"].help_text = _(
            "Only if it is “later” or “no”. The host sees counts, never your name with it."
        )
        self.fields["why"].widget.attrs["data-show-when"] = "next=later|not"
