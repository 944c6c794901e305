"""O*NET names occupations by the many, “Registered Nurses”; sentences about a role need the one."""

from __future__ import annotations

import re

# Where people end and what they work on, or do not, begins.
END_OF_PEOPLE = re.compile(r" of |, Except |, Including ")
# What ends like people, where one would stand, and is none.
THINGS = frozenset(
    [
        "activities",
        "animals",
        "benefits",
        "biofuels",
        "bus",
        "claims",
        "commodities",
        "customs",
        "fibers",
        "fitness",
        "forces",
        "gas",
        "materials",
        "news",
        "operations",
        "products",
        "programs",
        "sales",
        "securities",
        "sports",
        "surfaces",
        "trades",
        "utilities",
        "vehicles",
    ]
)
_MANY = re.compile(r"\b([A-Za-z]+s)(?=$|,|/| and | or )")


# What federal lists call the rest of a group: the jobs in it that have no title of their own.
_REST = re.compile(r"(?: occupation)?(, all other)(?: specialist)?$")


# What names many people by one word, or a force: who is in it goes by this.
MEMBERS = {
    "Clergy": "Clergy member",
    "Infantry": "Infantry member",
    "Special forces": "Special forces member",
    "Transit and railroad police": "Transit and railroad police officer",
}


def of_members(title: str) -> str:
    """“Clergy” as “Clergy member”, so that a sentence can go on: “how to become a clergy member”."""
    return MEMBERS.get(title, title)


def of_other_kinds(title: str) -> str:
    """“Engineer, all other” as “Engineer (other kinds)”, so that a sentence can go on: “an engineer (other kinds)”."""
    found = _REST.search(title)
    if not found:
        return title.replace(" all other ", " other ")
    worker = " worker" if found[0].startswith(" occupation") else ""
    return f"{title[: found.start()]}{worker} (other kinds)"


def one_of(title: str) -> str:
    """“Registered Nurses” as “Registered Nurse”; “Helpers--Roofers” as “Helper of Roofers”. What is no plural stays."""
    title = title.replace("--", " of ")
    end = END_OF_PEOPLE.search(title)
    people, rest = (title[: end.start()], title[end.start() :]) if end else (title, "")
    return _MANY.sub(lambda found: _one(found[1]), people) + rest


def _one(many: str) -> str:
    if many.lower() in THINGS or many.endswith("ss"):
        return many
    for ending, singular in (("ies", "y"), ("wives", "wife"), ("sses", "ss"), ("ches", "ch")):
        if many.endswith(ending):
            return many.removesuffix(ending) + singular
    return many[:-1]
