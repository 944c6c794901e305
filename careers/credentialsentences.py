"""The short sentences that lead a comparison of certifications, made from what is on file."""

from __future__ import annotations

from collections.abc import Sequence

from careers.cells import Tag
from careers.credentialcomparison import CredentialComparison
from careers.credentialfacts import CredentialColumn
from careers.sentences import NUMBERS
from careers.wording import article, inside_sentence, joined, sentence


def title(whole: CredentialComparison) -> str:
    """`Certified Paralegal (CP) and Registered Paralegal (RP)`; from three on `Three certifications side by side`."""
    if whole.is_pair:
        return joined([column.title for column in whole.columns])
    return f"{NUMBERS[len(whole.columns)]} {_things(whole.columns)} side by side"


def long_title(whole: CredentialComparison) -> str:
    """All names, for the title bar and link previews."""
    return f"{joined([column.title for column in whole.columns])} compared"


def finding(whole: CredentialComparison) -> str:
    """Two short sentences: what they are and for whom, and where they part most."""
    return " ".join(part for part in (_what_they_are(whole), _parted(whole)) if part)


def roles_line(whole: CredentialComparison) -> str:
    """What the section on roles finds."""
    if not whole.roles:
        return "No role here names them."
    all_of_them = "both" if whole.is_pair else f"all {NUMBERS[len(whole.columns)].lower()}"
    shared = len(whole.shared_roles)
    if not shared:
        return f"No role here names {all_of_them}."
    if shared == len(whole.roles):
        return f"{all_of_them.capitalize()} are named for the same role{'' if shared == 1 else 's'}."
    return f"{shared} of {len(whole.roles)} roles {'names' if shared == 1 else 'name'} {all_of_them}."


def _things(columns: Sequence[CredentialColumn]) -> str:
    licenses = sum(column.is_license for column in columns)
    if licenses == len(columns):
        return "licenses"
    return "certifications and licenses" if licenses else "certifications"


def _what_they_are(whole: CredentialComparison) -> str:
    columns = whole.columns
    licenses = [short for column, short in zip(columns, _shorts(columns), strict=True) if column.is_license]
    all_of_them = "both" if whole.is_pair else f"all {NUMBERS[len(columns)].lower()}"
    if len(licenses) == len(columns):
        lead = f"{all_of_them} are licenses"
    elif licenses:
        lead = f"of these, only {joined(licenses)} {'is a license' if len(licenses) == 1 else 'are licenses'}"
    else:
        lead = f"{'neither' if whole.is_pair else 'none of them'} is a license"
    roles = joined([article(inside_sentence(row.title)) for row in whole.shared_roles])
    return sentence(f"{lead}; {all_of_them} are for {roles}" if roles else lead)


def _parted(whole: CredentialComparison) -> str:
    """The fees where all are on file, or else how long they last."""
    for slug, verb in (("fee", "costs"), ("lasts", "lasts")):
        cells = [column.cell(slug) for column in whole.columns]
        # What nobody has checked leads nobody.
        known = all(not cell.is_missing and Tag.UNCHECKED not in cell.tags for cell in cells)
        if known and len({cell.code for cell in cells}) > 1:
            told = zip(_shorts(whole.columns), cells, strict=True)
            return sentence(joined([f"{short} {verb} {inside_sentence(cell.value)}" for short, cell in told]))
    return ""


def _shorts(columns: Sequence[CredentialColumn]) -> list[str]:
    """The letters where they tell them apart, or else the titles."""
    letters = [column.name.short for column in columns]
    return letters if len(set(letters)) == len(letters) else [column.title for column in columns]
