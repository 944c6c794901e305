"""The search of the admin's lists, of what is chosen by typing, and of what is exported."""

from __future__ import annotations

from typing import Any, TypeVar

from django.contrib import admin, messages
from django.db.models import Model, QuerySet
from django.http import HttpRequest

Row = TypeVar("Row", bound=Model)

# Every word is asked for in every field that is searched; a database takes only so long a question.
MOST_WORDS, MOST_CHARACTERS = 12, 300


class SearchAdmin(admin.ModelAdmin[Row]):
    """Searches for no more words than a person would type, and says so."""

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        words = search_term.split()
        term = " ".join(words[:MOST_WORDS])[:MOST_CHARACTERS]
        # What is chosen by typing has no place for a message.
        if term != " ".join(words) and not request.path.endswith("/autocomplete/"):
            said = f"That is a long search: only the start of it was looked for, “{term[:60]}…”."
            messages.warning(request, said)
        return super().get_search_results(request, queryset, term)
