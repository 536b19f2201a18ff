"""Questions as an XLSForm and back: the spreadsheet that ODK, KoboToolbox and others read.

`survey` holds the questions, a group a page; `choices` the answers; `settings` the title. What XLSForm has no word for
stands in columns that begin with "headwater" and on a sheet of that name: class, level, polarity, role, time, licence.
Other tools pass over those. pyxform checks every form that goes out or comes in.
"""

from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import Any

from headwater.web.evaluation.questionnaire import ROLES, TIMES, InstrumentError, parse

LANGUAGES = {"en": "English (en)", "cy": "Cymraeg (cy)"}
LISTS = {"roles": ROLES, "times": TIMES, "primary": (), "counted": (), "left_out": ()}
WORDS = ("label", "counted_label")
PLAIN = ("level", "class", "outcome", "licence", "mirror")
SURVEY = [
    "type", "name", *(f"label::{language}" for language in LANGUAGES.values()),
    *(f"hint::{language}" for language in LANGUAGES.values()),
    *(f"headwater {name}" for name in (*PLAIN, *LISTS, "polarity", "then", "scale")),
    *(f"headwater {name} {code}" for name in WORDS for code in LANGUAGES),
]  # fmt: skip
CHOICES = ["list_name", "name", *(f"label::{language}" for language in LANGUAGES.values())]
SETTINGS = ["form_title", "form_id", "default_language"]
OURS = [
    "kind",
    "code",
    "name",
    "source",
    "permission_needed",
    "permission_held",
    "answers",
    "threshold",
    "cy",
]
Row = dict[str, Any]


def write_xlsform(definition: Mapping[str, Any]) -> bytes:
    """A definition as an XLSForm workbook, checked by pyxform."""
    from openpyxl import Workbook

    parse(definition)
    book = Workbook()
    book.remove(book.active)
    title = definition["title"]
    sheets = {
        "survey": (SURVEY, list(_survey(definition))),
        "choices": (CHOICES, list(_choices(definition))),
        "settings": (SETTINGS, [{"form_title": title.get("en", "Questions"), "form_id": "questions",
                                 "default_language": LANGUAGES["en"]}]),
        "headwater": (OURS, list(_ours(definition))),
    }  # fmt: skip
    for name, (columns, rows) in sheets.items():
        sheet = book.create_sheet(name)
        sheet.append(columns)
        for row in rows:
            sheet.append([row.get(column) for column in columns])
    out = BytesIO()
    book.save(out)
    check_with_pyxform(out.getvalue())
    return out.getvalue()


def _survey(definition: Mapping[str, Any]) -> Iterator[Row]:
    for section in definition["sections"]:
        intro = section.get("intro", {})
        yield (
            {"type": "begin_group", "name": f"page_{section['code']}"}
            | _said("label", section["title"])
            | _said("hint", intro)
        )
        for item in definition["items"]:
            if item["section"] == section["code"]:
                yield _question(item, definition["scales"][item["scale"]])
        yield {"type": "end_group"}


def _question(item: Mapping[str, Any], scale: Mapping[str, Any]) -> Row:
    kind = "text" if scale["kind"] == "text" else f"select_one {item['scale']}"
    row: Row = {"type": kind, "name": item["code"], "headwater scale": item["scale"]} | _said(
        "label", item["text"]
    )
    row |= {f"headwater {name}": item[name] for name in PLAIN if item.get(name)}
    row |= {f"headwater {name}": " ".join(map(str, item[name])) for name in LISTS if name in item}
    row |= {
        "headwater polarity": item.get("polarity", 1),
        "headwater then": "yes" if item.get("then") else None,
    }
    for name in WORDS:
        row |= {f"headwater {name} {code}": item.get(name, {}).get(code) for code in LANGUAGES}
    return row


def _choices(definition: Mapping[str, Any]) -> Iterator[Row]:
    for code, scale in definition["scales"].items():
        for option in scale.get("options", ()):
            yield {"list_name": code, "name": option["value"]} | _said("label", option)


