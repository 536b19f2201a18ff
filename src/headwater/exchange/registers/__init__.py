"""Public registers and members' lists become organisations with their sites.

`sniff` says what a file is; `read` gives its organisations and, for every row that was not used, the reason.
"""

from headwater.exchange.registers.columns import Register
from headwater.exchange.registers.errors import FileTooLarge, MappingError, RegisterError, UnreadableFile
from headwater.exchange.registers.layout import Layout, sniff, suggest_mapping
from headwater.exchange.registers.reading import read
from headwater.exchange.registers.rows import Note, OrganisationRow, Reading, Refusal, SiteRow
from headwater.exchange.registers.stripped import stripped

__all__ = [
    "FileTooLarge",
    "Layout",
    "MappingError",
    "Note",
    "OrganisationRow",
    "Reading",
    "Refusal",
    "Register",
    "RegisterError",
    "SiteRow",
    "UnreadableFile",
    "read",
    "sniff",
    "stripped",
    "suggest_mapping",
]
