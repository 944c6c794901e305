"""Brings the tables of the Bureau of Labor Statistics in."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from onet.commands import ImportCommand
from onet.importing import Report
from onet.statistics import import_statistics


class Command(ImportCommand):
    help = "Brings pay by state, projections, schooling and fields of study in: a folder of tables, or a zip of them."

    def bring_in(self, path: Path, _options: dict[str, Any], /, **common: Any) -> Report:
        return import_statistics(path, **common)
