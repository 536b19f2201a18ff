"""Offers and needs of each of a pair."""

from django import forms
from django.utils.translation import gettext_lazy as _

from headwater.web.engagements.models import Exchange


class ExchangeForm(forms.ModelForm):
    class Meta:
        model = Exchange
        fields = ["needs", "offers"]
        widgets = {"needs": forms.Textarea(attrs={"rows": 3}), "offers": forms.Textarea(attrs={"rows": 3})}
        help_texts = {
            "needs": _("The other of you reads both. Help goes both ways: each of you writes here."),
        }
