"""Everyone who could be matched now, as the plain values the engine gets and a run keeps."""

from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, NamedTuple

from headwater.engines.matching import OrganisationFacts, Outcome, Rivals
from headwater.engines.matching.fit import Never
from headwater.web.matching.candidates import Search, is_large
from headwater.web.matching.facts import digest_of, facts_of, policy_of, verdict_of
from headwater.web.matching.models import HandRule, MatchProposal, RivalryRuling
from headwater.web.matching.profiles import profile_for_engine
from headwater.web.matching.progress import Tell, nobody_waits
from headwater.web.matching.seals import sealed_pairs
from headwater.web.matching.signals import parted_pairs
from headwater.web.matching.states import SETTLED, ProposalState
from headwater.web.matching.waiting import first_in_line, free_places, those_who_are_done
from headwater.web.programmes.models import Participant, Programme
from headwater.web.programmes.signals import reasons_to_wait

DEFAULT_WEIGHTS = {"need": 40, "situation": 15, "service": 15, "size": 5, "values": 5, "distance": 20}
MARKET = {"catchment", "service type", "client group"}
Pair = tuple[str, str]  # ids of a partner and a consultant, as text


class Standing(NamedTuple):
    """How two organisations stand to one another: by the facts, and what counts after a person has looked."""

    outcome: str
    decided: str
    gap: int | None  # metres between the same kind of work, where only place makes them rivals


@dataclass(frozen=True)
class Pool:
    """Who can be matched now, who cannot yet and why, and what stands between each two."""

    programme: Programme
    partners: list[Participant]
    consultants: list[Participant]
    places: dict[str, int]  # free places of each participant
    not_yet: dict[Any, tuple[Participant, list[str]]]
    facts: dict[Any, OrganisationFacts]  # by organisation
    pairs: list[Pair] | None = None  # in a large pool: the pairs looked at; else every pair is
    standing: dict[Pair, Standing] = field(default_factory=dict)
    never: list[tuple[str, str, int]] = field(default_factory=list)  # with a reason of the engine's Never
    sealed: set[Pair] = field(default_factory=set)
    pins: list[Pair] = field(default_factory=list)
    first: dict[str, int] = field(default_factory=dict)  # who comes before others, the greater the earlier
    rules: dict[str, Any] = field(default_factory=dict)
    search: Search | None = None  # in a large pool: finds more pairs worth a look

    def participant(self, identifier: str) -> Participant:
        """One of the pool by id."""
        return self._by_id[identifier]

    @cached_property
    def _by_id(self) -> dict[str, Participant]:
        return {str(side.pk): side for side in (*self.partners, *self.consultants)}

    def verdict(self, pair: Pair) -> dict[str, Any]:
        """What the competitor test says of a pair, with its facts."""
        one, other = (self.participant(side).organisation_id for side in pair)
        return verdict_of(self.facts[one], self.facts[other], policy_of(self.programme))

    def count(self, decided: str) -> int:
        """For how many pairs this is what counts about competition."""
        return sum(one.decided == decided for one in self.standing.values())

    def inputs(self) -> dict[str, Any]:
        """All the engine sees, as values that can be kept: from them the same match comes out again.

        People stand in the order of their organisations' names: what is equal in all else is settled by it.
        Pairs are positions in both lists.
        """
        sides = (self.partners, self.consultants)
        at = {str(side.pk): i for people in sides for i, side in enumerate(people)}
        gaps = ((pair, one.gap) for pair, one in self.standing.items() if one.gap is not None)
        kept = {
            "partners": [self._profile(side) for side in self.partners],
            "consultants": [self._profile(side) for side in self.consultants],
            "never": sorted([at[p], at[c], code] for p, c, code in self.never),
            "sealed": sorted([at[p], at[c]] for p, c in self.sealed),
            "pins": sorted([at[p], at[c]] for p, c in self.pins),
            "gaps": sorted([at[p], at[c], gap] for (p, c), gap in gaps),
            **{name: self.rules[name] for name in ("weights", "fairness")},
        }
        return kept if self.pairs is None else kept | {"pairs": sorted([at[p], at[c]] for p, c in self.pairs)}

    def _profile(self, side: Participant) -> dict[str, Any]:
        pk = str(side.pk)
        counted = {"places": self.places[pk], "first": self.first.get(pk, 0)}
        return profile_for_engine(side, self.rules) | counted


