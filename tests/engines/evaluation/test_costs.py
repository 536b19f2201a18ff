"""Two kinds of cost that cannot be mixed (R75)."""

from pathlib import Path

import pytest
from mypy import api

from headwater.engines.evaluation import (
    CostPerOrganisation,
    EvaluationError,
    FullCost,
    break_even_success,
    cost_per_organisation,
    cost_per_outcome,
    external_price,
)

OUTCOME = "can say no to a commissioner"


def price(pounds: float) -> CostPerOrganisation:
    return external_price(1, pounds, pounds, "three quotes, 2024")


def test_the_cost_per_outcome_has_the_interval_of_the_worked_example():
    # 62,000 pounds, 9 of 15: 6,889 (4,940 to 12,802)
    cost = cost_per_outcome(62_000, 9, 15, OUTCOME)
    assert [round(x) for x in (cost.value, cost.low, cost.high)] == [6889, 4940, 12802]
    assert (cost.n, cost.outcome) == (15, OUTCOME)


def test_the_break_even_share_is_that_of_the_worked_example():
    programme = cost_per_outcome(62_000, 9, 15, OUTCOME)
    cheap, dear = break_even_success(price(5_600), programme), break_even_success(price(11_200), programme)
    assert (round(cheap.value, 2), cheap.possible) == (0.81, True)
    assert dear.possible is False


def test_the_roll_out_of_2017_cost_3125_pounds_a_place():
    # 250,000 pounds for 80 places (kingsfund.org.uk, our-impact page)
    assert cost_per_organisation(250_000, 80).value == 3125


def test_given_hours_are_shown_apart_and_counted():
    full = FullCost(cash=40_000, hours_given=550, hourly_rate=40)
    assert (full.given, full.total) == (22_000, 62_000)
    assert cost_per_organisation(full, 15).value == 62_000 / 15
    assert cost_per_outcome(full, 9, 15, OUTCOME) == cost_per_outcome(62_000, 9, 15, OUTCOME)


def test_an_outside_price_is_days_times_a_range_of_rates_with_its_source():
    outside = external_price(8, 300, 900, "NCVO, consultancy day rates, as seen 2024")
    assert (outside.low, outside.value, outside.high) == (2400, 4800, 7200)
    with pytest.raises(EvaluationError):
        external_price(8, 300, 900, " ")


def test_prices_compare_with_prices_and_outcomes_with_outcomes():
    assert price(400) < price(500)
    assert price(500) - price(400) == 100
    one, other = cost_per_outcome(900, 9, 15, OUTCOME), cost_per_outcome(1800, 9, 15, OUTCOME)
    assert one < other
    assert (other - one, other / one) == (100, 2)


def test_the_two_kinds_cannot_be_mixed_when_the_program_runs():
    programme = cost_per_outcome(62_000, 9, 15, OUTCOME)
    for mixed in (
        lambda: price(5_600) < programme,
        lambda: programme - price(5_600),
        lambda: price(5_600) / programme,
        lambda: price(5_600) + programme,
        lambda: break_even_success(programme, price(5_600)),
        lambda: max(programme, price(5_600)),
    ):
        with pytest.raises(TypeError):
            mixed()
    assert price(5_600) != programme


def test_the_two_kinds_cannot_be_mixed_for_the_type_checker(tmp_path: Path):
    snippet = tmp_path / "mixed.py"
    snippet.write_text(
        "from headwater.engines.evaluation import CostPerOrganisation, CostPerOutcome, break_even_success\n"
        "def right(a: CostPerOrganisation, b: CostPerOutcome) -> bool:\n"
        "    return a < a and b < b and break_even_success(a, b).possible\n"
        "def wrong(a: CostPerOrganisation, b: CostPerOutcome) -> None:\n"
        "    a < b\n"
        "    b - a\n"
        "    a / b\n"
        "    break_even_success(b, a)\n"
    )
    out, _, code = api.run(["--strict", "--no-error-summary", "--cache-dir", str(tmp_path), str(snippet)])
    lines = [int(line.split(":")[1]) for line in out.splitlines() if "error" in line and "mixed.py" in line]
    assert (sorted(set(lines)), code) == ([5, 6, 7, 8], 1)


def test_few_organisations_give_no_interval_and_no_success_no_value():
    few = cost_per_outcome(10_000, 3, 5, OUTCOME)
    assert (round(few.value), few.low, few.high) == (3333, None, None)
    none = cost_per_outcome(10_000, 0, 15, OUTCOME)
    assert (none.value, none.high) == (None, None)
    assert none.low > 10_000 / 15
    with pytest.raises(EvaluationError):
        break_even_success(price(400), none)


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: cost_per_organisation(1000, 0),
        lambda: cost_per_organisation(-1, 5),
        lambda: cost_per_outcome(1000, 0, 0, OUTCOME),
        lambda: cost_per_outcome(1000, 1, 5, ""),
        lambda: FullCost(float("nan")),
        lambda: external_price(1, 900, 300, "x"),
    ],
)
def test_what_cannot_be_priced_is_refused(wrong):
    with pytest.raises(EvaluationError):
        wrong()
