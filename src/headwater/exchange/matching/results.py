"""The results of a match as files: pairs with reasons, those without, a summary with its proof, a page to
print.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from html import escape
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from headwater.engines.matching import Option, Outcome, PartnerReasons
from headwater.engines.matching.fit import PARTS, SENTENCES
from headwater.exchange.matching.proof import write_certificate
from headwater.exchange.matching.run import Run
from headwater.exchange.tables import write_csv

PART_WORDS = {
    "need": "knows what is needed",
    "situation": "faces the same situations",
    "service": "knows the same kind of service",
    "size": "leads an organisation of like size",
    "values": "shares what the work is for",
    "distance": "is near",
    "availability": "has time when it suits",
}
STRONG = 70
PAIR_COLUMNS = [
    "partner",
    "consultant",
    "fit (0 to 1000)",
    *PARTS,
    "meet",
    "distance km",
    "competition",
    "why",
    "a better fit for the partner alone",
]
UNPLACED_COLUMNS = ["partner", "what stands in the way", "what would help"]


def write_results(run: Run, folder: Path, inputs: dict[str, str]) -> tuple[Path, ...]:
    """Write the files into a folder and say which. `inputs` names what went in, with checksums, for the
    record.
    """
    folder.mkdir(parents=True, exist_ok=True)
    files = result_files(run, inputs)
    for name, data in files.items():
        (folder / name).write_bytes(data)
    return tuple(folder / name for name in files)


def result_files(run: Run, inputs: dict[str, str]) -> dict[str, bytes]:
    """The files of a match, by name."""
    pairs, unplaced = list(_pair_rows(run)), list(_unplaced_rows(run))
    return {
        "pairs.csv": write_csv(pairs, PAIR_COLUMNS),
        "unplaced.csv": write_csv(unplaced, UNPLACED_COLUMNS),
        "summary.json": json.dumps(_summary(run, inputs), indent=2, ensure_ascii=False).encode() + b"\n",
        "certificate.json": write_certificate(run.problem, run.assignment),
        "match.html": _page(run, pairs, unplaced).encode(),
    }


def _pair_rows(run: Run) -> Iterator[list[object]]:
    rows = _rows_of(run)
    reasons = {one.partner: one for one in run.reasons}
    for number, (p, c) in enumerate(run.assignment.pairs.tolist()):
        at = rows[number]
        parts = {
            name: int(value) if known else None
            for name, value, known in zip(PARTS, run.scored.parts[at], run.scored.known[at], strict=True)
        }
        remote = bool(run.scored.remote[at])
        metres = float(run.scored.distance_m[at])
        yield [
            run.problem.partner_name(p),
            run.problem.consultant_name(c),
            int(run.scored.fit[at]),
            *parts.values(),
            "remotely" if remote else "in person",
            "" if np.isnan(metres) else round(metres / 1000, 1),
            _competition(run, p, c),
            _why(parts, remote),
            _bound(run, number) if run.better else _better(run, reasons[p]),
        ]


def _rows_of(run: Run) -> NDArray[np.int64]:
    """Where each pair of the match stands among the scored ones."""
    width = len(run.consultants.rows)
    keys = run.scored.partner * width + run.scored.consultant
    wanted = run.assignment.pairs[:, 0] * width + run.assignment.pairs[:, 1]
    order = np.argsort(keys, kind="stable")
    result: NDArray[np.int64] = order[np.searchsorted(keys[order], wanted)]
    return result


def _why(parts: dict[str, int | None], remote: bool) -> str:
    """The strengths of a pair in words; never a bare figure."""
    strong = [
        PART_WORDS[name]
        for name, value in parts.items()
        if value is not None and value >= STRONG and not (remote and name == "distance")
    ]
    return "; ".join(strong) or "the best permitted for all together"


def _competition(run: Run, p: int, c: int) -> str:
    verdict = run.verdicts[p, c]
    if verdict.outcome == Outcome.CLEAR:
        return "clear"
    facts = " ".join(fact.text for fact in verdict.facts if fact.outcome == verdict.outcome)
    if verdict.outcome == Outcome.RESTRICTED:
        return f"leave out: {', '.join(sorted(verdict.restricted_topics))}. {facts}"
    return f"{verdict.outcome.name.lower()}: {facts}"


def _better(run: Run, reasons: PartnerReasons) -> str:
    best = reasons.best
    if best is None:
        return "none: this is the best permitted"
    who = run.problem.consultant_name(best.consultant)
    if not best.possible:
        return f"{who}, but then a must could not be kept"
    return f"{who} (+{best.gain}), {_price(best)}"


def _bound(run: Run, number: int) -> str:
    """The same on long lists: who, and what the others would lose at the least."""
    assert run.better is not None
    consultant, gain, cost = (
        int(values[number]) for values in (run.better.consultant, run.better.gain, run.better.cost_at_least)
    )
    if consultant < 0:
        return "none: this is the best permitted"
    told = f", others would together lose {cost} in fit or more" if cost >= 0 else ""
    return f"{run.problem.consultant_name(consultant)} (+{gain}){told}"


def _price(option: Option) -> str:
    if option.places_change < 0:
        return "but then somebody would go without"
    others = len(option.moves) - 1
    if not others:
        return "at no cost to others"
    people = "1 other" if others == 1 else f"{others} others"
    loss = option.cost_to_others
    told = f"lose {loss} in fit" if loss > 0 else f"gain {-loss} in fit"
    return f"{people} would move and together {told}"


def _unplaced_rows(run: Run) -> Iterator[list[object]]:
    help_of: dict[int, list[str]] = {}
    for one in run.relaxations:
        if one.best.places_change > 0:
            result = f"a place with {run.problem.consultant_name(one.best.consultant)}"
        else:
            result = "a place, but somebody else would lose theirs"
        rule, people = SENTENCES[one.reason], "consultant" if one.opens == 1 else "consultants"
        help_of.setdefault(one.partner, []).append(f"Relax “{rule}” ({one.opens} more {people}): {result}.")
    for reasons in run.reasons:
        if reasons.consultants or reasons.held_back is None:
            continue
        why = reasons.held_back.value
        if reasons.shortage:
            why += f": {len(reasons.shortage.partners)} partners share {reasons.shortage.places} places"
        advice = " ".join(
            help_of.get(reasons.partner, ["One more place with a consultant who is permitted."])
        )
        yield [run.problem.partner_name(reasons.partner), why, advice]


def _summary(run: Run, inputs: dict[str, str]) -> dict[str, Any]:
    found = run.assignment
    return {
        "headwater": version("headwater"),
        "inputs": inputs,
        "partners": run.problem.partner_count,
        "placed": found.placed,
        "pairs": len(found.pairs),
        "permitted pairs": run.problem.edge_count,
        "total fit": found.total_fit,
        "bound": found.bound,
        "proven": found.proven and bool(run.verification),
        "proof covers": "every permitted pair"
        if run.whole
        else "the permitted pairs above, and for all others that none places more",
        "faults": list(run.verification.faults),
        "fairness": found.fairness,
        "fairness costs in total fit": found.best_total - found.total_fit,
        "criteria": [
            {
                "criterion": one.part,
                "share of the weights": round(one.stated, 3),
                "share of what decided": round(one.effective, 3),
                "mean in the match": round(one.mean_part, 1),
            }
            for one in run.influence
        ],
        "notes": [*run.partners.notes, *run.consultants.notes],
    }


def _page(run: Run, pairs: list[list[object]], unplaced: list[list[object]]) -> str:
    found = run.assignment
    proof = (
        "No permitted set places more partners; none that places as many is better under the rule of fairness chosen. "
        "A separate check confirmed it."
        if found.proven and run.verification
        else "The proof did not hold: do not use this match."
    )
    shown = [[row[0], row[1], row[-2], row[-5], row[-4], row[-3]] for row in pairs]
    heads = ["Partner", "Consultant", "Why", "Meet", "km", "Competition"]
    return "\n".join(
        [
            "<!doctype html>",
            '<html lang="en"><head><meta charset="utf-8"><title>Proposed pairs</title>',
            "<style>body{font:11pt/1.4 sans-serif;margin:2em;color:#22282b}table{border-collapse:collapse;width:100%}"
            "th,td{text-align:left;vertical-align:top;padding:.3em .6em;border-bottom:1px solid #d9cfbf}"
            "h1,h2{color:#14524f}</style></head><body>",
            "<h1>Proposed pairs</h1>",
            f"<p>{found.placed} of {run.problem.partner_count} partners have a consultant. {escape(proof)} "
            "A proposal only: people decide, and either side may decline.</p>",
            _table("Pairs", heads, shown),
            _table("Without a pair", ["Partner", "What stands in the way", "What would help"], unplaced),
            "</body></html>",
            "",
        ]
    )


def _table(title: str, heads: list[str], rows: list[list[object]]) -> str:
    if not rows:
        return f"<h2>{escape(title)}</h2><p>Nobody.</p>"
    head = "".join(f'<th scope="col">{escape(one)}</th>' for one in heads)
    body = "".join(
        "<tr>" + "".join(f"<td>{escape(str(cell))}</td>" for cell in row) + "</tr>" for row in rows
    )
    return f"<h2>{escape(title)}</h2><table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
