"""A list taken away as a file: CSV or a spreadsheet of the rows a person may see, as filtered and sorted."""

import csv
import io

from django.http import HttpResponse

KINDS = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def download(table, request, *, name):
    """The file asked for with ?download=csv or xlsx, or None when the page is wanted.

    The table offers what its ``downloads`` names.
    """
    kind = request.GET.get("download", "")
    if kind not in KINDS or kind not in getattr(table, "downloads", ()):
        return None
    rows = [[_harmless(cell) for cell in row] for row in table.as_values()]
    content = _csv(rows) if kind == "csv" else _xlsx(rows)
    return HttpResponse(
        content,
        headers={"Content-Type": KINDS[kind], "Content-Disposition": f'attachment; filename="{name}.{kind}"'},
    )


def _harmless(cell):
    """Text that a spreadsheet would run as a formula starts with an apostrophe instead."""
    if isinstance(cell, bool | int | float):
        return cell
    text = "" if cell is None else str(cell)
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text


def _csv(rows):
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return ("\ufeff" + text.getvalue()).encode()


def _xlsx(rows):
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet("List")
    for row in rows:
        sheet.append(row)
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()
