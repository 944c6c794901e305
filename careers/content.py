"""The content of the site: from the files into the database and back."""

from __future__ import annotations

from pathlib import Path

import careers.importing
import certifications.importing
import roles.importing
import sources.importing
from careers import relating
from roles.models import SurveyShare
from sources.content import Rows, read_content
from sources.documents import BadContent
from sources.dumping import Written, dump_rows
from sources.ledger import Report, load_rows

LAYOUTS = (
    *sources.importing.LAYOUTS,
    *roles.importing.LAYOUTS,
    *certifications.importing.LAYOUTS,
    *careers.importing.LAYOUTS,
)
CHECKS = (*certifications.importing.CHECKS, *careers.importing.CHECKS)
MODELS = tuple(dict.fromkeys(model for layout in LAYOUTS for model in layout.shape.models()))


def read(folder: Path) -> Rows:
    """Every row of the content files, or BadContent with all problems; the database is not touched."""
    return read_content(folder, LAYOUTS, CHECKS)


def load(folder: Path, *, theirs: bool = False, dry_run: bool = False) -> Report:
    """Bring the content files in: all of it or, with BadContent, nothing."""
    rows = read_content(folder, LAYOUTS, CHECKS, before_the_database=False)
    try:
        report = load_rows(rows, MODELS, theirs=theirs, dry_run=dry_run)
    except BadContent:
        read(folder)  # names every row that breaks a rule, where the database stops at the first kind
        raise
    if not dry_run:
        SurveyShare.objects.all().leave_to_ours("The content files answer the question")
    changed = report.created or report.updated or report.removed
    if not dry_run and relating.can_relate() and (changed or relating.changes_since()):
        relating.relate_roles()
    return report


def dump(folder: Path) -> Written:
    """Write the database back as content files; loading them again changes nothing."""
    return dump_rows(folder, LAYOUTS, MODELS)
