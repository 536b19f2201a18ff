"""The words for roles: each programme chooses its own, in each language; the code's names never change (R52)."""

from typing import Any

from django.utils.translation import get_language, pgettext

FORMS = ("one", "many")
ROLES_WITH_WORDS = ("partner", "consultant", "programme", "session", "supervisor")


def defaults() -> dict[str, dict[str, str]]:
    """The words used where a programme has chosen none, in the reader's language."""
    return {
        "partner": {"one": pgettext("role", "partner"), "many": pgettext("role", "partners")},
        "consultant": {"one": pgettext("role", "consultant"), "many": pgettext("role", "consultants")},
        "programme": {"one": pgettext("role", "programme"), "many": pgettext("role", "programmes")},
        "session": {"one": pgettext("role", "session"), "many": pgettext("role", "sessions")},
        "supervisor": {"one": pgettext("role", "supervisor"), "many": pgettext("role", "supervisors")},
    }


def spoken(chosen: dict[str, Any], role: str, form: str = "one") -> str:
    """What to call a role: the programme's word in the reader's language, else the default.

    ``chosen`` is ``{"partner": {"en": {"one": …, "many": …}, "cy": {…}}}``.
    """
    language = (get_language() or "en").split("-")[0]
    return chosen.get(role, {}).get(language, {}).get(form) or defaults()[role][form]
