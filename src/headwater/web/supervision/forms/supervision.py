"""What supervisors and those who assign them fill in."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from headwater.web.programmes.models import Participant
from headwater.web.ui.dates import MomentInput


class PersonChoice(forms.ModelChoiceField):
    """People by name."""

    def label_from_instance(self, obj: Any) -> str:
        return str(obj)


class SuperviseesChoice(forms.ModelMultipleChoiceField):
    """Consultants by name and organisation."""

    def label_from_instance(self, obj: Participant) -> str:
        return f"{obj.person}, {obj.organisation}"


class PlanSupervisionForm(forms.Form):
    """When, and with whom: one is one-to-one, several are a group."""

    consultants = SuperviseesChoice(
        label=_("With whom"),
        queryset=None,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("One person is one-to-one; several are a group."),
    )
    starts_at = forms.DateTimeField(label=_("Day and time"), widget=MomentInput)
    minutes = forms.IntegerField(label=_("Minutes"), min_value=15, max_value=480, initial=60)
    place = forms.CharField(label=_("Where, or the video link"), required=False)

    def __init__(self, *args: Any, supervisees: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["consultants"].queryset = supervisees


class MoveForm(forms.Form):
    """Another day or place for supervision that is planned."""

    starts_at = forms.DateTimeField(label=_("Day and time"), widget=MomentInput)
    minutes = forms.IntegerField(label=_("Minutes"), min_value=15, max_value=480)
    place = forms.CharField(label=_("Where, or the video link"), required=False)


class HoldForm(forms.Form):
    """That supervision was held: who came, for how long."""

    came = SuperviseesChoice(label=_("Who came"), queryset=None, widget=forms.CheckboxSelectMultiple)
    minutes = forms.IntegerField(label=_("Minutes"), min_value=15, max_value=480)

    def __init__(self, *args: Any, places: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["came"].queryset = places


class NoteForm(forms.Form):
    text = forms.CharField(
        label=_("Note"),
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_(
            "Do not name those your supervisee works with. Private from the host. If someone you write about "
            "asks for their data, this may have to be shown to them."
        ),
    )
    joint = forms.BooleanField(label=_("Joint: the other of us reads it too"), required=False)

    def __init__(self, *args: Any, one_to_one: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not one_to_one:
            del self.fields["joint"]


class AssignForm(forms.Form):
    supervisor = PersonChoice(
        label=_("Supervisor"), queryset=None, widget=forms.RadioSelect, empty_label=None
    )

    def __init__(self, *args: Any, supervisors: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["supervisor"].queryset = supervisors
