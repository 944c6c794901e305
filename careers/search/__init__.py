"""Search over roles and certifications: one interface, a module a backend."""

from careers.search.text import (
    LONGEST_QUERY,
    MOST_WORDS,
    Found,
    Hit,
    Job,
    nearest_certifications,
    nearest_roles,
    search_certifications,
    search_jobs,
    search_roles,
)

__all__ = [
    "LONGEST_QUERY",
    "MOST_WORDS",
    "Found",
    "Hit",
    "Job",
    "nearest_certifications",
    "nearest_roles",
    "search_certifications",
    "search_jobs",
    "search_roles",
]
