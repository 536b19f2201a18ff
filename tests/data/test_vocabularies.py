"""The vocabularies and the words about their sources."""

import csv
from pathlib import Path

import pytest

from headwater.data import SOURCES
from headwater.data.vocabularies import (
    CLIENT_GROUPS,
    LEGAL_FORMS,
    SERVICE_TYPES,
    SITUATIONS,
    TOPICS,
    code_of,
    label_of,
    plain,
)

REGISTERS = Path(__file__).parent / "registers"
VOCABULARIES = [SERVICE_TYPES, CLIENT_GROUPS, LEGAL_FORMS, SITUATIONS]


@pytest.mark.parametrize("vocabulary", VOCABULARIES)
def test_no_wording_means_two_things(vocabulary):
    said = [plain(word) for term in vocabulary for word in {term.code, term.label, *term.aliases}]
    by_word = {}
    for term in vocabulary:
        for word in (term.code, term.label, *term.aliases):
            assert by_word.setdefault(plain(word), term.code) == term.code
    assert len({term.code for term in vocabulary}) == len(vocabulary)
    assert len(said) >= len(vocabulary)


def test_every_service_of_the_cqc_file_with_filters_is_known():
    """The 33 service types and 12 user bands that the by-location file has a column for."""
    with (REGISTERS / "cqc_filters_fictional.csv").open(encoding="utf-8-sig", newline="") as lines:
        header = next(row for row in csv.reader(lines) if "Location ID" in row)
    services = [h.removeprefix("Service type - ") for h in header if h.startswith("Service type - ")]
    bands = [h.removeprefix("Service user band - ") for h in header if h.startswith("Service user band - ")]
    assert (len(services), len(bands)) == (33, 12)
    assert [name for name in services if code_of(SERVICE_TYPES, name) is None] == []
    assert [name for name in bands if code_of(CLIENT_GROUPS, name) is None] == []


def test_two_wordings_of_one_service_are_one_code():
    assert code_of(SERVICE_TYPES, "Homecare agencies") == "homecare"
    assert code_of(SERVICE_TYPES, " domiciliary  care service ") == "homecare"
    assert label_of(SERVICE_TYPES, "homecare") == "Homecare agencies"
    assert code_of(SERVICE_TYPES, "Partnership") is None
    assert label_of(SERVICE_TYPES, "no-such-code") == "no-such-code"


def test_the_topics_are_those_the_founders_named():
    """R13, R16 and R17: and only negotiation with commissioners is restricted (R46)."""
    assert [topic.code for topic in TOPICS] == [
        "business-planning",
        "income",
        "internal-communications",
        "external-communications",
        "buildings",
        "teams",
        "wider-system",
        "commissioner-negotiation",
    ]
    assert [topic.code for topic in TOPICS if topic.restricted] == ["commissioner-negotiation"]


def test_every_source_names_its_licence_and_stands_in_the_notice():
    notice = " ".join((Path(__file__).parents[2] / "NOTICE").read_text(encoding="utf-8").split())
    assert len(SOURCES) >= 3
    for source in SOURCES:
        assert source.licence and source.attribution and source.url.startswith("https://")
    assert SOURCES[0].attribution in notice
