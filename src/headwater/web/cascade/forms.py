"""What a leader fills in, and the three taps of a member of staff."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from headwater.web.cascade.models import HandOver, Practice, Tier
from headwater.web.cascade.words import ANSWERS, QUESTIONS
from headwater.web.ui.dates import DateParts
from headwater.web.writes.versions import VersionedForm


class LinesField(forms.CharField):
    """A list, one thing a line."""

    widget = forms.Textarea(attrs={"rows": 4})

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def clean(self, value: Any) -> list[str]:
        return [line.strip() for line in super().clean(value).splitlines() if line.strip()]


class TiersField(LinesField):
    """Tiers, one a line: who they are, a comma, how many."""

    def clean(self, value: Any) -> Any:
        tiers = [self._tier(line) for line in super().clean(value)]
        if len({name for name, _ in tiers}) < len(tiers):
            raise forms.ValidationError(_("Each tier needs a name of its own."))
        return tiers

    def _tier(self, line: str) -> tuple[str, int]:
        name, _comma, staff = line.rpartition(",")
        if not name.strip() or not staff.strip().isdecimal() or not 0 < int(staff) <= 100_000:
            raise forms.ValidationError(
                _("Write each line as “Care workers, 40”: who they are, a comma, how many.")
            )
        if len(name.strip()) > Tier._meta.get_field("name").max_length:
            raise forms.ValidationError(_("Use a shorter name for each tier."))
        return name.strip(), int(staff)


def _signs(**kwargs: Any) -> LinesField:
    return LinesField(
        label=_("What you would see: the core, one sign a line"),
        help_text=_("For example: the person is asked what they would like before anything is begun."),
        **kwargs,
    )


def _adaptable() -> LinesField:
    return LinesField(label=_("What each place may do its own way, one thing a line"), required=False)


def _tiers() -> TiersField:
    return TiersField(
        label=_("Who it should reach, one tier a line"),
        help_text=_("Who they are, a comma, how many: “Managers, 4”. No names of people."),
    )


class StartForm(forms.Form):
    """A practice and whom it should reach."""

    sentence = forms.CharField(label=_("The practice, in one sentence"), max_length=200)
    signs = _signs()
    adaptable = _adaptable()
    tiers = _tiers()
    started_on = forms.DateField(label=_("Since when"), widget=DateParts)


class PracticeForm(VersionedForm):
    """The practice itself."""

    signs = _signs()
    adaptable = _adaptable()
    superseded_on = forms.DateField(
        label=_("Replaced by something better on"), widget=DateParts, required=False
    )

    class Meta:
        model = Practice
        fields = ["sentence", "signs", "adaptable", "edition", "superseded_on"]


class TiersForm(forms.Form):
    """Whom a practice should reach."""

    tiers = _tiers()


class HandOverForm(forms.Form):
    """What happened, with how many of which tier, and when."""

    tier = forms.ModelChoiceField(label=_("With whom"), queryset=None, empty_label=None)
    kind = forms.ChoiceField(label=_("What happened"), choices=HandOver.Kind.choices)
    people = forms.IntegerField(label=_("With how many people"), min_value=1)
    on = forms.DateField(label=_("When"), widget=DateParts)
    where = forms.CharField(label=_("Which site or team"), max_length=60, required=False)

    def __init__(self, *args: Any, tiers: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["tier"].queryset = tiers


class TapsForm(forms.Form):
    """The staff sheet: three taps and one line, in the words of a language."""

    def __init__(self, *args: Any, words: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
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


class ReplyForm(forms.Form):
    """What is said back to staff."""

    text = forms.CharField(
        label=_("What you say back"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=600,
        help_text=_("Everyone with the link of this sheet can read it. Name nobody."),
    )


def as_lines(tiers: Sequence[Tier]) -> str:
    """Tiers as they are typed in."""
    return "\n".join(f"{tier.name}, {tier.staff}" for tier in tiers)
