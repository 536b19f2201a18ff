"""Words of the questions in the reader's language."""

from collections.abc import Mapping

from django import template
from django.utils.translation import get_language, pgettext

from headwater.web.evaluation.models import Wave
from headwater.web.evaluation.questionnaire import Item, Questionnaire, said

register = template.Library()


@register.filter
def in_language(words: Mapping[str, str]) -> str:
    """A text of the questions in the reader's language."""
    return said(words or {}, get_language() or "en")


@register.filter
def time_name(code: str) -> str:
    """When a question is asked."""
    return str(Wave.Kind(code).label)


@register.filter
def level_name(code: str) -> str:
    """Whether a question is about the leader or the organisation (R69)."""
    return pgettext("level", "leader") if code == "individual" else pgettext("level", "organisation")


@register.filter
def class_name(code: str) -> str:
    """How a question's answers may be shown."""
    return {
        "open": pgettext("item class", "open"),
        "guarded": pgettext("item class", "guarded"),
        "sealed": pgettext("item class", "for the evaluator alone"),
    }[code]


@register.filter
def licence_source(item: Item, questionnaire: Questionnaire) -> str:
    """Where a question comes from."""
    return str(questionnaire.licences[item.licence].get("source", ""))
