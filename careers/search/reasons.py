"""Why a role is found that is not called what was typed: the duty, the skill or the tool in which the words stand."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from careers.search.index import Kind, texts_of
from careers.search.roles import Found, Hit
from careers.search.words import Groups, Typed, common_start, plain, split_at_matches

ORDER = {kind: place for place, kind in enumerate((Kind.DUTY, Kind.SKILL, Kind.TOOL, Kind.SUMMARY))}


@dataclass(frozen=True)
class Reason:
    """A piece of what is told of a role, as `typed` found it: as text, and in pieces in which that stands out."""

    kind: str
    text: str
    typed: str
    also: str = ""  # what O*NET calls it, where that is what was typed

    @property
    def pieces(self) -> list[tuple[str, bool]]:
        pieces = split_at_matches(self.text, self.typed)
        return (
            [*pieces, (", which O*NET calls ", False), *split_at_matches(self.also, self.typed)]
            if self.also
            else pieces
        )


def in_other_words(found: Found) -> str:
    """What was looked for besides, as names say it; nothing where no role was found so."""
    besides = [f" For “{said}”: {', '.join(names)}." for said, names in found.meant]
    return f"We also looked for other words.{''.join(besides)}" if besides else ""


def reasons(text: str, hits: Iterable[Hit]) -> dict[int, Reason]:
    """By role, what tells of the words, of those hits that have no such name: one query, or none.

    It is the piece that has most of the words, and has them whole. That a summary has them goes without saying: it is
    shown wherever there is room for a reason.
    """
    typed = Typed.of(text)
    ids = [hit.pk for hit in hits if not hit.is_named]
    if not ids or not typed.words:
        return {}
    groups = typed.groups(goes_on=len(typed.text) > 1)
    starts = [common_start([term.word for term in group]) for group in groups]
    best: dict[int, tuple[tuple[int, bool, int, int], Reason | None]] = {}
    for role_id, kind, told, also in texts_of(ids):
        letters = f"{told} {also}".lower()
        if letters.isascii() and not any(start in letters for start in starts):
            continue  # as most: quicker seen so than word by word
        by_title, by_other = _held(groups, told), _held(groups, also)
        order = (-max(by_title, by_other), typed.text not in (plain(told), plain(also)), ORDER[kind], len(told))
        if order[0] and (role_id not in best or order < best[role_id][0]):
            reason = Reason(kind.value, told, text, also if by_other > by_title else "")
            best[role_id] = order, None if kind is Kind.SUMMARY else reason
    return {role_id: reason for role_id, (_, reason) in best.items() if reason}


def _held(groups: Groups, text: str) -> int:
    """How many of the words stand in a text: two for each that stands there whole, one for one that only begins so."""
    if not text:
        return 0
    words = f" {plain(text)} "
    held = 0
    for group in groups:
        if any(f" {term.word} " in words for term in group):
            held += 2
        elif any(term.is_start and f" {term.word}" in words for term in group):
            held += 1
    return held
