"""Who may do what: anonymous people, editors, publishers and superusers, with every kind of row."""

from __future__ import annotations

from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth.models import AnonymousUser, Group, User
from django.db.models import Model
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils.html import escape

from careers.models import Route, RouteCost
from config.adminurls import site
from roles.models import Role, RoleCode, RoleDuty, RoleSchooling, RoleTitle, Trait
from sources.admin.rights import is_closed
from sources.models import LoadedRow, Source
from tests.admin.editing import add, address, delete, edit, page_of, sent_by, sentences
from tests.admin.rows import make_occupation, make_one_of_each, make_place, make_role, make_role_duty, make_source
from tests.queries import query_count

pytestmark = pytest.mark.django_db

# Each may v(iew), a(dd), c(hange), d(elete), p(ublish), e(xport) it, or not.
TABLE = """
                                               anonymous  editor  publisher  superuser
careers.milestone                              ------     v----e  vacd-e     vacd-e
careers.rolerecommendation      (draft)        ------     vacd-e  vacdpe     vacdpe
careers.rolerecommendation      (published)    ------     va---e  vacdpe     vacdpe
careers.route                   (draft)        ------     vacd-e  vacdpe     vacdpe
careers.route                   (published)    ------     va---e  vacdpe     vacdpe
careers.routecost               (draft)        ------     vacd-e  vacdpe     vacdpe
careers.routecost               (published)    ------     va---e  vacdpe     vacdpe
careers.routeneed               (of a draft)   ------     vacd-e  vacd-e     vacd-e
careers.routeneed               (published)    ------     va---e  vacd-e     vacd-e
careers.sharedlink                             ------     v-----  v-cd--     v-cd--
certifications.certification                   ------     v----e  vacd-e     vacd-e
certifications.certificationfact (draft)       ------     vacd-e  vacdpe     vacdpe
certifications.certificationfact (published)   ------     va---e  vacdpe     vacdpe
certifications.issuer                          ------     vac--e  vacd-e     vacd-e
certifications.renewal          (draft)        ------     vacd-e  vacdpe     vacdpe
certifications.renewal          (published)    ------     va---e  vacdpe     vacdpe
certifications.staterule        (draft)        ------     vacd-e  vacdpe     vacdpe
certifications.staterule        (published)    ------     va---e  vacdpe     vacdpe
roles.duty                                     ------     vac--e  vacd-e     vacd-e
roles.dutytopic                                ------     v-----  v-----     v-----
roles.field                                    ------     vac--e  vacd-e     vacd-e
roles.majorgroup                               ------     vac--e  vacd-e     vacd-e
roles.occupation                               ------     vac--e  vacd-e     vacd-e
roles.outlook                   (draft)        ------     vacd-e  vacdpe     vacdpe
roles.outlook                   (published)    ------     va---e  vacdpe     vacdpe
roles.pay                       (draft)        ------     vacd-e  vacdpe     vacdpe
roles.pay                       (published)    ------     va---e  vacdpe     vacdpe
roles.program                                  ------     vac--e  vacd-e     vacd-e
roles.relatedoccupation                        ------     v-----  v-----     v-----
roles.relatedrole                              ------     v-----  v-----     v-----
roles.role                      (draft)        ------     vacd-e  vacdpe     vacdpe
roles.role                      (published)    ------     va---e  vacdpe     vacdpe
roles.rolecode                  (of a draft)   ------     vacd-e  vacd-e     vacd-e
roles.rolecode                  (published)    ------     va---e  vacd-e     vacd-e
roles.roleconfusion             (draft)        ------     vacd-e  vacdpe     vacdpe
roles.roleconfusion             (published)    ------     va---e  vacdpe     vacdpe
roles.roleduty                  (draft)        ------     vacd-e  vacdpe     vacdpe
roles.roleduty                  (published)    ------     va---e  vacdpe     vacdpe
roles.roleinterest              (draft)        ------     vacd-e  vacdpe     vacdpe
roles.roleinterest              (published)    ------     va---e  vacdpe     vacdpe
roles.roleschooling             (draft)        ------     vacd-e  vacdpe     vacdpe
roles.roleschooling             (published)    ------     va---e  vacdpe     vacdpe
roles.roleskill                 (draft)        ------     vacd-e  vacdpe     vacdpe
roles.roleskill                 (published)    ------     va---e  vacdpe     vacdpe
roles.roletitle                 (draft)        ------     vacd-e  vacdpe     vacdpe
roles.roletitle                 (published)    ------     va---e  vacdpe     vacdpe
roles.roletool                  (draft)        ------     vacd-e  vacdpe     vacdpe
roles.roletool                  (published)    ------     va---e  vacdpe     vacdpe
roles.roletrait                 (draft)        ------     vacd-e  vacdpe     vacdpe
roles.roletrait                 (published)    ------     va---e  vacdpe     vacdpe
roles.skill                                    ------     vac--e  vacd-e     vacd-e
roles.surveyshare               (draft)        ------     vacd-e  vacdpe     vacdpe
roles.surveyshare               (published)    ------     va---e  vacdpe     vacdpe
roles.topic                                    ------     vac--e  vacd-e     vacd-e
roles.trait                                    ------     vac--e  vacd-e     vacd-e
sources.dataversion                            ------     v-----  v-----     v-----
sources.importrun                              ------     v-----  v-----     v-----
sources.loadconflict                           ------     v-----  v-----     v-----
sources.loadedrow                              ------     v-----  v-----     v-----
sources.place                                  ------     vac--e  vacd-e     vacd-e
sources.proposal                               ------     v-----  v-----     v-----
sources.renamedslug                            ------     v-----  v-----     v-----
sources.source                                 ------     vac--e  vacd-e     vacd-e
"""


