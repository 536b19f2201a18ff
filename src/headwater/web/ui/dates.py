"""Dates asked for as day, month and year, and moments as the browser's own picker."""

import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

_PARTS = (("day", _("Day"), "2"), ("month", _("Month"), "2"), ("year", _("Year"), "4"))


class DateParts(forms.Widget):
    """Three inputs for a date. Reads name_day, name_month and name_year, or one ISO date under name."""

    template_name = "django/forms/widgets/date_parts.html"
    supports_microseconds = False
    use_fieldset = True

    def __init__(self, attrs: dict[str, Any] | None = None, format: str | None = None) -> None:
        super().__init__(attrs)

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        values = self._split(value)
        identifier = context["widget"]["attrs"].get("id", f"id_{name}")
        context["widget"]["parts"] = [
            {
                "name": f"{name}_{part}",
                "id": f"{identifier}_{part}",
                "label": label,
                "width": width,
                "value": value,
            }
            for (part, label, width), value in zip(_PARTS, values, strict=True)
        ]
        return context

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        if name in data:
            return data[name]
        day, month, year = (str(data.get(f"{name}_{part}", "")).strip() for part, _label, _width in _PARTS)
        return f"{year}-{month}-{day}" if day or month or year else None

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return name not in data and not any(f"{name}_{part}" in data for part, _label, _width in _PARTS)

    def id_for_label(self, id_: str) -> str:
        return f"{id_}_day" if id_ else ""

    @staticmethod
    def _split(value: Any) -> list[str]:
        if isinstance(value, datetime.date):
            return [str(value.day), str(value.month), str(value.year)]
        parts = str(value or "").split("-")
        return parts[::-1] if len(parts) == 3 else ["", "", ""]


class DayInput(forms.DateInput):
    """The browser's own picker for a day: on a phone one press."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class MomentInput(forms.DateTimeInput):
    """The browser's own picker for a day and a time."""

    input_type = "datetime-local"

    def __init__(self, attrs: dict[str, Any] | None = None, format: str = "%Y-%m-%dT%H:%M") -> None:
        super().__init__(attrs, format)


class ClockInput(forms.TimeInput):
    """The browser's own picker for a time of day."""

    input_type = "time"

    def __init__(self, attrs: dict[str, Any] | None = None, format: str = "%H:%M") -> None:
        super().__init__(attrs, format)


def ask_dates_in_three_parts() -> None:
    """Make every plain DateField, DateTimeField and TimeField use these widgets unless it names another."""
    forms.DateField.widget = DateParts
    forms.DateTimeField.widget = MomentInput
    forms.TimeField.widget = ClockInput
