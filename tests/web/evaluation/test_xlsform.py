"""Questions as an XLSForm: out and in without loss, checked by pyxform, mistakes told by their row."""

import io
import tomllib

import pytest

from headwater.web.evaluation.actions.instruments import DEFAULT
from headwater.web.evaluation.questionnaire import InstrumentError, parse
from headwater.web.evaluation.xlsform import read_xlsform, write_xlsform


@pytest.fixture(scope="module")
def default():
    return tomllib.loads(DEFAULT.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def book(default):
    return write_xlsform(default)


def load_workbook(file):
    from openpyxl import load_workbook as load

    return load(file)


def changed(book, change):
    """The workbook with something done to its sheets."""
    loaded = load_workbook(io.BytesIO(book))
    change(loaded)
    out = io.BytesIO()
    loaded.save(out)
    return out.getvalue()


def row_of(loaded, code):
    sheet = loaded["survey"]
    return next(n for n in range(1, sheet.max_row + 1) if sheet.cell(n, 2).value == code)


def put(code, column, value):
    def change(loaded):
        sheet = loaded["survey"]
        head = [cell.value for cell in sheet[1]]
        sheet.cell(row_of(loaded, code), head.index(column) + 1).value = value

    return change


def test_all_questions_go_out_and_come_back_as_they_were(default, book):
    assert parse(read_xlsform(book)) == parse(default)


@pytest.mark.parametrize(
    ("code", "column", "value", "message"),
    [
        ("lonely", "headwater licence", None, "no licence"),
        ("lonely", "headwater class", "secret", "class 'secret'"),
        ("time", "type", "integer", "the type 'integer' is not taken"),
        ("time", "headwater polarity", "up", "'up' is not a whole number"),
        ("gained", "headwater counted", None, "say in `counted`"),
    ],
)
def test_a_mistake_is_told_with_its_row_and_its_question(book, code, column, value, message):
    row = row_of(load_workbook(io.BytesIO(book)), code)
    with pytest.raises(InstrumentError, match=message) as told:
        read_xlsform(changed(book, put(code, column, value)))
    assert f"Row {row} of survey" in str(told.value) and code in str(told.value)


def test_what_pyxform_refuses_is_refused_in_its_words(book):
    with pytest.raises(InstrumentError, match="not a good XLSForm"):
        read_xlsform(changed(book, put("time", "type", "select_one no_such_list")))


def test_a_licence_that_needs_a_permission_blocks_the_form(book):
    def change(loaded):
        sheet = loaded["headwater"]
        head = [cell.value for cell in sheet[1]]
        row = next(n for n in range(2, sheet.max_row + 1) if sheet.cell(n, 2).value == "own")
        sheet.cell(row, head.index("permission_needed") + 1, "yes")

    with pytest.raises(InstrumentError, match="permission_held"):
        read_xlsform(changed(book, change))


def test_what_is_no_workbook_is_refused_in_words():
    with pytest.raises(InstrumentError, match="not an Excel workbook"):
        read_xlsform(b"PK nothing of the kind")
