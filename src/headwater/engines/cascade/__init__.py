"""How a practice travels: down and up an organisation, across organisations, on to the next generation."""

from headwater.engines.cascade.choice import Choice, Pick, choose_starts
from headwater.engines.cascade.errors import CascadeError
from headwater.engines.cascade.estimation import Estimate, TierEstimate, estimate
from headwater.engines.cascade.events import Event, State
from headwater.engines.cascade.exact import ExactReach, exact_reach
from headwater.engines.cascade.fairness import Fairness, FairnessPoint, Floors
from headwater.engines.cascade.forecasting import Forecast, forecast
from headwater.engines.cascade.hierarchy import Hierarchy
from headwater.engines.cascade.network import Network
from headwater.engines.cascade.plans import Plan
from headwater.engines.cascade.pooling import Share
from headwater.engines.cascade.posterior import Posterior
from headwater.engines.cascade.present import Present
from headwater.engines.cascade.reproduction import Reproduction
from headwater.engines.cascade.spread import Spread, simulate
from headwater.engines.cascade.swaps import Swap
from headwater.engines.cascade.tallies import TierCount

__all__ = [
    "CascadeError",
    "Choice",
    "Estimate",
    "Event",
    "ExactReach",
    "Fairness",
    "FairnessPoint",
    "Floors",
    "Forecast",
    "Hierarchy",
    "Network",
    "Pick",
    "Plan",
    "Posterior",
    "Present",
    "Reproduction",
    "Share",
    "Spread",
    "State",
    "Swap",
    "TierCount",
    "TierEstimate",
    "choose_starts",
    "estimate",
    "exact_reach",
    "forecast",
    "simulate",
]
