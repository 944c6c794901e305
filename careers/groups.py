"""Who may do what: the two groups of people who keep the content right.

An editor drafts, a publisher publishes. What an editor may change and delete are drafts alone: that is decided row by
row (`is_public`), where this table speaks of models.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

EDITOR, PUBLISHER = "Editor", "Publisher"

# What readers see only once it is published: roles and facts.
PUBLISHED = (
    "roles.role",
    "roles.roletitle",
    "roles.roleconfusion",
    "roles.roletrait",
    "roles.roleschooling",
    "roles.roleduty",
    "roles.roleskill",
    "roles.roleinterest",
    "roles.roletool",
    "roles.pay",
    "roles.outlook",
    "roles.surveyshare",
    "certifications.certificationfact",
    "certifications.renewal",
    "certifications.staterule",
    "careers.route",
    "careers.routecost",
    "careers.rolerecommendation",
)
# What belongs to one of those, and is out when that is.
PARTS = ("roles.rolecode", "careers.routeneed")
# What they are told in, and from: it has no draft.
VOCABULARY = (
    "sources.source",
    "sources.place",
    "roles.field",
    "roles.majorgroup",
    "roles.trait",
    "roles.topic",
    "roles.duty",
    "roles.skill",
    "roles.occupation",
    "roles.program",
    "certifications.issuer",
)
# What has pages and steps of its own the moment it is there: it has no draft either, so only publishers write it.
OUT_AT_ONCE = ("certifications.certification", "careers.milestone")
# What readers made.
SHARED = ("careers.sharedlink",)
# What the program keeps for itself.
KEPT = (
    "sources.loadedrow",
    "sources.loadconflict",
    "sources.dataversion",
    "sources.importrun",
    "sources.proposal",
    "sources.renamedslug",
    "roles.dutytopic",
    "roles.relatedoccupation",
    "roles.relatedrole",
)

MAY: Mapping[tuple[str, ...], Mapping[str, str]] = {
    PUBLISHED: {EDITOR: "view add change delete export", PUBLISHER: "view add change delete export publish"},
    PARTS: {EDITOR: "view add change delete export", PUBLISHER: "view add change delete export"},
    VOCABULARY: {EDITOR: "view add change export", PUBLISHER: "view add change delete export"},
    OUT_AT_ONCE: {EDITOR: "view export", PUBLISHER: "view add change delete export"},
    SHARED: {EDITOR: "view", PUBLISHER: "view change delete"},
    KEPT: {EDITOR: "view", PUBLISHER: "view"},
}


def allowed(group: str) -> Iterator[tuple[str, str]]:
    """Each model that people of the group may do something with, and what."""
    for models, may in MAY.items():
        for model in models:
            for action in may[group].split():
                yield model, action


def make_groups(apps: Any) -> None:
    """Make the groups and give each what it may do, for a migration: a second time it changes nothing.

    The permissions are made here too where they are missing, since Django makes them only after the last migration.
    """
    group_model = apps.get_model("auth", "Group")
    permission_model = apps.get_model("auth", "Permission")
    made = {model._meta.label_lower for model in apps.get_models()}
    types = _content_types(apps.get_model("contenttypes", "ContentType"), made)
    here = permission_model.objects.filter(content_type__in=types.values())
    known = set(here.values_list("content_type", "codename"))
    wanted: dict[str, set[tuple[int, str]]] = {EDITOR: set(), PUBLISHER: set()}
    missing = {}
    for group, found in wanted.items():
        for label, action in allowed(group):
            if label not in made:  # a later migration makes it, and then the groups again
                continue
            key = (types[label], f"{action}_{label.split('.')[1]}")
            found.add(key)
            if key not in known:
                missing[key] = f"Can {action} {apps.get_model(label)._meta.verbose_name_raw}"
    permission_model.objects.bulk_create(
        permission_model(content_type_id=type_pk, codename=codename, name=name)
        for (type_pk, codename), name in missing.items()
    )
    for group, found in wanted.items():
        permissions = [row for row in here.all() if (row.content_type_id, row.codename) in found]
        held = group_model.objects.get_or_create(name=group)[0].permissions
        # A new database is given its indexes last, so until then nothing but this keeps a second one out.
        held.add(*set(permissions).difference(held.all()))


def _content_types(type_model: Any, made: set[str]) -> dict[str, int]:
    """The primary key by which permissions know each model of the table, made where it is missing."""
    labels = {label for models in MAY for label in models} & made
    known = {f"{row.app_label}.{row.model}" for row in type_model.objects.all()}
    new = [label.split(".") for label in sorted(labels - known)]
    type_model.objects.bulk_create(type_model(app_label=app, model=model) for app, model in new)
    return {f"{row.app_label}.{row.model}": row.pk for row in type_model.objects.all()}
