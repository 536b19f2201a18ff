"""How a practice travels: down and up an organisation, across organisations, on to the next generation."""

from headwater.engines.cascade.choice import Choice, Pick, choose_starts
from headwater.engines.cascade.errors import CascadeError
from headwater.engines.cascade.exact import ExactReach, exact_reach
from headwater.engines.cascade.fairness import Fairness, FairnessPoint, Floors
from headwater.engines.cascade.network import Network
from headwater.engines.cascade.plans import Plan
from headwater.engines.cascade.spread import Spread, simulate
from headwater.engines.cascade.swaps import Swap

__all__ = [
    "CascadeError",
    "Choice",
    "ExactReach",
    "Fairness",
    "FairnessPoint",
    "Floors",
    "Network",
    "Pick",
    "Plan",
    "Spread",
    "Swap",
    "choose_starts",
    "exact_reach",
    "simulate",
]