def person(name: str) -> Any:
    """Somebody as the table calls them."""
    if name == "anonymous":
        return AnonymousUser()
    if name == "superuser":
        return User.objects.create_superuser(name)
    user = User.objects.create_user(name, is_staff=True)
    user.groups.add(Group.objects.get(name=name.capitalize()))
    return user


def browser(name: str) -> Client:
    client = Client()
    if name != "anonymous":
        client.force_login(person(name))
    return client


@pytest.fixture
def editor() -> Client:
    return browser("editor")


@pytest.fixture
def publisher() -> Client:
    return browser("publisher")


def kinds() -> dict[str, Any]:
    """A row for each line of the table."""
    make_one_of_each(1)
    make_one_of_each(2)
    Role.objects.filter(slug="role-2").update(status="draft")
    found: dict[str, Any] = {}
    for app in ("careers", "certifications", "roles", "sources"):
        for model in apps.get_app_config(app).get_models():
            label = model._meta.label_lower
            rows = model._default_manager.order_by("pk")
            if "publish" in model._meta.default_permissions and model is not Role:
                row = rows.last()
                assert row is not None
                model._default_manager.filter(pk=row.pk).update(status="draft")
            draft: Any = {"roles.role": {"slug": "role-2"}, "roles.rolecode": {"role__slug": "role-2"}}.get(label)
            draft = {"route__slug": "route-2"} if label == "careers.routeneed" else draft
            if draft:
                found[f"{label} ({'draft' if model is Role else 'of a draft'})"] = rows.filter(**draft).get()
                found[f"{label} (published)"] = rows.exclude(**draft).first()
            elif "publish" in model._meta.default_permissions:
                found[f"{label} (draft)"] = rows.filter(status="draft").get()
                found[f"{label} (published)"] = rows.filter(status="published").first()
            else:
                found[label] = rows.first()
    return found


def may(user: Any, row: Model) -> str:
    """What the admin lets somebody do with a row, as the table says it."""
    request = RequestFactory().get("/")
    request.user = user
    own: Any = site.get_model_admin(type(row))
    publishes = getattr(own, "has_publish_permission", lambda _request: False)
    exports = getattr(own, "has_export_permission", lambda _request: False)
    answers = {
        "v": own.has_view_permission(request, row),
        "a": own.has_add_permission(request),
        "c": own.has_change_permission(request, row) and not is_closed(request, row),
        "d": own.has_delete_permission(request, row),
        "p": publishes(request),
        "e": exports(request),
    }
    return "".join(letter if yes else "-" for letter, yes in answers.items())


