"""Who says so, where it holds, and what was loaded from the content files."""

from sources.models.bookkeeping import DataVersion, ImportRun, LoadConflict, LoadedRow, RenamedSlug
from sources.models.facts import BROUGHT_IN, FactQuerySet, Imported, KeyedFact, Proposal, SourcedFact
from sources.models.sources import Place, Source

__all__ = [
    "BROUGHT_IN",
    "DataVersion",
    "FactQuerySet",
    "ImportRun",
    "Imported",
    "KeyedFact",
    "LoadConflict",
    "LoadedRow",
    "Place",
    "Proposal",
    "RenamedSlug",
    "Source",
    "SourcedFact",
]
