"""Charts say their figures in words, keep to their frame and escape what they are given."""

import re
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headwater.web.ui import charts

counts = st.integers(min_value=0, max_value=500)


def widths(svg):
    return [float(text) for text in re.findall(r'<rect[^>]* width="([\d.]+)%"', svg)]


def test_a_bar_is_as_long_as_its_share():
    assert widths(charts.bar(15, 30)) == [50.0]
    assert widths(charts.bar(40, 30)) == [100.0]
    assert widths(charts.bar(0, 5)) == [0.0]
    assert widths(charts.bar(3, 0)) == [0.0]


@given(st.lists(st.tuples(st.text(max_size=60), counts, counts, counts), max_size=6))
def test_a_chart_of_changes_is_well_formed_and_its_pieces_share_one_scale(rows):
    changes = [charts.Change(*row) for row in rows]
    labels = [re.sub(r"[\x00-\x08\x0b-\x1f\ufffe\uffff]", "", change.label) for change in changes]
    changes = [
        charts.Change(label, c.better, c.same, c.worse) for label, c in zip(labels, changes, strict=True)
    ]
    svg = charts.changes("What changed", changes)
    ElementTree.fromstring(svg)
    most = max((c.better + c.same + c.worse for c in changes), default=0)
    wanted = [100 * n / most for c in changes for n in (c.better, c.same, c.worse) if n]
    assert widths(svg) == pytest.approx(wanted, abs=0.006)


def test_a_chart_tells_its_figures_in_words():
    tree = ElementTree.fromstring(charts.changes("What changed", [charts.Change("Time to plan", 12, 2, 0)]))
    assert tree.find("title").text == "What changed"
    assert tree.find("desc").text == "Time to plan: 12 better, 2 the same, 0 worse"
    assert tree.get("aria-label") == "What changed. Time to plan: 12 better, 2 the same, 0 worse"


def test_an_interval_stands_where_the_axis_says():
    svg = charts.intervals("Net share", [charts.Interval("Plan", -1.0, 0.0, 1.0)])
    assert re.findall(r'<line class="hw-chart__line" x1="(.*?)" x2="(.*?)"', svg) == [("6.00%", "94.00%")]
    assert re.findall(r'cx="(.*?)"', svg) == ["50.00%"]
    assert ElementTree.fromstring(svg).find("desc").text == "Plan 0 (from -100% to +100%)"


def test_an_axis_without_length_is_refused():
    with pytest.raises(ValueError, match="lower end below its upper end"):
        charts.intervals("Net share", [], axis=(1.0, 1.0))


def test_hostile_words_are_escaped():
    svg = charts.bars("<script>x</script>", [("<b>", 1)], unit="&")
    assert svg.count("<script>") + svg.count("<b>") == 0
    assert ElementTree.fromstring(svg).find("desc").text == "<b> 1&"


def test_a_long_label_breaks_into_lines_a_phone_can_show():
    svg = charts.bars("Hours", [("word " * 30, 1)])
    lines = [text.text for text in ElementTree.fromstring(svg).findall("text")]
    assert len(lines) == 6
    assert max(len(line) for line in lines) == 34
