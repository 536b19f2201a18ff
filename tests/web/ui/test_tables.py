"""Lists: sorting, pages, cards on a phone, and files to take away."""

import csv
import io
import re

import django_tables2
import pytest
from django.test import RequestFactory

from headwater.web.ui.tables import download


class Pairs(django_tables2.Table):
    name = django_tables2.Column(verbose_name="Organisation")
    hours = django_tables2.Column(verbose_name="Hours", attrs={"td": {"class": "hw-number"}})
    downloads = ("csv", "xlsx")


ROWS = [{"name": "=HYPERLINK(1)", "hours": 3}, {"name": "Wansbeck Carers", "hours": -2}]


def drawn(address="/?page=1", rows=ROWS, per_page=25):
    request = RequestFactory().get(address)
    table = Pairs(rows)
    django_tables2.RequestConfig(request, paginate={"per_page": per_page}).configure(table)
    return table.as_html(request)


def test_cells_keep_their_roles_and_carry_the_heading_for_the_card():
    html = drawn()
    assert re.findall(r'<td role="cell" data-label="(.*?)" class="(.*?)">(.*?)</td>', html) == [
        ("Hours", "hw-number", "3"),
        ("Hours", "hw-number", "-2"),
    ]
    assert [html.count(f'role="{role}"') for role in ("table", "rowgroup", "columnheader", "rowheader")] == [
        1,
        2,
        2,
        2,
    ]


@pytest.mark.parametrize(("order", "told"), [("hours", "ascending"), ("-hours", "descending")])
def test_the_sorted_column_says_so(order, told):
    assert re.findall(r'aria-sort="(.*?)"', drawn(f"/?sort={order}")) == [told]


def test_pages_are_links_and_the_current_one_is_marked():
    html = drawn("/?page=2&q=care", rows=ROWS * 3, per_page=2)
    assert re.findall(r'<span aria-current="page">.*?</span>(\d)</span>', html) == ["2"]
    assert re.findall(r'rel="(\w+)" href="(.*?)"', html) == [
        ("prev", "?page=1&amp;q=care"),
        ("next", "?page=3&amp;q=care"),
    ]


def test_a_file_holds_every_row_and_no_formula():
    from openpyxl import load_workbook

    table = Pairs(ROWS)
    answer = download(table, RequestFactory().get("/?download=csv"), name="pairs")
    assert list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig")))) == [
        ["Organisation", "Hours"],
        ["'=HYPERLINK(1)", "3"],
        ["Wansbeck Carers", "-2"],
    ]
    answer = download(table, RequestFactory().get("/?download=xlsx"), name="pairs")
    sheet = load_workbook(io.BytesIO(answer.content)).active
    assert list(sheet.values) == [("Organisation", "Hours"), ("'=HYPERLINK(1)", 3), ("Wansbeck Carers", -2)]


def test_a_table_that_offers_no_file_gives_none():
    class Closed(Pairs):
        downloads = ()

    assert download(Closed(ROWS), RequestFactory().get("/?download=csv"), name="pairs") is None
    assert download(Pairs(ROWS), RequestFactory().get("/"), name="pairs") is None