def _ours(definition: Mapping[str, Any]) -> Iterator[Row]:
    yield {"kind": "title", "name": definition["title"].get("en"), "cy": definition["title"].get("cy")}
    for code, licence in definition["licences"].items():
        yield {"kind": "licence", "code": code} | {key: licence.get(key) for key in OURS[2:6]}
    for code, scale in definition["scales"].items():
        yield {"kind": "scale", "code": code, "answers": scale["kind"], "threshold": scale.get("threshold")}


def _said(column: str, words: Mapping[str, Any]) -> Row:
    return {f"{column}::{language}": words.get(code) for code, language in LANGUAGES.items()}


def read_xlsform(content: bytes) -> dict[str, Any]:
    """The definition in an XLSForm workbook; raises InstrumentError that names the row and the remedy."""
    sheets = _sheets(content)
    check_with_pyxform(content)
    definition = _definition(sheets)
    try:
        parse(definition)
    except InstrumentError as error:
        raise InstrumentError(_with_row(str(error), sheets["survey"])) from error
    return definition


def check_with_pyxform(content: bytes) -> None:
    """Raise InstrumentError with pyxform's own words unless the workbook is a good XLSForm."""
    from pyxform.errors import PyXFormError
    from pyxform.xls2xform import convert

    try:
        convert(xlsform=BytesIO(content), file_type=".xlsx", validate=False)
    except PyXFormError as error:
        raise InstrumentError(f"This is not a good XLSForm: {str(error).strip()}") from error


def _sheets(content: bytes) -> dict[str, list[tuple[int, Row]]]:
    """The rows of each sheet as mappings, with the number of each row as a spreadsheet counts them."""
    from openpyxl import load_workbook

    try:
        book = load_workbook(BytesIO(content), read_only=True, data_only=True)
    except Exception as error:
        raise InstrumentError("This is not an Excel workbook (.xlsx). Save it as one.") from error
    found = {}
    for sheet in book.worksheets:
        rows = list(sheet.iter_rows(values_only=True))
        head = [str(cell or "").strip() for cell in (rows[0] if rows else ())]
        found[sheet.title] = [
            (
                number,
                {
                    name: cell
                    for name, cell in zip(head, row, strict=False)
                    if name and cell not in (None, "")
                },
            )
            for number, row in enumerate(rows[1:], start=2)
            if any(cell not in (None, "") for cell in row)
        ]
    if "survey" not in found:
        raise InstrumentError("There is no sheet named survey. An XLSForm has its questions there.")
    return found


def _definition(sheets: Mapping[str, list[tuple[int, Row]]]) -> dict[str, Any]:
    ours = [row for _number, row in sheets.get("headwater", ())]
    settings = [row for _number, row in sheets.get("settings", ())]
    own_title = next((row for row in ours if row.get("kind") == "title"), {})
    title = {
        "en": own_title.get("name") or (settings[0].get("form_title") if settings else "") or "Questions"
    }
    title |= {"cy": own_title["cy"]} if own_title.get("cy") else {}
    licences = {
        str(row["code"]): {key: _yes(row[key]) for key in OURS[2:6] if key in row}
        for row in ours
        if row.get("kind") == "licence"
    }
    sections, items = _pages(sheets["survey"])
    return {
        "title": title,
        "licences": licences,
        "scales": _scales(ours, sheets.get("choices", []), items),
        "sections": sections,
        "items": items,
    }


def _yes(value: Any) -> Any:
    return value if not isinstance(value, str) else value.strip()


def _pages(survey: list[tuple[int, Row]]) -> tuple[list[Row], list[Row]]:
    sections: list[Row] = []
    items: list[Row] = []
    wrong: list[str] = []
    for number, row in survey:
        kind = " ".join(str(row.get("type", "")).replace("_group", " group").split())
        if kind == "begin group":
            code = str(row.get("name", "")).removeprefix("page_")
            sections.append({"code": code, "title": _words(row, "label"), "intro": _words(row, "hint")})
        elif kind not in ("end group", "note", "start", "end", "today"):
            try:
                items.append(_item(row, kind, sections))
            except InstrumentError as error:
                wrong.append(f"Row {number} of survey ({row.get('name', 'no name')}): {error}")
    if wrong:
        raise InstrumentError(" ".join(wrong))
    return sections, items