@pytest.mark.parametrize("name", ["anonymous", "editor", "publisher", "superuser"])
def test_every_cell_is_as_written(name: str) -> None:
    head, *lines = TABLE.strip("\n").splitlines()
    column, start = head.split().index(name), head.index("anonymous")
    written = {" ".join(line[:start].split()): line[start:].split()[column] for line in lines}
    user = person(name)
    assert {label: may(user, row) for label, row in kinds().items()} == written


# --- the same by real requests


@pytest.mark.parametrize(
    ("name", "view", "new", "change", "deletion"),
    [
        ("anonymous", 302, 302, 302, 302),
        ("editor", 200, 200, 403, 403),
        ("publisher", 200, 200, 302, 302),
        ("superuser", 200, 200, 302, 302),
    ],
)
def test_a_published_fact_is_open_to_those_of_the_table(name, view, new, change, deletion) -> None:
    duty = make_role_duty(make_role())
    client = browser(name)
    sent = sent_by(browser_of_all().get(page_of(duty))) | {"text": "Changed"}
    assert client.get(page_of(duty)).status_code == view
    assert client.get(address(RoleDuty, "add")).status_code == new
    assert client.post(page_of(duty), sent).status_code == change
    assert RoleDuty.objects.filter(text="Changed").exists() == (name in ("publisher", "superuser"))
    assert delete(client, duty).status_code == deletion
    assert RoleDuty.objects.exists() == (name not in ("publisher", "superuser"))


def browser_of_all() -> Client:
    client = Client()
    client.force_login(User.objects.get_or_create(username="all", is_staff=True, is_superuser=True)[0])
    return client


@pytest.mark.parametrize("model", [RoleDuty, Route, Role, RoleCode], ids=lambda model: model.__name__)
def test_an_editor_changes_and_deletes_drafts(editor: Client, model: type[Model]) -> None:
    make_one_of_each(1)
    Role.objects.filter(slug="role-1").update(status="draft")
    for fact in (RoleDuty, Route, RouteCost):
        fact.objects.update(status="draft")
    row = model._default_manager.order_by("pk").last()
    assert row is not None
    assert edit(editor, row).status_code == 302
    if model is not Role:  # others of its facts are published
        assert delete(editor, row).status_code == 302
        assert not model._default_manager.filter(pk=row.pk).exists()


@pytest.mark.parametrize("model", [Trait, Source], ids=lambda model: model.__name__)
def test_an_editor_keeps_words_and_sources_but_deletes_none(editor: Client, model: type[Model]) -> None:
    make_source()
    Trait.objects.create(slug="t", title="T")
    row = model._default_manager.get()
    assert edit(editor, row, {"title": "Changed"}).status_code == 302
    assert model._default_manager.filter(title="Changed").exists()
    assert delete(editor, row).status_code == 403
    assert model._default_manager.exists()


def test_what_the_program_keeps_is_to_be_looked_at(editor: Client) -> None:
    row = LoadedRow.objects.create(model="roles.role", key="[]", digest="0" * 64)
    assert editor.get(page_of(row)).status_code == 200
    assert editor.post(page_of(row), {"key": "x"}).status_code == 403


# --- an editor


def test_a_refusal_says_why_and_what_to_do(editor: Client) -> None:
    duty = make_role_duty(make_role())
    answer = editor.post(page_of(duty), {"text": "Changed"})
    assert answer.status_code == 403
    assert "only a publisher changes what readers see" in answer.text
    assert "Propose a change" in answer.text


def test_a_refusal_in_the_admin_leads_back_to_the_list(editor: Client) -> None:
    answer = editor.get(address(Role, "delete", make_role().pk))
    assert f'href="{address(Role, "changelist")}"' in answer.text


def test_a_published_role_is_not_deleted_by_an_editor(editor: Client) -> None:
    role = make_role("paralegal")
    for answer in (editor.get(address(Role, "delete", role.pk)), editor.post(address(Role, "delete", role.pk))):
        assert answer.status_code == 403
        assert "“Paralegal” is published, and only a publisher deletes what readers see." in answer.text
        assert "Propose" not in answer.text
    assert Role.objects.exists()


@pytest.mark.parametrize("status", ["", "published"])
def test_what_an_editor_adds_is_a_draft_whatever_is_sent(editor: Client, status: str) -> None:
    make_place()
    values = {"role": make_role().pk, "text": "File papers", "source": make_source().pk, "status": status}
    assert add(editor, RoleDuty, values).status_code == 302
    assert RoleDuty.objects.get().status == "draft"


