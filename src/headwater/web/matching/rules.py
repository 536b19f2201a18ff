"""How people stand to proposed pairs and to the records around them."""

from typing import Any

from headwater.web.hosts.relations import Relation, relation
from headwater.web.matching.models import Exclusion, MatchProposal
from headwater.web.matching.states import ProposalState


@relation(Relation.PAIR, MatchProposal)
def is_one_of_them(person: Any, proposal: MatchProposal) -> bool:
    return proposal.side_of(person) is not None


@relation(Relation.RELEASED, MatchProposal)
def is_told(person: Any, proposal: MatchProposal) -> bool:
    """Published: nobody of a pair sees a draft."""
    return proposal.state != ProposalState.DRAFT


@relation(Relation.OWN, Exclusion)
def is_author(person: Any, exclusion: Exclusion) -> bool:
    return exclusion.participant.person_id == person.pk
