"""What supervisors fill in, and whoever raises or hears a concern."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from headwater.web.programmes.models import Participant
from headwater.web.supervision.models import Concern
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


class ConcernForm(forms.Form):
    """Something seen or heard. Details are asked for, never demanded."""

    kind = forms.ChoiceField(
        label=_("What is it about?"), choices=Concern.Kind.choices, widget=forms.RadioSelect
    )
    about_host = forms.BooleanField(
        label=_("It is about the body that runs the programme"),
        required=False,
        help_text=_("Then nobody who runs the programme can hear it."),
    )
    addressed_to = PersonChoice(
        label=_("Who should hear it?"), queryset=None, widget=forms.RadioSelect, empty_label=None
    )
    details = forms.CharField(
        label=_("What did you see or hear?"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("You can leave this out and talk instead. Only the person you choose can read it."),
    )

    def __init__(self, *args: Any, hearers: Any, outside: set[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["addressed_to"]
        field.queryset = hearers
        field.label_from_instance = lambda person: (
            (_("%(name)s, outside every pair") if person.pk in outside else _("%(name)s, runs the programme"))
            % {"name": person}
        )


class AnswerForm(forms.Form):
    answer = forms.CharField(
        label=_("What the person who raised it is told"), widget=forms.Textarea(attrs={"rows": 4})
    )
