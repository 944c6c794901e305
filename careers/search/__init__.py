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
    split_at_matches,
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
    "split_at_matches",
]
