"""How a change of a published fact is proposed: by a draft that starts out saying the same."""

from __future__ import annotations

from contextlib import suppress
from typing import Any, TypeVar

from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from sources.models import Proposal, SourcedFact

Row = TypeVar("Row", bound=Model)

# What the address of a new row names the fact by that it starts from.
LIKE = "like"


class ProposingAdmin(admin.ModelAdmin[Row]):
    """Pages of published facts with the offer to propose a change."""

    def render_change_form(
        self,
        request: HttpRequest,
        context: Any,
        add: bool = False,
        change: bool = False,
        form_url: str = "",
        obj: Row | None = None,
    ) -> HttpResponse:
        if isinstance(obj, SourcedFact) and obj.is_public and self.has_add_permission(request):
            add_page = reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_add")
            context["propose_url"] = f"{add_page}?{LIKE}={obj.pk}"
        if isinstance(obj, SourcedFact) and not obj.is_public and (fact := obj.replaces()):
            context["replaces"] = fact
            context["replaces_url"] = reverse(
                f"admin:{self.opts.app_label}_{self.opts.model_name}_change", args=[fact.pk]
            )
        return super().render_change_form(request, context, add, change, form_url, obj)

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        asked = super().get_changeform_initial_data(request)
        if fact := self.fact_to_change(request):
            return as_proposal(fact) | {name: value for name, value in asked.items() if name != LIKE}
        return asked

    def fact_to_change(self, request: HttpRequest) -> Any:
        """The fact that the address of a new row names, if there is one."""
        if LIKE in request.GET and issubclass(self.model, SourcedFact):
            with suppress(OverflowError):  # more digits than a database holds
                return self.get_object(request, request.GET[LIKE])
        return None

    def get_form(self, request: HttpRequest, obj: Row | None = None, change: bool = False, **kwargs: Any) -> Any:
        form: Any = super().get_form(request, obj, change, **kwargs)
        form.proposed_for = None if change else self.fact_to_change(request)
        return form

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        if not change and form.proposed_for:
            Proposal.objects.create(model=self.opts.label_lower, draft=obj.pk, fact=form.proposed_for.pk)


def as_proposal(fact: Any) -> dict[str, Any]:
    """What the form of a new draft starts with, to say the same as this fact."""
    own = {"id", "status", "key", "slug"}
    fields = [field for field in (*fact._meta.concrete_fields, *fact._meta.many_to_many) if field.name not in own]
    name = getattr(fact, "key", "") or getattr(fact, "slug", "")
    said = {field.name: field.value_from_object(fact) for field in fields}
    return said | {"note": f"Proposed in place of “{name}”."}
