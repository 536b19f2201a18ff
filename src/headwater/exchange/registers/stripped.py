"""A file without its personal columns, to keep between the look at an import and bringing it in."""

import csv
import io

from headwater.exchange.registers.columns import COLUMNS, ONE_HOT_CLIENTS, ONE_HOT_SERVICE, Register
from headwater.exchange.registers.layout import Layout
from headwater.exchange.registers.reading import table_rows


def stripped(data: bytes, layout: Layout) -> bytes:
    """The same table as CSV with personal columns gone, its header and rows at the row numbers they had.

    Of a known register only the columns that are read stay; of another table all that are not personal.
    """
    kept = [at for at, heading in enumerate(layout.columns) if _stays(heading, layout)]
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    out.write("\r\n" * (layout.header_row - 1))
    writer.writerow([layout.columns[at] for at in kept])
    written = layout.header_row
    for row in table_rows(data, layout):
        out.write("\r\n" * (row.number - written - 1))
        cells = [row.cells[at] if at < len(row.cells) else "" for at in kept]
        slipped = any(cell.strip() for cell in row.cells[len(layout.columns) :])
        writer.writerow(
            [*cells, "?"] if slipped else cells
        )  # refused when it is read; what slipped is not kept
        written = row.number
    return out.getvalue().encode("utf-8-sig")


def _stays(heading: str, layout: Layout) -> bool:
    if layout.register is Register.MAPPED or layout.register not in COLUMNS:
        return heading not in layout.withheld
    return heading in layout.mapping.values() or heading.startswith((ONE_HOT_SERVICE, ONE_HOT_CLIENTS))
