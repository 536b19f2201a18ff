"""The choices a pair makes in its agreement; everything else in it is the programme's."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from headwater.web.engagements.models import Agreement, Engagement
from headwater.web.engagements.signing import ThirdParty, third_parties


class AgreementForm(forms.ModelForm):
    """Who travels, who pays, how often, when to look again, what the last session is for, and who signs."""

    last_session = forms.MultipleChoiceField(
        label=Agreement._meta.get_field("last_session").verbose_name,
        choices=Agreement.LastSession.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("You plan the ending now, so that it comes as no surprise to either of you."),
    )
    third = forms.ChoiceField(
        label=_("Who signs this"),
        widget=forms.RadioSelect,
        required=False,
        help_text=_(
            "A third who signs reads the choices and the text below, never what you add in your own words."
        ),
    )

    class Meta:
        model = Agreement
        fields = ["travels", "pays", "rhythm", "review_at_session", "last_session", "own_words"]
        widgets = {
            "travels": forms.RadioSelect,
            "pays": forms.RadioSelect,
            "rhythm": forms.RadioSelect,
            "own_words": forms.Textarea(attrs={"rows": 3}),
        }
        help_texts = {"own_words": _("Only the two of you can read this.")}

    def __init__(self, *args: Any, engagement: Engagement, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("travels", "pays", "rhythm"):
            self.fields[name].choices = self.fields[name].choices[1:]
        self.fields["review_at_session"].required = False
        self.thirds = {third.code: third for third in third_parties(engagement)}
        thirds = [(third.code, third.label) for third in self.thirds.values()]
        self.fields["third"].choices = [("", _("The two of us")), *thirds]

    def clean_third(self) -> ThirdParty | None:
        return self.thirds.get(self.cleaned_data["third"])
