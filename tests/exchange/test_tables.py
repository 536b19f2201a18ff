"""Exported tables: harmless in any spreadsheet, and the same when read back."""

import csv
import io
from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headwater.exchange.registers import read, sniff
from headwater.exchange.tables import RISKY, TableError, guard, read_csv, unguard, write_csv, write_xlsx

HOSTILE = ["=1+1", "+44", "-2", "@SUM(A1)", "|calc", "\t=1", "\r=1", "\n=1", "＝1", "=cmd|' /C calc'!A0"]
texts = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=20)
awkward = st.one_of(
    texts,
    st.sampled_from(HOSTILE),
    st.sampled_from(["'=1", "''", "'", "a\r\nb", '"', ",", ""]),
    texts.map("'{}".format),
)


def loaded(data):
    import openpyxl

    return openpyxl.load_workbook(io.BytesIO(data)).active


@pytest.mark.parametrize("text", HOSTILE)
def test_what_looks_like_a_formula_is_written_as_text(text):
    (line,) = list(csv.reader(io.StringIO(write_csv([[text]], ["a"]).decode("utf-8-sig"), newline="")))[1:]
    cell = loaded(write_xlsx([[text]], ["a"]))["A2"]
    assert line == ["'" + text]
    assert not line[0].startswith(RISKY)
    assert (cell.data_type, cell.value.startswith("'")) == ("s", True)


def test_headings_are_made_harmless_too():
    assert write_csv([], {"a": "=A1"}) == "\ufeff'=A1\r\n".encode()
    assert loaded(write_xlsx([], {"a": "=A1"}))["A1"].value == "'=A1"


def test_numbers_and_dates_stay_what_they_are():
    values = {"n": -5, "f": 2.5, "d": Decimal("1.20"), "day": date(2026, 11, 23), "long": 10**18}
    assert write_csv([values], list(values)) == (
        "\ufeffn,f,d,day,long\r\n-5,2.5,1.20,2026-11-23,1000000000000000000\r\n".encode()
    )
    row = [cell.value for cell in loaded(write_xlsx([values], list(values)))[2]]
    assert row == [-5, 2.5, 1.2, datetime(2026, 11, 23), "1000000000000000000"]


def test_yes_no_lists_and_nothing_read_as_words():
    values = {
        "yes": True,
        "no": False,
        "list": ("a", "b"),
        "set": {"c", "b"},
        "none": None,
        "at": datetime(2026, 1, 2, 3, 4),
    }
    assert write_csv([values], list(values)).decode("utf-8-sig").splitlines()[1] == (
        "yes,no,a; b,b; c,,2026-01-02 03:04:00"
    )


def test_a_row_may_be_a_mapping_or_a_sequence_in_the_order_of_the_columns():
    columns = {"name": "Name", "town": "Town"}
    assert write_csv([{"town": "Ely"}, ["A", "B"]], columns) == "\ufeffName,Town\r\n,Ely\r\nA,B\r\n".encode()
    with pytest.raises(TableError, match="A row has 1 cells for 2 columns"):
        write_csv([["A"]], columns)


def test_a_cell_too_long_for_excel_is_refused_and_control_characters_are_replaced():
    with pytest.raises(TableError, match="Export as CSV"):
        write_xlsx([["x" * 32_768]], ["a"])
    assert loaded(write_xlsx([["a\x07b"]], ["a"]))["A2"].value == "a\ufffdb"
    assert write_csv([["a\ud800b"]], ["a"]) == "\ufeffa\r\na\ufffdb\r\n".encode()


@given(awkward)
def test_guarded_text_is_harmless_and_comes_back(text):
    assert not guard(text).startswith(RISKY)
    assert unguard(guard(text)) == text


@given(st.lists(st.tuples(awkward, awkward), max_size=8))
def test_a_csv_table_comes_back_as_it_went(rows):
    expected = [{"one": a, "two": b} for a, b in rows]
    assert read_csv(write_csv(rows, ["one", "two"])) == expected


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(awkward.filter(lambda text: "\r" not in text), awkward.filter(bool)), max_size=4))
def test_a_workbook_comes_back_as_it_went_and_holds_no_formula(rows):
    sheet = loaded(write_xlsx([(a.replace("\r", ""), b.replace("\r", "")) for a, b in rows], ["one", "two"]))
    found = [tuple(unguard(cell.value or "") for cell in row) for row in sheet.iter_rows(min_row=2)]
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
    assert found == [(a.replace("\r", ""), b.replace("\r", "")) for a, b in rows]


def test_what_is_exported_can_be_imported_again():
    columns = {"name": "Organisation", "charity": "Charity number", "postcode": "Postcode"}
    rows = [{"name": "Invented Hall", "charity": "1999999", "postcode": "SO16 6YD"}]
    for data in (write_csv(rows, columns), write_xlsx(rows, columns)):
        reading = read(data, sniff(data))
        assert (reading.rows[0].name, reading.rows[0].register_ids) == (
            "Invented Hall",
            {"charity": "1999999"},
        )
        assert reading.rows[0].sites[0].postcode == "SO16 6YD"
