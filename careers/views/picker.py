"""The picker: choose two to four of a kind. A fault in the choice brings it back, with nothing of it lost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.views.decorators.http import require_safe

from careers import clock
from careers.comparison import FEWEST, MOST
from careers.facts.origins import origins
from careers.views.citing import attributions
from careers.views.naming import Offer
from careers.views.pages import Moved, Unknown, chosen_place, chosen_view, render, state_code
from careers.views.subjects import ROLES, Subject
from careers.wording import article, inside_sentence

SUGGESTIONS = 4


@require_safe
def picker(request: HttpRequest, subject: Subject = ROLES) -> HttpResponse:
    """Choose two to four (`?role=a&role=b`, `?a=&b=`, or picked from a list, `?pick=`).

    Leads to the comparison when the choice is right. With `?edit=` the form is shown all the same: to change, add or
    remove one.
    """
    names = [name for name in (subject.noun, "a", "b", "pick") if name in request.GET]
    slugs = subject.slugs([typed.strip() for name in names for typed in request.GET.getlist(name) if typed.strip()])
    if problem := fault_of(slugs, subject):
        return pick(request, subject, *picked(slugs, problem, subject), status=422)
    try:
        chosen = subject.known(slugs)
    except Moved as moved:
        chosen = subject.known(moved.slugs)
    except Unknown as unknown:
        return pick(request, subject, unknown.keep, unknown=unknown.slugs, status=404)
    if len(chosen) < FEWEST or "edit" in request.GET:
        return pick(request, subject, chosen)
    return HttpResponseRedirect(subject.address([each.slug for each in chosen], kept_view(request.GET, subject)))


@dataclass(frozen=True)
class Slot:
    """One field of the picker: what is chosen in it, or was typed and names nothing, and what may be meant by that."""

    number: int
    label: str
    chosen: Any
    error: str = ""
    typed: str = ""
    offers: Sequence[Offer] = ()

    @property
    def id(self) -> str:
        return f"r{self.number}"

    @property
    def value(self) -> str:
        return self.typed or (self.chosen.title if self.chosen else "")


@dataclass(frozen=True)
class Suggestion:
    """What goes well beside the one that is picked, and the address of the two."""

    slug: str
    title: str
    address: str


ORDINALS = ("First", "Second", "Third", "Fourth", "Fifth", "Sixth", "Seventh", "Eighth")


def fault_of(slugs: Sequence[str], subject: Subject) -> str:
    """What is wrong with a choice, whatever it names."""
    if len(set(slugs)) < len(slugs):
        return subject.same_twice
    return subject.too_many if len(slugs) > MOST else ""


def picked(slugs: Sequence[str], problem: str, subject: Subject) -> tuple[list[Any], list[str], list[str]]:
    """What of a faulty choice we know, repeated as it was, what is wrong with it, and what of it names nothing."""
    try:
        known = subject.known(list(dict.fromkeys(slugs)))
    except Moved as moved:
        known = subject.known(moved.slugs)
    except Unknown as unknown:
        kept = {each.slug: each for each in unknown.keep}
        return [kept[slug] for slug in slugs if slug in kept], [problem], list(unknown.slugs)
    by_slug = dict(zip(dict.fromkeys(slugs), known, strict=True))
    return [by_slug[slug] for slug in slugs], [problem], []


def pick(
    request: HttpRequest,
    subject: Subject,
    chosen: Sequence[Any],
    problems: Sequence[str] = (),
    unknown: Sequence[str] = (),
    status: int = 200,
) -> HttpResponse:
    """The form. Problems stand on top of it: nothing of the choice is lost, nothing of what is wrong unsaid."""
    slots = _slots(request, subject, chosen, unknown)
    # A problem that stands at no field of its own is mended at the first that is free.
    free = next((slot.number for slot in slots if slot.chosen is None), len(slots))
    at = {slot.error: slot.number for slot in slots if slot.error}
    said = [*problems, *(slot.error for slot in slots if slot.error and slot.error not in problems)]
    _, problem = chosen_place(request)
    context = {
        "subject": subject,
        "problem": problem,
        "slots": slots,
        "choices": subject.choices() if subject.choices else [],
        "picked": list(chosen),
        "errors": [(f"r{at.get(words, free)}", words) for words in said],
        "attributions": attributions(origins(clock.today())) if subject.noun == ROLES.noun else [],
        "alike": _suggestions(request, subject, chosen),
        "why_alike": subject.why_suggested.format(article(inside_sentence(chosen[0].title)))
        if len(chosen) == 1
        else "",
        "kept": kept_view(request.GET, subject),
    }
    return render(request, "careers/picker.html", context, status=status)


def _slots(request: HttpRequest, subject: Subject, chosen: Sequence[Any], unknown: Sequence[str]) -> list[Slot]:
    """A field for each that is chosen, then one for each that is not known, and more up to the most there can be."""
    slots = []
    seen: set[str] = set()
    for place in range(max(MOST, len(chosen) + len(unknown))):
        here = chosen[place] if place < len(chosen) else None
        label = (
            f"{ORDINALS[place]} {subject.noun}" if place < len(ORDINALS) else f"{subject.noun.capitalize()} {place + 1}"
        )
        error = ""
        if here and here.slug in seen:
            error = subject.same_twice
        elif here and len(chosen) > MOST and place == len(chosen) - 1:
            error = subject.too_many
        slot = Slot(place + 1, label, here, error)
        if 0 <= place - len(chosen) < len(unknown):
            slot = _unknown(slot, request, subject, chosen, unknown[place - len(chosen)])
        slots.append(slot)
        if here:
            seen.add(here.slug)
    return slots


def _unknown(slot: Slot, request: HttpRequest, subject: Subject, chosen: Sequence[Any], typed: str) -> Slot:
    """A field with what names nothing, and with what may be meant in its place."""
    said, names = subject.meant(typed)
    kept = kept_view(request.GET, subject)
    slugs = [each.slug for each in chosen]
    offers = [
        Offer(name.title, reverse(subject.picker, query={subject.noun: [*slugs, name.slug], **kept}))
        for name in names
        if name.slug not in slugs
    ]
    return replace(slot, error=said or subject.unknown(typed), typed=typed, offers=offers)


def _suggestions(request: HttpRequest, subject: Subject, chosen: Sequence[Any]) -> list[Suggestion]:
    """With one picked: what goes well beside it."""
    if len(chosen) != 1:
        return []
    (first,) = chosen
    found = subject.suggestions(first, chosen_view(request)[0])[:SUGGESTIONS]
    kept = kept_view(request.GET, subject)
    return [Suggestion(each.slug, each.title, subject.address([first.slug, each.slug], kept)) for each in found]


def kept_view(query: QueryDict, subject: Subject) -> dict[str, list[str]]:
    """What of the view goes along when what is compared changes: names and their values."""
    said = {name: [value for value in query.getlist(name) if value] for name in subject.keeps}
    kept = {name: values if name in subject.keeps_all else values[-1:] for name, values in said.items() if values}
    return kept | ({"state": [state_code(kept["state"][0])]} if "state" in kept else {})
