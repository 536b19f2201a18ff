"""Who stands how to a request for data."""

from typing import Any

from headwater.web.hosts.relations import Relation, relation
from headwater.web.rights.models import DataRequest, RequestedText


@relation(Relation.OWN, DataRequest)
def asked_it(person: Any, data_request: DataRequest) -> bool:
    """Whoever asked."""
    return data_request.person_id == person.pk


@relation(Relation.RUNNING, DataRequest)
def is_open(person: Any, data_request: DataRequest) -> bool:
    """Not answered and not taken back."""
    return data_request.state == DataRequest.State.OPEN


@relation(Relation.ADDRESSED, RequestedText)
def wrote_it(person: Any, text: RequestedText) -> bool:
    """The author of the text, while the request is open."""
    return text.author_id == person.pk and text.request.state == DataRequest.State.OPEN
