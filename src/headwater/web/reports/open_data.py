"""What anyone may take away of a report: released tables only, described so that a program can read them.

A ZIP after the Frictionless data package: ``tables/*.csv`` with a schema each, the questions, the plan, how to
cite it and under which licence. It holds nothing that the page of the same audience does not show, and never an
answer of one person (evidence.md, section 11).
"""

import io
import json
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from django.utils.text import slugify
from django.utils.translation import gettext as _

from headwater.exchange.tables import write_csv
from headwater.web.evaluation.handover import codebook, codebook_columns
from headwater.web.reports import tables
from headwater.web.reports.building import Built

LICENCE = {
    "name": "CC-BY-4.0",
    "title": "Creative Commons Attribution 4.0 International",
    "path": "https://creativecommons.org/licenses/by/4.0/",
}
NUMERIC = {
    "people", "better", "same", "worse", "answered_from", "answered_to", "invited", "started", "low", "high", "value",
}  # fmt: skip


@dataclass(frozen=True)
class Table:
    """One table of the package: its rows, and what each column means."""

    name: str
    title: str
    columns: Mapping[str, str]
    rows: list[dict[str, Any]]

    @property
    def path(self) -> str:
        return f"tables/{self.name}.csv"

    @property
    def resource(self) -> dict[str, Any]:
        """The table as the data package describes it."""
        fields = [
            {"name": name, "title": str(title), "type": "number" if name in NUMERIC else "string"}
            for name, title in self.columns.items()
        ]
        key = {"primaryKey": ["id"]} if "id" in self.columns else {}
        return {
            "name": self.name,
            "title": self.title,
            "path": self.path,
            "profile": "tabular-data-resource",
            "encoding": "utf-8",
            "schema": {"fields": fields, "missingValues": [""], **key},
        }


def open_data(built: Built) -> bytes:
    """The open data of a report for one audience, as a ZIP."""
    found = list(tables_of(built))
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for table in found:
            archive.writestr(table.path, write_csv(table.rows, {name: name for name in table.columns}))
        archive.writestr("datapackage.json", _json(_package(built, found)))
        archive.writestr("plan.json", _json(built.facts.get("plan", {})))
        archive.writestr("README.md", _readme(built, found))
        archive.writestr("CITATION.cff", _citation(built))
        archive.writestr("LICENCE.txt", f"{LICENCE['title']}\n{LICENCE['path']}\n")
    return packed.getvalue()


def tables_of(built: Built) -> Iterable[Table]:
    """Every table of the package."""
    columns = {"id": _("The number of the figure in the report"), **tables.columns()}
    columns.pop("number")
    figures = [{"id": row.pop("number"), **row} for row in tables.rows(built)]
    yield Table("figures", _("What people answered, as released"), columns, figures)
    yield Table(
        "numbers",
        _("Contact, ways in and cost"),
        {
            "id": _("The identifier beside the number in the report"), "about": _("What it is"),
            "value": _("The number"), "unit": _("Its unit"), "source": _("How it was come by"),
        },
        [asdict(number) for number in built.numbers],
    )  # fmt: skip
    questions = built.report.after.questionnaire
    yield Table("questions", _("The questions as they were asked"), codebook_columns(), codebook(questions))
    themes = ("number", "name", "reading", "form", "people", "answered_from", "answered_to", "invited")
    yield Table(
        "themes",
        _("How many people spoke of what, as released"),
        {"id": _("The number of the theme in the report")} | {name: name for name in themes[1:]},
        [
            {"id": theme.number} | {name: getattr(theme, name) for name in themes[1:]}
            for theme in built.words.get("themes", [])
        ],
    )
    quotes = {
        "theme": _("Theme"),
        "against": _("Speaks against it"),
        "wording": _("The words their author approved"),
    }
    yield Table(
        "quotes",
        _("Quotes"),
        quotes,
        [{name: one[name] for name in quotes} for one in built.words.get("quotes", [])],
    )
    lessons = {
        "challenge": _("What got in the way"), "change": _("What was changed"), "helped": _("Did it help?"),
        "seen_in": _("How we know"),
    }  # fmt: skip
    yield Table("lessons", _("What was learned on the way"), lessons, built.facts.get("lessons", []))


def _package(built: Built, found: list[Table]) -> dict[str, Any]:
    report = built.report
    return {
        "profile": "tabular-data-package",
        "name": slugify(f"{report.programme.name}-{built.audience}"),
        "title": report.title,
        "created": report.released_at.isoformat() if report.released_at else "",
        "licenses": [LICENCE],
        "contributors": [
            {"title": name, "role": capacity} for capacity, names in built.parties.items() for name in names
        ],
        "resources": [table.resource for table in found],
    }


def _readme(built: Built, found: list[Table]) -> str:
    shown = _(
        "Released, audited tables only: no answer of any one person is in here, or can be worked out from it."
    )
    lines = [f"# {built.report.title}", "", shown, ""]
    lines += [f"- `{table.path}`: {table.title} ({len(table.rows)})" for table in found]
    lines += ["", _("The identifier beside each number of the report is the id of its row here."), ""]
    return "\n".join(lines)


def _citation(built: Built) -> str:
    authors = built.parties.get("evaluator") or [built.programme.host.name]
    lines = [
        "cff-version: 1.2.0",
        "message: Please cite this report.",
        "type: dataset",
        f"title: {_json(built.report.title)}",
    ]
    lines += ["authors:", *(f"  - name: {_json(name)}" for name in authors), f"license: {LICENCE['name']}"]
    if built.report.released_at:
        lines.append(f"date-released: {built.report.released_at:%Y-%m-%d}")
    return "\n".join(lines) + "\n"


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2 if isinstance(value, dict) else None)
