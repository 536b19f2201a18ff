"""Forms of the evaluation: a page of questions made from its definition, dates of a wave, a file of questions."""

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from headwater.web.evaluation.actions.instruments import read_definition
from headwater.web.evaluation.models import Departure, Wave
from headwater.web.evaluation.planning import Plan
from headwater.web.evaluation.questionnaire import (
    MOST_PRIMARY,
    PREFER_NOT,
    ROLES,
    InstrumentError,
    Item,
    Questionnaire,
    said,
)
from headwater.web.evaluation.xlsform import read_xlsform

LONGEST = 1200
LARGEST = 2_000_000  # bytes of a file of questions


class AnswerForm(forms.Form):
    """One page of questions. Each may be left out; a guarded one offers not to say."""

    mark_optional = False

    def __init__(self, *args: Any, items: tuple[Item, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = get_language() or "en"
        for item in items:
            self.fields[item.code] = _field(item, language)


def _field(item: Item, language: str) -> forms.Field:
    label = said(item.text, language)
    if item.scale.kind == "text":
        area = forms.Textarea(attrs={"rows": 4, "data-most": LONGEST})
        return forms.CharField(label=label, required=False, max_length=LONGEST, widget=area)
    choices = [(str(value), said(words, language)) for value, words in item.scale.options]
    if item.item_class == "guarded":
        choices.append((PREFER_NOT, _("Prefer not to say")))
    if item.scale.kind == "number":
        choices.insert(0, ("", _("Choose a number")))
        return forms.ChoiceField(label=label, required=False, choices=choices)
    return forms.ChoiceField(label=label, required=False, choices=choices, widget=forms.RadioSelect)


class CodeForm(forms.Form):
    """The code of one's own link."""

    mark_optional = False
    code = forms.CharField(
        label=_("Your code"),
        help_text=_("Twenty letters and digits; it stands in the message that we sent you."),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )

    def say_unknown(self) -> None:
        """Tell that no one has this code."""
        self.add_error(
            "code", _("This code opens nothing here. Copy it from the newest message, or sign in instead.")
        )


class PlanForm(forms.Form):
    """Three main outcomes a role at most, which way is better, from where a change counts, and missing answers."""

    def __init__(self, *args: Any, questions: Questionnaire, plan: Plan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = get_language() or "en"
        for role in ROLES:
            chosen = [outcome for outcome in plan.outcomes if outcome.role == role]
            for place in range(MOST_PRIMARY):
                outcome = chosen[place] if place < len(chosen) else None
                self._add_outcome(role, place, questions, language, outcome)
        self.fields["missing"] = forms.CharField(
            label=_("What is done about missing answers"),
            initial=plan.missing,
            widget=forms.Textarea(attrs={"rows": 3}),
        )
        self.fields["more"] = forms.CharField(
            label=_("What else you will look at, and how"),
            initial=plan.more,
            required=False,
            widget=forms.Textarea(attrs={"rows": 4}),
        )

    def _add_outcome(
        self, role: str, place: int, questions: Questionnaire, language: str, outcome: Any
    ) -> None:
        items = [item for item in questions.items if item.is_change and role in item.roles]
        choices = [("", _("None")), *((item.code, said(item.label, language)) for item in items)]
        name = f"{role}_{place}"
        self.fields[name] = forms.ChoiceField(
            label=_("Main outcome %(number)s") % {"number": place + 1},
            choices=choices,
            required=False,
            initial=outcome.item if outcome else "",
        )
        self.fields[f"{name}_direction"] = forms.ChoiceField(
            label=_("Better is"),
            choices=[("1", _("a higher answer")), ("-1", _("a lower answer"))],
            initial=str(outcome.direction) if outcome else "1",
        )
        self.fields[f"{name}_threshold"] = forms.FloatField(
            label=_("A change counts when it is larger than, in steps of the answers"),
            min_value=0,
            initial=outcome.threshold if outcome else 0,
        )

    def outcomes_by_role(self) -> list[tuple[str, list[list[forms.BoundField]]]]:
        """The fields of each role, an outcome at a time."""
        parts = ("", "_direction", "_threshold")
        return [
            (role, [[self[f"{role}_{place}{part}"] for part in parts] for place in range(MOST_PRIMARY)])
            for role in ROLES
        ]

    def definition(self) -> dict[str, Any]:
        """The plan as it was filled in."""
        given = self.cleaned_data
        names = [(role, f"{role}_{place}") for role in ROLES for place in range(MOST_PRIMARY)]
        outcomes = [
            {
                "role": role,
                "item": given[name],
                "direction": int(given[f"{name}_direction"]),
                "threshold": given[f"{name}_threshold"],
            }
            for role, name in names
            if given[name]
        ]
        return {"outcomes": outcomes, "missing": given["missing"], "more": given["more"]}


class DepartureForm(forms.ModelForm):
    """What is done otherwise than the plan said, and why."""

    class Meta:
        model = Departure
        fields = ["what", "why"]
        widgets = {
            "what": forms.Textarea(attrs={"rows": 2}),
            "why": forms.Textarea(attrs={"rows": 2}),
        }


class WaveForm(forms.ModelForm):
    """When a wave opens and closes."""

    class Meta:
        model = Wave
        fields = ["opens", "closes", "remind_after"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        opens, closes = cleaned.get("opens"), cleaned.get("closes")
        if opens and closes and closes < opens:
            self.add_error("closes", _("The last day is before the first. Choose a later one."))
        return cleaned


class QuestionsForm(forms.Form):
    """A file with the questions of a programme."""

    file = forms.FileField(
        label=_("File with the questions"),
        help_text=_(
            "An XLSForm (.xlsx), or TOML or JSON in the form that the download has. You look at it first."
        ),
    )

    def clean_file(self) -> dict[str, Any]:
        content = self.cleaned_data["file"].read(LARGEST)
        try:
            if content.startswith(b"PK"):
                return read_xlsform(content)
            return read_definition(content.decode("utf-8"))
        except UnicodeDecodeError as error:
            raise forms.ValidationError(_("This is not a text file. Save it as UTF-8 text.")) from error
        except InstrumentError as error:
            raise forms.ValidationError(str(error)) from error
