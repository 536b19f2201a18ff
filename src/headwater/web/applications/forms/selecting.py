"""The forms of the panel and the coordinator, and those that answer them."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from headwater.web.applications.actions import deficit_words
from headwater.web.applications.definitions import CannotReadForm, read_form
from headwater.web.applications.models import Conflict, Decision, Review

LONGEST = 3000

EQUALITY: dict[str, tuple[Any, list[tuple[str, Any]]]] = {
    "age": (
        _("How old are you?"),
        [("under_35", _("Under 35")), ("35_44", _("35 to 44")), ("45_54", _("45 to 54")), ("55_64", _("55 to 64")),
         ("65", _("65 or over"))],
    ),
    "disability": (
        _("Do you have a disability or long-term health condition?"),
        [("yes", _("Yes")), ("no", _("No"))],
    ),
    "ethnicity": (
        _("Which group describes you best?"),
        [("asian", _("Asian or Asian British")), ("black", _("Black, Black British, Caribbean or African")),
         ("mixed", _("Mixed or several groups")), ("white", _("White")), ("other", _("Another group"))],
    ),
    "gender": (
        _("Which describes you?"),
        [("woman", _("Woman")), ("man", _("Man")), ("other", _("I use another word"))],
    ),
    "welsh": (_("Do you speak Welsh?"), [("yes", _("Yes")), ("no", _("No"))]),
}  # fmt: skip


class EqualityForm(forms.Form):
    """Questions that help the host see whom it reaches. Counted, never kept with a person."""

    mark_optional = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, (label, choices) in EQUALITY.items():
            self.fields[name] = forms.ChoiceField(
                label=label,
                choices=[*choices, ("", _("I would rather not say"))],
                widget=forms.RadioSelect,
                required=False,
            )


class ReviewForm(forms.Form):
    """What a panel member saw, by each published criterion."""

    def __init__(self, criteria: list[dict[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.criteria = criteria
        for item in criteria:
            self.fields[f"mark_{item['code']}"] = forms.TypedChoiceField(
                label=item["name"],
                help_text=item.get("help", ""),
                choices=Review.Mark.choices,
                coerce=int,
                widget=forms.RadioSelect,
            )
        self.fields["comment"] = forms.CharField(
            label=_("What you saw"),
            help_text=_("Strengths first. The applicant may ask to read this."),
            widget=forms.Textarea(attrs={"rows": 5}),
            max_length=LONGEST,
        )

    def marks(self) -> dict[str, int]:
        return {item["code"]: self.cleaned_data[f"mark_{item['code']}"] for item in self.criteria}


class ConflictForm(forms.Form):
    """What connects someone with an applicant."""

    kind = forms.ChoiceField(
        label=_("What connects you?"), choices=Conflict.Kind.choices, widget=forms.RadioSelect
    )


class DecisionForm(forms.Form):
    """A decision with the reason the applicant reads."""

    mark_optional = False  # what shows only with one answer is needed with it

    outcome = forms.ChoiceField(
        label=_("Decision"), choices=Decision.Outcome.choices, widget=forms.RadioSelect
    )
    strengths = forms.CharField(
        label=_("Strengths seen"),
        help_text=_("What the panel saw and valued, in words for the applicant. They read this first."),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=LONGEST,
    )
    reason = forms.CharField(
        label=_("Why this decision"),
        help_text=_("In plain words. Where it is “not yet”, say what would change it."),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=LONGEST,
    )
    return_on = forms.DateField(
        label=_("When they can come back"),
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["return_on"].widget.attrs["data-show-when"] = "outcome=not_yet"

    def clean_strengths(self) -> str:
        return self._kind("strengths")

    def clean_reason(self) -> str:
        return self._kind("reason")

    def _kind(self, name: str) -> str:
        found = deficit_words(self.cleaned_data[name])
        if found:
            raise ValidationError(
                gettext("The applicant reads this. Say it without: %(words)s.") % {"words": ", ".join(found)}
            )
        return self.cleaned_data[name]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("outcome") == Decision.Outcome.NOT_YET and not cleaned.get("return_on"):
            self.add_error("return_on", gettext("Say when they can come back."))
        return cleaned


class OfferForm(forms.Form):
    """Taking up or declining a place."""

    mark_optional = False  # what shows only with one answer is needed with it

    answer = forms.ChoiceField(
        label=_("Will you take up the place?"),
        choices=[("yes", _("Yes, I take it up")), ("no", _("No, I decline it"))],
        widget=forms.RadioSelect,
    )
    policy = forms.BooleanField(
        label=_("I have read the competition policy and will keep to it"), required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["policy"].widget.attrs["data-show-when"] = "answer=yes"

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("answer") == "yes" and not cleaned.get("policy"):
            self.add_error("policy", gettext("Tick this box to take up the place."))
        return cleaned


class ReaderForm(forms.Form):
    """One more reader for an application."""

    person = forms.ChoiceField(label=_("Panel member"), choices=[])

    def __init__(self, *args: Any, people: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(person.pk): person for person in people}
        self.fields["person"].choices = [(key, str(person)) for key, person in self.people.items()]

    def clean_person(self) -> Any:
        return self.people[self.cleaned_data["person"]]


class ShareOutForm(forms.Form):
    """How many people read each application."""

    readers = forms.IntegerField(
        label=_("Readers for each application"),
        min_value=1,
        max_value=5,
        initial=2,
        widget=forms.NumberInput(attrs={"class": "govuk-input--width-2"}),
    )


class CallFormForm(forms.Form):
    """A programme's own version of a form."""

    definition = forms.CharField(
        label=_("The form, as text"),
        help_text=_("It is checked before it is saved, and you are told what does not hold together."),
        widget=forms.Textarea(attrs={"rows": 30, "spellcheck": "false"}),
    )

    def clean_definition(self) -> str:
        text = self.cleaned_data["definition"].replace("\r\n", "\n")
        try:
            read_form(text)
        except CannotReadForm as error:
            raise ValidationError(str(error)) from error
        return text
