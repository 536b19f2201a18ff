"""The judge: against the definition, against published patterns, and against derived figures."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headwater.engines.evaluation import (
    Cell,
    EvaluationError,
    Question,
    Release,
    Table,
    audit,
    before_and_after,
    count_cell,
    mean_cell,
    percentage_cell,
    reader_range,
)
from headwater.engines.evaluation.disclosure.apart import plainly_safe
from headwater.engines.evaluation.disclosure.hiding import cheapest_to_hide
from tests.engines.evaluation.reader import determined, safe_by_enumeration

CHANGE = Question("confidence", ("better", "same", "worse"))


def table(counts, question=CHANGE, prefix="p", name="all"):
    said = [c for c, k in zip(question.categories, counts, strict=True) for _ in range(k)]
    return Table.of(name, question, {f"{prefix}{i:04}": c for i, c in enumerate(said)})


def plain(counts, **how):
    return Release.plain(table(counts, **how))


@pytest.mark.parametrize(
    ("counts", "safe"),
    [((8, 4, 3), True), ((11, 3, 1), True), ((12, 2, 1), False), ((15, 0, 0), False), ((0, 15, 0), False)],
)
def test_exact_counts_are_safe_while_one_more_than_can_pool_answered_otherwise(counts, safe):
    assert audit([plain(counts)]).safe is safe
    if min(counts) > 0:
        assert audit([plain(counts)], insiders=1).safe is True


def test_a_disclosure_says_who_could_tell_what():
    verdict = audit([plain((12, 2, 1))])
    assert [d.sentence for d in verdict.found] == [
        '2 who said same, 1 who said worse together could tell that 12 others answered "better" to "confidence".'
    ]
    assert (verdict.n, verdict.releases, verdict.insiders, verdict.subjects) == (15, 1, 3, {"confidence"})
    assert audit([plain((15, 0, 0))]).found[0].sentence.startswith("Any reader could tell that 15 others")


def test_one_late_answer_between_two_exact_releases_is_told_by_subtraction():
    first = table((8, 4, 3))
    second = Table.of("later", CHANGE, {**dict(first.answers), "late": "worse"})
    verdict = audit([Release.plain(first), Release.plain(second)], insiders=0)
    assert [(d.category, d.people) for d in verdict.found] == [("worse", 1)]


def test_an_empty_ledger_is_safe_and_releases_that_clash_are_named():
    assert audit([]).safe
    other = Release("again", CHANGE, plain((8, 4, 3)).people, plain((7, 5, 3)).cells)
    with pytest.raises(EvaluationError, match="confidence"):
        audit([plain((8, 4, 3)), other])
    twin = Question("confidence", ("yes", "no"))
    with pytest.raises(EvaluationError, match="one name"):
        audit([plain((8, 4, 3)), plain((8, 7), question=twin)])


@st.composite
def ledgers(draw):
    """A few releases on one question over up to five people, true to hidden answers, some cells vague or missing."""
    categories = draw(st.sampled_from([("a", "b"), ("a", "b", "c")]))
    question = Question("q", categories)
    people = [f"p{i}" for i in range(draw(st.integers(3, 5)))]
    truth = {p: draw(st.sampled_from(categories)) for p in people}
    releases = []
    for k in range(draw(st.integers(1, 3))):
        base = frozenset(draw(st.lists(st.sampled_from(people), min_size=2, unique=True)))
        cells = []
        for part in draw(
            st.lists(st.lists(st.sampled_from(categories), min_size=1, unique=True), max_size=3)
        ):
            true = sum(truth[p] in part for p in base)
            low, high = true - draw(st.integers(0, 2)), true + draw(st.integers(0, 2))
            cells.append(count_cell(question, part, low, high, "?"))
        releases.append(Release(f"r{k}", question, base, tuple(cells)))
    return releases, draw(st.integers(0, 3))


@settings(max_examples=60, deadline=None)
@given(ledgers())
def test_the_audit_is_the_definition(case):
    releases, insiders = case
    assert audit(releases, insiders).safe is safe_by_enumeration(releases, insiders)


@settings(max_examples=60, deadline=None)
@given(ledgers())
def test_where_the_closed_form_proves_safety_the_definition_agrees(case):
    releases, insiders = case
    same = [r for r in releases if r.people == releases[0].people]
    if plainly_safe(same, insiders):
        assert safe_by_enumeration(same, insiders)


@pytest.mark.parametrize("counts", [(8, 4, 3), (5, 5, 5), (11, 3, 1), (12, 2, 1), (0, 9, 6)])
def test_the_closed_form_settles_plain_tables_and_only_the_safe_ones(counts):
    assert plainly_safe([plain(counts)], 3) is (max(counts) < 12)
    halves = [count_cell(CHANGE, ["better"], 5, 9, "7"), count_cell(CHANGE, ["same", "worse"], 6, 10, "8")]
    rounded = Release("rounded", CHANGE, table((7, 5, 3)).people, tuple(halves))
    assert plainly_safe([rounded, plain((7, 5, 3))], 3)


def test_the_closed_form_leaves_alone_what_overlaps_in_people_or_says_more():
    other = Release.plain(Table.of("other", CHANGE, {f"p{i:04}": "same" for i in range(14)}))
    assert not plainly_safe([plain((8, 4, 3)), other], 3)
    extra = count_cell(CHANGE, ["same", "worse"], 7, 7, "7")
    vague = Release("v", CHANGE, plain((8, 4, 3)).people, (count_cell(CHANGE, ["same"], 2, 6, "?"), extra))
    assert not plainly_safe(
        [Release("w", CHANGE, vague.people, (*vague.cells, count_cell(CHANGE, ["worse"], 0, 9, "?")))], 3
    )


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.sampled_from("12"), st.sampled_from("12")), min_size=3, max_size=5), st.data())
def test_the_audit_is_the_definition_for_answers_tied_together_by_a_topic(people, data):
    before, after, change = before_and_after("calm", ("1", "2"), polarity=1)
    way = {("1", "2"): "better", ("2", "1"): "worse"}
    read = {before: lambda a, b: a, after: lambda a, b: b, change: lambda a, b: way.get((a, b), "same")}
    asked = data.draw(st.lists(st.sampled_from([before, after, change]), min_size=1, unique=True))
    releases = [
        Release.plain(Table.of(q.name, q, {f"p{i}": read[q](a, b) for i, (a, b) in enumerate(people)}))
        for q in asked
    ]
    insiders = data.draw(st.integers(0, 2))
    assert audit(releases, insiders).safe is safe_by_enumeration(releases, insiders)


@settings(max_examples=40, deadline=None)
@given(ledgers())
def test_one_more_release_never_makes_an_unsafe_ledger_safe(case):
    releases, insiders = case
    if audit(releases, insiders).safe:
        assert audit(releases[:-1], insiders).safe
        if insiders:
            assert audit(releases, insiders - 1).safe


# --- published patterns of suppression: rows are groups of people, columns categories, the last row everyone --------


def two_way(rows, columns, hidden):
    """The releases of a two-way table with its column totals; row totals are the groups' sizes, always known."""
    question = Question("where", columns)
    tables = [table(counts, question, prefix=f"{name}-", name=name) for name, counts in rows.items()]
    everyone = Table.of("everyone", question, {p: c for t in tables for p, c in t.answers})
    releases = [Release.plain(everyone)]
    for t in tables:
        kept = tuple(c for c in Release.plain(t).cells if (t.name, c.label) not in hidden)
        releases.append(Release(t.name, question, t.people, kept))
    return question, releases, {t.name: t.people for t in tables}


