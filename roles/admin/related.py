"""What imports and loads work out of O*NET, in the admin: to be read."""

from __future__ import annotations

from django.contrib import admin

from roles.models import DutyTopic, RelatedOccupation
from sources.admin.pages import ReadOnlyAdmin


@admin.register(DutyTopic)
class DutyTopicAdmin(ReadOnlyAdmin[DutyTopic]):
    list_display = ["duty", "topic"]
    list_select_related = ["duty", "topic"]
    search_fields = ["duty__title", "topic__title"]


@admin.register(RelatedOccupation)
class RelatedOccupationAdmin(ReadOnlyAdmin[RelatedOccupation]):
    list_display = ["occupation", "other", "tier", "position"]
    list_filter = ["tier"]
    list_select_related = ["occupation", "other"]
    search_fields = ["occupation__code", "occupation__title"]