def rules_of(
    programme: Programme,
    *,
    fairness: str = "none",
    weights: dict[str, int] | None = None,
    **changed: Any,
) -> dict[str, Any]:
    """The rules of a run: what is never allowed and what is preferred, as the desk shows them.

    ``changed``: a rule of the programme that a scenario leaves or sets otherwise, by its name.
    """
    return {
        "fairness": fairness,
        "weights": {**DEFAULT_WEIGHTS, **(weights or programme.matching_weights), "availability": 0},
        "maximum_miles": programme.maximum_miles,
        "remote_allowed": programme.remote_allowed,
        "catchment_miles": programme.catchment_miles,
        "cross_sector_only": programme.cross_sector_only,
    } | changed


def gather(
    programme: Programme,
    rules: dict[str, Any],
    *,
    tell: Tell = nobody_waits,
    only: Participant | None = None,
    first: dict[str, int] | None = None,
    these: list[Pair] | None = None,
    holding: tuple[str, ...] = SETTLED,
) -> Pool:
    """The pool as it stands: those with a free place and nothing to wait for, and every pair that must not be.

    ``only``: look at this partner alone. ``first``: who comes before others, the greater the earlier. ``these``:
    look at these pairs alone, of whom all still have to be in the pool. ``holding``: the states in which a
    proposal takes up a place.
    """
    tell("people", 0)
    partners, consultants, places, not_yet = _sides(programme, only, holding)
    search, pairs = None, None
    if these is not None:
        pairs = [pair for pair in these if set(pair) <= places.keys()]
    elif is_large(len(partners), len(consultants)):
        search = Search(partners, consultants, rules)
        pairs = search.first(tell)
    pool = Pool(
        programme=programme,
        partners=partners,
        consultants=consultants,
        places=places,
        not_yet=not_yet,
        facts={side.organisation_id: facts_of(side.organisation) for side in (*partners, *consultants)},
        first=first_in_line(programme) if first is None else first,
        rules=rules,
        search=search,
    )
    return looking_at(pool, pairs, tell)


def looking_at(pool: Pool, pairs: list[Pair] | None, tell: Tell = nobody_waits) -> Pool:
    """The pool with what stands between the two of each of these pairs; of every pair where none are given.

    Pairs pinned by hand are looked at whatever is.
    """
    pins, bars = _by_hand(pool)
    if pairs is not None and pool.search is not None:
        pairs = list(dict.fromkeys([*pairs, *pins]))
    every = [(str(p.pk), str(c.pk)) for p in pool.partners for c in pool.consultants]
    looked_at = every if pairs is None else pairs
    tell("rivals", 20)
    standing = _at_once(pool, looked_at) if pool.search else _one_by_one(pool, looked_at)
    closed = (over(pool.programme) | set(bars)) & standing.keys()
    return replace(
        pool,
        pairs=pairs,
        standing=standing,
        never=_never(pool, standing) + [(*pair, int(Never.UNAVAILABLE)) for pair in sorted(closed)],
        sealed=sealed_pairs(pool.partners, pool.consultants) & standing.keys(),
        pins=[pin for pin in pins if pin in standing],
    )


def _sides(
    programme: Programme, only: Participant | None, holding: tuple[str, ...]
) -> tuple[list[Participant], list[Participant], dict[str, int], dict]:
    free = free_places(programme, holding)
    done = those_who_are_done(programme)
    partners, consultants, places, not_yet = [], [], {}, {}
    people = (
        Participant.objects.active()
        .filter(programme=programme)
        .select_related("person", "organisation", "programme")
        .prefetch_related("organisation__sites")
        .order_by("organisation__name", "person__name", "pk")
    )
    for side in people:
        seeks = side.role == Participant.Role.PARTNER
        if seeks and (not free[side.pk] or side.pk in done or (only is not None and side.pk != only.pk)):
            continue
        if reasons := reasons_to_wait(side, before="matching"):
            not_yet[side.pk] = (side, reasons)
            continue
        places[str(side.pk)] = free[side.pk]
        (partners if seeks else consultants).append(side)
    return partners, consultants, places, not_yet


def outcome_of(verdict: dict[str, Any], ruling: RivalryRuling | None) -> str:
    """What counts for a pair: the decision of a person while the facts are those they saw, else the verdict."""
    if ruling is not None and ruling.facts_digest == digest_of(verdict):
        return ruling.outcome
    return verdict["outcome"]


