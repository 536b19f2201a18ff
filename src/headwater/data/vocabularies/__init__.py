"""Short vocabularies: services, client groups, legal forms, topics of help, situations."""

from headwater.data.vocabularies.care import CLIENT_GROUPS, REGULATED_ACTIVITIES, SERVICE_TYPES
from headwater.data.vocabularies.learning import SITUATIONS, TOPICS, Topic
from headwater.data.vocabularies.organisations import LEGAL_FORMS
from headwater.data.vocabularies.term import Term, Vocabulary, code_of, label_of, plain

__all__ = [
    "CLIENT_GROUPS",
    "LEGAL_FORMS",
    "REGULATED_ACTIVITIES",
    "SERVICE_TYPES",
    "SITUATIONS",
    "TOPICS",
    "Term",
    "Topic",
    "Vocabulary",
    "code_of",
    "label_of",
    "plain",
]
