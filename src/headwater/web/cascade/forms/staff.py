"""The staff sheet and what belongs to it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from headwater.web.cascade.models import UpwardSignal
from headwater.web.cascade.slips import MOST
from headwater.web.cascade.words import ANSWERS, QUESTIONS


class TapsForm(forms.Form):
    """The staff sheet: three taps and one line, in the words of a language; the code of a slip where slips count."""

    def __init__(self, *args: Any, words: dict[str, str], with_slip: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if with_slip:
            self.fields["slip"] = forms.CharField(
                label=words["slip"],
                help_text=words["slip_help"],
                max_length=20,
                widget=forms.TextInput(attrs={"data-from-hash": "", "autocomplete": "off"}),
                error_messages={"required": words["slip_missing"]},
            )
        choices = [(answer, words[answer]) for answer in ANSWERS]
        for asked in QUESTIONS:
            self.fields[asked] = forms.ChoiceField(
                label=words[asked],
                choices=choices,
                widget=forms.RadioSelect,
                error_messages={"required": words["choose"]},
            )
        self.fields["line"] = forms.CharField(
            label=words["line"], help_text=words["line_help"], max_length=200, required=False
        )
        self.fields["to"] = forms.ChoiceField(
            label=words["to"],
            choices=[(to, words[f"to_{to}"]) for to in UpwardSignal.To],
            widget=forms.RadioSelect,
            required=False,
        )

    @property
    def taps(self) -> dict[str, str]:
        """The three answers."""
        return {asked: self.cleaned_data[asked] for asked in QUESTIONS}


class TallyForm(forms.Form):
    """Totals of the sheets that were filled in on paper."""

    answered = forms.IntegerField(label=_("How many sheets"), min_value=1, max_value=100_000)

    def __init__(self, *args: Any, words: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for asked in QUESTIONS:
            for answer in ANSWERS:
                self.fields[f"{asked}_{answer}"] = forms.IntegerField(
                    label=f"{words[asked]}: {words[answer]}", min_value=0, max_value=100_000, initial=0
                )

    @property
    def counts(self) -> dict[str, dict[str, int]]:
        """Question to answer to how many."""
        return {
            asked: {answer: self.cleaned_data[f"{asked}_{answer}"] for answer in ANSWERS}
            for asked in QUESTIONS
        }


class SlipsForm(forms.Form):
    """How many slips to print."""

    count = forms.IntegerField(label=_("How many slips"), min_value=1, max_value=MOST)


class ReplyForm(forms.Form):
    """What is said back to staff."""

    text = forms.CharField(
        label=_("What you say back"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=600,
        help_text=_("Everyone with the link of this sheet can read it. Name nobody."),
    )


class AnswerSignalForm(forms.Form):
    """What is said back to a concern or an idea."""

    text = forms.CharField(
        label=_("What you say back"), widget=forms.Textarea(attrs={"rows": 4}), max_length=2000
    )
