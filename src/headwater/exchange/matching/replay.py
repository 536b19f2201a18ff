"""What went into a match is kept beside its results, so that it can be run again and must say the same."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

from headwater.exchange.matching.people import read_people
from headwater.exchange.matching.proof import check_certificate
from headwater.exchange.matching.results import result_files, write_results
from headwater.exchange.matching.rules import Rules, read_rules
from headwater.exchange.matching.run import Run, run_match
from headwater.exchange.tables import read_csv

KEPT = "kept"
RECORD = "record.json"
LIBRARIES = ("numpy", "scipy", "ortools")
COMPARED = ("pairs.csv", "unplaced.csv")
MOST_NAMED = 10
Progress = Callable[[str], None]


class ReplayError(ValueError):
    """A folder that cannot be run again; the message says why and what to do."""


@dataclass(frozen=True)
class Inputs:
    """The files of a match as they were given: name and bytes. `rules` is None where none were given."""

    partners: tuple[str, bytes]
    consultants: tuple[str, bytes]
    rules: tuple[str, bytes] | None = None

    def by_role(self) -> dict[str, tuple[str, bytes]]:
        """The files there are, by what they are for."""
        listed = {"partners": self.partners, "consultants": self.consultants, "rules": self.rules}
        return {role: file for role, file in listed.items() if file is not None}


@dataclass(frozen=True)
class Replay:
    """Whether the match came out the same; otherwise `differences` says where it did not, in plain words."""

    run: Run
    differences: tuple[str, ...]

    @property
    def same(self) -> bool:
        return not self.differences


def match_files(inputs: Inputs, progress: Progress = lambda _: None) -> Run:
    """The match of two files of people under a file of rules."""
    name, data = inputs.partners
    partners = read_people(data, "partners", name)
    name, data = inputs.consultants
    consultants = read_people(data, "consultants", name)
    rules = read_rules(inputs.rules[1]) if inputs.rules else Rules()
    return run_match(partners, consultants, rules, progress)


def write_match(run: Run, inputs: Inputs, folder: Path) -> tuple[Path, ...]:
    """Write the results, and keep what they came from: the files, the versions, checksums of all."""
    files = inputs.by_role()
    written = write_results(run, folder, {name: _digest(data) for name, data in files.values()})
    kept = folder / KEPT
    kept.mkdir(mode=0o700, exist_ok=True)  # it holds the rules, and with them who must never meet
    for role, (name, data) in files.items():
        (kept / f"{role}{Path(name).suffix}").write_bytes(data)
    record = {
        "headwater": version("headwater"),
        "libraries": {name: version(name) for name in LIBRARIES},
        "seed": None,  # nothing is drawn: what is equal is settled by the names
        "inputs": {role: {"name": name, "sha256": _digest(data)} for role, (name, data) in files.items()},
        "results": {name: _digest((folder / name).read_bytes()) for name in COMPARED},
    }
    (kept / RECORD).write_text(json.dumps(record, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    return written


def replay(folder: Path, progress: Progress = lambda _: None) -> Replay:
    """Run a kept match again, and compare. Raises `ReplayError` where what was kept is gone or was changed."""
    record = _record(folder / KEPT / RECORD)
    run = match_files(_inputs(folder / KEPT, record), progress)
    now = result_files(run, {})
    differences = [
        f"{name} in the folder is not the one that was written: it was changed since."
        for name in COMPARED
        if not (folder / name).is_file() or _digest((folder / name).read_bytes()) != record["results"][name]
    ]
    if any(_digest(now[name]) != record["results"][name] for name in COMPARED):
        differences.append("The match came out differently." + _versions(record))
        differences += _pairs_that_differ(folder / "pairs.csv", now["pairs.csv"])
    if not differences:
        differences += _faults_of_certificate(folder / "certificate.json", run)
    return Replay(run, tuple(differences))


def _faults_of_certificate(path: Path, run: Run) -> list[str]:
    """What is wrong with the kept certificate, as a proof of the pairs."""
    if not path.is_file():
        return ["certificate.json is no longer in the folder: the pairs are the same, their proof is gone."]
    found = check_certificate(path.read_bytes(), run.problem, run.assignment)
    return [f"certificate.json does not hold: {fault}" for fault in found.faults]


def _record(path: Path) -> dict[str, Any]:
    try:
        record = json.loads(path.read_text(encoding="utf-8"))
        if set(record["results"]) >= set(COMPARED) and {"partners", "consultants"} <= set(record["inputs"]):
            return dict(record)
    except (OSError, ValueError, KeyError, TypeError):
        pass
    raise ReplayError(
        f"There is no record of a match at {path}. Name the folder that `headwater match --out` wrote."
    )


def _inputs(kept: Path, record: dict[str, Any]) -> Inputs:
    files: dict[str, tuple[str, bytes]] = {}
    for role, said in record["inputs"].items():
        path = kept / f"{role}{Path(said['name']).suffix}"
        if not path.is_file() or _digest(path.read_bytes()) != said["sha256"]:
            raise ReplayError(
                f"{path} is gone or was changed since the match. Put the file back as it was ({said['name']})."
            )
        files[role] = (said["name"], path.read_bytes())
    return Inputs(files["partners"], files["consultants"], files.get("rules"))


def _versions(record: dict[str, Any]) -> str:
    """What is installed now that was not then."""
    then = {"headwater": record.get("headwater"), **record.get("libraries", {})}
    other = [f"{name} was {old} and is {version(name)}" for name, old in then.items() if old != version(name)]
    return f" Since then {'; '.join(other)}." if other else " The same versions are installed."


def _pairs_that_differ(before: Path, after: bytes) -> list[str]:
    if not before.is_file():
        return []
    old, new = (
        {(row["partner"], row["consultant"]) for row in read_csv(data)}
        for data in (before.read_bytes(), after)
    )
    told = [f"{partner} no longer has {consultant}." for partner, consultant in sorted(old - new)]
    told += [f"{partner} now has {consultant}." for partner, consultant in sorted(new - old)]
    more = len(told) - MOST_NAMED
    return [*told[:MOST_NAMED], *([f"And {more} more."] if more > 0 else [])]


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
