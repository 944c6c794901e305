"""Deleting in the admin: with a reason, and never over what somebody changed meanwhile.

The page that asks whether to delete carries the newest record of all that would go. When it comes back and there are
newer ones, it asks again instead of deleting, with a sentence for each change.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, TypeVar

from django.apps import apps
from django.contrib import admin
from django.contrib.admin import actions
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db.models import CASCADE, Model, QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.text import capfirst

from sources.admin.meanwhile import Kept, newest_records, since
from sources.admin.why import DeletionForm
from sources.alone import alone
from sources.limits import Limited

Row = TypeVar("Row", bound=Model)

CLOSING = "Nothing is deleted yet. If you still want to delete it as it is now, confirm once more."


class DeletingAdmin(admin.ModelAdmin[Row]):
    """Asks why, for one row and for those chosen in a list, and tells what changed since it asked."""

    def delete_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        if request.method != "POST":
            return self.ask_first(request, object_id, extra_context)
        with alone():
            return self.ask_first(request, object_id, extra_context)

    def ask_first(self, request: HttpRequest, object_id: str, extra_context: Any) -> HttpResponse:
        row = self.get_object(request, unquote(object_id))
        asked = {} if row is None else confirmation(request, self.model, [row.pk])
        if not asked.get("confirmed"):
            request.POST = QueryDict()  # so Django asks instead of deleting
        return asked_again(super().delete_view(request, object_id, extra_context), asked)

    def get_deleted_objects(
        self, objs: Any, request: HttpRequest
    ) -> tuple[list[Any], dict[str, int], set[str], list[str]]:
        """What would be gone, without the rows that only tie two others together: they have no words of their own."""
        gone, counts, lacking, protected = super().get_deleted_objects(objs, request)
        kinds = [kind._meta for kind in apps.get_models(include_auto_created=True) if kind._meta.auto_created]
        for kind in kinds:
            counts.pop(str(kind.verbose_name_plural), None)
        starts = tuple(f"{capfirst(str(kind.verbose_name))}: " for kind in kinds)
        return without(gone, starts), counts, lacking, protected

    @admin.action(description="Delete selected %(verbose_name_plural)s", permissions=["delete"])
    def delete_selected(self, request: HttpRequest, queryset: QuerySet[Row]) -> HttpResponse | None:
        """Django's own action, which asks first."""
        with alone():
            asked = confirmation(request, self.model, list(queryset.values_list("pk", flat=True)))
            if not asked.get("confirmed"):
                request.POST = QueryDict()  # so Django asks instead of deleting
            answer: Any = actions.delete_selected(self, request, queryset)
        return None if answer is None else asked_again(answer, asked)


def without(nested: Sequence[Any], starts: tuple[str, ...]) -> list[Any]:
    """A nested list of words without those that start so, and without lists that have nothing left."""
    kept = [without(each, starts) if isinstance(each, list) else each for each in nested]
    return [each for each in kept if each and not (isinstance(each, str) and each.startswith(starts))]


def asked_again(answer: Any, asked: dict[str, Any]) -> Any:
    """Django's page that asks, or says why this cannot be deleted, with what is asked here."""
    context = getattr(answer, "context_data", None)
    if context is not None and "protected" in context:
        context |= asked
        if "status" in asked and context["perms_lacking"]:
            raise PermissionDenied
        if "status" in asked and not context["protected"]:
            answer.status_code = asked["status"]
    return answer


def confirmation(request: HttpRequest, model: Any, pks: Sequence[Any]) -> dict[str, Any]:
    """What the page that asks shows beside what would be deleted; `confirmed` where that may go now."""
    kept = [Kept(model, {f"{model._meta.pk.attname}__in": pks}), *goes_along(model, pks)]
    if request.method != "POST" or not request.POST.get("post"):
        return {"deletion": DeletionForm(initial={"opened_at": newest_records(kept)})}
    form = DeletionForm(request.POST)
    if not form.is_valid():
        return {"deletion": form, "status": 422}
    reason = form.cleaned_data["change_reason"]
    if changed := since(form.cleaned_data["opened_at"], kept, request).sentences:
        again = DeletionForm(initial={"change_reason": reason, "opened_at": newest_records(kept)})
        return {"deletion": again, "meanwhile": [*changed, CLOSING], "status": 409}
    vars(request)["change_reason"] = reason
    return {"deletion": form, "confirmed": True}


def goes_along(model: type[Model], pks: Sequence[Any], path: str = "") -> Iterator[Kept]:
    """What is deleted together with these rows of `model`, kind by kind, however deep."""
    for relation in model._meta.related_objects:
        part: Any = relation.related_model
        if relation.on_delete is CASCADE and issubclass(part, Limited):
            there = f"{relation.field.name}__{path}"
            yield Kept(part, {f"{there}in": pks})
            yield from goes_along(part, pks, there)