# The first example of the vignette "Small count frequency table suppression" of the R package GaussSuppression.
VIGNETTE = {"young": (5, 2, 0), "old": (6, 3, 4)}
PLACES = ("Spain", "Iceland", "Portugal")


def test_the_vignettes_pattern_protects_its_zero_and_half_of_it_does_not():
    square = {(row, place) for row in VIGNETTE for place in ("Iceland", "Portugal")}
    question, releases, people = two_way(VIGNETTE, PLACES, square)
    assert reader_range(releases, people["young"], question, ["Portugal"]) == (0, 2)
    half = {("young", "Iceland"), ("young", "Portugal")}
    question, releases, people = two_way(VIGNETTE, PLACES, half)
    assert reader_range(releases, people["young"], question, ["Portugal"]) == (0, 0)


def test_the_cheapest_hiding_is_the_vignettes():
    cells = [(row, place) for row in VIGNETTE for place in PLACES]

    def passes(chosen):
        question, releases, people = two_way(VIGNETTE, PLACES, {cells[i] for i in chosen})
        low, high = reader_range(releases, people["young"], question, ["Portugal"])
        return low < high

    costs = [1 + VIGNETTE[row][PLACES.index(place)] for row, place in cells]
    hidden = {cells[i] for i in cheapest_to_hide(costs, passes)}
    assert hidden == {(row, place) for row in VIGNETTE for place in ("Iceland", "Portugal")}


