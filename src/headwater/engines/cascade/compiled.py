"""Loops compiled by numba where it is installed; without it numpy does the same work."""

import importlib.util
from collections.abc import Callable
from typing import Any, TypeVar

Loop = TypeVar("Loop", bound=Callable[..., Any])

AVAILABLE: bool = importlib.util.find_spec("numba") is not None


def compiled(loop: Loop) -> Loop:
    """Compile a loop over arrays; it gives up the interpreter lock, so that threads run side by side.

    Without numba the loop is returned untouched, and nothing calls it: see the callers' `AVAILABLE`.
    """
    if not AVAILABLE:
        return loop
    import numba

    try:
        return numba.njit(cache=True, nogil=True)(loop)  # type: ignore[no-any-return]
    except RuntimeError:  # nowhere to keep the compiled loop: compile it in every process
        return numba.njit(nogil=True)(loop)  # type: ignore[no-any-return]
