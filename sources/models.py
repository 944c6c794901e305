"""Who says so, where it holds, and what was loaded from the content files."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from datetime import date
from typing import Any, Self, TypeVar

from django.core.validators import RegexValidator
from django.db import connections, models
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.lookups import IsNull
from django.utils import timezone

from sources.history import CREATED, record
from sources.limits import Limited
from sources.slugs import SLUG, Slugged

Fact = TypeVar("Fact", bound="SourcedFact", covariant=True)

validate_place_code = RegexValidator(
    r"^[A-Z]{2}(-[A-Z0-9]+)*\Z", "Use capital letters and digits joined by single hyphens, like US-NY."
)


class Place(Limited):
    """A country, a state, or a district inside a state: where a fact holds."""

    class Kind(models.TextChoices):
        COUNTRY = "country", "Country"
        STATE = "state", "State"
        DISTRICT = "district", "District"

    code = models.CharField(
        max_length=24,
        primary_key=True,
        validators=[validate_place_code],
        help_text="US for the whole country, US-NY for a state.",
    )
    name = models.CharField(max_length=80)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="parts")
    kind = models.CharField(max_length=12, choices=Kind)

    class Meta(Limited.Meta):
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(parent=F("code")),
                name="sources_place_not_its_own_parent",
                violation_error_message="A place cannot be part of itself.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def short_code(self) -> str:
        """`NY` for `US-NY`: what addresses carry."""
        return self.code.removeprefix("US-")


class Source(Slugged):
    """A page, law or data set that somebody stands behind."""

    class Kind(models.TextChoices):
        LAW = "law", "Law"
        GOVERNMENT = "government", "Government data"
        COURT = "court", "Court"
        CERTIFIER = "certifier", "Certifying body"
        ASSOCIATION = "association", "Professional group"
        SCHOOL = "school", "School"
        EMPLOYER = "employer", "Employer"
        COMPANY = "company", "Company page"
        UNION = "union", "Union"
        PRESS = "press", "Press"
        REFERENCE = "reference", "Reference"

    title = models.CharField(max_length=200)
    publisher = models.CharField(max_length=160)
    url = models.URLField(max_length=500, blank=True, help_text="Leave empty only where no page exists.")
    kind = models.CharField(max_length=12, choices=Kind)
    published_on = models.DateField(null=True, blank=True, help_text="The date that the page itself shows.")
    published_words = models.CharField(
        max_length=60, blank=True, help_text="Where the page gives less than a day, like “about 2018”."
    )
    undated = models.BooleanField("No date on page", default=False)
    checked_on = models.DateField(help_text="The day somebody last read it.")
    review_by = models.DateField(help_text="After this day its facts bear “Due for a check”.")
    note = models.TextField(blank=True, help_text="What a reader should know about it, in our own words.")
    attribution = models.TextField(
        blank=True, help_text="What its licence wants said wherever its data are shown, word for word."
    )

    class Meta(Slugged.Meta):
        ordering = ["title"]
        constraints = [
            models.CheckConstraint(
                condition=Q(undated=False) | (Q(published_on__isnull=True) & Q(published_words="")),
                name="sources_source_undated_has_no_date",
                violation_error_message="Tick “No date on page” only where no date is given.",
            ),
            models.CheckConstraint(
                condition=Q(undated=True) | Q(published_on__isnull=False) | ~Q(published_words=""),
                name="sources_source_date_or_undated",
                violation_error_message="Give the date of the page, or tick “No date on page”.",
            ),
            models.CheckConstraint(
                condition=Q(review_by__gte=F("checked_on")),
                name="sources_source_review_after_check",
                violation_error_message="The next review comes after the last check.",
            ),
        ]

    def __str__(self) -> str:
        return self.title


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
        from sources.keys import free_key

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


class RenamedSlugQuerySet(models.QuerySet["RenamedSlug"]):
    def record(self, model: str, old: str, new: str) -> None:
        """Remember a rename; older names of the same row follow it, and a name in use is no redirect."""
        self.filter(model=model, old=new).delete()
        self.filter(model=model, new=old).update(new=new)
        self.update_or_create(model=model, old=old, defaults={"new": new})

    def newest(self, model: str, slug: str) -> str | None:
        """The slug that `slug` became, or None."""
        return self.filter(model=model, old=slug).values_list("new", flat=True).first()


class RenamedSlug(models.Model):
    """An address that was given away once: it leads to the new one for good."""

    model = models.CharField(max_length=60)
    old = models.CharField(max_length=80)
    new = models.CharField(max_length=80)

    objects = RenamedSlugQuerySet.as_manager()

    class Meta:
        ordering = ["model", "old"]
        constraints = [
            models.UniqueConstraint(fields=["model", "old"], name="sources_renamedslug_once"),
            models.CheckConstraint(condition=~Q(old=F("new")), name="sources_renamedslug_changes"),
        ]

    def __str__(self) -> str:
        return f"{self.old} → {self.new}"


class DataVersionQuerySet(models.QuerySet["DataVersion"]):
    def current(self) -> int:
        """The number that moves with every change of content: one query."""
        return self.filter(pk=1).values_list("number", flat=True).first() or 0

    def moved(self) -> Hashable:
        """What is another whenever content has moved, or another database was put in the place of this: one query.

        Every page asks for it. It is written out, since putting it together takes ten times as long as the answer.
        """
        with connections[self.db].cursor() as cursor:
            cursor.execute("SELECT number, moved_at FROM sources_dataversion WHERE id = 1")
            return cursor.fetchone()

    def bump(self) -> None:
        """Say that content changed. Bulk writes call it themselves; saves do so by signal."""
        now = timezone.now()
        if not self.filter(pk=1).update(number=F("number") + 1, moved_at=now):
            self.create(pk=1, number=1, moved_at=now)

    def worked_out(self) -> None:
        """Say that what is worked out of all content at once is as new as that."""
        now = timezone.now()
        if not self.filter(pk=1).update(worked_out_at=now):
            self.create(pk=1, moved_at=now, worked_out_at=now)


class DataVersion(models.Model):
    """One row that moves with every change of content; caches and ETags hang on it."""

    number = models.PositiveBigIntegerField(default=0)
    moved_at = models.DateTimeField()
    # When it was last worked out which roles are close to each other: saves do not do that.
    worked_out_at = models.DateTimeField(null=True)

    objects = DataVersionQuerySet.as_manager()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(pk=1), name="sources_dataversion_one_row")]

    def __str__(self) -> str:
        return str(self.number)


class LoadedRow(models.Model):
    """What was last loaded into one row, so that an editor's change or deletion is told from ours."""

    model = models.CharField(max_length=60)
    key = models.CharField(max_length=255, help_text="The natural key of the row, as JSON.")
    digest = models.CharField(max_length=64, help_text="SHA-256 of the values that were loaded.")
    loader = models.CharField(max_length=20, default="files", help_text="What loaded it: content files or an import.")
    document = models.CharField(max_length=200, blank=True, help_text="The file it stood in.")
    index = models.PositiveIntegerField(default=0, help_text="Where it stood in its list there, from 0.")
    loaded_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["model", "key"]
        constraints = [models.UniqueConstraint(fields=["model", "key"], name="sources_loadedrow_once")]

    def __str__(self) -> str:
        return f"{self.model} {self.key}"


class LoadConflict(models.Model):
    """What the last load left as it was, because somebody had changed it here."""

    loader = models.CharField(max_length=20)
    model = models.CharField(max_length=60)
    words = models.TextField("what was kept")
    row = models.CharField(max_length=40, blank=True, help_text="Its primary key; empty where it is not here.")

    class Meta:
        ordering = ["model", "pk"]

    def __str__(self) -> str:
        return self.words


class ImportRun(models.Model):
    """One import of public tables: which release, when, and what it did."""

    release = models.CharField(max_length=120)
    finished_at = models.DateTimeField()
    changed = models.BooleanField("changed anything")
    words = models.TextField("what it did")

    class Meta:
        ordering = ["-finished_at", "-pk"]

    def __str__(self) -> str:
        return self.release
