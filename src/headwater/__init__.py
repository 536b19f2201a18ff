"""Headwater: run a cascading-leadership programme."""

__version__ = "0.1.0"
