from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from headwater.engines.evaluation import CausalWording, plain
from headwater.web.reports.models import Report
from headwater.web.writes.versions import VersionedForm


class ReportForm(VersionedForm):
    """The evaluator's own words. A sentence that claims a cause is sent back."""

    class Meta:
        model = Report
        fields = ["title", *Report.TEXTS, "for_public"]
        widgets = {name: forms.Textarea(attrs={"rows": 5}) for name in Report.TEXTS}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        for name in ("title", "main_messages"):
            try:
                plain(cleaned.get(name) or "")
            except CausalWording as claim:
                self.add_error(name, str(claim))
        return cleaned


class AnswerOfHostForm(forms.Form):
    """What the host says to the report."""

    text = forms.CharField(
        label=_("Your answer"), max_length=4000, widget=forms.Textarea(attrs={"rows": 8, "data-most": 4000})
    )
