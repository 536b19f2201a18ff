"""What leaders may want help with or offer help in, and what they may be facing now.

Topics: the seed's own list (R13), with relations to commissioners (R16) and negotiation with them (R17),
which is restricted when a pair shares a commissioner (R46). A programme adds its own.
"""

from dataclasses import dataclass

from headwater.data.vocabularies.term import Term, Vocabulary


@dataclass(frozen=True, slots=True)
class Topic:
    """A subject of help. `restricted` topics are barred between two who sell to the same commissioner."""

    code: str
    label: str
    hint: str
    restricted: bool = False


TOPICS: tuple[Topic, ...] = (
    Topic("business-planning", "Business planning", "Where we are going, and how we will pay for it"),
    Topic("income", "Income generation", "Grants, contracts, trading and giving"),
    Topic(
        "internal-communications",
        "Communications inside",
        "Staff, volunteers and trustees know what is going on",
    ),
    Topic("external-communications", "Communications outside", "Families, funders, the press and the public"),
    Topic("buildings", "Management of buildings", "Premises, leases, repairs and safety"),
    Topic("teams", "Team motivation and training", "People want to stay, and grow"),
    Topic(
        "wider-system", "Working with the wider system", "Councils, the NHS, regulators and other providers"
    ),
    Topic(
        "commissioner-negotiation",
        "Negotiating with commissioners",
        "Standing up to a much larger buyer",
        restricted=True,
    ),
)

SITUATIONS = Vocabulary(
    (
        Term("new-in-post", "I am new in this role"),
        Term("contract-ending", "A main contract or grant is ending"),
        Term("growing", "We are growing fast"),
        Term("shrinking", "We are having to shrink"),
        Term("merging", "We are thinking of merging or joining another body"),
        Term("opening", "We are opening a service"),
        Term("closing", "We are closing a service"),
        Term("inspection", "An inspection went less well than we hoped"),
        Term("staffing", "We cannot find or keep enough staff"),
        Term("manager-vacancy", "A key manager has left or is leaving"),
        Term("board-change", "The chair or the board is changing"),
        Term("premises", "We are moving or repairing premises"),
        Term("digital", "We are bringing in digital records"),
        Term("new-commissioning", "The way services are bought here is changing"),
        Term("alone", "I have nobody at my level to talk to"),
    )
)
"""R34: what leaders facing the same thing can recognise in one another. Headwater's own wording."""
