"""What people fill in when something has changed."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from headwater.web.changes.models import Change
from headwater.web.changes.rules import FOLLOWS, TOLD_BY_THEMSELVES
from headwater.web.engagements.models import Engagement
from headwater.web.organisations.models import Organisation
from headwater.web.ui.dates import DayInput


class PairChoice(forms.ModelChoiceField):
    """One's own pairs, each by the name of the other."""

    def __init__(self, *args: Any, person: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person

    def label_from_instance(self, obj: Engagement) -> str:
        other = obj.other_side(self.person)
        return f"{other.person}, {other.organisation}"


class TellForm(forms.Form):
    """What has changed, since when, and for which pair."""

    kind = forms.ChoiceField(label=_("What has changed"), widget=forms.RadioSelect)
    engagement = PairChoice(
        label=_("With whom"), queryset=None, required=False, empty_label=_("Nobody in particular")
    )
    happened_on = forms.DateField(
        label=_("Since when"),
        widget=DayInput(),
        initial=timezone.localdate,
    )
    note = forms.CharField(
        label=_("Anything the coordinator should know"),
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
        max_length=4000,
        help_text=_("You and the coordinator can read this, and nobody else. You can leave it empty."),
    )

    def __init__(
        self, *args: Any, pairs: Any, person: Any, by_coordinator: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        kinds = Change.Kind if by_coordinator else TOLD_BY_THEMSELVES
        self.fields["kind"].choices = [(kind.value, kind.label) for kind in kinds]
        if by_coordinator:
            self.fields["note"].help_text = _("Coordinators can read this, and nobody else.")
        self.fields["engagement"].queryset = pairs
        self.fields["engagement"].person = person


class SettleForm(forms.Form):
    """What happens now, and what those concerned are told."""

    outcome = forms.ChoiceField(label=_("What happens now"), widget=forms.RadioSelect)
    organisation = forms.CharField(
        label=_("Where they work now"),
        required=False,
        max_length=250,
        help_text=_(
            "The organisation's name as it stands in your list. Competition is checked again at once."
        ),
    )
    answer = forms.CharField(
        label=_("What you tell them"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=4000,
        help_text=_("What you decided and why, kindly. Those concerned read exactly this."),
    )

    def __init__(self, *args: Any, change: Change, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        follows = FOLLOWS[change.kind]
        self.fields["outcome"].choices = [(one, Change.Outcome(one).label) for one in follows]
        if Change.Outcome.MOVED not in follows:
            del self.fields["organisation"]

    def clean_organisation(self) -> Organisation | None:
        typed = " ".join(self.cleaned_data["organisation"].split())
        if not typed:
            return None
        found = Organisation.objects.filter(name__iexact=typed, merged_into=None)[:2]
        if len(found) == 1:
            return found[0]
        if found:
            raise forms.ValidationError(_("Two records have this name. Make them one first, or rename one."))
        raise forms.ValidationError(
            _("No organisation of this name is in your list. Add it first, then come back.")
        )
