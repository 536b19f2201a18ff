"""What the evaluator takes away: rows without names, and the codebook that explains each column (R66)."""

from collections.abc import Mapping
from typing import Any

from headwater.web.evaluation.models import AnswerSheet, Wave
from headwater.web.evaluation.questionnaire import ROLES, Item, Questionnaire

ROW_START = {"code": "code", "role": "role"}
CODEBOOK = {
    "code": "code", "text_en": "text_en", "text_cy": "text_cy", "outcome": "outcome", "level": "level",
    "roles": "roles", "times": "times", "polarity": "polarity", "class": "class", "answers": "answers",
    "licence": "licence", "source": "source",
}  # fmt: skip


def row_columns(wave: Wave) -> dict[str, str]:
    """The columns of a wave's rows, in the order of the questions."""
    questions = wave.questionnaire
    asked = [item.code for item in questions.items if wave.time in item.times]
    back = {item.code: None for role in ROLES for item in questions.looking_back(role, wave.time)}
    return ROW_START | {code: code for code in [*asked, *back]}


def rows(wave: Wave, sheets: list[AnswerSheet]) -> list[dict[str, Any]]:
    """One row a person: a code that is the same in every wave, the side they answered on, their answers."""
    return [{"code": sheet.code, "role": sheet.role, **sheet.answers} for sheet in sheets]


def codebook_columns() -> Mapping[str, str]:
    """The columns of the codebook."""
    return CODEBOOK


def codebook(questions: Questionnaire) -> list[dict[str, Any]]:
    """One line a question: its words, what it measures, its answers, who may use it."""
    return [_line(item, questions) for item in questions.items]


def _line(item: Item, questions: Questionnaire) -> dict[str, Any]:
    licence = questions.licences[item.licence]
    return {
        "code": item.code,
        "text_en": item.text.get("en", ""),
        "text_cy": item.text.get("cy", ""),
        "outcome": item.outcome,
        "level": item.level,
        "roles": " ".join(item.roles),
        "times": " ".join(item.times),
        "polarity": item.polarity,
        "class": item.item_class,
        "answers": "; ".join(f"{value} {words.get('en', '')}" for value, words in item.scale.options)
        or "free text",
        "licence": licence.get("name", item.licence),
        "source": licence.get("source", ""),
    }
