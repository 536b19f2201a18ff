"""What is wrong with a form, told in sentences that link to the fields."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.forms.fields import Field
from django.utils.translation import gettext as _

_KINDS = [
    (forms.CheckboxSelectMultiple, "checkboxes"),  # before radios: Django makes it a kind of them
    (forms.RadioSelect, "radios"),
    (forms.CheckboxInput, "checkbox"),
    (forms.Select, "select"),
    (forms.FileInput, "file"),
    (forms.MultiWidget, "several"),
]


def widget_kind(field: BoundField) -> str:
    """radios, checkboxes, checkbox, select, file, date, several or text: how a field is drawn."""
    from headwater.web.ui.dates import DateParts

    widget = field.field.widget
    if isinstance(widget, DateParts):
        return "date"
    return next((kind for widget_class, kind in _KINDS if isinstance(widget, widget_class)), "text")


def problems_of(form: forms.BaseForm) -> list[dict[str, str]]:
    """All that is wrong with a bound form: list of {"words", "target"}, whole-form problems first."""
    whole = [{"words": str(words), "target": ""} for words in form.non_field_errors()]
    hidden = [
        {"words": f"{field.label}: {words}", "target": ""}
        for field in form.hidden_fields()
        for words in field.errors
    ]
    return whole + hidden + [problem for field in form.visible_fields() for problem in _summary_lines(field)]


def _summary_lines(field: BoundField) -> list[dict[str, str]]:
    return [
        {"words": _with_label(str(field.label), words), "target": _target(field)}
        for words in problems_of_field(field)
    ]


def _with_label(label: str, words: str) -> str:
    """The label joined to the sentence: "Postcode: enter an answer", "What would help? Choose an answer"."""
    if label.endswith(("?", "!", ".")):
        return f"{label} {words}".rstrip(".")
    return f"{label}: {words[:1].lower()}{words[1:]}".rstrip(".")


def problems_of_field(field: BoundField) -> list[str]:
    """The sentences for one field; Django's "This field is required." becomes an invitation to answer."""
    data = field.form.errors.as_data().get(field.name, []) if field.form.is_bound else []
    return [words for error in data for words in _sentences(field, error)]


def _sentences(field: BoundField, error: ValidationError) -> list[str]:
    if error.code == "required" and field.field.error_messages.get("required") == _stock("required"):
        return [_invitation(widget_kind(field))]
    return [str(words) for words in error.messages]


def _stock(code: str) -> Any:
    return Field.default_error_messages[code]


def _invitation(kind: str) -> str:
    return {
        "radios": _("Choose an answer"),
        "select": _("Choose an answer"),
        "checkboxes": _("Choose at least one"),
        "checkbox": _("Tick this box to go on"),
        "file": _("Choose a file"),
        "date": _("Enter a date"),
    }.get(kind, _("Enter an answer"))


def _target(field: BoundField) -> str:
    """The identifier of the first input a person must go to."""
    kind = widget_kind(field)
    if kind in ("radios", "checkboxes"):
        return f"{field.auto_id}_0"
    if kind == "date":
        return f"{field.auto_id}_day"
    return field.id_for_label or field.auto_id
