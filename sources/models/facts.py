"""What every fact carries, and which fact a draft is to take the place of."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, Self, TypeVar

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.lookups import IsNull

from sources.history import CREATED, record
from sources.keys import free_key
from sources.limits import Limited
from sources.models.sources import Place, Source
from sources.slugs import SLUG

Fact = TypeVar("Fact", bound="SourcedFact", covariant=True)


class FactQuerySet(models.QuerySet[Fact]):
    def published(self) -> Self:
        """Facts that readers see. Every one of them has a source."""
        return self.filter(status=SourcedFact.Status.PUBLISHED)

    def due(self, today: date) -> Self:
        """Facts whose source should have been read again by now."""
        return self.filter(source__review_by__lt=today)

    def without_source(self) -> Self:
        return self.filter(source=None)

    def claimed(self) -> Self:
        return self.filter(standing=SourcedFact.Standing.CLAIMED)

    def disagreeing(self) -> Self:
        """Facts that stand beside another of the same subject which counts differently: used, only said, claimed."""
        held = ("used", "also", "claimed")
        sisters = self.model._default_manager.filter(standing__in=held).exclude(standing=OuterRef("standing"))
        for name in self.model.subject_fields():
            alike = Q(**{name: OuterRef(name)})
            if self.model._meta.get_field(name).null:  # an index serves only what says no “or”
                alike |= Q(IsNull(F(name), True)) & Q(IsNull(OuterRef(name), True))
            sisters = sisters.filter(alike)
        return self.filter(Exists(sisters.order_by()), standing__in=held)

    def not_all_used(self) -> Self:
        """Facts of owners who have one that is only said or claimed: nearly all are used, and need no second look."""
        others = self.model._default_manager.filter(standing__in=("also", "claimed")).order_by()
        found = Q(pk__in=[])
        for name in self.model.owner_fields:
            found |= Q(**{f"{name}__in": others.filter(**{f"{name}__isnull": False}).values(name)})
        return self.filter(found)


class SourcedFact(Limited):
    """What every fact carries: who says so, where and when it holds, and how far we lean on it.

    A fact without a date of its own has the date of its source. A claimed or historical fact is shown
    as such and never used in a finding, a total or a plan. Readers see published facts only; what such a
    fact needs is said in `sources.publishing`.
    """

    class Status(models.TextChoices):
        DRAFT = "draft", "Draft"
        PUBLISHED = "published", "Published"

    class Trust(models.TextChoices):
        READ = "read", "Read in the source"
        MEMORY = "memory", "From memory, not checked"

    class Standing(models.TextChoices):
        USED = "used", "Used"
        ALSO = "also", "Also said"
        HISTORICAL = "historical", "Historical"
        CLAIMED = "claimed", "Claimed only"

    # The row (or one of the rows) it belongs to.
    owner_fields: tuple[str, ...] = ()

    status = models.CharField(
        max_length=10, choices=Status, default=Status.PUBLISHED, help_text="Readers see what is published."
    )
    source = models.ForeignKey(
        Source,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="%(class)s_facts",
        help_text="A draft can do without; to be published it needs one.",
    )
    also_sources = models.ManyToManyField(Source, blank=True, related_name="%(class)s_also")
    # Nearly all hold in the whole country: an index would tell nothing apart.
    place = models.ForeignKey(
        Place, models.PROTECT, db_index=False, default="US", related_name="+", help_text="United States = everywhere."
    )
    as_of = models.DateField("Data date", null=True, blank=True)
    as_of_words = models.CharField(
        "Data date in words", max_length=60, blank=True, help_text="Like “May 2025” or “about 2006”."
    )
    effective_from = models.DateField(null=True, blank=True)
    effective_until = models.DateField(null=True, blank=True)
    trust = models.CharField(max_length=8, choices=Trust, default=Trust.READ)
    standing = models.CharField(max_length=12, choices=Standing, default=Standing.USED)
    why = models.TextField(blank=True, help_text="Why this value is used, or why it is not.")
    note = models.TextField(blank=True, help_text="For editors. Readers do not see it.")

    objects = FactQuerySet.as_manager()

    class Meta(Limited.Meta):
        abstract = True
        default_permissions = (*Limited.Meta.default_permissions, "publish")
        constraints = [
            models.CheckConstraint(
                condition=Q(status="draft") | Q(source__isnull=False),
                name="%(app_label)s_%(class)s_published_has_source",
                violation_error_message="Give the source, or keep this fact as a draft.",
            ),
            models.CheckConstraint(
                condition=Q(effective_from__isnull=True)
                | Q(effective_until__isnull=True)
                | Q(effective_from__lte=F("effective_until")),
                name="%(app_label)s_%(class)s_effective_order",
                violation_error_message="A fact ends on or after the day it starts.",
            ),
        ]

    # For a draft that is not saved yet: the fact it was made to replace.
    proposed_for: Any = None

    @property
    def is_public(self) -> bool:
        return self.status == self.Status.PUBLISHED

    def replaces(self) -> SourcedFact | None:
        """The published fact whose place this one was proposed to take, if both are of the same: one query."""
        fact: Any = self.proposed_for or Proposal.objects.fact_of(self)
        if fact is None or not fact.is_public:
            return None
        owners = [f"{name}_id" for name in self.owner_fields]
        return fact if all(getattr(fact, name) == getattr(self, name) for name in owners) else None

    def clash(self) -> str:
        """What among the published facts it cannot stand beside as it is now, in words; empty where nothing is."""
        return ""

    @classmethod
    def subject_fields(cls) -> tuple[str, ...]:
        """What two facts share where one of them could stand for the other."""
        return (*cls.owner_fields, "place", "title")


class KeyedFact(SourcedFact):
    """A fact that belongs to one row and is told from its sisters there by a short key.

    That a key is there only once for its owner is an index of the owner, too: so that has none of its own.
    """

    # What the key is made of when nobody writes one, in order; each model says its own.
    key_fields: tuple[str, ...] = ()

    key = models.CharField(
        max_length=80,
        blank=True,
        validators=SLUG,
        help_text="What the content files call this fact. Made from its subject when left empty.",
    )

    class Meta(SourcedFact.Meta):
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self.key:
            self.key = self.free_key()
        super().save(*args, **kwargs)

    @classmethod
    def subject_fields(cls) -> tuple[str, ...]:
        return (*cls.owner_fields, *(name for name in cls.key_fields if name != "source"))

    def free_key(self) -> str:
        """A key that no sister of this fact has: one query."""
        return free_key(self)


# What the history gives as the reason of the first record of such a row.
BROUGHT_IN = "Brought in by an import"


class Imported(models.Model):
    """A row that an import of public data may have brought in.

    It follows the next release for as long as nobody changes it here. A save makes it ours, and keeps in the history
    what the import had brought. Goes in front of the other bases, so that its `save` is asked first.
    """

    imported = models.BooleanField(default=False, editable=False)

    class Meta:
        abstract = True

    def save(self, *args: Any, update_fields: Iterable[str] | None = None, **kwargs: Any) -> None:
        if self.imported:
            self.imported = False
            if not self._state.adding:
                record(type(self), CREATED, {self.pk: BROUGHT_IN}, by_import=True)
                update_fields = None if update_fields is None else [*update_fields, "imported"]
        super().save(*args, update_fields=update_fields, **kwargs)

    @classmethod
    def edited_here(cls) -> Any:
        """The primary keys of rows that an import brought in and a person changed since, and of some that imports did.

        So such a row is ours where it is not `imported`; but nobody told anything anew by it.
        """
        # The history is put there when Django starts, where no type sees it.
        brought: Any = cls.history  # type: ignore[attr-defined]
        return brought.filter(history_type=CREATED, history_change_reason=BROUGHT_IN).values("id")


class ProposalQuerySet(models.QuerySet["Proposal"]):
    def fact_of(self, draft: SourcedFact) -> Any:
        """The fact that the draft was made to replace; None where there is none, or it is gone: one query."""
        if draft.pk is None:
            return None
        named = self.filter(model=draft._meta.label_lower, draft=draft.pk).values("fact")
        return type(draft)._default_manager.filter(pk__in=named).first()


class Proposal(models.Model):
    """A draft that was made to take the place of a published fact. Both are of one model."""

    model = models.CharField(max_length=60)
    draft = models.BigIntegerField()
    fact = models.BigIntegerField()

    objects = ProposalQuerySet.as_manager()

    class Meta:
        ordering = ["model", "draft"]
        constraints = [models.UniqueConstraint(fields=["model", "draft"], name="sources_proposal_once")]

    def __str__(self) -> str:
        return f"{self.model} {self.draft} for {self.fact}"
