"""Coded texts to and from other programs: the REFI-QDA project exchange (QDPX), version 1.0.

A QDPX file is a zip with `project.qde`, an XML of users, codes, sources and coded selections, and the texts beside it.
Positions count characters (Unicode code points) from 0; a selection's end is not part of it.
"""

from headwater.exchange.qdpx.project import Code, Coder, Coding, Project, Selection, Source
from headwater.exchange.qdpx.reading import LIMITS, Limits, QdpxError, read_qdpx
from headwater.exchange.qdpx.writing import write_qdpx

__all__ = [
    "LIMITS",
    "Code",
    "Coder",
    "Coding",
    "Limits",
    "Project",
    "QdpxError",
    "Selection",
    "Source",
    "read_qdpx",
    "write_qdpx",
]
