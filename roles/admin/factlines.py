"""What one kind of fact says, line by line: the same on its own page and in the page of its role or code."""

from __future__ import annotations

from roles.models import PERCENTILES
from sources.admin.pages import Lines

CONFUSION: Lines = [("other", "view"), "text", "position"]
DUTY: Lines = ["text", "duties", ("importance", "position"), "passed_on"]
SCHOOLING: Lines = [("level", "weight"), "text"]
TRAIT: Lines = [("trait", "code"), "text", "context"]
PAY: Lines = ["per", *((name, f"{name}_cell") for name in PERCENTILES), ("start", "later"), "jobs"]
OUTLOOK: Lines = [
    ("period_from", "period_to", "growth_percent"),
    ("jobs_then", "jobs_later", "openings_a_year"),
    ("entry_schooling", "entry_experience", "entry_training"),
    ("middle_pay", "middle_pay_is_top"),
]
