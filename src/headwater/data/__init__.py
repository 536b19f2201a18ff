"""Packaged open data, with its sources and the scripts that rebuild it."""

from headwater.data.sources import SOURCES, Source

__all__ = ["SOURCES", "Source"]