def test_an_editor_cannot_publish_by_the_list(editor: Client) -> None:
    duty = make_role_duty(make_role(), status="draft")
    editor.post(address(RoleDuty, "changelist"), {"action": "publish_chosen", "_selected_action": [duty.pk]})
    assert RoleDuty.objects.get().status == "draft"
    assert "Publish the chosen" not in editor.get(address(RoleDuty, "changelist")).text


def test_an_editor_cannot_delete_published_facts_by_the_list(editor: Client) -> None:
    make_role_duty(make_role())
    chosen = {"action": "delete_selected", "_selected_action": [RoleDuty.objects.get().pk], "post": "yes"}
    assert editor.post(address(RoleDuty, "changelist"), chosen).status_code == 403
    assert RoleDuty.objects.exists()


def test_deleting_a_draft_role_does_not_take_published_facts_with_it(editor: Client) -> None:
    role = make_role(status="draft")
    make_role_duty(role)
    assert delete(editor, role).status_code == 403
    RoleDuty.objects.update(status="draft")
    assert delete(editor, role).status_code == 302


def test_the_page_of_a_published_role_takes_drafts_from_an_editor(editor: Client) -> None:
    role = make_role_duty(make_role("paralegal"), "Talk to witnesses").role
    page = editor.get(page_of(role))
    assert "This role is published. A publisher changes it; you can add drafts below." in page.text
    assert 'name="title"' not in page.text
    assert 'name="duties-0-text"' not in page.text
    assert "Talk to witnesses" in page.text
    assert 'name="duties-0-DELETE"' not in page.text
    sent = sent_by(page, {"duties": [{"text": "File papers", "source": make_source().pk}]})
    sent = {
        name: value
        for name, value in sent.items()
        if not name.startswith("duties-0-") or name.endswith(("-id", "-role"))
    }
    assert editor.post(page_of(role), sent).status_code == 302
    assert list(RoleDuty.objects.values_list("text", "status").order_by("pk")) == [
        ("Talk to witnesses", "published"),
        ("File papers", "draft"),
    ]


@pytest.mark.parametrize("status", ["draft", "published", "retired"])
def test_what_an_editor_saves_brings_no_draft_out(editor: Client, status: str) -> None:
    source = make_source()
    role = make_role("paralegal", status=status, summary_source=source)
    make_role_duty(role, "File papers", status="draft", source=source)
    RoleSchooling.objects.create(role=role, level="associate", weight=3, text="Common", source=source, status="draft")
    sent = sent_by(editor.get(page_of(role)), {"duties": [{"text": "Call people", "source": source.pk}]})
    assert editor.post(page_of(role), sent).status_code == 302
    assert dict(RoleDuty.objects.values_list("text", "status")) == {"File papers": "draft", "Call people": "draft"}
    assert RoleSchooling.objects.get().status == "draft"
    role.refresh_from_db()
    assert role.status == status


@pytest.mark.parametrize(
    "tried",
    [
        {"title": "Changed"},
        {"status": "retired"},
        {"duties-0-text": "Changed"},
        {"duties-0-DELETE": "on"},
        {"codes-0-match": "closest"},
    ],
    ids=lambda tried: next(iter(tried)),
)
def test_what_an_editor_sends_for_published_rows_is_refused_and_nothing_is_saved(editor: Client, tried: Any) -> None:
    role = make_role_duty(make_role("paralegal"), "Talk to witnesses").role
    RoleCode.objects.create(role=role, occupation=make_occupation(), use="pay")
    page = editor.get(page_of(role))
    sent = {
        name: value
        for name, value in sent_by(page, {"duties": [{"text": "File papers"}]}).items()
        if not name.startswith(("duties-0-", "codes-0-")) or name.endswith(("-id", "-role"))
    }
    assert "only a publisher changes what readers see" in sentences(editor.post(page_of(role), sent | tried))
    assert RoleDuty.objects.get().text == "Talk to witnesses"
    role.refresh_from_db()
    assert (role.title, role.status) == ("Paralegal", "published")
    assert RoleCode.objects.get().match == "exact"


