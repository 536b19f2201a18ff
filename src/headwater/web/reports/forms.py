from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from headwater.engines.evaluation import CausalWording, plain
from headwater.web.reports.models import Lesson, Report
from headwater.web.ui.dates import DayInput
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


class LessonForm(VersionedForm):
    """One line of the learning log."""

    cohort = forms.ModelChoiceField(  # its choices need a host's scope, so they come with the form
        label=_("From which cohort on"), queryset=None, required=False, empty_label=_("No particular one")
    )

    class Meta:
        model = Lesson
        fields = ["challenge", "change", "helped", "seen_in", "noticed_on", "cohort"]
        widgets = {
            **{name: forms.Textarea(attrs={"rows": 3}) for name in ("challenge", "change", "seen_in")},
            "helped": forms.RadioSelect,
            "noticed_on": DayInput(),
        }
        help_texts = {"challenge": _("Everyone in the programme can read the log. Name nobody.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["cohort"].queryset = self.instance.programme.cohorts.all()


class AnswerOfHostForm(forms.Form):
    """What the host says to the report."""

    text = forms.CharField(
        label=_("Your answer"), max_length=4000, widget=forms.Textarea(attrs={"rows": 8, "data-most": 4000})
    )
