"""Forms of matching."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from headwater.web.matching.models import Exclusion, HandRule, MatchRun, RivalryRuling
from headwater.web.matching.pool import DEFAULT_WEIGHTS
from headwater.web.matching.reasons import CRITERIA
from headwater.web.programmes.models import Participant, Programme

FAIRNESS = (
    ("none", _("The best in all")),
    ("leximin", _("The least well served first: nobody is given up for the sum")),
)
HOW_MUCH = ((0, _("Not at all")), (5, _("A little")), (15, _("Some")), (20, _("Much")), (40, _("Most")))
MOST = 60  # the far end of a slider


class Slider(forms.NumberInput):
    """A number set by sliding; the script beside it says in a word how much it is."""

    input_type = "range"

    def __init__(self) -> None:
        super().__init__(attrs={"min": 0, "max": MOST, "step": 1, "class": "hw-range"})

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"]["attrs"]["data-words"] = "|".join(f"{at} {word}" for at, word in HOW_MUCH)
        return context


CHANGEABLE = ("maximum_miles", "remote_allowed", "cross_sector_only")


class ProposeForm(forms.Form):
    """The rules of one run: what is preferred and how much, and how far people travel."""

    name = forms.CharField(
        label=_("A name for it"), required=False, max_length=80, help_text=_("To tell scenarios apart.")
    )
    maximum_miles = forms.IntegerField(
        label=_("Furthest apart, in miles by road"),
        required=False,
        min_value=1,
        help_text=_("Empty: as far as people will travel. It counts for this proposal only."),
    )
    remote_allowed = forms.BooleanField(label=_("Meeting by video is allowed"), required=False)
    cross_sector_only = forms.BooleanField(label=_("Pairs must cross sectors"), required=False)
    fairness = forms.ChoiceField(label=_("What comes first"), choices=FAIRNESS, widget=forms.RadioSelect)

    def __init__(self, *args: Any, programme: Programme, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["fairness"].initial = "none"
        for rule in CHANGEABLE:
            self.fields[rule].initial = getattr(programme, rule)
        chosen = {**DEFAULT_WEIGHTS, **programme.matching_weights}
        for part, label in CRITERIA.items():
            self.fields[part] = forms.IntegerField(
                label=label, min_value=0, max_value=MOST, initial=min(MOST, chosen[part]), widget=Slider()
            )

    @property
    def weights(self) -> dict[str, int]:
        """How much each criterion counts."""
        return {part: self.cleaned_data[part] for part in CRITERIA}

    @property
    def changed(self) -> dict[str, Any]:
        """The rules of this scenario, by name."""
        return {rule: self.cleaned_data[rule] for rule in CHANGEABLE}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not any(cleaned.get(part) for part in CRITERIA if part != "distance"):
            raise forms.ValidationError(_("Nearness alone cannot decide. Let at least one other count."))
        return cleaned


class ChangeForm(forms.Form):
    """Pin or bar a pair by hand, with a reason."""

    kind = forms.ChoiceField(
        label=_("What is to happen"), choices=HandRule.Kind.choices, widget=forms.RadioSelect
    )
    consultant = forms.ModelChoiceField(label=_("With whom"), queryset=Participant.objects.none())
    reason = forms.CharField(
        label=_("Why"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Kept for those who run the programme after you. The pair does not see it."),
    )

    def __init__(self, *args: Any, programme: Programme, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["consultant"].queryset = (
            Participant.objects.active()
            .filter(programme=programme, role=Participant.Role.CONSULTANT)
            .select_related("organisation", "person")
            .order_by("organisation__name")
        )
        self.fields["consultant"].label = _("With which %(role)s") % {"role": programme.word("consultant")}
        self.fields["consultant"].label_from_instance = lambda one: f"{one.organisation} ({one.person})"


class SwapForm(forms.Form):
    """Why somebody is given another one by hand."""

    reason = forms.CharField(
        label=_("Why"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Kept for those who run the programme after you. The pair does not see it."),
    )


class RulingForm(forms.Form):
    """What a person decides about two organisations after looking."""

    outcome = forms.ChoiceField(
        label=_("What you decide"), choices=RivalryRuling.Outcome.choices, widget=forms.RadioSelect
    )
    reason = forms.CharField(
        label=_("What you found out"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )


class ExclusionForm(forms.Form):
    """Whom somebody will not work with."""

    kind = forms.ChoiceField(
        label=_("Whom it is about"), choices=Exclusion.Kind.choices, widget=forms.RadioSelect
    )
    target = forms.CharField(
        label=_("Name of the organisation or person"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"data-show-when": "kind=organisation|person", "autocomplete": "off"}),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("kind") != Exclusion.Kind.EVERYONE and not cleaned.get("target", "").strip():
            self.add_error("target", _("Write the name of the organisation or person."))
        return cleaned


class AnswerForm(forms.Form):
    """Yes, no or not now, and nothing else."""

    accept = forms.ChoiceField(choices=(("yes", _("Yes")), ("no", _("No")), ("pause", _("Not now"))))


class AskForm(forms.Form):
    """Whom somebody asks, from the directory."""

    consultant = forms.UUIDField()


class CompareForm(forms.Form):
    """Two scenarios to lay side by side."""

    a = forms.ChoiceField(label=_("This one"))
    b = forms.ChoiceField(label=_("beside this one"))

    def __init__(self, *args: Any, runs: Iterable[MatchRun], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.runs = {str(run.pk): run for run in runs}
        for field in self.fields.values():
            field.choices = [(pk, f"{run.number}: {run}") for pk, run in self.runs.items()]
        for field, pk in zip(self.fields.values(), self.runs, strict=False):
            field.initial = pk

    @property
    def chosen(self) -> tuple[MatchRun, MatchRun]:
        """The two runs."""
        return self.runs[self.cleaned_data["a"]], self.runs[self.cleaned_data["b"]]
