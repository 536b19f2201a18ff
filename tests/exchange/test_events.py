"""Events and reporting lines from CSV: what is wrong with a row, and what to do about it."""

from datetime import date

import pytest

from headwater.engines.cascade import CascadeError, Event, State
from headwater.exchange.events import EVENT_COLUMNS, EventFileError, read_events, read_hierarchy, template


def test_a_row_becomes_an_event():
    read = read_events(
        b"Organisation,Tier,State,People,Date,From organisation,Core seen,Core parts\r\n"
        b"Elm House,2,Not received,4,2025-03-01,,,\r\n"
        b"Oak House,0,adopted,1,,,,\r\n"
        b"Oak House,0,tried,,01/04/2025,Elm House,2,3\r\n"
    )
    assert read.events == (
        Event("Elm House", 2, State.NOT_RECEIVED, people=4, date=date(2025, 3, 1)),
        Event(
            "Oak House",
            0,
            State.TRIED,
            date=date(2025, 4, 1),
            from_organisation="Elm House",
            core_seen=2,
            core_parts=3,
        ),
    )
    assert [(problem.row, problem.message) for problem in read.problems] == [
        (
            3,
            "The state “adopted” is not known. Use one of: invited, received, not received, understood, "
            "not understood, tried, not tried, sustained, not sustained, passed on, not passed on, fed back, "
            "answered.",
        )
    ]


def test_semicolons_a_mark_and_underscores_are_read_too():
    read = read_events("\ufefforganisation;tier;state\nElm;1;not_received\n".encode())
    assert read.events == (Event("Elm", 1, State.NOT_RECEIVED),)


def test_a_month_is_a_date_known_to_within_half_a_month():
    read = read_events(b"organisation,tier,state,date\nElm,1,received,2025-02\n")
    assert (read.events[0].date, read.events[0].precision_days) == (date(2025, 2, 15), 16)


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("Elm,one,received,", "tier is “one”: give a whole number."),
        (
            "Elm,1,received,31/02/2025",
            "The date “31/02/2025” is not one: write 2025-03-01, 01/03/2025 or, for a month, 2025-03.",
        ),
        (",1,received,", "An event has no organisation: say where it happened."),
    ],
)
def test_each_mistake_in_a_row_has_its_remedy(row, message):
    read = read_events(f"organisation,tier,state,date\n{row}\n".encode())
    assert (read.events, [problem.message for problem in read.problems]) == ((), [message])


def test_a_file_without_its_headings_says_which_are_missing():
    with pytest.raises(EventFileError) as caught:
        read_events(b"organisation,when\nElm,2025\n")
    assert str(caught.value).startswith("The first row must name the columns; tier, state is missing.")


def test_an_unknown_column_is_not_silently_left_out():
    with pytest.raises(EventFileError) as caught:
        read_events(b"organisation,tier,state,pepole\nElm,1,received,7\n")
    assert str(caught.value).startswith("The column pepole is not known.")


def test_reporting_lines_become_a_hierarchy():
    chart = read_hierarchy(
        b"organisation,position,reports_to,region\nElm,boss,,North\nElm,a,boss,\nOak,boss,,South\nElm,b,a,\n"
    )
    assert chart.tier.tolist() == [0, 1, 0, 2]
    assert chart.organisations == ("Elm", "Oak")
    assert chart.region == ("North", "South")


def test_a_line_to_nobody_names_the_row():
    with pytest.raises(EventFileError) as caught:
        read_hierarchy(b"organisation,position,reports_to\nElm,a,boss\n")
    assert str(caught.value) == (
        "Row 2: nobody in Elm has the position boss. Add a row for it, or leave reports_to empty for the leader."
    )


def test_a_circle_of_lines_is_refused():
    with pytest.raises(CascadeError) as caught:
        read_hierarchy(b"organisation,position,reports_to\nElm,a,b\nElm,b,a\n")
    assert (
        str(caught.value)
        == "Position 0 reports, in the end, to itself: give one of the circle no parent (-1)."
    )


def test_the_template_is_itself_a_file_that_can_be_read():
    read = read_events(template().encode())
    assert read.problems == ()
    assert [(event.organisation, event.tier, event.state.value) for event in read.events] == [
        ("Alder Care", 0, "received"),
        ("Alder Care", 1, "received"),
        ("Alder Care", 1, "not received"),
        ("Alder Care", 2, "tried"),
        ("Birch Homes", 0, "received"),
    ]
    assert template().split("\n")[0].split(",") == list(EVENT_COLUMNS)
