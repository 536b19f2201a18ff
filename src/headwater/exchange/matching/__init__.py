"""A match from two spreadsheets and a file of rules, and its results as files."""

from headwater.exchange.matching.people import People, PeopleFileError, Person, read_people
from headwater.exchange.matching.replay import (
    Inputs,
    Replay,
    ReplayError,
    match_files,
    replay,
    write_match,
)
from headwater.exchange.matching.results import write_results
from headwater.exchange.matching.rules import Rules, RulesError, read_rules
from headwater.exchange.matching.run import Run, run_match
from headwater.exchange.matching.template import write_template

__all__ = [
    "Inputs",
    "People",
    "PeopleFileError",
    "Person",
    "Replay",
    "ReplayError",
    "Rules",
    "RulesError",
    "Run",
    "match_files",
    "read_people",
    "read_rules",
    "replay",
    "run_match",
    "write_match",
    "write_results",
    "write_template",
]
