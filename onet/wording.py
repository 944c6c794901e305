"""O*NET's words as pages show them: sentence case, plain answers, our own names where we have them."""

from __future__ import annotations

import re
from datetime import date
from functools import cache

# Words that keep their capital inside a title.
PROPER = frozenset({"English", "Internet", "Web"})

# Two elements bear the name of mathematics; some others say little to somebody who is new to them.
_SKILLS = {
    "2.A.1.e": "Solving problems with math",
    "2.B.3.g": "Watching gauges and screens",
    "2.B.3.h": "Running machines",
    "2.B.5.b": "Managing money",
    "2.B.5.c": "Managing equipment and supplies",
    "2.B.5.d": "Managing people",
    "2.C.3.e": "Machines and tools",
}

_WORD = re.compile(r"[A-Za-z][A-Za-z']*")


def sentence_case(title: str) -> str:
    """“Legal Secretaries” as “Legal secretaries”; abbreviations and names keep their capitals."""
    title = title.replace("--", ": ")
    lower = _WORD.sub(
        lambda found: found[0] if found[0] in PROPER or found[0][1:] != found[0][1:].lower() else found[0].lower(),
        title,
    )
    return lower[:1].upper() + lower[1:]


def skill_title(element: str, title: str) -> str:
    """What an element of skill or knowledge is called here."""
    return _SKILLS.get(element) or sentence_case(title)[:120]


def other_title(element: str, title: str) -> str:
    """What O*NET calls an element that has another name here."""
    return title[:120] if element in _SKILLS else ""


def without_stop(text: str) -> str:
    """A task or an activity as duties are worded: without the stop at its end."""
    return text.removesuffix(".")


@cache
def month_words(month: date) -> str:
    """`August 2023`."""
    return f"{month:%B %Y}"


# Which question a scale of the survey answers.
QUESTIONS = {"RL": "education", "RW": "experience", "OJ": "training"}

_ANSWERS = {
    "Less than a High School Diploma": "Less than high school",
    "High School Diploma": "High school diploma or GED",
    "Post-Secondary Certificate": "Certificate after high school",
    "Some College Courses": "Some college",
    "Associate's Degree": "Associate degree",
    "Bachelor's Degree": "Bachelor’s degree",
    "Post-Baccalaureate Certificate": "Certificate after a bachelor’s degree",
    "Master's Degree": "Master’s degree",
    "Post-Master's Certificate": "Certificate after a master’s degree",
    "First Professional Degree": "First professional degree",
    "Doctoral Degree": "Doctoral degree",
    "Post-Doctoral Training": "Training after a doctoral degree",
    "None": "None",
    "None or short demonstration": "None, or a short demonstration",
    "Up to and including 1 month": "Up to 1 month",
    "Anything beyond short demonstration, up to and including 1 month": "Up to 1 month",
    "Over 1 month, up to and including 3 months": "1 to 3 months",
    "Over 3 months, up to and including 6 months": "3 to 6 months",
    "Over 6 months, up to and including 1 year": "6 months to 1 year",
    "Over 1 year, up to and including 2 years": "1 to 2 years",
    "Over 2 years, up to and including 4 years": "2 to 4 years",
    "Over 4 years, up to and including 6 years": "4 to 6 years",
    "Over 4 years, up to and including 10 years": "4 to 10 years",
    "Over 6 years, up to and including 8 years": "6 to 8 years",
    "Over 8 years, up to and including 10 years": "8 to 10 years",
    "Over 10 years": "Over 10 years",
}


def answer(description: str) -> str:
    """An answer of the survey in plain words; O*NET's own up to its first explanation, where we have none."""
    plain = re.split(r" - | \(", description)[0]
    return _ANSWERS.get(plain, plain[:160])
