"""Goals, progress, what was long avoided, and what is carried over from before."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from headwater.web.engagements.models import AvoidedIssue, Engagement, Goal


class GoalForm(forms.Form):
    """A goal of one of two kinds, in a sentence."""

    kind = forms.ChoiceField(label=_("Which kind"), choices=Goal.Kind.choices, widget=forms.RadioSelect)
    text = forms.CharField(
        label=_("In your own words"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_(
            "Only the two of you can read this. If one of you asks for the data held about them, it may be shown to them."
        ),
    )


class RewordForm(forms.Form):
    text = GoalForm.base_fields["text"]


class ProgressForm(forms.Form):
    """The partner's own number and a word."""

    value = forms.TypedChoiceField(
        label=_("How far have you come?"),
        coerce=int,
        choices=[(number, str(number)) for number in range(11)],
        widget=forms.RadioSelect,
        help_text=_("0: not begun. 10: done. It is your own measure, and compared with nobody's."),
    )
    word = forms.CharField(label=_("A word on why"), required=False, max_length=300)


class AvoidedForm(forms.ModelForm):
    class Meta:
        model = AvoidedIssue
        fields = ["text", "shown_to_other"]
        widgets = {"text": forms.Textarea(attrs={"rows": 4})}
        help_texts = {
            "text": _(
                "Private from everyone here. If someone you write about asks for their data, this may have to be shown to them."
            )
        }


class CarryOverForm(forms.Form):
    """Goals of the engagement before this one, to take along."""

    goals = forms.ModelMultipleChoiceField(
        label=_("Which goals do you take along?"),
        queryset=Goal.objects.none(),
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, engagement: Engagement, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["goals"]
        field.queryset = Goal.objects.filter(engagement=engagement.follows_id, put_aside_on__isnull=True)
        field.label_from_instance = lambda goal: goal.text
