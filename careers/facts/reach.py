"""What somebody can become, from where they stand: a line for each role, with the plans that lead to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import inf

from careers.facts.families import families
from careers.facts.names import role_name
from careers.facts.paths import goal_of, path_graph
from careers.facts.remembered import remembered
from careers.facts.standpoint import Standpoint
from careers.planning import PathGraph
from careers.planning.reach import Outcome, plans_to_each
from careers.rolefacts import RoleName
from roles.models import Role


@dataclass(frozen=True, slots=True)
class RoleReach:
    """A role with the plans to it. A specialty without steps of its own has those of the role it is `part_of`.

    Without an outcome no way leads there from here or, where it `has_steps` not, nobody has put one on file.
    `is_from_tables`: nobody has written the steps, federal tables and a survey tell of them.
    """

    role: RoleName
    workplace: str
    part_of: RoleName | None
    has_steps: bool
    outcome: Outcome | None
    is_from_tables: bool = False


def role_reaches(
    graph: PathGraph, view: Standpoint, have: Mapping[str, float], *, budget: float = inf, start: str = ""
) -> list[RoleReach]:
    """A line for each published role, by title, for somebody who holds something: three queries.

    With a budget only the plans whose cost can be as low. What a `start` that pages offer leads to is remembered
    under its name: one query.
    """

    def lines(graph: PathGraph) -> list[RoleReach]:
        roles = list(Role.objects.published().order_by("title"))
        found = [(family, goal_of(family, graph)) for family in families(roles, Role.objects.select_related("field"))]
        goals = dict.fromkeys(goal for _, known in found if known for goal in known[:1])
        outcomes = plans_to_each(graph, goals, have=have, place=view.place, start=view.today, budget=budget)
        return [
            RoleReach(
                role=RoleName(family[0].slug, family[0].title),
                workplace=family[0].field.workplace,
                part_of=role_name(known[1]) if known and known[1] != family[0] else None,
                has_steps=known is not None,
                outcome=outcomes.get(known[0]) if known else None,
                is_from_tables=known is not None and graph.milestones[known[0]].is_from_tables,
            )
            for family, known in found
        ]

    if not start or budget != inf:
        return lines(graph)
    # Read under the version that it is remembered for: a save may have come after the graph of the view was read.
    return remembered("paths", view, lambda: lines(path_graph(view.place, view.today)), about=start)