def test_an_editor_gives_no_code_to_a_published_role(editor: Client) -> None:
    role, draft, occupation = make_role("paralegal"), make_role("clerk", status="draft"), make_occupation()
    values = {"role": role.pk, "occupation": occupation.pk, "use": "pay", "match": "exact"}
    assert "only a publisher" in sentences(add(editor, RoleCode, values))
    assert add(editor, RoleCode, values | {"role": draft.pk}).status_code == 302
    code = RoleCode.objects.get()
    assert "only a publisher" in sentences(edit(editor, code, {"role": role.pk}))
    assert RoleCode.objects.get().role == draft
    assert 'name="codes-__prefix__-occupation"' not in editor.get(page_of(role)).text


def test_the_page_of_a_role_costs_an_editor_the_same_with_many_facts(editor: Client) -> None:
    costs = []
    for slug, number in (("paralegal", 2), ("nurse", 20)):
        role = make_role(slug)
        for n in range(number):
            make_role_duty(role, f"Do {n}", source=make_source(f"{slug}-{n}"))
            RoleTitle.objects.create(role=role, title=f"Title {n}", source=make_source(f"{slug}-{n}"))
        query_count(editor, page_of(role))
        costs.append(query_count(editor, page_of(role)))
    assert costs[0] == costs[1]


def test_a_change_is_proposed_from_a_published_fact(editor: Client) -> None:
    duty = make_role_duty(make_role("paralegal"), "Talk to witnesses")
    duty.also_sources.add(make_source("another"))
    page = editor.get(page_of(duty))
    assert "Propose a change" in page.text
    url = f"{address(RoleDuty, 'add')}?like={duty.pk}"
    assert url in page.text
    sent = sent_by(editor.get(url)) | {"text": "Interview witnesses"}
    assert editor.post(url, sent).status_code == 302
    proposed = RoleDuty.objects.get(status="draft")
    assert (proposed.text, proposed.role, proposed.source) == ("Interview witnesses", duty.role, duty.source)
    assert proposed.key == "interview-witnesses"
    assert proposed.note == "Proposed in place of “talk-to-witnesses”."
    assert [source.slug for source in proposed.also_sources.all()] == ["another"]


@pytest.mark.parametrize("like", ["999", "9" * 30, "rubbish", ""])
def test_a_proposal_from_no_fact_is_an_empty_form(editor: Client, like: str) -> None:
    assert editor.get(f"{address(RoleDuty, 'add')}?like={like}").status_code == 200
    assert editor.get(reverse("admin:roles_role_add"), {"like": like}).status_code == 200


# --- what was, and what changes meanwhile


@pytest.mark.parametrize(("status", "answer"), [("draft", 302), ("published", 403)])
def test_an_editor_brings_back_drafts_alone(editor: Client, status: str, answer: int) -> None:
    duty = make_role_duty(make_role(), "File papers", status=status)
    page, url = browser_of_all().get(page_of(duty)), page_of(duty)
    duty.delete()
    deleted = {"opened_at": RoleDuty.history.latest("pk").pk}
    assert editor.post(url, sent_by(page) | deleted).status_code == answer
    assert RoleDuty.objects.exists() == (status == "draft")


@pytest.mark.parametrize("new", [{}, {"duties": [{"text": "File papers"}]}], ids=["alone", "with a new duty"])
def test_a_deleted_published_role_is_not_brought_back_by_an_editor(editor: Client, new: Any) -> None:
    role = make_role("paralegal")
    sent = sent_by(browser_of_all().get(page_of(role)), new)
    url, record = page_of(role), Role.history.get()
    as_it_was = reverse("admin:roles_role_simple_history", args=[role.pk, record.pk])
    role.delete()
    for answer in (editor.get(as_it_was), editor.post(url, sent)):
        assert answer.status_code == 403
        assert "This role was published before it was deleted, and only a publisher brings it back." in answer.text
    assert not Role.objects.exists()


def test_a_deleted_part_of_a_deleted_role_is_no_server_error(editor: Client) -> None:
    code = RoleCode.objects.create(role=make_role(), occupation=make_occupation(), use="pay")
    url, role = page_of(code), code.role
    code.delete()
    role.delete()
    assert editor.post(url, {"use": "pay"}).status_code == 409
    assert not RoleCode.objects.exists()


