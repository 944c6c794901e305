"""How a publisher brings drafts out by the list of their kind."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeVar

from django.contrib import admin, messages
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.utils.text import get_text_list

from sources import publishing
from sources.admin.rights import is_published_apart, may_publish
from sources.alone import alone
from sources.models import SourcedFact

Row = TypeVar("Row", bound=Model)

# How many rows that were not published are named one by one.
MOST_NAMED = 10


class PublishingAdmin(admin.ModelAdmin[Row]):
    """A list from which drafts are published."""

    actions: Sequence[str] = ("publish_chosen",)

    def has_publish_permission(self, request: HttpRequest) -> bool:
        return is_published_apart(self.model) and may_publish(request, self.model)

    @admin.action(description="Publish the chosen", permissions=["publish"])
    def publish_chosen(self, request: HttpRequest, queryset: QuerySet[Row]) -> None:
        """Publish each row that may be, and say of each other what it lacks."""
        published, refused = 0, []
        with alone():
            for row in queryset:
                if lacks := self.publish(request, row):
                    refused.append(f"“{row}” stays as it is: it lacks {get_text_list(lacks, 'and')}.")
                else:
                    published += 1
        if published:
            words = "1 is" if published == 1 else f"{published} are"
            self.message_user(request, f"{words} published.", messages.SUCCESS)
        for sentence in refused[:MOST_NAMED]:
            self.message_user(request, sentence, messages.WARNING)
        if refused[MOST_NAMED:]:
            self.message_user(request, f"So do {len(refused) - MOST_NAMED} more.", messages.WARNING)

    def publish(self, request: HttpRequest, row: Any) -> list[str]:
        """Publish this row, or say what it lacks."""
        if not row.is_public:
            if lacks := publishing.lacks(row):
                return lacks
            self.bring_out(request, row)
            self.take_place(request, row)
        return []

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        self.take_place(request, obj)

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        super().save_formset(request, form, formset, change)
        for row in (*formset.new_objects, *(row for row, _ in formset.changed_objects)):
            self.take_place(request, row)

    def take_place(self, request: HttpRequest, row: Any) -> None:
        """Where the row is a proposal and is published now, set aside what it replaces, and say so."""
        decides = isinstance(row, SourcedFact) and row.is_public and may_publish(request, type(row))
        if decides and (old := publishing.take_place(row)):
            self.message_user(request, f"“{row}” takes the place of “{old}”, which is history now.")

    def bring_out(self, request: HttpRequest, row: Any) -> None:
        """Show the row to readers. Where nobody was asked why, its history says that it was published."""
        row.status = SourcedFact.Status.PUBLISHED
        row._change_reason = vars(request).get("change_reason") or "Published"
        row.save(update_fields=["status"])
        self.log_change(request, row, "Published.")
