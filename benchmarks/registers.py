"""How many rows a second an importer takes, and how long postcodes take to look up.

    python benchmarks/registers.py [rows]

Rows are made up from the fictional directory, as many as England has active locations (56,000). Seconds are of one
core, so that other work on the machine does not count.
"""

import csv
import io
import sys
import time
from pathlib import Path

from headwater.data.postcodes import locate
from headwater.data.postcodes.store import units
from headwater.exchange.registers import read, sniff
from headwater.exchange.tables import write_csv

SAMPLE = Path(__file__).parents[1] / "tests" / "data" / "registers" / "cqc_directory_fictional_200.csv"


def main() -> None:
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 56_000
    header, table = many(rows)
    files = {"CSV": write_csv(table, header), "XLSX": as_excel_writes([header, *table])}
    for kind, data in files.items():
        began = time.process_time()
        layout = sniff(data, f"directory.{kind.lower()}")
        reading = read(data, layout)
        took = time.process_time() - began
        assert reading.total == rows == reading.used + len(reading.refused)
        print(f"{kind}: {rows:,} rows in {took:.2f} s, {rows / took:,.0f} rows a second, {len(data):,} bytes")
    print_lookups([site.postcode for row in reading.rows for site in row.sites])


def as_excel_writes(table: list[list[str]]) -> bytes:
    """A workbook that states the size of its sheet, as Excel's own do."""
    import openpyxl

    book = openpyxl.Workbook()
    for row in table:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def many(rows: int) -> tuple[list[str], list[list[str]]]:
    """The fictional directory over and over, with location and provider numbers of their own."""
    text = SAMPLE.read_text(encoding="utf-8-sig")
    lines = list(csv.reader(io.StringIO(text[text.index("Name,Also") :], newline="")))
    header, sample = lines[0], lines[1:]
    table = []
    for number in range(rows):
        row = list(sample[number % len(sample)])
        row[-2], row[-1] = f"1-{10_000_000 + number}", f"1-{20_000_000 + number * 2 // 3}"
        table.append(row)
    return header, table


def print_lookups(postcodes: list[str]) -> None:
    units.cache_clear()
    began = time.process_time()
    locate("SW1A 1AA")
    print(f"first postcode: {time.process_time() - began:.2f} s")
    began = time.process_time()
    for postcode in postcodes:
        locate(postcode)
    took = time.process_time() - began
    print(f"further postcodes: {len(postcodes) / took:,.0f} a second")


if __name__ == "__main__":
    main()
