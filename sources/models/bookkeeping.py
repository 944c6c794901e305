"""What the program keeps for itself: former addresses, how new content is, what was loaded and imported."""

from __future__ import annotations

from collections.abc import Hashable

from django.db import connections, models
from django.db.models import F, Q
from django.utils import timezone


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
