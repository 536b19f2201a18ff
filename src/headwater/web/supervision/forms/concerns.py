"""What whoever raises or hears a concern fills in, and what is asked before something confidential is opened."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from headwater.web.supervision.forms.supervision import PersonChoice
from headwater.web.supervision.models import Concern, CouncilContact, Opening


class ConcernForm(forms.Form):
    """Something seen or heard. No details are kept unless the person chooses to write them here."""

    TALK, WRITE = "talk", "write"

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
    how = forms.ChoiceField(
        label=_("How do you want to tell it?"),
        required=False,
        initial=TALK,
        choices=[
            (TALK, _("Ask them to get in touch: only that I raised it is kept, and when")),
            (WRITE, _("Write it down here")),
        ],
        widget=forms.RadioSelect,
    )
    details = forms.CharField(
        label=_("What did you see or hear?"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4, "data-show-when": "how=write"}),
        help_text=_(
            "Say what you saw or heard, when and where. Only the person you choose, and anyone they pass it to, can "
            "read it; you are told whom. If someone you write about asks for their data, this may have to be shown."
        ),
    )

    def __init__(self, *args: Any, hearers: Any, outside: set[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["addressed_to"]
        field.queryset = hearers
        field.label_from_instance = lambda person: (
            (_("%(name)s, outside every pair") if person.pk in outside else _("%(name)s, runs the programme"))
            % {"name": person}
        )

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        if typed.pop("how", "") == self.TALK and typed.get("details", "").strip():
            self.add_error(
                "details", _("Choose “Write it down here” to send what you wrote, or take it out again.")
            )
        return typed


class AnswerForm(forms.Form):
    answer = forms.CharField(
        label=_("What the person who raised it is told"), widget=forms.Textarea(attrs={"rows": 4})
    )


class StepForm(forms.Form):
    text = forms.CharField(
        label=_("What was done"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_(
            "For those who hear this concern. If someone you write about asks for their data, it may have to be shown."
        ),
    )


class PassOnForm(forms.Form):
    to = PersonChoice(
        label=_("Who should take it on?"), queryset=None, widget=forms.RadioSelect, empty_label=None
    )

    def __init__(self, *args: Any, hearers: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = hearers


class CouncilContactForm(forms.ModelForm):
    class Meta:
        model = CouncilContact
        fields = ["council", "phone", "link"]


class OpeningForm(forms.Form):
    """What is asked of one who wants something confidential opened."""

    kind = forms.ChoiceField(
        label=_("What is to be opened?"), choices=Opening.Kind.choices, widget=forms.RadioSelect
    )
    asked_for = forms.EmailField(
        label=_("E-mail address of one of those concerned"),
        help_text=_(
            "Of either of a pair; for a concern, of the one who raised it. You are not told here whether there is any."
        ),
    )
    ground = forms.ChoiceField(
        label=_("On what ground?"), choices=Opening.Ground.choices, widget=forms.RadioSelect
    )
    reason = forms.CharField(
        label=_("Why this, and why now?"),
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("The custodian reads it, and so do the people concerned when they are told."),
    )


class DecideOpeningForm(forms.Form):
    """Open it or not, and when the people concerned are told."""

    decision = forms.ChoiceField(
        label=_("Your decision"),
        choices=[("open", _("Open it to the one who asks, for 24 hours")), ("decline", _("Leave it closed"))],
        widget=forms.RadioSelect,
    )
    hours_until_told = forms.TypedChoiceField(
        label=_("When are the people concerned told?"),
        coerce=int,
        initial=0,
        choices=[
            (0, _("At once")),
            (24, _("After 24 hours")),
            (48, _("After 48 hours")),
            (72, _("After 72 hours")),
        ],
        widget=forms.RadioSelect,
        help_text=_(
            "Later only where telling them at once would do harm. The mails are written now, whatever happens."
        ),
    )
    harm_of_telling = forms.CharField(
        label=_("Why telling them at once would do harm"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "data-show-when": "hours_until_told=24|48|72"}),
    )
