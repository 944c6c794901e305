"""From what a person has to what they want, over milestones and routes.

The data is an AND/OR graph (a directed hypergraph; in CTDL's terms pathway components and component conditions): a
milestone is reached by **any one** of its routes, a route needs **all** of its needs. True data has cycles (a year in
a job counts toward a certificate that the job asks for), so what can be reached is a least fixpoint, grown from
nothing, and no plan ever leans on itself.

- `graph` holds the facts, and which routes lead anywhere in a place, on a day, for a person.
- `plans` has `plan`: every plan that no other beats in time, cost and schooling. `front` searches for the routes, with
  bounds; `schedule` settles what can be done side by side, `timing` what that comes to.
- `drafts` settles which routes a path takes: the usual way (`choice`), and the rest of it by the same search. `totals`
  is what the ways to a goal come to, `paths` tells one as a page does, with a card for each way to take a step.
"""

from careers.planning.choice import NoPath
from careers.planning.front import UNKNOWN
from careers.planning.graph import (
    MilestoneFacts,
    Need,
    PathGraph,
    Recommendation,
    RouteFacts,
    UnknownMilestone,
    brought_along,
    leans_on,
    reachable,
    usable_routes,
)
from careers.planning.paths import Alternative, Path, Step, first_path, ways
from careers.planning.plans import EarlyExit, OverBudget, Plan, PlanSet, PlanStep, Unlock, plan
from careers.planning.totals import Way, span, timed, way_totals, ways_to_each

__all__ = [
    "UNKNOWN",
    "Alternative",
    "EarlyExit",
    "MilestoneFacts",
    "Need",
    "NoPath",
    "OverBudget",
    "Path",
    "PathGraph",
    "Plan",
    "PlanSet",
    "PlanStep",
    "Recommendation",
    "RouteFacts",
    "Step",
    "UnknownMilestone",
    "Unlock",
    "Way",
    "brought_along",
    "first_path",
    "leans_on",
    "plan",
    "reachable",
    "span",
    "timed",
    "usable_routes",
    "way_totals",
    "ways",
    "ways_to_each",
]