def test_an_earlier_state_of_a_published_fact_is_not_brought_back_by_an_editor(editor: Client) -> None:
    duty = make_role_duty(make_role(), "File papers", status="draft")
    drafted = RoleDuty.history.get()
    duty.text, duty.status = "Talk to witnesses", "published"
    duty.save()
    page = editor.get(reverse("admin:roles_roleduty_simple_history", args=[duty.pk, drafted.pk]))
    assert editor.post(page_of(duty), sent_by(page)).status_code == 403
    assert RoleDuty.objects.get().text == "Talk to witnesses"


def test_what_is_published_while_an_editor_writes_is_not_changed_and_their_words_stay(editor: Client) -> None:
    duty = make_role_duty(make_role("paralegal"), "File papers", status="draft")
    page = editor.get(page_of(duty.role))
    duty.status = "published"
    duty.save()
    sent = {name: value for name, value in sent_by(page).items() if "-" in name or name == "opened_at"}
    answer = editor.post(page_of(duty.role), sent | {"duties-0-text": "Burn papers"})
    assert answer.status_code == 409
    assert "only a publisher changes what readers see" in answer.text
    assert "Burn papers" in answer.text
    assert RoleDuty.objects.get().text == "File papers"


def test_a_role_published_while_an_editor_writes_is_not_changed(editor: Client) -> None:
    role = make_role("paralegal", status="draft")
    page = editor.get(page_of(role))
    role.status = "published"
    role.save()
    answer = editor.post(page_of(role), sent_by(page) | {"title": "Changed"})
    assert answer.status_code == 409
    assert "only a publisher changes what readers see" in answer.text
    role.refresh_from_db()
    assert (role.title, role.status) == ("Paralegal", "published")


def make_draft_with_duty(text: str) -> RoleDuty:
    """A duty and its role, of which the one comes out with the other."""
    role = make_role("paralegal", status="draft", summary_source=make_source())
    RoleSchooling.objects.create(
        role=role, level="associate", weight=3, text="Common", source=make_source(), status="draft"
    )
    return make_role_duty(role, text, status="draft")


def publish(row: Model) -> None:
    chosen = {"action": "publish_chosen", "_selected_action": [row.pk]}
    browser_of_all().post(address(type(row), "changelist"), chosen)


def test_words_written_in_a_role_that_was_published_meanwhile_are_shown(editor: Client) -> None:
    role = make_draft_with_duty("File papers").role
    page = editor.get(page_of(role))
    publish(role)
    answer = editor.post(page_of(role), sent_by(page) | {"summary": "You file <papers>."})
    assert answer.status_code == 409
    assert "You had written, for “Summary”: You file &lt;papers&gt;." in answer.text
    assert "You had written, for “Title”" not in answer.text
    assert "only a publisher changes what readers see" in answer.text
    again = editor.post(page_of(role), sent_by(answer), follow=True)
    assert "Nothing was saved" in again.text
    assert "was changed successfully" not in again.text


def test_words_written_in_a_duty_published_with_its_role_are_shown_and_can_be_proposed(editor: Client) -> None:
    duty = make_draft_with_duty("File papers")
    page = editor.get(page_of(duty.role))
    publish(duty.role)
    answer = editor.post(page_of(duty.role), sent_by(page) | {"duties-0-text": "File <b> & copy"})
    assert answer.status_code == 409
    assert "You had written, for “Text”: File &lt;b&gt; &amp; copy" in answer.text
    proposal = f"{address(RoleDuty, 'add')}?like={duty.pk}&text=File+%3Cb%3E+%26+copy"
    assert f'<a href="{escape(proposal)}">Propose this as a draft</a>' in answer.text
    assert sent_by(editor.get(proposal))["text"] == "File <b> & copy"


def test_words_written_in_a_fact_that_was_published_meanwhile_are_shown(editor: Client) -> None:
    duty = make_draft_with_duty("File papers")
    sent = sent_by(editor.get(page_of(duty)))
    publish(duty)
    answer = editor.post(page_of(duty), sent | {"text": "File <papers>"})
    assert answer.status_code == 403
    assert "You had written, for “Text”: File &lt;papers&gt;" in answer.text
    assert "Propose this as a draft" in answer.text
    assert "Nothing was saved." in answer.text
    assert RoleDuty.objects.get().text == "File papers"
