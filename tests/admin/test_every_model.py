"""What holds for the admin pages of every model."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.apps import apps
from django.contrib.admin.utils import flatten_fieldsets
from django.contrib.admin.widgets import AutocompleteMixin
from django.contrib.auth.models import Group, User
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from django.test import RequestFactory
from django.urls import reverse

from careers.models import Route, SharedLink
from config.adminurls import site
from roles.models import DutyTopic, RelatedOccupation, RelatedRole, Role, RoleDuty
from sources.models import DataVersion, ImportRun, LoadConflict, LoadedRow, Proposal, RenamedSlug, Source
from tests.admin.editing import address
from tests.admin.rows import make_one_of_each, make_role, make_source
from tests.queries import query_count

APPS = ("sources", "roles", "certifications", "careers")
MODELS = [model for label in APPS for model in apps.get_app_config(label).get_models()]
# Scripts and styles that stand in the page itself.
INLINE = re.compile(r"<style|<[a-z]+ [^>]*\sstyle=|<[a-z]+ [^>]*\son[a-z]+=|<script(?![^>]*\ssrc=)|javascript:")
READ_ONLY = (
    DataVersion,
    DutyTopic,
    ImportRun,
    LoadConflict,
    LoadedRow,
    Proposal,
    RelatedOccupation,
    RelatedRole,
    RenamedSlug,
)
every_model = pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label_lower)

pytestmark = pytest.mark.django_db


def newest(model: type[Model]) -> Model:
    row = model._default_manager.order_by("pk").last()
    assert row is not None
    return row


def page_as_it_was(record: Any) -> str:
    """The page of a row, filled in with what it was."""
    meta = record.instance_type._meta
    return reverse(f"admin:{meta.app_label}_{meta.model_name}_simple_history", args=[record.instance.pk, record.pk])


def pages_of(model: type[Model]) -> list[str]:
    pk = newest(model).pk
    pages = [address(model, "changelist"), address(model, "change", pk), address(model, "history", pk)]
    if model not in READ_ONLY:
        pages.append(address(model, "delete", pk))
    if model not in (*READ_ONLY, SharedLink):
        pages.append(address(model, "add"))
    return pages


@every_model
def test_every_model_is_there(model):
    assert site.is_registered(model)


def test_pages_open_and_hold_nothing_that_the_policy_forbids(admin_client):
    make_one_of_each(1)
    answers = {page: admin_client.get(page) for model in MODELS for page in pages_of(model)}
    assert {page: answer.status_code for page, answer in answers.items() if answer.status_code != 200} == {}
    assert {page: found for page, answer in answers.items() if (found := INLINE.findall(answer.text))} == {}


def test_pages_cost_the_same_with_four_times_the_rows(admin_client):
    make_one_of_each(1)
    pages = [
        page for model in MODELS for page in (address(model, "changelist"), address(model, "change", newest(model).pk))
    ]
    ContentType.objects.get_for_models(*MODELS)  # looked up once
    before = {page: query_count(admin_client, page) for page in pages}
    for n in range(2, 5):
        make_one_of_each(n)
    assert {page: query_count(admin_client, page) for page in pages} == before
    assert max(before[address(model, "changelist")] for model in MODELS) <= 9


@every_model
def test_every_relation_is_chosen_by_typing(model, admin_user):
    request = RequestFactory().get("/")
    request.user = admin_user
    own = site.get_model_admin(model)
    forms = [own.get_form(request)] if model not in READ_ONLY else []
    forms += [inline.get_formset(request).form for inline in own.get_inline_instances(request)]
    plain = [
        f"{form.__name__}.{name}"
        for form in forms
        for name, field in form.base_fields.items()
        if hasattr(field, "queryset") and not isinstance(field.widget.widget, AutocompleteMixin)
    ]
    assert plain == []


def test_every_list_can_be_searched(admin_client):
    make_one_of_each(1)
    searched = [model for model in MODELS if model is not DataVersion]
    assert [model for model in searched if not site.get_model_admin(model).search_fields] == []
    found = [admin_client.get(address(model, "changelist"), {"q": "no such thing"}) for model in searched]
    assert {page.context["cl"].result_count for page in found} == {0}


@pytest.mark.parametrize("model", READ_ONLY, ids=lambda model: model.__name__)
def test_what_the_program_keeps_is_only_shown(admin_client, model):
    make_one_of_each(1)
    row = model.objects.get()
    assert admin_client.post(address(model, "change", row.pk), {}).status_code == 403
    assert admin_client.post(address(model, "delete", row.pk), {"post": "yes"}).status_code == 403
    assert admin_client.get(address(model, "add")).status_code == 403
    assert model.objects.filter(pk=row.pk).exists()


def test_the_first_page_bears_the_name_of_the_site(admin_client, settings):
    page = admin_client.get(reverse("admin:index"))
    assert f"{settings.SITE_NAME} for editors" in page.text


@pytest.mark.parametrize("group", ["Editor", "Publisher"])
def test_the_first_page_names_the_programs_own_tables_to_superusers_alone(admin_client, client, group):
    person = User.objects.create_user("ann", is_staff=True)
    person.groups.add(Group.objects.get(name=group))
    client.force_login(person)
    own = [address(model, "changelist") for model in (DataVersion, LoadedRow, Proposal, RenamedSlug)]
    page, whole = client.get(reverse("admin:index")).text, admin_client.get(reverse("admin:index")).text
    assert [url for url in own if f'"{url}"' in page] == []
    assert [url for url in own if f'"{url}"' not in whole] == []
    assert address(LoadConflict, "changelist") in page


@every_model
def test_every_field_is_on_the_page_of_its_row(model, admin_user):
    request = RequestFactory().get("/")
    request.user = admin_user
    own = site.get_model_admin(model)
    shown = flatten_fieldsets(own.get_fieldsets(request))
    fields = [*model._meta.fields, *model._meta.many_to_many]
    assert [field.name for field in fields if field.editable and field.name not in (*shown, "id")] == []


@pytest.mark.parametrize(
    "query",
    ["p=1000000000", "q=" + "x" * 5000, "review_by__year=" + "9" * 20, "kind__exact=no", "nonsense=1", "o=9.9.9"],
    ids=lambda query: query[:20],
)
def test_an_absurd_query_is_no_server_error(admin_client, query):
    make_source()
    assert admin_client.get(f"{address(Source, 'changelist')}?{query}", follow=True).status_code == 200


@pytest.mark.parametrize("term", ["a " * 3000, "x" * 60_000], ids=["many words", "one long word"])
def test_a_long_search_looks_for_its_start_and_says_so(admin_client, term):
    role = make_role("aa")
    for model in (Role, LoadedRow):
        page = admin_client.get(address(model, "changelist"), {"q": term})
        assert "only the start of it was looked for" in page.text
    exported = admin_client.get(address(Role, "export", "csv"), {"q": "a " * 3000})
    assert str(role) in exported.text
    assert "only the start of it" in admin_client.get(address(Role, "changelist")).text, "a file has no place for it"
    typed = {"term": term, "app_label": "roles", "model_name": "roleduty", "field_name": "role"}
    assert admin_client.get(reverse("admin:autocomplete"), typed).status_code == 200
    page = admin_client.get(address(Role, "changelist"), {"q": "assistant of lawyers"})
    assert "only the start" not in page.text


@pytest.mark.parametrize("value", ["9" * 23, "-1", "rubbish"], ids=["huge", "negative", "text"])
def test_an_absurd_choice_in_the_address_of_a_new_row_is_no_server_error(admin_client, value):
    for model in (RoleDuty, Route, Role):
        url = address(model, "add")
        query = {"role": value, "reaches": value, "duties": value, "place": value, "field": value}
        assert admin_client.get(url, query).status_code == 200
        assert admin_client.post(url, query).status_code == 422
