"""Searches as tests ask for them."""

from careers.search import search_roles


def found(text: str) -> list[str]:
    """The titles of the roles that a search finds, best first."""
    return [hit.title for hit in search_roles(text).hits]