def rulings_of(programme: Programme) -> dict[Pair, RivalryRuling]:
    """The latest decision of a person about each pair."""
    found: dict[Pair, RivalryRuling] = {}
    for ruling in RivalryRuling.objects.filter(programme=programme).order_by("created_at", "pk"):
        found[str(ruling.partner_id), str(ruling.consultant_id)] = ruling
    return found


def _one_by_one(pool: Pool, pairs: list[Pair]) -> dict[Pair, Standing]:
    """How each two stand to one another, with the facts that decide about the curve."""
    return {pair: _standing(pool.verdict(pair), ruling) for pair, ruling in _with_rulings(pool, pairs)}


def _with_rulings(pool: Pool, pairs: list[Pair]) -> list[tuple[Pair, RivalryRuling | None]]:
    rulings = rulings_of(pool.programme)
    return [(pair, rulings.get(pair)) for pair in pairs]


def _standing(verdict: dict[str, Any], ruling: RivalryRuling | None) -> Standing:
    decided = outcome_of(verdict, ruling)
    by_place = decided == verdict["outcome"] and _by_place_alone(verdict)
    return Standing(verdict["outcome"], decided, verdict["nearest_m"] if by_place else None)


def _at_once(pool: Pool, pairs: list[Pair]) -> dict[Pair, Standing]:
    """How the two of very many pairs stand to one another; what a person decided is looked up pair by pair."""
    sides = (pool.partners, pool.consultants)
    at = {str(one.pk): i for side in sides for i, one in enumerate(side)}
    known = [[pool.facts[one.organisation_id] for one in side] for side in sides]
    rows = [(at[p], at[c]) for p, c in pairs]
    outcomes = Rivals(*known, policy_of(pool.programme)).verdicts(rows).outcome.tolist()
    names = {int(outcome): outcome.name.lower() for outcome in Outcome}
    found = {
        pair: Standing(names[outcome], names[outcome], None)
        for pair, outcome in zip(pairs, outcomes, strict=True)
    }
    ruled = [(pair, ruling) for pair, ruling in rulings_of(pool.programme).items() if pair in found]
    return found | {pair: _standing(pool.verdict(pair), ruling)._replace(gap=None) for pair, ruling in ruled}


def _by_place_alone(verdict: dict[str, Any]) -> bool:
    """Whether only place, service and people supported speak of competition: no group or tender does."""
    return all(
        fact["ground"] in MARKET or fact["outcome"] in ("clear", "restricted") for fact in verdict["facts"]
    )


def _never(pool: Pool, standing: dict[Pair, Standing]) -> list[tuple[str, str, int]]:
    codes = {"barred": int(Never.RIVAL), "check": int(Never.CHECK)}
    rows = [(*pair, codes[one.decided]) for pair, one in standing.items() if one.decided in codes]
    if pool.rules["cross_sector_only"]:
        sector = {str(one.pk): one.organisation.sector for one in (*pool.partners, *pool.consultants)}
        same = [(p, c) for p, c in standing if sector[p] and sector[p] == sector[c]]
        rows += [(*pair, int(Never.NOT_A_CANDIDATE)) for pair in same]
    return rows


def _by_hand(pool: Pool) -> tuple[list[Pair], list[Pair]]:
    """Pairs pinned and pairs barred by a coordinator, of those in the pool."""
    rows = HandRule.objects.filter(programme=pool.programme).values_list("partner", "consultant", "kind")
    found: dict[str, list[Pair]] = {kind: [] for kind in HandRule.Kind.values}
    for partner, consultant, kind in rows:
        if {str(partner), str(consultant)} <= pool.places.keys():
            found[kind].append((str(partner), str(consultant)))
    return found[HandRule.Kind.PIN], found[HandRule.Kind.BAR]


def over(programme: Programme) -> set[Pair]:
    """Pairs that one of them did not take up, or that have parted: they are not proposed again."""
    states = [ProposalState.DECLINED, ProposalState.PARTED]
    past = MatchProposal.objects.filter(programme=programme, state__in=states)
    pairs = {(str(p), str(c)) for p, c in past.values_list("partner", "consultant")}
    return pairs | {(str(p), str(c)) for p, c in parted_pairs(programme)}
