"""Loads leave the same records as editors do, without a name; what they left as it was is kept for editors."""

from __future__ import annotations

from typing import Any

import pytest

from careers import content
from certifications.models import Issuer
from roles.models import Role, RoleDuty
from sources.models import LoadConflict
from tests.content import Content

pytestmark = pytest.mark.django_db

MODELS: tuple[Any, ...] = content.MODELS
PARALEGAL = "roles/paralegal.yaml"
LOADED = "Loaded from roles/paralegal.yaml"


@pytest.fixture
def loaded(tmp_path):
    files = Content(tmp_path)
    content.load(files.folder)
    return files


def history(row):
    """What and why, the newest first."""
    records = row.history.all()
    assert {record.history_user for record in records} == {None}
    return [(record.history_type, record.history_change_reason) for record in records]


def test_every_loaded_row_has_a_record_that_names_its_file(loaded):
    for model in MODELS:
        assert model.history.filter(history_type="+").count() == model.objects.count()
    assert history(Role.objects.get(slug="paralegal")) == [("+", LOADED)]


def test_what_a_row_leads_to_is_in_its_record(loaded):
    duty = RoleDuty.objects.get(text="Talk to witnesses")
    record = duty.history.get()
    assert [end.duty for end in record.duties.all()] == list(duty.duties.all())
    assert [end.source for end in record.also_sources.all()] == list(duty.also_sources.all())
    assert duty.duties.exists()


def test_an_update_is_recorded_as_it_is_afterwards(loaded):
    loaded.change(PARALEGAL, "summary: You do legal work.", "summary: You work.")
    content.load(loaded.folder)
    role = Role.objects.get(slug="paralegal")
    assert history(role) == [("~", LOADED), ("+", LOADED)]
    assert [record.summary for record in role.history.all()] == ["You work.", "You do legal work."]


def test_a_load_that_changes_nothing_leaves_no_record(loaded):
    before = {model: model.history.count() for model in MODELS}
    content.load(loaded.folder)
    assert {model: model.history.count() for model in MODELS} == before


def test_a_removed_row_is_recorded_as_it_was(loaded):
    duty = RoleDuty.objects.get(text="Talk to witnesses")
    loaded.change(PARALEGAL, "- {text: Sort the mail, source: the-times}\n", "")
    content.load(loaded.folder)
    gone = RoleDuty.history.get(history_type="-")
    assert (gone.text, gone.history_change_reason) == ("Sort the mail", "No longer in the content files")
    assert duty.history.count() == 1


def test_a_renamed_slug_is_recorded(loaded):
    loaded.change("issuers.yaml", "slug: nala", "slug: nala-inc, formerly: [nala]")
    loaded.change("certifications/cp.yaml", "issuer: nala", "issuer: nala-inc")
    loaded.change("certifications/rp.yaml", "issuer: nala", "issuer: nala-inc")
    content.load(loaded.folder)
    assert [record.slug for record in Issuer.objects.get().history.all()] == ["nala-inc", "nala"]


def test_what_the_last_load_left_as_it_was_is_kept_until_the_next(loaded):
    role = Role.objects.get(slug="paralegal")
    role.title = "My paralegal"
    role.save()
    RoleDuty.objects.get(text="Sort the mail").delete()
    content.load(loaded.folder)
    assert [(conflict.words, conflict.row) for conflict in LoadConflict.objects.all()] == [
        ("role paralegal: edited here; kept with its own title", str(role.pk)),
        ("role duty paralegal:sort-the-mail: deleted here; not brought back", ""),
    ]
    content.load(loaded.folder, theirs=True)
    assert not LoadConflict.objects.exists()


def test_a_trial_run_keeps_nothing(loaded):
    Role.objects.filter(slug="paralegal").update(title="My paralegal")
    content.load(loaded.folder, dry_run=True)
    assert not LoadConflict.objects.exists()
