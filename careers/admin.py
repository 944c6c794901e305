"""Paths in the admin: milestones and the ways to them. Then suggestions, and the links that people share."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.urls import path, reverse

from careers import relating
from careers.models import Milestone, RoleRecommendation, Route, RouteCost, RouteNeed, SharedLink
from roles.models import RelatedRole, Role
from sources.admin.lists import how_many
from sources.admin.pages import (
    FACT_RELATIONS,
    EditorAdmin,
    FactAdmin,
    Lines,
    OwnerAdmin,
    ReadOnlyAdmin,
    RowForms,
    RowTable,
    fact_fieldsets,
)
from sources.admin.rights import may_publish
from sources.alone import alone

# What one kind of fact says, line by line.
COST: Lines = [("min", "max", "basis")]
ROUTE: Lines = [
    "reaches",
    ("title", "slug"),
    "text",
    ("strength", "position"),
    ("months_min", "months_max"),
    ("effort_hours_min", "effort_hours_max", "hours_per_week", "load"),
    "while_in",
    ("opens", "closes"),
]


class RouteTable(RowTable[Route, Milestone]):
    model = Route
    verbose_name_plural = "ways to reach it: any one of them; needs and costs are on the page of each"
    fields = ["position", "title", "slug", "strength", "months_min", "months_max", "load", "source", "status"]
    autocomplete_fields = ["source"]
    prepopulated_fields = {"slug": ["title"]}


@admin.register(Milestone)
class MilestoneAdmin(OwnerAdmin[Milestone]):
    imports = False
    list_display = ["title", "step_title", "kind", "unit", "route_count"]
    list_filter = ["kind", "unit"]
    search_fields = ["title", "step_title", "slug"]
    autocomplete_fields = ["role", "certification"]
    prepopulated_fields = {"slug": ["title"]}
    fieldsets = [
        (None, {"fields": ["title", "slug", "step_title", "text", ("kind", "unit"), "position"]}),
        ("Where it is a role or a certification of ours", {"fields": ["role", "certification"]}),
    ]
    inlines = [RouteTable]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Milestone]:
        return super().get_queryset(request).annotate(route_total=how_many(Route.objects.all(), "reaches"))

    def get_view_on_site_url(self, obj: Milestone | None = None) -> str | None:
        """The steps of the role it is, or the page of the certification."""
        if obj is not None and obj.role and obj.role.is_public:
            return reverse("careers:how-to-become", args=[obj.role.slug])
        return reverse("careers:certification", args=[obj.certification.slug]) if obj and obj.certification else None

    @admin.display(description="Ways", ordering="route_total")
    def route_count(self, milestone: Any) -> int:
        return int(milestone.route_total)


class RouteNeedTable(RowTable[RouteNeed, Route]):
    model = RouteNeed
    verbose_name_plural = "needs: all of them"
    fields = ["position", "milestone", "amount", "within_months"]
    autocomplete_fields = ["milestone"]


class RouteCostForms(RowForms[RouteCost, Route]):
    model = RouteCost
    verbose_name_plural = "costs"
    fieldsets = fact_fieldsets(COST, folded=True)
    autocomplete_fields = FACT_RELATIONS


@admin.register(Route)
class RouteAdmin(FactAdmin[Route]):
    imports = False
    list_display = ["title", "reaches", "strength", "months", "source", "standing"]
    list_filter = ["strength", "load", *FactAdmin.list_filter]
    list_select_related = ["reaches", "source"]
    search_fields = ["title", "slug", "reaches__title"]
    autocomplete_fields = ["reaches", "while_in", *FACT_RELATIONS]
    prepopulated_fields = {"slug": ["title"]}
    fieldsets = fact_fieldsets(ROUTE, key=False)
    inlines = [RouteNeedTable, RouteCostForms]

    @admin.display(description="Months", ordering="months_min")
    def months(self, route: Route) -> str:
        if route.months_min is None:
            return "Not on file"
        if route.months_max is None:
            return f"at least {route.months_min:f}"
        return f"{route.months_min:f} to {route.months_max:f}"


@admin.register(RouteNeed)
class RouteNeedAdmin(EditorAdmin[RouteNeed]):
    imports = False
    list_display = ["milestone", "route", "amount", "within_months"]
    list_select_related = ["milestone", "route"]
    search_fields = ["milestone__title", "route__title", "route__slug"]
    autocomplete_fields = ["route", "milestone"]


@admin.register(RouteCost)
class RouteCostAdmin(FactAdmin[RouteCost]):
    list_display = ["route", "place", "min", "max", "basis", "source", "standing"]
    list_filter = ["basis", *FactAdmin.list_filter]
    list_select_related = ["route", "place", "source"]
    search_fields = ["route__title", "route__slug", "place__name"]
    autocomplete_fields = ["route", *FACT_RELATIONS]
    fieldsets = fact_fieldsets(["route", *COST])


@admin.register(RoleRecommendation)
class RoleRecommendationAdmin(FactAdmin[RoleRecommendation]):
    list_display = ["milestone", "role", "strength", "source", "standing"]
    list_filter = ["strength", *FactAdmin.list_filter]
    list_select_related = ["milestone", "role", "source"]
    search_fields = ["text", "milestone__title", "role__title"]
    autocomplete_fields = ["role", "milestone", *FACT_RELATIONS]
    fieldsets = fact_fieldsets([("role", "milestone"), "text", ("strength", "position"), "passed_on"])


@admin.register(RelatedRole)
class RelatedRoleAdmin(ReadOnlyAdmin[RelatedRole]):
    """Suggestions. Publishers may have them worked out anew, where that can be done."""

    change_list_template = "admin/related_roles.html"
    list_display = ["role", "other", "closeness", "shared_duties", "tier"]
    list_filter = ["tier"]
    list_select_related = ["role", "other"]
    search_fields = ["role__title", "role__slug"]

    def get_urls(self) -> list[Any]:
        renew = path("renew/", self.admin_site.admin_view(self.renew_view), name="roles_relatedrole_renew")
        return [renew, *super().get_urls()]

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        behind = {
            "behind": relating.changes_since(),
            "may_renew": may_publish(request, Role),
            "can_relate": relating.can_relate(),
        }
        return super().changelist_view(request, behind | (extra_context or {}))

    def renew_view(self, request: HttpRequest) -> HttpResponse:
        """Works all of them out: a second for a thousand roles."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        if not may_publish(request, Role):
            raise PermissionDenied
        if relating.can_relate():
            with alone():
                report = relating.relate_roles()
            self.message_user(request, f"{report}.")
        else:
            self.message_user(request, f"{relating.NO_NUMPY}.", messages.WARNING)
        return redirect("admin:roles_relatedrole_changelist")


@admin.register(SharedLink)
class SharedLinkAdmin(EditorAdmin[SharedLink]):
    """A shared link is made on the site, and what it kept of that day stays as it was."""

    exports = False
    list_display = ["title", "kind", "code", "author", "created_on"]
    list_filter = ["kind"]
    list_select_related = ["author"]
    search_fields = ["title", "code", "note"]
    date_hierarchy = "created_on"
    fields = ["title", "note", "code", "kind", "author", "created_on", "state", "facts_then"]
    readonly_fields = ["code", "kind", "author", "created_on", "state", "facts_then"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False
