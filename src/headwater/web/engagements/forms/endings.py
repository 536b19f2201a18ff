"""Ending, by both or by the host."""

from django import forms
from django.utils.translation import gettext_lazy as _

from headwater.web.engagements.actions.endings import CLOSED_BY_HOST
from headwater.web.engagements.models import Ending


class EndForm(forms.Form):
    """Why to end, without blame, and what should be carried on."""

    reason = forms.ChoiceField(label=_("Reason"), choices=Ending.Reason.choices, widget=forms.RadioSelect)
    hand_over = forms.CharField(
        label=_("What should be carried on, and by whom"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_(
            "Only the two of you can read this. If you who help are leaving, say here where the next can begin."
        ),
    )


class CloseForm(forms.Form):
    reason = forms.ChoiceField(
        label=_("Reason"),
        choices=[(reason.value, reason.label) for reason in CLOSED_BY_HOST],
        widget=forms.RadioSelect,
    )
