"""Two people at one page: who saves second is told what changed meanwhile, and nothing that either wrote is lost.

A page carries the newest record of its row and of the rows inside it. When it comes back and there are newer ones,
it is shown again instead of being saved: with a sentence for each change, with what the person typed, and with
what others wrote wherever the person had changed nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models import Max, Value
from django.http import HttpRequest, QueryDict
from django.utils.formats import date_format
from django.utils.timezone import localtime

from sources.admin.histories import values_then
from sources.admin.unsaved import what_was_written
from sources.history import CREATED, DELETED
from sources.history.changes import changes

CLOSING = (
    "Nothing is saved yet. Below is what you typed, with the changes of others wherever you changed nothing. "
    "Save again to keep it so."
)
CLOSING_UNSAVED = (
    "Nothing is saved yet. What you had written into published rows cannot be saved here: copy it from above. "
    "The rest of what you typed is below. Save again to keep that."
)
# Where the page came back with no record, or with one that it cannot have had.
UNKNOWN = "We cannot tell when you opened this page, so others may have changed it since: look it over."


@dataclass(frozen=True)
class Kept:
    """Rows that one page edits: the row itself, or those of one inline; `owner` is how their records are found."""

    model: Any
    owner: Mapping[str, Any]

    def records(self) -> Any:
        return self.model.history.filter(**self.owner)


def newest_records(kept: Sequence[Kept]) -> str:
    """The newest record of each kind of row on a page, as the page carries it: one query."""
    first, *others = (
        each.records().order_by().values(nth=Value(n)).annotate(newest=Max("pk")).values_list("nth", "newest")
        for n, each in enumerate(kept)
    )
    newest = dict(first.union(*others))
    return "-".join(str(newest.get(n) or 0) for n in range(len(kept)))


@dataclass
class Meanwhile:
    """What others did to the rows of a page since it was opened."""

    sentences: list[str]
    # For each row of each kind, by its key, the last record that the person saw (None where there was none).
    seen: list[dict[Any, Any]]


def since(opened_at: str, kept: Sequence[Kept], request: HttpRequest) -> Meanwhile:
    """What changed since the page was opened; nothing is looked up where nothing did."""
    found = Meanwhile([], [{} for _ in kept])
    newest = newest_records(kept)
    if opened_at == newest:
        return found
    numbers = [int(number) for number in opened_at.split("-") if number.isdecimal()]
    if opened_at != "-".join(map(str, numbers)) or not _could_be(numbers, newest):
        found.sentences.append(UNKNOWN)
        return found
    for each, number, seen in zip(kept, numbers, found.seen, strict=True):
        newer = each.records().filter(pk__gt=number).select_related("history_user").order_by("-pk")
        by_row: dict[Any, list[Any]] = defaultdict(list)
        pk = each.model._meta.pk.attname
        for record in newer:
            by_row[getattr(record, pk)].append(record)
        for key, records in by_row.items():
            seen[key] = each.model.history.filter(**{pk: key}, history_id__lte=number).order_by("-pk").first()
            told = [*records, seen[key]] if seen[key] else records
            found.sentences += _sentences(each.model, records, changes(each.model, told), request)
    return found


def _could_be(numbers: Sequence[int], newest: str) -> bool:
    """Whether a page that was opened some time ago may have carried these."""
    now = [int(number) for number in newest.split("-")]
    return len(numbers) == len(now) and all(then <= number for then, number in zip(numbers, now, strict=True))


def _sentences(model: Any, records: Sequence[Any], changed: Mapping[Any, Any], request: HttpRequest) -> Iterable[str]:
    for record in reversed(records):
        verb = {CREATED: "added", DELETED: "deleted"}.get(record.history_type, "changed")
        when = date_format(localtime(record.history_date), "DATETIME_FORMAT")
        said = "; ".join(
            f"{each.field} was “{each.old}” and is now “{each.new}”" for each in changed.get(record.pk, [])
        )
        why = f" Why: {record.history_change_reason}." if record.history_change_reason else ""
        yield (
            f"{_who(record, request)} {verb} the {model._meta.verbose_name} “{record.history_object}” on {when}"
            f"{': ' + said if said else ''}.{why}"
        )


def _who(record: Any, request: HttpRequest) -> str:
    if record.history_user_id is None:
        return "A load of content"
    return "You, in another window," if record.history_user_id == request.user.pk else str(record.history_user)


class Merger:
    """Makes of what a person sent, and of what others wrote meanwhile, what the form shows next.

    `unsaved` says what the person wrote into rows that are closed to them by now: those are shown to read.
    """

    def __init__(self, sent: QueryDict, meanwhile: Meanwhile) -> None:
        self.sent = sent
        self.meanwhile = meanwhile
        self.made = sent.copy()
        self.unsaved: list[str] = []

    def form(self, form: Any, kind: int, *, prefix_sent: str = "") -> None:
        """Fill in one form, made of the row as it is now, with what the person changed in it."""
        row = form.instance
        if form.is_closed:
            self.keep_apart(form, kind, prefix_sent)
        moved = row.pk in self.meanwhile.seen[kind]
        touched = self.touched(form, self.meanwhile.seen[kind].get(row.pk), prefix_sent) if moved else set(form.fields)
        for name in self.shown(form):
            here, there = form.add_prefix(name), f"{prefix_sent}-{name}" if prefix_sent else name
            if name in touched:
                self.put(here, self.sent.getlist(there))
            else:
                self.put(here, _as_sent(form[name].value(), form.fields[name]))

    def shown(self, form: Any) -> list[str]:
        """The fields that the page shows as fields: none of a row that is closed."""
        return [name for name, field in form.fields.items() if field.widget.is_hidden or not form.is_closed]

    def keep_apart(self, form: Any, kind: int, prefix_sent: str = "") -> None:
        """Tell what was written into a row that is closed, and do not send it again."""
        seen = self.meanwhile.seen[kind].get(form.instance.pk)
        before = values_then(seen, list(form.fields)) if seen else {}
        self.unsaved += what_was_written(form, self.sent, prefix_sent, before)
        for name, field in form.fields.items():
            if not field.widget.is_hidden:
                self.made.pop(f"{prefix_sent}-{name}" if prefix_sent else name, None)

    def touched(self, form: Any, before: Any, prefix_sent: str) -> set[str]:
        """The fields in which the person wrote something else than they saw."""
        if before is None:
            return set(form.fields)
        then = values_then(before, list(form.fields))
        found = set()
        for name, field in form.fields.items():
            html_name = f"{prefix_sent}-{name}" if prefix_sent else name
            value = field.widget.value_from_datadict(self.sent, {}, html_name)
            if name not in then or field.has_changed(then[name], value):
                found.add(name)
        return found

    def put(self, name: str, values: Sequence[str]) -> None:
        if values:
            self.made.setlist(name, list(values))
        else:
            self.made.pop(name, None)

    def formset(self, formset: Any, kind: int) -> None:
        """The rows that are there now, those that others added among them, then what the person added.

        A row that somebody deleted comes back as a new one where the person had changed it.
        """
        prefix, pk_name = formset.prefix, formset.model._meta.pk.name
        for name in list(self.made):
            if name.startswith(f"{prefix}-"):
                del self.made[name]
        before = _number(self.sent.get(f"{prefix}-INITIAL_FORMS"))
        total = min(_number(self.sent.get(f"{prefix}-TOTAL_FORMS")), formset.absolute_max)
        places = {self.sent.get(f"{prefix}-{n}-{pk_name}", ""): f"{prefix}-{n}" for n in range(before)}
        for form in formset.initial_forms:
            place = places.pop(str(form.instance.pk), None)
            if place is None:
                for name in self.shown(form):
                    self.put(form.add_prefix(name), _as_sent(form[name].value(), form.fields[name]))
            else:
                self.form(form, kind, prefix_sent=place)
        new = [f"{prefix}-{n}" for n in range(before, total)]
        for pk, place in places.items():
            gone = next((seen for key, seen in self.meanwhile.seen[kind].items() if str(key) == pk), None)
            empty = formset.empty_form
            hidden = {pk_name, formset.fk.name, "DELETE"}
            written = any(f"{place}-{name}" in self.sent for name in set(empty.fields) - hidden)
            if written and not self.sent.get(f"{place}-DELETE") and self.touched(empty, gone, place) - hidden:
                new.append(place)
        here = len(formset.initial_forms)
        for number, place in enumerate(new, start=here):
            for name in self.sent:
                if name.startswith(f"{place}-") and name != f"{place}-{pk_name}":
                    self.put(f"{prefix}-{number}{name.removeprefix(place)}", self.sent.getlist(name))
        numbers = {"TOTAL_FORMS": here + len(new), "INITIAL_FORMS": here, "MIN_NUM_FORMS": 0, "MAX_NUM_FORMS": 1000}
        for name, value in numbers.items():
            self.made[f"{prefix}-{name}"] = str(value)


def _number(text: str | None) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 6 else 0


def _as_sent(value: Any, field: forms.Field) -> list[str]:
    """A field's value as a browser would send it."""
    if value is None or value is False:
        return []
    if value is True:
        return ["on"]
    if isinstance(field, forms.ModelMultipleChoiceField):
        return [str(each) for each in field.prepare_value(value)]
    return [str(field.prepare_value(value))]