def test_two_blanks_in_every_row_and_column_are_not_enough():
    # Gusfield 1988, SIAM Journal on Computing 17, 552-571: a hidden cell is given away exactly when it is a bridge of
    # the graph of hidden cells. Two squares joined by one cell: every line has two blanks, and the joint is known.
    rows = {"r1": (9, 4, 6, 7), "r2": (3, 8, 5, 9), "r3": (6, 7, 4, 8), "r4": (8, 6, 9, 3)}
    places = ("c1", "c2", "c3", "c4")
    squares = {(r, c) for r in ("r1", "r2") for c in ("c1", "c2")} | {
        (r, c) for r in ("r3", "r4") for c in ("c3", "c4")
    }
    question, releases, people = two_way(rows, places, squares | {("r2", "c3")})
    assert reader_range(releases, people["r2"], question, ["c3"]) == (5, 5)
    question, releases, people = two_way(rows, places, squares | {("r2", "c3"), ("r3", "c2")})
    low, high = reader_range(releases, people["r2"], question, ["c3"])
    assert high - low >= 3


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.integers(1, 9), min_size=1, max_size=6),
    st.lists(st.sets(st.integers(0, 5), min_size=1, max_size=3), min_size=1, max_size=4),
)
def test_the_search_finds_a_cheapest_set_like_trying_all(costs, needs):
    needs = [need & set(range(len(costs))) for need in needs]
    needs = [need for need in needs if need]

    def passes(hidden):
        return all(need & hidden for need in needs)

    subsets = [frozenset(i for i in range(len(costs)) if mask >> i & 1) for mask in range(2 ** len(costs))]
    least = min(sum(costs[i] for i in s) for s in subsets if passes(s))
    found = cheapest_to_hide(costs, passes)
    assert passes(found)
    assert sum(costs[i] for i in found) == least


def test_over_forty_cells_the_greedy_search_hides_nothing_it_could_show():
    needs = [{i, i + 1} for i in range(0, 50, 2)]
    found = cheapest_to_hide([1.0] * 50, lambda hidden: all(need & hidden for need in needs))
    assert len(found) == 25


# --- derived figures -------------------------------------------------------------------------------------------------


def test_a_percentage_leaks_its_count():
    # R5 of the release rules: 86% of 14 is 12, and nothing else.
    cell = percentage_cell(CHANGE, ["better"], 86, 14)
    assert (cell.low, cell.high) == (12, 12)
    people = table((12, 1, 1)).people
    assert not audit([Release("share", CHANGE, people, (cell,))]).safe


SCALE = Question("agree", ("1", "2", "3", "4", "5"))


@pytest.mark.parametrize(("step", "told"), [(0.01, True), (0.5, False)])
def test_a_mean_watched_while_one_answer_arrives_tells_it_when_fine_and_not_when_coarse(step, told):
    before = table((1, 2, 4, 5, 2), SCALE)
    after = Table.of("later", SCALE, {**dict(before.answers), "late": "2"})
    releases = []
    for t in (before, after):
        mean = sum(int(c) for _, c in t.answers) / t.n
        shown = round(mean / step) * step
        cell = mean_cell(SCALE, (1, 2, 3, 4, 5), shown, step, t.n)
        releases.append(Release(t.name, SCALE, t.people, (cell,)))
    assert audit(releases, insiders=0).safe is not told


def test_the_independent_reader_agrees_on_who_is_determined():
    first = table((8, 4, 3))
    second = Table.of("later", CHANGE, {**dict(first.answers), "late": "worse"})
    releases = [Release.plain(first), Release.plain(second)]
    truth = {"confidence": dict(second.answers)}
    assert determined(releases, CHANGE, truth, []) == {"late"}
    assert determined(releases[:1], CHANGE, truth, ["p0000", "p0008", "p0012"]) == set()


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: Question("q", ("a",)),
        lambda: Question("q", ("a", "a")),
        lambda: Question("q", ("a", "b"), topic="t"),
        lambda: Question("q", ("a", "b"), topic="t", reading=("a", "c")),
        lambda: Table.of("t", CHANGE, {"p": "sideways"}),
        lambda: Table.of("t", CHANGE, {"p": "same"}, asked=0),
        lambda: Release("r", CHANGE, frozenset("ab"), (Cell("x", (1.0,), 0, 1, "?"),)),
        lambda: reader_range([plain((8, 4, 3))], frozenset({"stranger"}), CHANGE, ["better"]),
        lambda: audit([plain((8, 4, 3))], insiders=-1),
    ],
)
def test_what_cannot_be_is_refused(wrong):
    with pytest.raises(EvaluationError):
        wrong()
