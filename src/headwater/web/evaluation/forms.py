"""Forms of the evaluation: a page of questions made from its definition, dates of a wave, a file of questions."""

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from headwater.web.evaluation.models import Wave
from headwater.web.evaluation.questionnaire import PREFER_NOT, Item, said

LONGEST = 1200


class AnswerForm(forms.Form):
    """One page of questions. Each may be left out; a guarded one offers not to say."""

    mark_optional = False

    def __init__(self, *args: Any, items: tuple[Item, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = get_language() or "en"
        for item in items:
            self.fields[item.code] = _field(item, language)


def _field(item: Item, language: str) -> forms.Field:
    label = said(item.text, language)
    if item.scale.kind == "text":
        area = forms.Textarea(attrs={"rows": 4, "data-most": LONGEST})
        return forms.CharField(label=label, required=False, max_length=LONGEST, widget=area)
    choices = [(str(value), said(words, language)) for value, words in item.scale.options]
    if item.item_class == "guarded":
        choices.append((PREFER_NOT, _("Prefer not to say")))
    if item.scale.kind == "number":
        choices.insert(0, ("", _("Choose a number")))
        return forms.ChoiceField(label=label, required=False, choices=choices)
    return forms.ChoiceField(label=label, required=False, choices=choices, widget=forms.RadioSelect)


class WaveForm(forms.ModelForm):
    """When a wave opens and closes."""

    class Meta:
        model = Wave
        fields = ["opens", "closes"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        opens, closes = cleaned.get("opens"), cleaned.get("closes")
        if opens and closes and closes < opens:
            self.add_error("closes", _("The last day is before the first. Choose a later one."))
        return cleaned


class QuestionsForm(forms.Form):
    """A file with the questions of a programme."""

    file = forms.FileField(
        label=_("File with the questions"),
        help_text=_("As TOML or JSON, in the form that the download has."),
    )

    def clean_file(self) -> str:
        try:
            return self.cleaned_data["file"].read(500_000).decode("utf-8")
        except UnicodeDecodeError as error:
            raise forms.ValidationError(_("This is not a text file. Save it as UTF-8 text.")) from error
