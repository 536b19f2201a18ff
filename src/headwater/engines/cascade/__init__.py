"""How a practice travels: down and up an organisation, across organisations, on to the next generation."""

from headwater.engines.cascade.errors import CascadeError
from headwater.engines.cascade.exact import ExactReach, exact_reach
from headwater.engines.cascade.network import Network
from headwater.engines.cascade.spread import Spread, simulate

__all__ = ["CascadeError", "ExactReach", "Network", "Spread", "exact_reach", "simulate"]
