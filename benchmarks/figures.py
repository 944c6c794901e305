"""What a measurement gives: one figure beside what it is held against, and the table of them."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import NoReturn

# Where the figures of a run are gathered; without it each measurement prints its own table.
GATHERED = "PATHSIDE_FIGURES"


@dataclass(frozen=True)
class Figure:
    """What was measured, the floor it stands beside, and the bound that it should keep.

    `value` is the ratio of ours to the floor, unless `unit` says what else it is. `bound` is the most it may be, or,
    with `at_least`, the least; None where the figure only helps to read another.
    """

    what: str
    floor: str
    value: float
    bound: float | None
    at_least: bool = False
    unit: str = "×"
    # Our own time or rate, and the floor's: only to be read beside each other.
    ours: str = ""
    floors: str = ""

    @property
    def holds(self) -> bool:
        if self.bound is None:
            return True
        return self.value >= self.bound if self.at_least else self.value <= self.bound

    @property
    def bounded(self) -> str:
        if self.bound is None:
            return ""
        return f"at {'least' if self.at_least else 'most'} {self.said(self.bound)}"

    def said(self, number: float) -> str:
        words = f"{number:.2f}" if self.unit == "×" else f"{number:,.1f}".removesuffix(".0")
        return f"{words}{'' if self.unit == '×' else ' '}{self.unit}"


def report(*figures: Figure) -> NoReturn:
    """Print or hand over the figures, and end: with status 1 where one does not keep its bound."""
    if folder := os.environ.get(GATHERED):
        name = Path(sys.argv[0]).stem
        Path(folder, f"{name}.json").write_text(json.dumps([asdict(figure) for figure in figures]))
    else:
        print(table(figures))
    sys.exit(not all(figure.holds for figure in figures))


def table(figures: Sequence[Figure]) -> str:
    """The figures in Markdown that lines up, so that it reads well as plain text, too."""
    heads = ("What", "Beside", "Measured", "Bound", "", "Ours", "Floor")
    lines = [
        (
            figure.what,
            figure.floor,
            figure.said(figure.value),
            figure.bounded,
            "" if figure.bound is None else "yes" if figure.holds else "NO",
            figure.ours,
            figure.floors,
        )
        for figure in figures
    ]
    widths = [max(len(line[place]) for line in (heads, *lines)) for place in range(len(heads))]
    rows = [heads, tuple("-" * width for width in widths), *lines]
    return "\n".join(
        "| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) + " |" for row in rows
    )
