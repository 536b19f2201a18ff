"""Any list as a file to take away: what the table shows, all of its rows, safe to open in a spreadsheet."""

from typing import Any

import django_tables2
from django.http import HttpRequest, HttpResponse

from headwater.exchange.tables import write_csv, write_xlsx

KINDS = {
    "csv": ("text/csv; charset=utf-8", write_csv),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", write_xlsx),
}


def download(table: django_tables2.Table, request: HttpRequest, *, name: str) -> HttpResponse | None:
    """The file asked for with ``?download=csv`` or ``xlsx``, or None when the page is wanted.

    The table offers what its ``downloads`` names.
    """
    kind = request.GET.get("download", "")
    if kind not in KINDS or kind not in getattr(table, "downloads", ()):
        return None
    content_type, write = KINDS[kind]
    headings, *rows = table.as_values()
    return HttpResponse(
        write([[_plain(cell) for cell in row] for row in rows], [str(heading) for heading in headings]),
        headers={
            "Content-Type": content_type,
            "Content-Disposition": f'attachment; filename="{name}.{kind}"',
        },
    )


def _plain(cell: Any) -> Any:
    return cell if cell is None or isinstance(cell, int | float) else str(cell)