def _item(row: Row, kind: str, sections: list[Row]) -> Row:
    if not sections:
        raise InstrumentError(
            "a question stands before the first begin_group. Put each on a page, as a group."
        )
    first, _space, of = kind.partition(" ")
    if first not in ("select_one", "text"):
        raise InstrumentError(f"the type {kind!r} is not taken here. Use select_one with a list, or text.")
    if "headwater licence" not in row:
        raise InstrumentError("no licence. Write in the column 'headwater licence' which one, and explain it on the "
                              "sheet headwater; questions of others may need a permission.")  # fmt: skip
    item: Row = {
        "code": str(row["name"]),
        "section": sections[-1]["code"],
        "scale": str(row.get("headwater scale") or of or "words"),
        "text": _words(row, "label"),
        "label": _ours_words(row, "label") or _words(row, "label"),
        "level": row.get("headwater level", "individual"),
        "class": row.get("headwater class", "sealed" if first == "text" else "guarded"),
        "outcome": str(row.get("headwater outcome", sections[-1]["title"].get("en", ""))),
        "licence": str(row["headwater licence"]),
    }
    return item | _extras(row)


def _extras(row: Row) -> Row:
    extras: Row = {}
    for name in LISTS:
        if f"headwater {name}" in row:
            parts = str(row[f"headwater {name}"]).split()
            extras[name] = [_whole(part) for part in parts] if name in ("counted", "left_out") else parts
    if "headwater polarity" in row:
        extras["polarity"] = _whole(row["headwater polarity"])
    if str(row.get("headwater then", "")).lower() in ("yes", "true", "1"):
        extras["then"] = True
    if "headwater mirror" in row:
        extras["mirror"] = str(row["headwater mirror"])
    if _ours_words(row, "counted_label"):
        extras["counted_label"] = _ours_words(row, "counted_label")
    return extras


def _whole(value: Any) -> int:
    try:
        return int(float(value))
    except ValueError as error:
        raise InstrumentError(f"{value!r} is not a whole number.") from error


def _words(row: Row, column: str) -> dict[str, str]:
    """A text in both languages; a column without a language is English."""
    found = {
        code: str(row[f"{column}::{name}"]) for code, name in LANGUAGES.items() if f"{column}::{name}" in row
    }
    return found or ({"en": str(row[column])} if column in row else {})


def _ours_words(row: Row, name: str) -> dict[str, str]:
    return {
        code: str(row[f"headwater {name} {code}"]) for code in LANGUAGES if f"headwater {name} {code}" in row
    }


def _scales(ours: list[Row], choices: list[tuple[int, Row]], items: list[Row]) -> dict[str, Row]:
    own = {str(row["code"]): row for row in ours if row.get("kind") == "scale"}
    scales: dict[str, Row] = {}
    for number, row in choices:
        name = str(row.get("list_name") or row.get("list name") or "")
        scale = scales.setdefault(name, {"kind": own.get(name, {}).get("answers", "choice"), "options": []})
        try:
            scale["options"].append({"value": _whole(row.get("name", "")), **_words(row, "label")})
        except InstrumentError as error:
            raise InstrumentError(
                f"Row {number} of choices: {error} Answers are numbered, lowest first."
            ) from error
    for name, row in own.items():
        if row.get("answers") == "text" or name not in scales:
            scales[name] = {"kind": "text"}
        if row.get("threshold"):
            scales[name]["threshold"] = float(row["threshold"])
    if any(item["scale"] == "words" for item in items):
        scales.setdefault("words", {"kind": "text"})
    return scales


def _with_row(message: str, survey: list[tuple[int, Row]]) -> str:
    """An error about a question, with the row it stands on."""
    code = message.split(":")[0]
    rows = [number for number, row in survey if str(row.get("name")) == code]
    return f"Row {rows[0]} of survey: {message}" if rows else message
