"""The forms applicants fill in, made from data (see ``definitions``)."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from headwater.data.postcodes import parse_postcode
from headwater.web.applications.definitions import Gate, Page, Question, spoken
from headwater.web.applications.models import Application

YES_NO = [("yes", _("Yes")), ("no", _("No"))]
MOST_RADIOS = 8
LONGEST = 3000


class LinesField(forms.CharField):
    """One thing on each line, as a list."""

    widget = forms.Textarea(attrs={"rows": 4})

    def prepare_value(self, value: Any) -> str:
        return "\n".join(value) if isinstance(value, list) else (value or "")

    def to_python(self, value: Any) -> list[str]:
        return [line.strip()[:250] for line in str(value or "").splitlines() if line.strip()]

    def validate(self, value: list[str]) -> None:
        if self.required and not value:
            raise ValidationError(self.error_messages["required"], code="required")

    def run_validators(self, value: list[str]) -> None:
        """A list has no length in characters to check."""


class SomeOfField(forms.MultipleChoiceField):
    """Several choices, up to so many."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, *, most: int = 0, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.most = most

    def validate(self, value: list[str]) -> None:
        super().validate(value)
        if self.most and len(value) > self.most:
            raise ValidationError(gettext("Choose no more than %(most)s.") % {"most": self.most})


class PostcodeField(forms.CharField):
    """A whole or partial postcode, however it is typed, in the usual spelling."""

    def clean(self, value: Any) -> str:
        text = super().clean(value)
        found = parse_postcode(text) if text else None
        if text and found is None:
            raise ValidationError(gettext("Enter a postcode, like NE66 1AA. The first half alone will do."))
        return found.text if found else ""


def field_for(question: Question) -> forms.Field:
    """The form field that asks a question."""
    common: dict[str, Any] = {
        "label": spoken(question.label),
        "help_text": spoken(question.help),
        "required": question.required,
    }
    field = _BUILDERS[question.type](question, common)
    if question.show_when:
        field.widget.attrs["data-show-when"] = question.show_when
    return field


def _choice(question: Question, common: dict[str, Any]) -> forms.Field:
    choices = question.spoken_choices()
    if len(choices) > MOST_RADIOS:
        return forms.ChoiceField(choices=[("", gettext("Choose one")), *choices], **common)
    return forms.ChoiceField(choices=choices, widget=forms.RadioSelect, **common)


def _yes_no(question: Question, common: dict[str, Any]) -> forms.Field:
    field = forms.ChoiceField(choices=YES_NO, widget=forms.RadioSelect, **common)
    if question.must_be:
        field.validators.append(_MustBe(question.must_be))
    return field


class _MustBe:
    def __init__(self, wanted: str) -> None:
        self.wanted = wanted

    def __call__(self, value: str) -> None:
        if value != self.wanted:
            raise ValidationError(
                gettext(
                    "This is part of the role. If it is not possible now, save what you wrote and talk to us."
                )
            )


_BUILDERS = {
    "text": lambda question, common: forms.CharField(max_length=250, **common),
    "long_text": lambda question, common: forms.CharField(
        max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 6}), **common
    ),
    "choice": _choice,
    "choices": lambda question, common: SomeOfField(
        choices=question.spoken_choices(), most=question.most, **common
    ),
    "number": lambda question, common: forms.IntegerField(
        min_value=0,
        max_value=1_000_000,
        widget=forms.NumberInput(attrs={"class": "govuk-input--width-5", "inputmode": "numeric"}),
        **common,
    ),
    "date": lambda question, common: forms.DateField(**common),
    "yes_no": _yes_no,
    "postcode": lambda question, common: PostcodeField(
        max_length=12,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-10", "autocomplete": "postal-code"}),
        **common,
    ),
    "lines": lambda question, common: LinesField(max_length=LONGEST, **common),
    "sealed": lambda question, common: LinesField(max_length=LONGEST, **common),
}


class PageForm(forms.Form):
    """One page of the form of a role."""

    def __init__(self, page: Page, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.page = page
        for question in page.questions():
            self.fields[question.name] = field_for(question)

    def answers(self) -> dict[str, Any]:
        """What was answered, as it is kept: dates in ISO form, nothing for what was left out."""
        return {
            name: value.isoformat() if isinstance(value, date) else ("" if value is None else value)
            for name, value in self.cleaned_data.items()
        }

    def fieldsets(self) -> list[dict[str, Any]]:
        """The fieldsets with their bound fields, for the page."""
        return [
            {
                "legend": spoken(item.legend),
                "help": spoken(item.help),
                "fields": [self[question.name] for question in item.questions],
            }
            for item in self.page.fieldsets
        ]

    def restore(self, typed: dict[str, list[str]]) -> None:
        """Show what was typed before and not saved."""
        data = MultiValueDict({name: list(values) for name, values in typed.items()})
        for name, field in self.fields.items():
            if not field.widget.value_omitted_from_data(data, {}, name):
                self.initial[name] = field.widget.value_from_datadict(data, {}, name)


class GateForm(forms.Form):
    """The few questions before the long form."""

    def __init__(self, gates: list[Gate], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.gates = gates
        for gate in gates:
            self.fields[gate.code] = forms.ChoiceField(
                label=spoken(gate.question), choices=YES_NO, widget=forms.RadioSelect
            )

    def not_yet(self) -> list[str]:
        """The codes of the questions whose answer means: not now."""
        return [gate.code for gate in self.gates if self.cleaned_data.get(gate.code) != gate.needs]


def shown(question: Question, application: Application) -> str:
    """One answer in words, as it is read by its author and the panel."""
    value = application.answers.get(question.name)
    words = dict(question.spoken_choices()) | {"yes": gettext("Yes"), "no": gettext("No")}
    if question.type == "sealed" or value in (None, "", []):
        return ""
    if isinstance(value, list):
        return ", ".join(str(words.get(item, item)) for item in value)
    if question.type == "date":
        return date.fromisoformat(value).strftime("%-d %B %Y")
    return str(words.get(value, value)) if question.choices or question.type == "yes_no" else str(value)
