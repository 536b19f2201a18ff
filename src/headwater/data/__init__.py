"""Packaged open data, with its sources and the scripts that rebuild it."""
