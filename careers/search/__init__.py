"""Search over roles: one interface, a module a backend."""

from careers.search.text import Found, nearest_roles, search_roles

__all__ = ["Found", "nearest_roles", "search_roles"]
