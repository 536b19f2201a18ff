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


class ProposeForm(forms.Form):
    """The rules of one run: what is preferred, and how much."""

    name = forms.CharField(
        label=_("A name for it"), required=False, max_length=80, help_text=_("To tell proposals apart.")
    )
    fairness = forms.ChoiceField(label=_("What comes first"), choices=FAIRNESS, widget=forms.RadioSelect)

    def __init__(self, *args: Any, programme: Programme, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["fairness"].initial = "none"
        chosen = {**DEFAULT_WEIGHTS, **programme.matching_weights}
        for part, label in CRITERIA.items():
            steps = sorted(
                {
                    *HOW_MUCH,
                    *({(chosen[part], str(chosen[part]))} if chosen[part] not in dict(HOW_MUCH) else ()),
                }
            )
            self.fields[part] = forms.TypedChoiceField(
                label=label, choices=steps, coerce=int, initial=chosen[part]
            )

    @property
    def weights(self) -> dict[str, int]:
        """How much each criterion counts."""
        return {part: self.cleaned_data[part] for part in CRITERIA}

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
    """Yes or no, and nothing else."""

    accept = forms.ChoiceField(choices=(("yes", _("Yes")), ("no", _("No"))))


class CompareForm(forms.Form):
    """Two proposals to lay side by side."""

    a = forms.ChoiceField(label=_("This proposal"))
    b = forms.ChoiceField(label=_("beside this one"))

    def __init__(self, *args: Any, runs: Iterable[MatchRun], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.runs = {str(run.pk): run for run in runs}
        for field in self.fields.values():
            field.choices = [(pk, f"{run.number}: {run}") for pk, run in self.runs.items()]

    @property
    def chosen(self) -> tuple[MatchRun, MatchRun]:
        """The two runs."""
        return self.runs[self.cleaned_data["a"]], self.runs[self.cleaned_data["b"]]
