"""Certifications side by side: the same rows, and the same rules of what is alike, as for roles.

Plain facts in, plain facts out: nothing here knows a request or a database.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from careers.cells import Cell, SourceFacts, sources_of
from careers.comparison import Hidden, Row, align, check_columns, glance_rows, without_alike
from careers.credentialfacts import CredentialColumn, Linked

NOTHING_HIDDEN = Hidden()


@dataclass(frozen=True)
class CredentialComparison:
    """Two to four certifications, in the order asked for, and their rows."""

    columns: tuple[CredentialColumn, ...]
    traits: tuple[Row[Cell], ...]
    roles: tuple[Row[Linked], ...]
    hidden: Hidden = NOTHING_HIDDEN

    @property
    def is_pair(self) -> bool:
        return len(self.columns) == 2

    @property
    def shared_roles(self) -> tuple[Row[Linked], ...]:
        """The roles that all have to do with."""
        return tuple(row for row in self.roles if None not in row.cells)

    @property
    def differs(self) -> bool:
        """Whether anything on file differs at all."""
        return not (all(row.alike for row in self.traits) and all(row.alike for row in self.roles))

    def differences(self) -> CredentialComparison:
        """The same without rows that are alike in all, and how many of each kind were left out."""
        traits, hidden_traits = without_alike(self.traits)
        roles, hidden_roles = without_alike(self.roles)
        return replace(self, traits=traits, roles=roles, hidden=Hidden(traits=hidden_traits, roles=hidden_roles))


def compare(columns: Sequence[CredentialColumn]) -> CredentialComparison:
    """Return what the certifications share and where they part, keeping the order given.

    Raises TooFewRoles, TooManyRoles or SameRoleTwice, as for roles.
    """
    check_columns(columns)
    return CredentialComparison(
        columns=tuple(columns),
        traits=glance_rows([column.glance for column in columns]),
        roles=align(
            [column.roles for column in columns],
            slug=lambda linked: linked.slug,
            title=lambda linked: linked.role.title,
            alike=lambda cells: None not in cells and len({linked.how for linked in cells if linked}) == 1,
        ),
    )


def all_sources(comparison: CredentialComparison) -> tuple[SourceFacts, ...]:
    """Every source that the page cites, in the order in which the page cites it."""
    return sources_of(
        *(cell.all_sources for row in comparison.traits for cell in row.cells if cell),
        *(linked.cell.sources for row in comparison.roles for linked in row.cells if linked),
    )
