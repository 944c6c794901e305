"""Search over roles and certifications: one interface, a module a backend.

Roles are found through an index (`index.py` keeps it true), which `sqlite.py` or `postgres.py` holds, by the database.
"""

from careers.search.index import rebuild, rebuilding
from careers.search.keeping import knows
from careers.search.meant import nearest_roles, second_best
from careers.search.others import (
    Job,
    meant_certifications,
    nearest_certifications,
    search_certifications,
    search_jobs,
    search_retired,
)
from careers.search.reasons import Reason, in_other_words, reasons
from careers.search.roles import Found, Hit, search_roles, suggest_roles
from careers.search.words import LONGEST_QUERY, MOST_WORDS, split_at_matches

__all__ = [
    "LONGEST_QUERY",
    "MOST_WORDS",
    "Found",
    "Hit",
    "Job",
    "Reason",
    "in_other_words",
    "knows",
    "meant_certifications",
    "nearest_certifications",
    "nearest_roles",
    "reasons",
    "rebuild",
    "rebuilding",
    "search_certifications",
    "search_jobs",
    "search_retired",
    "search_roles",
    "second_best",
    "split_at_matches",
    "suggest_roles",
]
